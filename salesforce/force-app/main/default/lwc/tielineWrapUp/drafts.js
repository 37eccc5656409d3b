// The wrap-ups of this page: in memory only, and never in the browser's storage, as notes are personal data. They belong
// to the page and not to a component: a console tab that is closed loses nothing, and all panels show the same.
import { begun, isDirty, isOpen } from './draft';

// Wrap-ups that nobody began are offered for so many contacts; what was typed is kept without a limit.
const MOST_UNBEGUN = 20;

const drafts = new Map();
const panels = new Set();

/** All of them, the oldest first. */
export function all() {
    return [...drafts.values()];
}

export function get(contactId) {
    return drafts.get(contactId);
}

/** Changes a draft, or begins it. */
export function put(contactId, change) {
    drafts.set(contactId, change(drafts.get(contactId) || begun(contactId)));
    tell();
}

/**
 * Adds a panel: `changed` is called when a draft changes, `shown` tells the contact that it shows.
 * @returns what takes the panel away again.
 */
export function join(panel) {
    panels.add(panel);
    return () => {
        panels.delete(panel);
        tell();
    };
}

/** Tells all panels of what there is, after what is stored and shown nowhere was forgotten. */
export function tell() {
    prune();
    guard();
    panels.forEach((panel) => panel.changed());
}

function prune() {
    const shown = [...panels].map((panel) => panel.shown());
    const kept = (draft) => isDirty(draft) || draft.isSaving || shown.includes(draft.contactId);
    const unbegun = all().filter((draft) => !kept(draft) && isOpen(draft));
    const offered = unbegun.slice(-MOST_UNBEGUN);
    all()
        .filter((draft) => !kept(draft) && !offered.includes(draft))
        .forEach((draft) => drafts.delete(draft.contactId));
}

// The browser asks before it leaves a page on which something is not saved.
function guard() {
    window.removeEventListener('beforeunload', warn);
    if (all().some((draft) => isDirty(draft) || draft.isSaving)) {
        window.addEventListener('beforeunload', warn);
    }
}

function warn(event) {
    event.preventDefault();
    // What browsers before 2024 look at.
    event.returnValue = true;
}
