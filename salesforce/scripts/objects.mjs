// Checks objects, their fields and validation rules, and what must say what it is for.
import { all, fieldOf, find, isEvent, knownObject, list, objectOf } from './known.mjs';

// What a field must say depending on its type (Metadata API Developer Guide,
// CustomField). The declarations call all of it optional.
const NEEDED = {
  AutoNumber: ['displayFormat'],
  Checkbox: ['defaultValue'],
  Date: [],
  DateTime: [],
  LongTextArea: ['length', 'visibleLines'],
  Lookup: ['referenceTo', 'relationshipName'],
  Number: ['precision', 'scale'],
  Picklist: ['valueSet'],
  Text: ['length'],
};

// What fields of an event may be ("Platform Event Fields", Platform Events
// Developer Guide).
const EVENT_TYPES = ['Checkbox', 'Date', 'DateTime', 'LongTextArea', 'Number', 'Text'];

export function* checkObject(object, known, { file }) {
  const name = objectOf(file);
  yield* checkDescribed(object);
  yield* checkNamedParts(object, name, known);
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

/** The parts that an object names: its compact layout, its record pages, the fields of its searches. */
function* checkNamedParts(object, name, known) {
  const compact = object.compactLayoutAssignment;
  if (compact && compact !== 'SYSTEM' && !find('CompactLayout', `${name}.${compact}`, known)) yield `no compact layout ${compact}`;
  for (const { content, type } of list(object.actionOverrides)) {
    if (type === 'Flexipage' && find('FlexiPage', content, known)?.tree.sobjectType !== name) yield `no record page ${content} of ${name}`;
  }
  for (const [element, value] of Object.entries(object.searchLayouts ?? {})) {
    for (const field of list(value)) {
      if (/AdditionalFields$|Fields$/.test(element) && !fieldOf(name, nameOf(field), known)) yield `${name} has no field ${field}`;
    }
  }
}

// In lists the name of a record is written NAME ("ListView", Metadata API Developer Guide).
const SPELT = { NAME: 'Name', 'CREATED_DATE': 'CreatedDate', 'LAST_UPDATE': 'LastModifiedDate', 'CREATEDBY_USER': 'CreatedById', 'OWNER.ALIAS': 'OwnerId' };
export const nameOf = (column) => SPELT[column] ?? column;

export function* checkDescribed({ description }) {
  if (!description) yield 'admins need a <description>';
}

export function* checkField(field, known, { file }) {
  const needed = field.formula ? ['formulaTreatBlanksAs'] : NEEDED[field.type] ?? [];
  for (const name of ['label', 'description', ...needed]) {
    if (!field[name]) yield `a field of type ${field.type} needs <${name}>`;
  }
  if (!NEEDED[field.type]) yield `fields of type ${field.type} are not used here yet`;
  if (isEvent(objectOf(file)) && !EVENT_TYPES.includes(field.type)) yield `a field of an event cannot be of type ${field.type}`;
  if (field.referenceTo && !knownObject(field.referenceTo, known)) yield `no object ${field.referenceTo} to refer to`;
  yield* checkRelationship(field, known);
  yield* checkFormula(field.formula, objectOf(file), known);
}

/** The lookups that lead to one object need names of their own on its side, or a deploy refuses the second. */
function* checkRelationship({ referenceTo, relationshipName }, known) {
  if (!relationshipName) return;
  const same = all('CustomField', known).filter(({ tree }) => tree.referenceTo === referenceTo && tree.relationshipName === relationshipName);
  if (same.length > 1) yield `relationship ${relationshipName} of ${referenceTo} is there ${same.length} times`;
}

export function* checkRule(rule, known, { file }) {
  const name = rule.errorDisplayField;
  if (name && !fieldOf(objectOf(file), name, known)) yield `${objectOf(file)} has no field ${name}`;
  yield* checkFormula(rule.errorConditionFormula, objectOf(file), known);
}

function* checkFormula(formula, object, known) {
  for (const name of new Set(fieldsIn(formula ?? ''))) {
    if (!fieldOf(object, name, known)) yield `${object} has no field ${name}`;
  }
}

/** The fields a formula names: each word outside quotes that is neither a call nor a literal. */
function fieldsIn(formula) {
  const words = formula.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[A-Za-z$][\w.]*(?!\w)(?!\s*\()/g);
  return [...words].map(([word]) => word).filter((word) => !/^(TRUE|FALSE|NULL)$/i.test(word) && !word.startsWith('$'));
}
