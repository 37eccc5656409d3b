// Checks what metadata files say of each other, and what Salesforce asks for
// beyond the shape of a file. A deploy would refuse all of this too, but only
// a deploy.
import { checkFlow } from './flows.mjs';
import { fieldOf, isEvent, knownObject, objectOf, readKnown } from './known.mjs';

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

// What one that is computed must say instead: what a blank value counts as is
// zero unless it says so.
const NEEDED_COMPUTED = ['formula', 'formulaTreatBlanksAs'];

// What fields of an event may be ("Platform Event Fields", Platform Events
// Developer Guide).
const EVENT_TYPES = ['Checkbox', 'Date', 'DateTime', 'LongTextArea', 'Number', 'Text'];

/** Checks all documents `{ file, type, tree }` together and returns sentences `{ file, problem }`. */
export function checkReferences(documents) {
  const known = readKnown(documents);
  const checks = {
    CustomField: checkField, CustomObject: checkObject, CustomPermission: checkDescribed, Flow: checkFlow,
    PermissionSet: checkPermissions, ValidationRule: checkRule,
  };
  return documents.flatMap(({ file, type, tree }) =>
    [...(checks[type]?.(tree, known, objectOf(file)) ?? [])].map((problem) => ({ file, problem })));
}

function* checkObject(object, known, name) {
  yield* checkDescribed(object);
  if (!isEvent(name)) {
    if (object.eventType) yield `${name} is no event by its name, and must have no <eventType>`;
    return;
  }
  // They scale better than those of standard volume ("Define a Platform Event",
  // Platform Events Developer Guide).
  if (object.eventType !== 'HighVolume') yield 'an event must be of <eventType> HighVolume';
  for (const needed of ['deploymentStatus', 'label', 'pluralLabel', 'publishBehavior']) {
    if (!object[needed]) yield `an event needs <${needed}>`;
  }
}

function* checkDescribed({ description }) {
  if (!description) yield 'admins need a <description>';
}

function* checkField(field, known, object) {
  const needed = field.formula ? NEEDED_COMPUTED : NEEDED[field.type] ?? [];
  for (const name of ['label', 'description', ...needed]) {
    if (!field[name]) yield `a field of type ${field.type} needs <${name}>`;
  }
  if (!NEEDED[field.type]) yield `fields of type ${field.type} are not used here yet`;
  if (isEvent(object) && !EVENT_TYPES.includes(field.type)) yield `a field of an event cannot be of type ${field.type}`;
  yield* checkNames(fieldsIn(field.formula ?? ''), known, object);
  if (field.referenceTo && !knownObject(field.referenceTo, known)) yield `no object ${field.referenceTo} to refer to`;
}

function* checkRule(rule, known, object) {
  yield* checkNames([rule.errorDisplayField, ...fieldsIn(rule.errorConditionFormula ?? '')], known, object);
}

function* checkNames(named, known, object) {
  for (const name of new Set(named)) {
    if (name && !fieldOf(object, name, known)) yield `${object} has no field ${name}`;
  }
}

/** The fields a formula names: each word outside quotes that is neither a call nor a literal. */
function fieldsIn(formula) {
  const words = formula.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[A-Za-z]\w*(?!\w)(?!\s*\()/g);
  return [...words].map(([word]) => word).filter((word) => !/^(TRUE|FALSE|NULL)$/i.test(word));
}

function* checkPermissions(set, known) {
  for (const permission of [set.objectPermissions ?? []].flat()) yield* checkObjectPermission(permission, known);
  for (const { field: path, editable } of [set.fieldPermissions ?? []].flat()) {
    const [object, name] = String(path).split('.');
    const field = fieldOf(object, name, known);
    if (!field) yield `permission on unknown field ${path}`;
    if (isEvent(object)) yield `${path}: the fields of an event have no permissions`;
    if (field?.formula && editable === 'true') yield `${path} is computed, and can be read only`;
    if (field?.required === 'true') yield `${path} is required, and Salesforce refuses permissions on required fields`;
  }
  for (const { name } of [set.customPermissions ?? []].flat()) {
    if (!known.permissions.has(name)) yield `no custom permission ${name}`;
  }
}

/** An event can be published (created) and listened to (read), and nothing else. */
function* checkObjectPermission(permission, known) {
  const { object } = permission;
  if (!knownObject(object, known)) yield `permission on unknown object ${object}`;
  const more = ['allowDelete', 'allowEdit', 'modifyAllRecords', 'viewAllRecords'].filter((name) => permission[name] === 'true');
  if (isEvent(object) && more.length > 0) yield `${more.join(', ')} on ${object}: an event is created and read only`;
}
