// Checks record-triggered flows: what each is made of, what it names, what it
// writes, and that it neither harms the record that started it nor starts
// itself again. Whether a formula is one, only an org can say.
import { checkCalls } from './flow-calls.mjs';
import { checkConnections, checkElements } from './flow-graph.mjs';
import { checkNames } from './flow-names.mjs';
import { checkPublish } from './flow-publish.mjs';
import { checkRestart } from './flow-restart.mjs';
import { checkWrites } from './flow-writes.mjs';
import { knownObject } from './known.mjs';

/** Checks one flow and yields sentences. */
export function* checkFlow(flow, known, document) {
  if (!flow.description) yield 'admins need a <description>';
  if (flow.status !== 'Active') yield `a flow that is ${flow.status} does nothing`;
  if (!knownObject(flow.start?.object, known)) yield `no object ${flow.start?.object} to be started by`;
  // What each is without them is what ours say; an admin who reads one need not know that.
  if (!flow.runInMode || !flow.start?.flowRunAsUser) yield 'it must say as whom it runs, by <runInMode> and <flowRunAsUser>';
  yield* checkEntry(flow.start ?? {});
  yield* checkElements(flow);
  yield* checkConnections(flow);
  yield* checkNames(flow, known);
  yield* checkWrites(flow, known);
  yield* checkRestart(flow);
  yield* checkCalls(flow, known);
  yield* checkPublish(flow, known, document);
}

/** A flow says for which records it starts, or it runs for each record of a data load. */
function* checkEntry(start) {
  const entry = start.filterFormula ?? '';
  const [on, asksOld, asksNew] = [start.recordTriggerType, /ISCHANGED/.test(entry), /ISNEW\(\)/.test(entry)];
  if (asksOld && on === 'Create') yield 'nothing ISCHANGED of a record that is created';
  if (asksOld && !asksNew && on === 'CreateAndUpdate') yield 'nothing ISCHANGED of a record that is created: ask ISNEW() about it';
  if (asksNew && on === 'Update') yield 'a record that is updated is never ISNEW()';
  // No document says that a flow before deletion may have one.
  if (entry && on === 'Delete') yield 'an entry formula before deletion is not documented; use a decision';
  if (!entry && !start.filters && on !== 'Delete') yield 'an entry condition is missing: it would start for each record';
  if (start.filters && !start.filterLogic) yield 'entry conditions need a <filterLogic>';
  for (const { offsetUnit, pathType, recordField } of [start.scheduledPaths ?? []].flat()) {
    if (pathType !== 'AsyncAfterCommit' && !(recordField && ['Hours', 'Minutes'].includes(offsetUnit))) yield 'a path is after commit, or minutes or hours from a field of the record';
  }
}
