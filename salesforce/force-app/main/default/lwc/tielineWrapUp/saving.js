// Reads and saves wrap-ups. An answer goes to the draft of its contact, whichever is on the screen by then.
import saveWrapUp from '@salesforce/apex/TielineWrapUp.save';
import savedWrapUp from '@salesforce/apex/TielineWrapUp.saved';
import { read, sentOf, stored, valuesOf } from './draft';
import { get, put } from './drafts';
import { answered, failureOf, networkIsBack } from './failures';

const reading = new Map();

/** Reads what was saved before, once. */
export async function readSaved(contactId) {
    if (get(contactId)?.base !== undefined) {
        return;
    }
    if (!reading.has(contactId)) {
        reading.set(contactId, ask(contactId));
    }
    await reading.get(contactId);
}

/** Saves at once, over what was saved before. @returns whether it is stored. */
export async function save(contactId) {
    if (get(contactId).isSaving) {
        return false;
    }
    put(contactId, (draft) => ({ ...draft, isSaving: true, failure: undefined }));
    const change = await attempt(contactId);
    const after = { ...change(get(contactId)), isSaving: false };
    put(contactId, () => after);
    return !after.failure && !after.found;
}

/** The browser is online: what failed for want of a network may be saved now. The agent says when. */
export function offerAgain(drafts) {
    drafts.forEach(({ contactId, failure, readFailure }) => {
        if (failure?.kind === 'offline') {
            put(contactId, (draft) => ({ ...draft, failure: networkIsBack() }));
        }
        if (readFailure?.kind === 'offline') {
            readSaved(contactId);
        }
    });
}

async function ask(contactId) {
    try {
        const answer = await answered(savedWrapUp({ contactId }));
        put(contactId, (draft) => read(draft, answer));
    } catch (error) {
        put(contactId, (draft) => ({ ...draft, readFailure: failureOf(error) }));
    } finally {
        reading.delete(contactId);
    }
}

// A save empties what is not typed, so what is stored must be known first: the agent sees it before it is replaced.
async function attempt(contactId) {
    if (get(contactId).base === undefined) {
        await readSaved(contactId);
        const { found, readFailure } = get(contactId);
        if (readFailure || found) {
            return (draft) => ({ ...draft, failure: readFailure });
        }
    }
    const draft = get(contactId);
    try {
        const answer = await answered(saveWrapUp(sentOf(draft)));
        const values = valuesOf(draft);
        return (now) => stored(now, answer, values);
    } catch (error) {
        const failure = failureOf(error);
        return (now) => ({ ...now, failure });
    }
}
