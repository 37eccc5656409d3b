// Checks what a flow is made of and how its elements follow each other.
import { list } from './known.mjs';

// The elements a flow may have: those that the simulated org runs. Loops are not
// among them, so nothing is queried or written in one.
export const NODES = ['actionCalls', 'assignments', 'decisions', 'recordCreates', 'recordLookups', 'recordUpdates'];
const OTHER_NODES = ['apexPluginCalls', 'collectionProcessors', 'customErrors', 'loops', 'orchestratedStages', 'recordDeletes', 'recordRollbacks',
  'screens', 'steps', 'subflows', 'transforms', 'waits'];

// Elements that may fail, and before that need a way on: without one the save of
// the record fails with them (Trailhead, "Roll Back Changes After an Error").
const FALLIBLE = ['actionCalls', 'recordCreates', 'recordLookups', 'recordUpdates'];

export function* checkElements(flow) {
  for (const kind of OTHER_NODES) {
    if (flow[kind]) yield `elements of kind ${kind} are not used here yet`;
  }
  for (const { name, faultConnector } of FALLIBLE.flatMap((kind) => list(flow[kind]))) {
    if (!faultConnector) yield `${name} has no fault path, and would keep the record from being saved`;
  }
}

/** Every connector leads to an element, every element is reached from the start, and none is reached from itself. */
export function* checkConnections(flow) {
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
    if (comesBack(name, elements)) yield `${name} leads back to itself`;
  }
}

function comesBack(from, elements) {
  const seen = new Set();
  const open = [...valuesOf(elements.get(from), 'targetReference')];
  while (open.length > 0) {
    const name = open.pop();
    if (name === from) return true;
    if (!seen.has(name) && elements.has(name)) open.push(...valuesOf(elements.get(name), 'targetReference'));
    seen.add(name);
  }
  return false;
}

/** The texts of all elements of one name inside a node. */
export function* valuesOf(node, element) {
  for (const [name, value] of Object.entries(node)) {
    for (const each of list(value)) {
      if (typeof each === 'object') yield* valuesOf(each, element);
      else if (name === element) yield each;
    }
  }
}
