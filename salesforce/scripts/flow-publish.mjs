// Checks what a flow that publishes an event does where it cannot: each has the
// same way on, of its own (docs/decisions/0021-a-fault-path-of-its-own.md).
import { NODES, valuesOf } from './flow-graph.mjs';
import { all, isEvent, list } from './known.mjs';

/** The fault path of every flow that publishes is that of the others, but for the flow's own name. */
export function* checkPublish(flow, known, { name }) {
  const own = pathOf(flow, name);
  if (own === undefined) return;
  if (!own.includes(`"${OWN}"`) || !own.includes(`${OWN}@`)) yield 'its fault path does not note a fault of this flow by its name';
  const counts = new Map();
  for (const path of all('Flow', known).map(({ tree, name: other }) => pathOf(tree, other))) counts.set(path, (counts.get(path) ?? 0) + 1);
  counts.delete(undefined);
  if (counts.get(own) < Math.max(...counts.values())) yield 'its fault path is not that of the other flows that publish';
}

const OWN = '<flow>';

// What was found of a flow, so that looking at all of them for each is cheap.
const found = new WeakMap();

function pathOf(flow, name) {
  if (!found.has(flow)) found.set(flow, read(flow, name));
  return found.get(flow);
}

/** All that a flow does after it could not publish, as a text; undefined if it publishes nothing. */
function read(flow, name) {
  const publish = list(flow.recordCreates).find(({ object }) => isEvent(object));
  if (!publish) return undefined;
  const elements = new Map(NODES.flatMap((kind) => list(flow[kind])).map((element) => [element.name, element]));
  const reached = new Set();
  const open = [...valuesOf(publish.faultConnector ?? {}, 'targetReference')];
  while (open.length > 0) {
    const element = elements.get(open.pop());
    if (!element || reached.has(element)) continue;
    reached.add(element);
    open.push(...valuesOf(element, 'targetReference'));
  }
  const key = list(flow.formulas).filter((formula) => formula.name === 'Fault_Key');
  return JSON.stringify([...key, ...reached], (field, value) => (APPEARANCE.includes(field) ? undefined : value)).replaceAll(name, OWN);
}

// What is read and seen, and does nothing.
const APPEARANCE = ['description', 'label', 'locationX', 'locationY'];
