// What the list shows of an interaction, in words that may be translated.
import abandonedInFlow from '@salesforce/label/c.Tieline_Outcome_Abandoned_In_Flow';
import abandonedInQueue from '@salesforce/label/c.Tieline_Outcome_Abandoned_In_Queue';
import agentMissed from '@salesforce/label/c.Tieline_Outcome_Agent_Missed';
import answered from '@salesforce/label/c.Tieline_Outcome_Answered';
import callback from '@salesforce/label/c.Tieline_Outcome_Callback';
import chat from '@salesforce/label/c.Tieline_Channel_Chat';
import email from '@salesforce/label/c.Tieline_Channel_Email';
import inbound from '@salesforce/label/c.Tieline_Direction_Inbound';
import internal from '@salesforce/label/c.Tieline_Direction_Internal';
import outbound from '@salesforce/label/c.Tieline_Direction_Outbound';
import task from '@salesforce/label/c.Tieline_Channel_Task';
import transferred from '@salesforce/label/c.Tieline_Outcome_Transferred';
import unknown from '@salesforce/label/c.Tieline_Outcome_Unknown';
import voicemail from '@salesforce/label/c.Tieline_Outcome_Voicemail';
import voice from '@salesforce/label/c.Tieline_Channel_Voice';

const CHANNEL = { VOICE: voice, CHAT: chat, TASK: task, EMAIL: email };
const DIRECTION = { Inbound: inbound, Outbound: outbound, Internal: internal };
const OUTCOME = {
    Answered: answered,
    'Abandoned in Queue': abandonedInQueue,
    'Abandoned in Flow': abandonedInFlow,
    Transferred: transferred,
    Callback: callback,
    Voicemail: voicemail,
    'Agent Missed': agentMissed,
    Unknown: unknown
};

/** A row of the list. A value that an admin added to a picklist is shown as it is. */
export function rowOf(entry) {
    const kind = [CHANNEL[entry.channel] || entry.channel, DIRECTION[entry.direction] || entry.direction];
    return {
        id: entry.id,
        startedAt: entry.startedAt,
        title: kind.filter(Boolean).join(' · ') || entry.name,
        outcome: OUTCOME[entry.outcome] || entry.outcome,
        queue: entry.queueName,
        agent: entry.agentName,
        handled: lengthOf(entry.handleSeconds),
        disposition: entry.disposition,
        wrapUpMissing: entry.wrapUpMissing
    };
}

// As 1:05 or 1:00:05; nothing, if it was not handled.
function lengthOf(seconds) {
    if (!(seconds > 0)) {
        return '';
    }
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return [...(hours ? [hours, two(minutes)] : [minutes]), two(seconds % 60)].join(':');
}

function two(number) {
    return String(number).padStart(2, '0');
}
