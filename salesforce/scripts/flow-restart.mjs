// Checks that what a flow writes to the record that started it does not start it
// again. It reads entry conditions by <filters>; of an entry formula only which
// fields it names, so a flow that writes one of those needs filters instead.
import { list } from './known.mjs';

export function* checkRestart(flow) {
  const { start = {} } = flow;
  const asked = fieldsOf(start);
  for (const update of list(flow.recordUpdates).filter((each) => isOwn(each, start))) {
    const written = list(update.inputAssignments).filter(({ field }) => asked.has(field));
    if (written.length > 0 && !written.some((each) => ends(each, start))) {
      yield `${update.name} writes ${written.map(({ field }) => field).join(', ')}, which its entry condition asks, and does not end it`;
    }
  }
}

/** Whether an update is of the record that started the flow. One of other records of the object may be of it too. */
const isOwn = ({ inputReference, object }, start) => inputReference === '$Record' || object === start.object;

function fieldsOf({ filters, filterFormula }) {
  const named = [...(filterFormula ?? '').matchAll(/\$Record(?:__Prior)?\.(\w+)/g)].map(([, name]) => name);
  return new Set([...list(filters).map(({ field }) => field), ...named]);
}

/** Whether a value makes a condition false without which the flow does not start. */
function ends({ field, value }, { filters, filterFormula, filterLogic }) {
  if (filterFormula) return false;
  return list(filters).some((filter, at) => filter.field === field && isNeeded(at + 1, filterLogic) && contradicts(filter, value));
}

/** Whether the condition of a number stands outside every parenthesis and beside AND only. */
function isNeeded(number, logic = 'and') {
  if (/^(and|or)$/i.test(logic)) return /^and$/i.test(logic);
  const outside = logic.replace(/\([^()]*(\([^()]*\))*[^()]*\)/g, '');
  return !/\b(OR|NOT)\b/i.test(outside) && outside.match(/\d+/g)?.includes(String(number));
}

function contradicts({ operator, value: asked }, value = {}) {
  const [[kind, written] = []] = Object.entries(value);
  const isLiteral = /^(string|boolean|number)Value$/.test(kind);
  // What a reference holds is not known, but an ID, a user or a time is something.
  if (operator === 'IsNull') return asked?.booleanValue === 'true' && written !== undefined;
  if (operator === 'EqualTo') return isLiteral && Object.values(asked ?? {})[0] !== written;
  return operator === 'NotEqualTo' && isLiteral && Object.values(asked ?? {})[0] === written;
}
