// Checks what a record-triggered flow names: its elements, the objects and
// fields of the org, and custom permissions. It reads formulas for the names and
// parentheses in them only; whether a formula is one, only an org can say.
import { fieldOf, knownObject } from './known.mjs';

// The elements a flow may have. Others need a check of their own: a loop, for
// one, must not hold a Create Records element.
const NODES = ['assignments', 'decisions', 'recordCreates'];
const OTHER_NODES = ['actionCalls', 'apexPluginCalls', 'collectionProcessors', 'customErrors', 'loops', 'recordDeletes',
  'recordLookups', 'recordRollbacks', 'recordUpdates', 'screens', 'steps', 'subflows', 'transforms', 'waits'];

// Those of the global variables of $Flow that flows use, and of which type they
// are ("$Flow Global Variables Resource", Salesforce Help).
const GLOBALS = { CurrentDateTime: 'DateTime', FaultMessage: 'Text', InterviewGuid: 'Text' };

const list = (value) => [value ?? []].flat();

/** Checks one flow and yields sentences. */
export function* checkFlow(flow, known) {
  if (flow.status !== 'Active') yield `a flow that is ${flow.status} does nothing`;
  for (const kind of OTHER_NODES) {
    if (flow[kind]) yield `elements of kind ${kind} are not used here yet`;
  }
  if (!knownObject(flow.start?.object, known)) yield `no object ${flow.start?.object} to be started by`;
  yield* checkConnections(flow);
  yield* checkNames(flow, known);
  yield* checkOwnRecord(flow, known);
  for (const text of formulasOf(flow)) {
    if (!balanced(text)) yield `the parentheses of ${text} do not match`;
  }
  for (const create of list(flow.recordCreates)) {
    yield* checkCreate(create, known);
    yield* checkFits(create, flow.start?.object, known);
  }
}

/** Every connector leads to an element, and every element is reached from the start. */
function* checkConnections(flow) {
  const elements = new Map(NODES.flatMap((kind) => list(flow[kind])).map((element) => [element.name, element]));
  const reached = new Set();
  const open = [...valuesOf(flow.start ?? {}, 'targetReference')];
  while (open.length > 0) {
    const name = open.pop();
    if (!elements.has(name)) yield `a connector leads to ${name}, which is not there`;
    else if (!reached.has(name)) open.push(...valuesOf(elements.get(name), 'targetReference'));
    reached.add(name);
  }
  for (const name of elements.keys()) {
    if (!reached.has(name)) yield `${name} is never reached`;
  }
}

/** Everything named in references and formulas is there. */
function* checkNames(flow, known) {
  const own = new Set(['formulas', 'variables', ...NODES].flatMap((kind) => list(flow[kind])).map(({ name }) => name));
  const texts = [...formulasOf(flow), ...valuesOf(flow, 'interviewLabel')];
  const named = [
    ...['elementReference', 'assignToReference', 'leftValueReference'].flatMap((element) => [...valuesOf(flow, element)]),
    ...texts.flatMap((text) => [...text.matchAll(/\{!([^}]*)\}/g)].map(([, name]) => name)),
  ];
  for (const name of new Set(named)) {
    const problem = resolve(name, flow.start ?? {}, own, known);
    if (problem) yield problem;
  }
  const entry = flow.start?.filterFormula ?? '';
  const [on, asksOld, asksNew] = [flow.start?.recordTriggerType, /ISCHANGED/.test(entry), /ISNEW\(\)/.test(entry)];
  if (asksOld && on === 'Create') yield 'nothing ISCHANGED of a record that is created';
  if (asksOld && !asksNew && on === 'CreateAndUpdate') yield 'nothing ISCHANGED of a record that is created: ask ISNEW() about it';
  if (asksNew && on === 'Update') yield 'a record that is updated is never ISNEW()';
  // No document says that a flow before deletion may have one.
  if (entry && flow.start.recordTriggerType === 'Delete') yield 'an entry formula before deletion is not documented; use a decision';
}

/** Says what is wrong with a name that a flow uses, if anything is. */
function resolve(name, start, own, known) {
  const [first, second] = name.split('.');
  switch (first) {
    case '$Flow':
      return !(second in GLOBALS) && `no global variable ${name}`;
    case '$Permission':
      return !known.permissions.has(second) && `no custom permission ${second}`;
    case '$Record__Prior':
      if (start.recordTriggerType !== 'Update') return `${name}: only a record that is updated has been something before`;
    // falls through
    case '$Record':
      return !fieldOf(start.object, second, known) && `${start.object} has no field ${second}`;
    default:
      return !own.has(first) && `${first} is not there`;
  }
}

/**
 * What a flow assigns to the record that started it is of a like type, and assigned before that is saved: later nobody
 * would save it. A flow before saving can do little else ("Before-Save Record-Triggered Flows", Salesforce Help).
 */
function* checkOwnRecord(flow, known) {
  const { object, triggerType } = flow.start ?? {};
  if (triggerType === 'RecordBeforeSave' && flow.recordCreates) yield 'a flow before saving creates nothing';
  const items = list(flow.assignments).flatMap(({ assignmentItems }) => list(assignmentItems));
  for (const { assignToReference, value } of items) {
    const [first, name] = String(assignToReference).split('.');
    if (first !== '$Record') continue;
    if (triggerType !== 'RecordBeforeSave') yield `${name} is assigned in a flow that is not before saving, and is not saved`;
    const [from, second] = String(value?.elementReference).split('.');
    const type = from === '$Flow' ? GLOBALS[second] : fieldOf(object, second, known)?.type;
    const into = fieldOf(object, name, known)?.type;
    if (type !== into) yield `${second} of type ${type} does not go into ${name} of type ${into}`;
  }
}

/** A Create Records element fills what it must and fails without harm to the record that started the flow. */
function* checkCreate(create, known) {
  const fields = known.objects.get(create.object);
  if (!fields) {
    yield `${create.name} creates an unknown object ${create.object}`;
    return;
  }
  const filled = list(create.inputAssignments).map(({ field }) => field);
  for (const name of filled) {
    if (!fields.has(name)) yield `${create.object} has no field ${name}`;
  }
  for (const [name, field] of fields) {
    if (field.required === 'true' && !filled.includes(name)) yield `${create.name} leaves required ${name} blank`;
  }
  // One published at once may be heard before the change is committed: who then looks finds what was ("Decoupled
  // Publishing and Subscription", Platform Events Developer Guide).
  if (known.publishing.get(create.object) !== 'PublishAfterCommit') yield `${create.object} must be of <publishBehavior> PublishAfterCommit`;
  if (!create.faultConnector) yield `${create.name} has no fault path, and would keep the record from being saved`;
}

// The length of what stands in text fields without saying how long it may be: an
// ID, and a picklist's value ("Field Types", Object Reference).
const LENGTHS = { Lookup: 18, Picklist: 255 };

/** What goes from a field of the record into a field of an event has a like type and room there, or publishing would fail. */
function* checkFits(create, object, known) {
  for (const { field, value } of list(create.inputAssignments)) {
    const [first, second] = String(value?.elementReference).split('.');
    const from = first === '$Record' ? fieldOf(object, second, known) : undefined;
    const into = fieldOf(create.object, field, known);
    if (!from?.type || !into) continue;
    const type = from.type in LENGTHS ? 'Text' : from.type;
    if (type !== into.type) yield `${second} of type ${from.type} does not go into ${field} of type ${into.type}`;
    else if (Number(LENGTHS[from.type] ?? from.length) > Number(into.length)) yield `${second} may be too long for ${field}`;
  }
}

const formulasOf = (flow) => ['expression', 'filterFormula'].flatMap((element) => [...valuesOf(flow, element)]);

/** Whether each parenthesis outside quotes has its other one. */
function balanced(formula) {
  let open = 0;
  for (const [mark] of formula.replace(/"[^"]*"/g, '').matchAll(/[()]/g)) {
    open += mark === '(' ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}

/** The texts of all elements of one name inside a node. */
function* valuesOf(node, element) {
  for (const [name, value] of Object.entries(node)) {
    for (const each of list(value)) {
      if (typeof each === 'object') yield* valuesOf(each, element);
      else if (name === element) yield each;
    }
  }
}
