// Reads what each method of an Apex class asks of the database, in which access mode, and what it calls; and of both,
// what stands inside System.runAs. It goes by names as they are written.
import { childrenOf, ruleOf } from './apex-tree.mjs';

// The key of what stands in no method: fields, constructors, properties.
const NOWHERE = '';

/** What the methods of a class do, by their names in small letters: those of one name are taken as one. */
export function membersOf(tree) {
  const members = new Map();
  const at = (name) => {
    if (!members.has(name)) members.set(name, { statements: [], calls: [], isTest: false, isCacheable: false });
    return members.get(name);
  };
  visit(tree, { name: NOWHERE, asUser: false }, at);
  return members;
}

/** `asUser`: inside the block of a System.runAs. */
function visit(node, { name, asUser }, at) {
  const rule = ruleOf(node);
  const method = rule === 'classBodyDeclaration' ? methodIn(node) : undefined;
  if (method) keepModifiers(node, at(method));
  const statement = statementOf(node, rule);
  if (statement) at(name).statements.push({ ...statement, line: node.start.line, asUser });
  const called = callOf(node, rule);
  if (called) at(name).calls.push({ called, line: node.start.line, asUser });
  for (const child of node.children ?? []) {
    visit(child, { name: method ?? name, asUser: asUser || (ruleOf(child) === 'block' && isAsAnother(node)) }, at);
  }
}

/** Whether it is a System.runAs, and not as whoever runs the test anyway. */
const isAsAnother = (node) => ruleOf(node) === 'runAsStatement' && !/UserInfo\.getUserId\(/i.test(childrenOf(node, 'expressionList')[0]?.getText());

function methodIn(node) {
  const [method] = childrenOf(node, 'memberDeclaration').flatMap((each) => childrenOf(each, 'methodDeclaration'));
  return method && childrenOf(method, 'id')[0].getText().toLowerCase();
}

function keepModifiers(node, member) {
  const modifiers = childrenOf(node, 'modifier').map((each) => each.getText());
  member.isTest ||= modifiers.some((each) => /^(@isTest|@testSetup|testMethod)/i.test(each));
  member.isCacheable ||= modifiers.some((each) => /^@AuraEnabled.*cacheable=true/i.test(each));
}

const DML = { insertStatement: 'insert', updateStatement: 'update', deleteStatement: 'delete', undeleteStatement: 'undelete', upsertStatement: 'upsert', mergeStatement: 'merge' };

/** A query or a statement that writes: `{ what, mode, writes, locks }`; the mode is user, system, or undefined where none is said. */
function statementOf(node, rule) {
  if (rule === 'query') return { what: 'a query', mode: modeIn(childrenOf(node, 'withClause')), locks: /^FORUPDATE/i.test(childrenOf(node, 'forClauses')[0]?.getText()) };
  if (rule === 'soslLiteral' || rule === 'soslLiteralAlt') return { what: 'a search', mode: modeIn([node]) };
  if (DML[rule]) return { what: DML[rule], writes: true, mode: childrenOf(node, 'accessLevel')[0]?.getText().slice('as'.length).toLowerCase() };
  return rule === 'expression' ? databaseCall(node) : undefined;
}

const modeIn = (nodes) => nodes.map((each) => each.getText().match(/WITH(USER|SYSTEM)_MODE/i)?.[1].toLowerCase()).find(Boolean);

// The methods that take an access level, the last thing they are given (Apex Reference Guide, "Database Class", "Search Class").
const WRITES = /^(insert|update|upsert|delete|undelete|merge|convertLead|emptyRecycleBin)/i;
const READS = { database: /^(query|countQuery|getQueryLocator|getCursor)/i, search: /^(query|find|suggest)/i };

function databaseCall(node) {
  const [of, method] = callIn(node);
  const scope = of?.replace(/^system\./i, '').toLowerCase();
  const writes = scope === 'database' && WRITES.test(method);
  if (!writes && !READS[scope]?.test(method)) return undefined;
  const last = childrenOf(childrenOf(node, 'dotMethodCall')[0], 'expressionList').flatMap((each) => childrenOf(each, 'expression')).at(-1);
  const mode = last?.getText().match(/^(?:System\.)?AccessLevel\.(USER|SYSTEM)_MODE$/i)?.[1].toLowerCase();
  return { what: `${of}.${method}`, mode, writes };
}

/** The name and the method of `name.method(…)`. */
function callIn(node) {
  const [of, call] = [childrenOf(node, 'expression')[0], childrenOf(node, 'dotMethodCall')[0]];
  return of && call ? [of.getText(), call.getText().split('(')[0]] : [];
}

/** `method`, or `Name.method` of a class or a variable. */
function callOf(node, rule) {
  if (rule === 'methodCall') return node.getText().split('(')[0];
  const [of = '', method] = rule === 'expression' ? callIn(node) : [];
  if (/^this$/i.test(of)) return method;
  return /^\w+$/.test(of) ? `${of}.${method}` : undefined;
}
