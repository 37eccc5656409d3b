// Checks with whose rights Apex asks the database. From API version 67.0 on a statement that does not say so runs in user
// mode (Apex Reference Guide, "Apex Versioned Behavior Changes"), and whoever deploys has no rights on fields that come with
// the same deploy: tests prepare and look up in system mode, and run what they test as a user who has the rights.
import { basename } from 'node:path';

/** Sentences about classes `{ file, isTest, members }`; see membersOf. */
export function* checkAccess(classes) {
  const graph = graphOf(classes);
  for (const { file, isTest, members } of classes) {
    const say = (problem) => ({ file, problem });
    const statements = [...members.values()].flatMap((each) => each.statements);
    for (const statement of statements) for (const problem of checkMode(statement, isTest)) yield say(problem);
    for (const problem of [...(isTest ? checkTests(file, members, graph) : checkWrites(file, members, graph))]) yield say(problem);
    if (!isTest) for (const problem of checkLocks(statements)) yield say(problem);
  }
}

function* checkMode({ what, line, mode, asUser }, isTest) {
  if (!mode) yield `line ${line}: ${what} does not say its access mode`;
  if (!isTest && mode === 'system') yield `line ${line}: ${what} in system mode; a class here works in user mode`;
  if (isTest && !asUser && mode === 'user') yield `line ${line}: ${what} in user mode, as whoever deploys; a test does it in system mode, or in System.runAs`;
}

/** Of two who read a record and then update it, the second must not go by what was there before the first. */
function* checkLocks(statements) {
  if (statements.some(({ locks }) => locks)) return;
  for (const { what, line } of statements) {
    if (/^(?:(?:System\.)?Database\.)?update/i.test(what)) yield `line ${line}: ${what} of what no query locked (FOR UPDATE)`;
  }
}

/** A test does not call what works in user mode as whoever deploys, be it by another method of a test. */
function* checkTests(file, members, graph) {
  for (const [name, { isTest }] of members) {
    if (!isTest) continue;
    for (const { line, called } of callsAsDeployer(graph.members.get(key(file, name)), graph)) yield `line ${line}: ${called} is called as whoever deploys; it works in user mode and belongs into System.runAs`;
  }
}

/** A method whose answers are kept does not write: it would do so only now and then, and the platform refuses it. */
function* checkWrites(file, members, graph) {
  for (const [name, { isCacheable }] of members) {
    const reached = isCacheable ? reach(key(file, name), graph.members, () => true) : [];
    if (reached.some(({ statements }) => statements.some(({ writes }) => writes))) yield `${name} is cacheable and writes`;
  }
}

/** The calls of a method outside System.runAs that come, at once or by methods of tests, to a class that works in user mode. */
function callsAsDeployer({ calls }, graph) {
  const open = ({ asUser }, to) => !asUser && graph.members.get(to)?.inTest;
  const hits = (member) => member.calls.filter(({ asUser, to }) => !asUser && graph.byUser.has(classOf(to)));
  return calls.filter((call) => {
    if (call.asUser) return false;
    if (graph.byUser.has(classOf(call.to))) return true;
    return open(call, call.to) && reach(call.to, graph.members, open).some((member) => hits(member).length > 0);
  });
}

const key = (file, name) => `${basename(file, '.cls')}.${name}`.toLowerCase();
const classOf = (to) => to.split('.')[0];

/** All methods as `class.method`, each call with the method it leads `to`; and the classes that work in user mode, or call one that does. */
function graphOf(classes) {
  const members = new Map();
  for (const { file, isTest: inTest, members: own } of classes) {
    for (const [name, member] of own) {
      const calls = member.calls.map((call) => ({ ...call, to: call.called.includes('.') ? call.called.toLowerCase() : key(file, call.called) }));
      members.set(key(file, name), { ...member, calls, inTest });
    }
  }
  const byUser = new Set();
  for (const [from, { inTest }] of members) {
    const reached = inTest ? [] : reach(from, members, () => true);
    if (reached.some(({ statements }) => statements.some(({ mode }) => mode === 'user'))) byUser.add(classOf(from));
  }
  return { members, byUser };
}

/** A method and all that it leads to, by calls that are followed. */
function reach(from, members, follow) {
  const seen = new Set();
  const open = [from];
  while (open.length > 0) {
    const name = open.pop();
    if (seen.has(name) || !members.has(name)) continue;
    seen.add(name);
    for (const call of members.get(name).calls) if (follow(call, call.to)) open.push(call.to);
  }
  return [...seen].map((name) => members.get(name));
}
