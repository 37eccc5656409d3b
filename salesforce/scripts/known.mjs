// What the org will have: our own metadata, and the standard objects and fields
// that ours name.
import { basename, dirname } from 'node:path';
import { STANDARD, givenFields } from './standard.mjs';

/** One value or many, as a list. It is asked so often that how it is made counts. */
export const list = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/**
 * Reads what all documents `{ file, type, name, tree }` and classes define: our objects as name → Map of field name →
 * field, events as name → when they are published, custom permissions by name, what else there is by type → name →
 * document, and the classes by name.
 */
export function readKnown(documents, classes = [], files = new Map()) {
  const known = { objects: new Map(), publishing: new Map(), permissions: new Set(), byType: new Map(), classes: new Map(), files };
  for (const document of documents) {
    const { file, type, tree } = document;
    const object = objectOf(file);
    if (type === 'CustomObject' || type === 'CustomField') known.objects.set(object, known.objects.get(object) ?? new Map());
    if (type === 'CustomObject' && isEvent(object)) known.publishing.set(object, tree.publishBehavior);
    if (type === 'CustomField') known.objects.get(object).set(tree.fullName, tree);
    if (type === 'CustomPermission') known.permissions.add(document.name);
    known.byType.set(type, (known.byType.get(type) ?? new Map()).set(keyOf(document), document));
  }
  for (const each of classes) known.classes.set(basename(each.file, '.cls'), each);
  return known;
}

// Parts of objects, and what lies in folders, have names that are theirs there only.
const PARTS = ['CompactLayout', 'CustomField', 'ListView', 'ValidationRule'];
const IN_FOLDERS = ['Dashboard', 'Report'];

function keyOf({ file, type, name }) {
  if (PARTS.includes(type)) return `${objectOf(file)}.${name}`;
  return IN_FOLDERS.includes(type) ? `${basename(dirname(file))}/${name}` : name;
}

/** The document of a type and name, undefined if there is none. */
export const find = (type, name, known) => known.byType.get(type)?.get(name);

/** All documents of a type. */
export const all = (type, known) => [...(known.byType.get(type)?.values() ?? [])];

/** The object a file belongs to: objects/<object>/<object>.object-meta.xml or objects/<object>/<kind>/…. */
export function objectOf(file) {
  const folder = dirname(file);
  return basename(file.endsWith('.object-meta.xml') ? folder : dirname(folder));
}

export function knownObject(name, known) {
  return name in STANDARD || known.objects.has(name);
}

/** An object's field, ours or standard; undefined if there is none of this name. */
export function fieldOf(object, name, known) {
  const own = known.objects.get(object);
  if (own) return own.get(name) ?? (givenFields(object).includes(name) ? {} : undefined);
  return STANDARD[object]?.includes(name) ? {} : undefined;
}

/** Whether a field is on a layout's or a permission set's list of fields at all: those that each object has are not. */
export const isGiven = (object, name, known) => known.objects.has(object) && !known.objects.get(object).has(name) && givenFields(object).includes(name);

/** Whether the fields along a path like Customer_Contact__r.Name are there. Of standard objects, only those we name. */
export function pathOf(object, path, known) {
  const [first, ...rest] = path.split('.');
  if (rest.length === 0) return fieldOf(object, first, known);
  const lookup = first.endsWith('__r') ? first.replace(/__r$/, '__c') : `${first}Id`;
  const target = fieldOf(object, lookup, known)?.referenceTo ?? RELATED[lookup];
  return fieldOf(object, lookup, known) && (target ? pathOf(target, rest.join('.'), known) : undefined);
}

// Where standard lookups lead.
const RELATED = { AccountId: 'Account', CreatedById: 'User', LastModifiedById: 'User', OwnerId: 'User' };

export const isEvent = (object) => String(object).endsWith('__e');
