// What the template shows of a contact: texts, and what can be pressed.
import { candidatesOf, popOf, recordOf } from './calls';
import { CHANNEL, MATCH, STAGE, TROUBLE, labels } from './labels';

/** The card of a contact. */
export function cardOf(call) {
    const [text, advice] = wordsOf(call);
    const recordId = recordOf(call);
    const name = call.attributes.recordName || labels.unknown;
    return {
        key: call.contactId,
        title: name,
        account: call.attributes.accountName || '',
        state: [CHANNEL[call.channel], STAGE[call.stage]].filter(Boolean).join(' · '),
        text,
        advice,
        reason: call.attributes.matchStatus === 'DEGRADED' ? call.attributes.reason || '' : '',
        trouble: TROUBLE[call.trouble] || '',
        candidates: popOf(call) === 'choose' ? candidatesOf(call) : undefined,
        recordId,
        openLabel: `${call.trouble ? labels.again : labels.open}: ${name}`,
        openText: call.trouble ? labels.again : labels.open
    };
}

function wordsOf(call) {
    const pop = popOf(call);
    if (pop === 'open') {
        return [labels.hit, ''];
    }
    if (pop === 'wait' && !call.inbound) {
        return [labels.outbound, ''];
    }
    const status = call.attributes.matchStatus || '';
    // An answer that names no usable record, or that later flows give, helps nobody: the agent searches.
    return (pop === 'nothing' && status === 'HIT') || !MATCH[status] ? MATCH.DEGRADED : MATCH[status];
}
