// What the org will have: our own objects, events and custom permissions, and
// the standard objects and fields that ours name.
import { basename, dirname } from 'node:path';

// Standard objects that a lookup, a permission or a flow may name, and those of
// their fields that ours use (Object Reference). A field that is not here counts
// as unknown.
const STANDARD = {
  Account: ['Id', 'Phone'],
  Contact: ['Id', 'AccountId', 'Email', 'HomePhone', 'MobilePhone', 'OtherPhone', 'Phone'],
  Lead: ['Id', 'Email', 'IsConverted', 'MobilePhone', 'Phone'],
  User: [],
};

/**
 * Reads what all documents `{ file, type, tree }` define: our objects as name → Map of field name → field, events as
 * name → when they are published, and custom permissions by name.
 */
export function readKnown(documents) {
  const objects = new Map();
  const publishing = new Map();
  const permissions = new Set();
  for (const { file, type, tree } of documents) {
    const name = objectOf(file);
    if (type === 'CustomObject' || type === 'CustomField') objects.set(name, objects.get(name) ?? new Map());
    if (type === 'CustomObject' && isEvent(name)) publishing.set(name, tree.publishBehavior);
    if (type === 'CustomField') objects.get(name).set(tree.fullName, tree);
    if (type === 'CustomPermission') permissions.add(basename(file, '.customPermission-meta.xml'));
  }
  return { objects, publishing, permissions };
}

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
  return known.objects.get(object)?.get(name) ?? (STANDARD[object]?.includes(name) ? {} : undefined);
}

export const isEvent = (object) => String(object).endsWith('__e');
