// Checks that what components tell each other is what the message channel has: nothing else notices that a field is named
// differently on its way. A message is called `message` wherever it goes, `messageOf` makes it if `publish` does not: what
// cannot be followed by that is told, too.
import { dirname } from 'node:path';
import ts from 'typescript';
import { all, find, list } from './known.mjs';

const CHANNEL = /@salesforce\/messageChannel\/(\w+)__c/;
const SOURCE = /\/lwc\/\w+\/[^/]+\.js$/;

export function* checkMessages(known) {
  const published = new Set();
  for (const [name, files] of usersOf(known)) {
    const fields = fieldsOf(find('LightningMessageChannel', name, known)?.tree);
    for (const { file, finding, field } of files.flatMap(findingsIn)) {
      if (finding === 'publishes') published.add(`${name}.${field}`);
      if (!field) yield { file, problem: finding };
      else if (!fields.includes(field)) yield { file, problem: `the message channel ${name} has no field ${field}, which this ${finding}` };
    }
  }
  for (const { file, name, tree } of all('LightningMessageChannel', known)) {
    for (const field of fieldsOf(tree)) {
      if (!published.has(`${name}.${field}`)) yield { file, problem: `nobody publishes ${field}` };
    }
  }
}

const fieldsOf = (channel) => list(channel?.lightningMessageFields).map(({ fieldName }) => fieldName);

/** Of each component that imports a channel: the channel's name, and all its scripts as `[file, text]`. */
function usersOf(known) {
  const scripts = [...known.files].filter(([file]) => SOURCE.test(file));
  const users = scripts.filter(([, text]) => CHANNEL.test(text));
  return users.map(([file, text]) => [text.match(CHANNEL)[1], scripts.filter(([other]) => dirname(other) === dirname(file))]);
}

/** What a script publishes or reads, as `{ file, finding, field }`; without a field the finding is what is wrong. */
function findingsIn([file, text]) {
  if (!read.has(text)) read.set(text, look(text));
  return read.get(text).map((each) => ({ file, ...each }));
}

// By text, as the check runs once for each fault that is planted.
const read = new Map();

function look(text) {
  const root = ts.createSourceFile('component.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const findings = [];
  const visit = (node) => {
    findings.push(...(LOOK[node.kind]?.(node, root) ?? []));
    ts.forEachChild(node, visit);
  };
  visit(root);
  return findings;
}

const isMessage = (node) => node && ts.isIdentifier(node) && node.text === 'message';
const reads = (name) => ({ finding: 'reads', field: name.text });

// By kind of node.
const LOOK = {
  [ts.SyntaxKind.PropertyAccessExpression]: ({ expression, name }) => (isMessage(expression) ? [reads(name)] : []),
  [ts.SyntaxKind.VariableDeclaration]: ({ name, initializer }) => {
    if (isMessage(name) && initializer?.expression?.text !== 'messageOf') return publishedBy(initializer);
    return ts.isObjectBindingPattern(name) && isMessage(initializer) ? name.elements.map((each) => reads(each.propertyName ?? each.name)) : [];
  },
  [ts.SyntaxKind.FunctionDeclaration]: ({ name, body }) =>
    (name?.text === 'messageOf' ? body.statements.filter(ts.isReturnStatement).flatMap(({ expression }) => publishedBy(expression)) : []),
  [ts.SyntaxKind.CallExpression]: ({ expression, arguments: given }, root) => {
    // What publishes is lent to other scripts, too: ports.publish(message).
    const [name, told] = expression.text ? [expression.text, given[2]] : [expression.name?.text, given[0]];
    if (name === 'publish' && !isMessage(told)) return publishedBy(told);
    return expression.text === 'subscribe' && !isMessage(takenBy(told, root)) ? [{ finding: 'what is subscribed to cannot be followed: it is not a handler of this class that takes a message' }] : [];
  },
};

function publishedBy(node) {
  const isPlain = node && ts.isObjectLiteralExpression(node) && node.properties.every(({ name }) => name && ts.isIdentifier(name));
  if (!isPlain) return [{ finding: 'what is published cannot be followed: it is no object with its fields written out' }];
  return node.properties.map(({ name }) => ({ finding: 'publishes', field: name.text }));
}

/** The first parameter of `this.handler`, an arrow function that is a field of the class. */
function takenBy(handler, root) {
  const members = root.statements.filter(ts.isClassDeclaration).flatMap(({ members: each }) => [...each]);
  return members.find(({ name }) => name?.text === handler?.name?.text)?.initializer?.parameters?.[0].name;
}
