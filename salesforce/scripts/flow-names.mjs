// Checks what a flow names in references, formulas and texts. It reads formulas
// for the names, functions and parentheses in them only.
import { NODES, valuesOf } from './flow-graph.mjs';
import { fieldOf, knownObject, list } from './known.mjs';

// Those of the global variables of $Flow that flows use, and of which type they
// are ("$Flow Global Variables Resource", Salesforce Help).
export const GLOBALS = { CurrentDate: 'Date', CurrentDateTime: 'DateTime', FaultMessage: 'Text', InterviewGuid: 'Text' };

const RESOURCES = ['constants', 'formulas', 'textTemplates', 'variables'];

// The functions that the simulated org knows.
const FUNCTIONS = ['AND', 'CASESAFEID', 'DATEVALUE', 'IF', 'ISBLANK', 'ISCHANGED', 'ISNEW', 'ISPICKVAL', 'NOT', 'NOW', 'OR', 'TEXT'];

/** Everything named is there. */
export function* checkNames(flow, known) {
  const own = new Map([...RESOURCES, ...NODES].flatMap((kind) => list(flow[kind]).map((each) => [each.name, { kind, ...each }])));
  for (const name of new Set(namesIn(flow))) {
    const problem = resolve(name, flow.start ?? {}, own, known);
    if (problem) yield problem;
  }
  for (const text of formulasOf(flow)) {
    if (!balanced(text)) yield `the parentheses of ${text} do not match`;
    for (const name of functionsIn(text)) {
      if (!FUNCTIONS.includes(name)) yield `the function ${name} is not used here yet`;
    }
  }
  yield* checkEntryFields(flow.start ?? {}, known);
}

function namesIn(flow) {
  const texts = [...formulasOf(flow), ...valuesOf(flow, 'interviewLabel'), ...valuesOf(flow, 'text')];
  const references = ['elementReference', 'assignToReference', 'assignRecordIdToReference', 'inputReference', 'leftValueReference'];
  return [
    ...references.flatMap((element) => [...valuesOf(flow, element)]),
    ...texts.flatMap((text) => [...text.matchAll(/\{!([^}]*)\}/g)].map(([, name]) => name)),
  ];
}

function* checkEntryFields({ object, filters, scheduledPaths }, known) {
  const named = [...list(filters).map(({ field }) => field), ...list(scheduledPaths).map(({ recordField }) => recordField).filter(Boolean)];
  for (const name of named) {
    if (!fieldOf(object, name, known)) yield `${object} has no field ${name}`;
  }
}

/** Says what is wrong with a name that a flow uses, if anything is. */
function resolve(name, start, own, known) {
  const [first, second] = name.split('.');
  switch (first) {
    case '$Flow':
      return !(second in GLOBALS) && `no global variable ${name}`;
    case '$Permission':
      return !known.permissions.has(second) && `no custom permission ${second}`;
    case '$Label':
      return !known.labels.has(second) && `no label ${second}`;
    case '$User':
      return !fieldOf('User', second, known) && `User has no field ${second}`;
    case '$Record__Prior':
      if (start.recordTriggerType !== 'Update') return `${name}: only a record that is updated has been something before`;
    // falls through
    case '$Record':
      return second !== undefined && !fieldOf(start.object, second, known) && `${start.object} has no field ${second}`;
    default:
      return resolveOwn(own.get(first), first, second, known);
  }
}

/** A name of the flow's own, or a field of the record that one of its elements found. */
function resolveOwn(element, first, second, known) {
  if (!element) return `${first} is not there`;
  if (second === undefined) return '';
  if (element.kind !== 'recordLookups' || !knownObject(element.object, known)) return `${first}.${second}: ${first} is no record`;
  if (!fieldOf(element.object, second, known)) return `${element.object} has no field ${second}`;
  const named = list(element.queriedFields);
  return named.length > 0 && !named.includes(second) && `${first} does not query ${second}`;
}

const formulasOf = (flow) => ['expression', 'filterFormula'].flatMap((element) => [...valuesOf(flow, element)]);

const unquoted = (formula) => formula.replace(/"[^"]*"/g, '');

const functionsIn = (formula) => new Set([...unquoted(formula).replace(/\{![^}]*\}/g, '').matchAll(/([A-Za-z_]\w*)\s*\(/g)].map(([, name]) => name));

/** Whether each parenthesis outside quotes has its other one. */
function balanced(formula) {
  let open = 0;
  for (const [mark] of unquoted(formula).matchAll(/[()]/g)) {
    open += mark === '(' ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}
