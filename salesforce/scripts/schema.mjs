// Checks one metadata file by itself: is it XML, and does the Metadata API
// know all that it says? What a file says of other files is references.mjs.
import { basename } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { KINDS, isDeployable } from './kinds.mjs';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

// Elements that source has and the declarations call a text, as the Metadata API packs them into one.
const SOURCE_ONLY = { LightningComponentBundle: ['targetConfigs'] };

// The types of values that a record of custom metadata may have, and how they look.
const VALUES = {
  'xsd:boolean': /^(true|false)$/,
  'xsd:date': /^\d{4}-\d\d-\d\d$/,
  'xsd:dateTime': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  'xsd:double': /^-?\d+(\.\d+)?$/,
  'xsd:string': /^[^]+$/,
};

// What is asked for may be that nothing is there: a retrieved report says so by an empty value.
const MAY_BE_EMPTY = /^Report\/filter\/criteriaItems\/value$/;

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
  if (kind.rendered && isDeployable(file)) problems.push(`a ${root} belongs to one org, and is rendered for it`);
  if (!declaration) problems.push('the XML declaration is missing');
  return { type: root, name, tree, problems };
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
      if (!/^@xmlns(:xs[id])?$/.test(name)) yield `${at}: unknown attribute ${name.slice(1)}`;
    } else if (SOURCE_ONLY[type]?.includes(name)) {
      // Read where it is used.
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
    if (type === 'any') yield* checkAny(at, value);
    else if (types.elementsOf(type)) yield* checkElement(at, type, value, types);
    else yield* checkText(at, type, value, types);
  }
}

/** A value of which the file itself says what it is. */
function* checkAny(at, value) {
  if (value?.['@xsi:nil'] === 'true') return;
  const type = value?.['@xsi:type'];
  if (!VALUES[type]) yield `${at}: xsi:type is ${type}, and must be one of ${Object.keys(VALUES).join(', ')}`;
  else if (!VALUES[type].test(value['#text'] ?? '')) yield `${at}: ${value['#text']} is not of type ${type}`;
}

function* checkText(at, type, value, types) {
  const allowed = types.valuesOf(type);
  if (typeof value !== 'string') yield `${at}: elements or attributes where text is expected`;
  else if (value.trim() === '' && !MAY_BE_EMPTY.test(at)) yield `${at} is empty`;
  else if (allowed && !allowed.includes(value)) yield `${at}: ${value} is not a ${type}`;
  else if (FORMATS[type] && !FORMATS[type].test(value)) yield `${at}: ${value} is not a ${type}`;
}
