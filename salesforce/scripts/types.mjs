// What the Metadata API knows, read from the type declarations of the package
// @salesforce/types, which Salesforce generates from its Metadata WSDL. It
// must know nothing of our own metadata.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const DECLARATIONS = createRequire(import.meta.url).resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');

/** Reads the declarations: `{ elementsOf(type), valuesOf(enumeration) }`, each undefined for a name it does not know. */
export function loadTypes(source = readFileSync(DECLARATIONS, 'utf8')) {
  const records = new Map();
  for (const [, name, bases, body] of source.matchAll(/^export type (\w+) = ((?:\w+ & )*)\{\n([\s\S]*?)^\};/gm)) {
    records.set(name, { bases: bases.match(/\w+/g) ?? [], own: elementsIn(body) });
  }
  const enumerations = new Map();
  for (const [, name, values] of source.matchAll(/^export type (\w+) = ('[^;]*);/gm)) {
    enumerations.set(name, values.match(/(?<=')[^'|]+(?=')/g));
  }
  // One type by another's name, as folders are.
  for (const [, name, other] of source.matchAll(/^export type (\w+) = ([A-Z]\w*);/gm)) records.set(name, { bases: [other], own: [] });
  const elementsOf = (name) => {
    const record = records.get(name);
    return record && new Map([...record.bases.flatMap((base) => [...(elementsOf(base) ?? [])]), ...record.own]);
  };
  return { elementsOf, valuesOf: (name) => enumerations.get(name) };
}

/** The elements of one type: name → `{ type, many, required }`. A list may always be empty. */
function elementsIn(body) {
  const lines = body.matchAll(/^\s+(\w+)(\??): (\w+)((?:\[\])?);/gm);
  return new Map([...lines].map(([, name, optional, type, list]) => {
    const many = list !== '';
    return [name, { type, many, required: !optional && !many }];
  }));
}
