// Checks the actions that flows call, and what flows look up by the name that
// ours gives it.
import { valuesOf } from './flow-graph.mjs';
import { find, list } from './known.mjs';

// The actions a flow may call, and what each must be given ("Send Custom
// Notification Action", "Email Simple Action", Actions Developer Guide).
const ACTIONS = {
  customNotificationAction: ['body', 'customNotifTypeId', 'recipientIds', 'targetId', 'title'],
  emailSimple: ['emailBody', 'emailSubject'],
};

// What is looked up by its DeveloperName, and which type of ours has the name.
const BY_NAME = { CustomNotificationType: 'CustomNotificationType', Group: 'Group' };

export function* checkCalls(flow, known) {
  for (const call of list(flow.actionCalls)) yield* checkCall(call);
  for (const lookup of list(flow.recordLookups)) yield* checkNamed(lookup, known);
}

function* checkCall({ name, actionName, actionType, inputParameters }) {
  const needed = ACTIONS[actionName];
  if (!needed || actionType !== actionName) {
    yield `${name} calls the action ${actionName} of type ${actionType}, which is not used here yet`;
    return;
  }
  const given = list(inputParameters).map((each) => each.name);
  for (const parameter of needed) {
    if (!given.includes(parameter)) yield `${name} does not give ${parameter}`;
  }
}

function* checkNamed({ object, filters }, known) {
  const type = BY_NAME[object];
  if (!type) return;
  const filter = list(filters).find(({ field }) => field === 'DeveloperName');
  for (const name of valuesOf(filter ?? {}, 'stringValue')) {
    if (!find(type, name, known)) yield `no ${type} ${name}`;
  }
}
