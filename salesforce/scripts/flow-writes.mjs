// Checks what a flow reads and writes: the objects and fields, what is required,
// and whether values have the type of the field and room there.
import { GLOBALS } from './flow-names.mjs';
import { fieldOf, isEvent, knownObject, list } from './known.mjs';

export function* checkWrites(flow, known) {
  yield* checkOwnRecord(flow, known);
  for (const element of [...list(flow.recordLookups), ...list(flow.recordUpdates)]) yield* checkFound(element, flow.start?.object, known);
  for (const create of list(flow.recordCreates)) {
    yield* checkCreate(create, known);
    yield* checkFits(create, flow.start?.object, known);
  }
}

/**
 * What a flow assigns to the record that started it is of a like type, and assigned before that is saved: later nobody
 * would save it. A flow before saving can do little else ("Before-Save Record-Triggered Flows", Salesforce Help).
 */
function* checkOwnRecord(flow, known) {
  const { object, triggerType } = flow.start ?? {};
  if (triggerType === 'RecordBeforeSave' && flow.recordCreates) yield 'a flow before saving creates nothing';
  if (triggerType === 'RecordBeforeSave' && flow.recordUpdates) yield 'a flow before saving updates nothing';
  const items = list(flow.assignments).flatMap(({ assignmentItems }) => list(assignmentItems));
  for (const { assignToReference, value } of items) {
    const [first, name] = String(assignToReference).split('.');
    if (first !== '$Record') continue;
    if (triggerType !== 'RecordBeforeSave') yield `${name} is assigned in a flow that is not before saving, and is not saved`;
    const [from, second] = String(value?.elementReference).split('.');
    if (!['$Flow', '$Record'].includes(from)) continue;
    const type = from === '$Flow' ? GLOBALS[second] : fieldOf(object, second, known)?.type;
    const into = fieldOf(object, name, known)?.type;
    if (type !== into) yield `${second} of type ${type} does not go into ${name} of type ${into}`;
  }
}

/** What is looked for or updated, by which fields, and what is written. */
function* checkFound(element, started, known) {
  const object = element.inputReference === '$Record' ? started : element.object;
  if (!knownObject(object, known)) {
    yield `${element.name} is about an unknown object ${object}`;
    return;
  }
  const named = [...list(element.filters), ...list(element.inputAssignments)].map(({ field }) => field);
  for (const name of [...named, ...list(element.queriedFields), ...list(element.sortField)]) {
    if (!fieldOf(object, name, known)) yield `${object} has no field ${name}`;
  }
  for (const { field } of list(element.inputAssignments)) {
    if (fieldOf(object, field, known)?.formula) yield `${field} is computed, and cannot be written`;
  }
  // Lists of faults ask for the time, as they cannot ask for a long text.
  if (named.includes('Fault__c') && !named.includes('Fault_At__c')) yield `${element.name} writes Fault__c without Fault_At__c`;
  if (list(element.filters).length === 0 && element.inputReference !== '$Record') yield `${element.name} has no filters, and is about every record`;
  if (started === object) yield* checkFits({ ...element, object }, started, known);
}

/** A Create Records element fills what it must. */
function* checkCreate(create, known) {
  const fields = known.objects.get(create.object);
  if (!knownObject(create.object, known)) {
    yield `${create.name} creates an unknown object ${create.object}`;
    return;
  }
  const filled = list(create.inputAssignments).map(({ field }) => field);
  for (const name of filled) {
    if (!fieldOf(create.object, name, known)) yield `${create.object} has no field ${name}`;
  }
  for (const [name, field] of fields ?? []) {
    if (field.required === 'true' && !filled.includes(name)) yield `${create.name} leaves required ${name} blank`;
  }
  // One published at once may be heard before the change is committed: who then looks finds what was ("Decoupled
  // Publishing and Subscription", Platform Events Developer Guide).
  if (isEvent(create.object) && known.publishing.get(create.object) !== 'PublishAfterCommit') {
    yield `${create.object} must be of <publishBehavior> PublishAfterCommit`;
  }
}

// The length of what stands in text fields without saying how long it may be: an
// ID, and a picklist's value ("Field Types", Object Reference).
const LENGTHS = { Lookup: 18, Picklist: 255 };

/** What goes from a field of the record into a field of ours has a like type and room there, or writing would fail. */
function* checkFits({ object: target, inputAssignments }, object, known) {
  for (const { field, value } of list(inputAssignments)) {
    const [first, second] = String(value?.elementReference).split('.');
    const from = first === '$Record' ? fieldOf(object, second, known) : undefined;
    const into = fieldOf(target, field, known);
    if (!from?.type || !into?.type) continue;
    const type = from.type in LENGTHS ? 'Text' : from.type;
    if (type !== into.type && from.type !== into.type) yield `${second} of type ${from.type} does not go into ${field} of type ${into.type}`;
    else if (Number(LENGTHS[from.type] ?? from.length) > Number(into.length)) yield `${second} may be too long for ${field}`;
  }
}
