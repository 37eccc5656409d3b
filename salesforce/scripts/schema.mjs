// Checks one metadata file by itself: is it XML, and does the Metadata API
// know all that it says? What a file says of other files is references.mjs.
import { basename } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

// The type that a file's ending promises (Salesforce DX Developer Guide,
// "Source Format"), and whether the file must repeat its name as <fullName>.
// A new kind of metadata needs a line here.
const KINDS = {
  customPermission: { type: 'CustomPermission' },
  field: { type: 'CustomField', named: true },
  flow: { type: 'Flow' },
  object: { type: 'CustomObject' },
  permissionset: { type: 'PermissionSet' },
  validationRule: { type: 'ValidationRule', named: true },
};

const FORMATS = {
  boolean: /^(true|false)$/,
  number: /^-?\d+(\.\d+)?$/,
};

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });

/** Checks a file's text: `{ type, tree, problems }`, where `problems` are sentences and `tree` is what could be read. */
export function checkDocument(file, text, types) {
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true) {
    return { problems: [`malformed XML in line ${wellFormed.err.line}: ${wellFormed.err.msg}`] };
  }
  const [, name, suffix] = basename(file).match(/^(.+?)\.(\w+)-meta\.xml$/) ?? [];
  const kind = KINDS[suffix];
  if (!kind) return { problems: ['the file ending is of no kind of metadata that is used here'] };
  const { '?xml': declaration, ...roots } = parser.parse(text);
  const [root] = Object.keys(roots);
  if (root !== kind.type) return { problems: [`the root is <${root}>, and must be <${kind.type}>`] };

  const tree = roots[root] || {};
  const problems = [...checkRoot(tree, name, kind), ...checkElement(root, root, tree, types)];
  if (!declaration) problems.push('the XML declaration is missing');
  return { type: root, tree, problems };
}

function* checkRoot(tree, name, kind) {
  if (tree['@xmlns'] !== NAMESPACE) yield `the namespace must be ${NAMESPACE}`;
  if (kind.named && !tree.fullName) yield 'required <fullName> is missing';
  if (tree.fullName && tree.fullName !== name) yield `<fullName> is ${tree.fullName}, but the file's name says ${name}`;
}

/** Checks an element that has elements inside. `at` is the path to it. */
function* checkElement(at, type, node, types) {
  const known = types.elementsOf(type);
  if (typeof node !== 'object' || node['#text']) {
    yield `${at}: text where elements of ${type} are expected`;
    return;
  }
  for (const [name, value] of Object.entries(node)) {
    if (name.startsWith('@')) {
      if (name !== '@xmlns') yield `${at}: unknown attribute ${name.slice(1)}`;
    } else if (!known.has(name)) {
      yield `${at}: unknown element <${name}>`;
    } else {
      yield* checkValues(`${at}/${name}`, known.get(name), [value].flat(), types);
    }
  }
  for (const [name, { required }] of known) {
    if (required && !(name in node)) yield `${at}: required <${name}> is missing`;
  }
}

function* checkValues(at, { type, many }, values, types) {
  if (!many && values.length > 1) yield `${at} is repeated`;
  for (const value of values) {
    if (types.elementsOf(type)) yield* checkElement(at, type, value, types);
    else yield* checkText(at, type, value, types);
  }
}

function* checkText(at, type, value, types) {
  const allowed = types.valuesOf(type);
  if (typeof value !== 'string') yield `${at}: elements or attributes where text is expected`;
  else if (value.trim() === '') yield `${at} is empty`;
  else if (allowed && !allowed.includes(value)) yield `${at}: ${value} is not a ${type}`;
  else if (FORMATS[type] && !FORMATS[type].test(value)) yield `${at}: ${value} is not a ${type}`;
}
