// The wrap-up of one contact as the agent sees it: what is stored (`base`: undefined until it was read, null if there is
// none), and over it what was typed. No calls to anywhere.

const NOTHING = { disposition: '', notes: '', followUp: false, followUpAt: '' };
const FIELDS = Object.keys(NOTHING);
const LIVE = ['connecting', 'connected', 'afterCallWork'];
const TALKED = ['connected', 'afterCallWork'];

/** Length of Wrap_Up_Notes__c. */
export const MOST_NOTES = 32768;

/** A draft of a contact that is heard of for the first time. */
export function begun(contactId) {
    return { contactId, typed: {}, proposed: false, state: '', talked: false };
}

/** What the telephone says of the contact. It may say it twice. */
export function heard(draft, message) {
    return {
        ...draft,
        queueId: message.queueId || draft.queueId || '',
        channel: message.channel || draft.channel || '',
        state: message.state || draft.state,
        since: message.stateSince || draft.since,
        arrivedAt: draft.arrivedAt || message.stateSince,
        talked: draft.talked || TALKED.includes(message.state)
    };
}

/** What the form shows. */
export function valuesOf(draft) {
    const base = draft.base || NOTHING;
    const followUp = draft.proposed || base.followUp;
    return { ...base, followUp, ...draft.typed };
}

/** Takes a change. A result that asks for a follow-up proposes one, unless the agent said yes or no already. */
export function changed(draft, field, value, proposes) {
    const proposed = field === 'disposition' ? proposes === true : draft.proposed;
    return { ...draft, proposed, typed: { ...draft.typed, [field]: value } };
}

/** What a save tells. A time counts only while a follow-up is wanted. */
export function sentOf(draft) {
    const { disposition, notes, followUp, followUpAt } = valuesOf(draft);
    return {
        contactId: draft.contactId,
        disposition: disposition || null,
        notes: notes || null,
        followUp,
        followUpAt: (followUp && followUpAt) || null
    };
}

/** What is stored, as read from Salesforce. Typed over it before it was known: the agent is shown both. */
export function read(draft, answer) {
    const base = answer ? baseOf(answer) : null;
    const found = base !== null && FIELDS.some((field) => field in draft.typed);
    return { ...draft, base, found, readFailure: undefined };
}

/** What a save stored. What was typed while it was under way stays typed. */
export function stored(draft, answer, values) {
    const still = Object.entries(draft.typed).filter(([field, value]) => value !== values[field]);
    const typed = Object.fromEntries(still);
    const proposed = draft.proposed && 'disposition' in typed;
    return { ...draft, base: baseOf(answer), typed, proposed, found: false, failure: undefined };
}

/** Back to what is stored. */
export function emptied(draft) {
    return { ...draft, typed: {}, proposed: false, found: false, failure: undefined };
}

/** Whether something was typed that is not stored. */
export function isDirty(draft) {
    const base = draft.base || NOTHING;
    const values = valuesOf(draft);
    return FIELDS.some((field) => !isSame(field, values[field], base[field]));
}

export function isLive(draft) {
    return LIVE.includes(draft.state);
}

/** Whether there is something left to do: the contact goes on, or its wrap-up is missing or not saved. */
export function isOpen(draft) {
    return isLive(draft) || isDirty(draft) || Boolean(draft.isSaving) || (draft.talked && !draft.base);
}

/** Whether it rang and went by: nobody talked, nothing was typed. */
export function isPassed(draft) {
    return draft.state === 'ended' && !isOpen(draft) && !draft.base;
}

/** Whether another contact may take its place on the screen without being asked for. */
export function mayGiveWay(draft) {
    return !isDirty(draft) && !draft.isSaving && (!isLive(draft) || Boolean(draft.base));
}

/** Length of the notes as Salesforce may store them: a line break may become two characters. */
export function lengthOf(notes) {
    const lines = unified(notes).split('\n');
    return lines.join('').length + 2 * (lines.length - 1);
}

function baseOf(answer) {
    return {
        disposition: answer.disposition || '',
        notes: answer.notes || '',
        followUp: answer.followUp === true,
        followUpAt: answer.followUpAt || '',
        savedAt: answer.savedAt
    };
}

// One time has several writings, and so has a line break.
function isSame(field, one, other) {
    if (field === 'followUpAt' && one && other) {
        return Date.parse(one) === Date.parse(other);
    }
    return field === 'followUp' ? one === other : unified(one) === unified(other);
}

function unified(text) {
    return (text || '').replace(/\r\n/g, '\n');
}
