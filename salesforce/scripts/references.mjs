// Checks what metadata files say of each other, and what Salesforce asks for
// beyond the shape of a file. A deploy would refuse all of this too, but only
// a deploy.
import { basename, dirname } from 'node:path';

/** Standard objects that a lookup or a permission may name. */
const STANDARD_OBJECTS = ['Account', 'Contact', 'Lead', 'User'];

// What a field must say depending on its type (Metadata API Developer Guide,
// CustomField). The declarations call all of it optional.
const NEEDED = {
  AutoNumber: ['displayFormat'],
  Checkbox: ['defaultValue'],
  DateTime: [],
  LongTextArea: ['length', 'visibleLines'],
  Lookup: ['referenceTo', 'relationshipName'],
  Number: ['precision', 'scale'],
  Picklist: ['valueSet'],
  Text: ['length'],
};

/** Checks all documents `{ file, type, tree }` together and returns sentences `{ file, problem }`. */
export function checkReferences(documents) {
  const ours = fieldsByObject(documents);
  const checks = { CustomField: checkField, ValidationRule: checkRule, PermissionSet: checkPermissions };
  return documents.flatMap(({ file, type, tree }) =>
    [...(checks[type]?.(tree, ours, objectOf(file)) ?? [])].map((problem) => ({ file, problem })));
}

/** Our objects: name → Map of field name → field. */
function fieldsByObject(documents) {
  const objects = new Map();
  for (const { file, type, tree } of documents) {
    const name = objectOf(file);
    if (type === 'CustomObject' || type === 'CustomField') objects.set(name, objects.get(name) ?? new Map());
    if (type === 'CustomField') objects.get(name).set(tree.fullName, tree);
  }
  return objects;
}

/** The object a file belongs to: objects/<object>/<object>.object-meta.xml or objects/<object>/<kind>/…. */
function objectOf(file) {
  const folder = dirname(file);
  return basename(file.endsWith('.object-meta.xml') ? folder : dirname(folder));
}

function* checkField(field, ours) {
  for (const name of ['label', 'description', ...(NEEDED[field.type] ?? [])]) {
    if (!field[name]) yield `a field of type ${field.type} needs <${name}>`;
  }
  if (!NEEDED[field.type]) yield `fields of type ${field.type} are not used here yet`;
  if (field.referenceTo && !knownObject(field.referenceTo, ours)) yield `no object ${field.referenceTo} to refer to`;
}

function* checkRule(rule, ours, object) {
  const fields = ours.get(object) ?? new Map();
  const named = [rule.errorDisplayField, ...fieldsIn(rule.errorConditionFormula ?? '')];
  for (const name of new Set(named)) {
    if (name && !fields.has(name)) yield `${object} has no field ${name}`;
  }
}

/** The fields a formula names: each word outside quotes that is neither a call nor a literal. */
function fieldsIn(formula) {
  const words = formula.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[A-Za-z]\w*(?!\w)(?!\s*\()/g);
  return [...words].map(([word]) => word).filter((word) => !/^(TRUE|FALSE|NULL)$/i.test(word));
}

function* checkPermissions(set, ours) {
  for (const { object } of [set.objectPermissions ?? []].flat()) {
    if (!knownObject(object, ours)) yield `permission on unknown object ${object}`;
  }
  for (const { field: path } of [set.fieldPermissions ?? []].flat()) {
    const [object, name] = String(path).split('.');
    const field = ours.get(object)?.get(name);
    // The fields of standard objects are Salesforce's own and cannot be looked up here.
    const standard = STANDARD_OBJECTS.includes(object) && !name?.endsWith('__c');
    if (!field && !standard) yield `permission on unknown field ${path}`;
    if (field?.required === 'true') yield `${path} is required, and Salesforce refuses permissions on required fields`;
  }
}

function knownObject(name, ours) {
  return STANDARD_OBJECTS.includes(name) || ours.has(name);
}
