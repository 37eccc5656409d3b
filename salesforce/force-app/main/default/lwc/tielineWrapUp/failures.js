// Why a call failed, and what the agent does about it. Which shapes an error has: Lightning Web Components Developer
// Guide, "Handle Errors in Lightning Data Service"; what a cut connection says was seen in public code, not tried.
import noPermission from '@salesforce/label/c.Tieline_Error_No_Permission';
import { FAILURE } from './labels';

const OFFLINE = /disconnected or cancell?ed|failed to fetch|networkerror|load failed/i;
const SESSION = /INVALID_SESSION_ID|invalidSession|session (has |is )?(expired|not valid|invalid)/i;
const PERMISSION = /INSUFFICIENT_ACCESS|do not have access to the apex class/i;

// Longer than Salesforce lets a request of this kind run.
const PATIENCE_MS = 60000;

class Unanswered extends Error {}

/** What went wrong: its kind, what to say, and what to do. */
export function failureOf(error) {
    const text = textOf(error);
    const kind = kindOf(error, text);
    const [said, advice] = FAILURE[kind];
    return { kind, text: kind === 'refused' ? text : said, advice };
}

/** The network is there again. */
export function networkIsBack() {
    const [text, advice] = FAILURE.back;
    return { kind: 'back', text, advice };
}

/** The answer of a call, or a failure if none comes. Saving twice stores the same, so the agent may try again. */
export function answered(call) {
    let timer;
    const late = new Promise((resolve, reject) => {
        // eslint-disable-next-line @lwc/lwc/no-async-operation
        timer = setTimeout(() => reject(new Unanswered()), PATIENCE_MS);
    });
    return Promise.race([call, late]).finally(() => clearTimeout(timer));
}

function kindOf(error, text) {
    if (!navigator.onLine || OFFLINE.test(text)) {
        return 'offline';
    }
    if (error instanceof Unanswered) {
        return 'unanswered';
    }
    const { status } = error || {};
    const codes = `${text} ${codesOf(error)}`;
    if (status === 401 || SESSION.test(codes)) {
        return 'session';
    }
    if (status === 403 || text === noPermission || PERMISSION.test(codes)) {
        return 'permission';
    }
    return text && error.body ? 'refused' : 'unknown';
}

function bodiesOf(error) {
    return [error?.body].flat().filter(Boolean);
}

function textOf(error) {
    const texts = bodiesOf(error).flatMap((body) => [
        body.message,
        ...(body.pageErrors || []).map((each) => each.message),
        ...Object.values(body.fieldErrors || {}).flat().map((each) => each.message)
    ]);
    return texts.filter(Boolean).join(' ') || error?.message || '';
}

function codesOf(error) {
    return bodiesOf(error)
        .flatMap((body) => [body.errorCode, body.statusCode, body.exceptionType])
        .filter(Boolean)
        .join(' ');
}
