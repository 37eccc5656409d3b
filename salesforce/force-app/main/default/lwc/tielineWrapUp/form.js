// What the template shows of a wrap-up: texts, choices, and what is wrong with what was typed.
import { MOST_NOTES, isDirty, isOpen, lengthOf, valuesOf } from './draft';
import { CHANNEL, STATE, labels } from './labels';

/** A contact in words: it is told by its channel, state and time, as the message channel carries no names. */
export function titleOf(draft) {
    return [CHANNEL[draft.channel] || draft.channel, STATE[draft.state]].filter(Boolean).join(' · ');
}

/** The contacts that the agent may go to. */
export function rowsOf(drafts, current) {
    return drafts
        .filter((draft) => draft.contactId !== current && isOpen(draft))
        .map((draft) => ({
            key: draft.contactId,
            title: titleOf(draft),
            arrivedAt: draft.arrivedAt,
            flag: flagOf(draft)
        }));
}

function flagOf(draft) {
    if (draft.isSaving) {
        return labels.saving;
    }
    if (isDirty(draft)) {
        return labels.notSaved;
    }
    return draft.state === 'ended' ? labels.missing : '';
}

/** What can be chosen. A result that is no longer in the list is shown as it is. */
export function optionsOf(listed, chosen) {
    const options = [];
    listed.forEach(({ value, label }) => {
        if (!options.some((each) => each.value === value)) {
            options.push({ value, label });
        }
    });
    const isKnown = !chosen || options.some((each) => each.value === chosen);
    return isKnown ? options : [{ value: chosen, label: chosen }, ...options];
}

/** What must be changed before it can be saved, by field; empty texts where all is well. */
export function faultsOf(draft, hasChoice) {
    const values = valuesOf(draft);
    const isTimeTyped = values.followUp && draft.typed.followUpAt;
    return {
        disposition: hasChoice && !values.disposition ? labels.needed : '',
        notes: lengthOf(values.notes) > MOST_NOTES ? filled(labels.notesTooLong, MOST_NOTES) : '',
        followUpAt: isTimeTyped && Date.parse(draft.typed.followUpAt) < Date.now() ? labels.past : ''
    };
}

/** How long the notes are, and how long they may be. */
export function countOf(notes) {
    return filled(labels.notesCount, lengthOf(notes), MOST_NOTES);
}

/** How long the state lasts, as 1:05 or 1:00:05. */
export function lastedOf(since, now) {
    const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000)) || 0;
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const parts = hours ? [hours, two(minutes)] : [minutes];
    return [...parts, two(seconds % 60)].join(':');
}

function two(number) {
    return String(number).padStart(2, '0');
}

function filled(label, ...numbers) {
    return numbers.reduce((text, number, place) => text.replace(`{${place}}`, number), label);
}
