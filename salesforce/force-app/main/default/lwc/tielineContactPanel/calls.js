// What the panel knows of a contact, and what is to be done about it. No calls to anywhere.

const RECORD_ID = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/;
const MOST_CANDIDATES = 5;

// Longer than a contact rings before the panel hears of it, shorter than a page takes to be left and opened again.
const FRESH_MS = 15000;

/** A contact that the panel hears of for the first time. */
export function arrived(seen, now) {
    return {
        ...seen,
        arrivedAt: now,
        since: Date.now() - seen.sinceMs,
        // One that was there before this page was loaded had its pop: it is listed, and not measured again.
        fresh: seen.stage === 'connecting' || seen.sinceMs < FRESH_MS,
        decided: false,
        chosen: '',
        trouble: ''
    };
}

/** What is known, and what is seen now. The time of a state is taken once: it must not jitter with each event. */
export function renewed(call, seen) {
    const since = call.stage === seen.stage ? call.since : Date.now() - seen.sinceMs;
    // Who began it stays as well: of a contact that is going Streams can no longer say.
    const { inbound } = call;
    return { ...call, ...seen, inbound, attributes: { ...call.attributes, ...seen.attributes }, since };
}

/** The record that was found, or that the agent chose. What is no ID is not followed, whoever wrote it there. */
export function recordOf(call) {
    const found = call.chosen || call.attributes.recordId || '';
    return RECORD_ID.test(found) ? found : '';
}

/** The records among which the agent chooses. */
export function candidatesOf(call) {
    const ids = (call.attributes.candidates || '').split(',').map((each) => each.trim());
    return ids.filter((each) => RECORD_ID.test(each)).slice(0, MOST_CANDIDATES);
}

/** What to show: open, choose, nothing; or wait, as long as there is no answer. */
export function popOf(call) {
    const status = call.attributes.matchStatus;
    if (!status) {
        return 'wait';
    }
    if (status === 'HIT' && recordOf(call)) {
        return 'open';
    }
    return status === 'MULTI' && candidatesOf(call).length > 0 ? 'choose' : 'nothing';
}

/** True once no answer can come any more: the talk is over. */
export function isOver(call) {
    return call.stage === 'afterCallWork' || call.stage === 'ended';
}

/** What other components hear of it. */
export function messageOf(call) {
    const state = call.stage;
    return {
        contactId: call.contactId,
        queueId: call.queueId,
        channel: call.channel,
        state,
        stateSince: new Date(call.since).toISOString(),
        matchStatus: call.attributes.matchStatus || '',
        candidates: call.attributes.matchStatus === 'MULTI' ? candidatesOf(call).join(',') : '',
        recordId: recordOf(call)
    };
}
