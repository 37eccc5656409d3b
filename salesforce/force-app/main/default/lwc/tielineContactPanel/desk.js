// The contacts of one agent: what is popped for each, what is told of it, and that both happen once.
import { arrived, isOver, messageOf, popOf, recordOf, renewed } from './calls';
import { PopReports } from './reports';

// What TielinePop.candidates looks at; others are opened unseen.
const SEEN_TYPES = ['Contact', 'Lead', 'Account'];

export class Desk {
    /** All contacts, the oldest first. */
    calls = [];
    published = {};

    /** @param ports what the desk reaches: open, find, publish, report, arrival, changed. */
    constructor(ports) {
        this.ports = ports;
        this.reports = new PopReports(ports.report);
    }

    /** Takes what is seen of a contact, the first time or any other. */
    hear(seen) {
        const known = this.callOf(seen.contactId);
        const call = known ? renewed(known, seen) : arrived(seen, performance.now());
        if (!known) {
            this.ports.arrival(this.calls.length === 0);
        }
        this.put(call);
        this.tell(call);
        this.decide(call);
    }

    /** Lets a contact go that Streams no longer has, or that turns out to be listened to: of that nothing is reported. */
    gone(contactId, isListened) {
        const call = this.callOf(contactId);
        if (call) {
            const over = { ...call, stage: 'ended', since: Date.now() };
            if (!isListened) {
                this.reportUnanswered(over);
            }
            this.tell(over);
            delete this.published[contactId];
            this.set(this.calls.filter((each) => each.contactId !== contactId));
        }
    }

    /** Opens the record that the agent chose. */
    choose(contactId, recordId) {
        this.change(contactId, { chosen: recordId });
        this.tell(this.callOf(contactId));
        return this.open(contactId);
    }

    /**
     * Opens the record at once and asks beside that whether it is there to see: a tab opens on a deleted one, too.
     * @returns whether it was opened, and how many milliseconds after its contact arrived.
     */
    async open(contactId) {
        const call = this.callOf(contactId);
        const recordId = recordOf(call);
        this.change(contactId, { trouble: '' });
        const asked = this.isVisible(recordId, call);
        try {
            await this.ports.open(recordId);
        } catch {
            this.change(contactId, { trouble: 'notOpened' });
            return [false];
        }
        const milliseconds = sinceArrival(call);
        const isVisible = await asked;
        this.change(contactId, { trouble: isVisible ? '' : 'notVisible' });
        return [isVisible, milliseconds];
    }

    /** Tells of every contact again, for a component that came late. */
    tellAll() {
        this.published = {};
        this.calls.forEach((call) => this.tell(call));
    }

    /** Sends the reports that wait. */
    flush() {
        this.reports.flush();
    }

    /** Forgets all. */
    close() {
        this.reports.stop();
        this.published = {};
        this.set([]);
    }

    decide(call) {
        const pop = popOf(call);
        if (call.decided || !call.fresh) {
            return;
        }
        if (pop === 'wait') {
            this.reportUnanswered(call);
            return;
        }
        this.change(call.contactId, { decided: true });
        if (pop === 'open') {
            this.pop(call.contactId);
        } else if (pop === 'choose') {
            this.reports.add(call.contactId, 'Candidates', sinceArrival(call));
        } else {
            this.reports.add(call.contactId, 'Nothing', null);
        }
    }

    async pop(contactId) {
        const [isOpen, milliseconds] = await this.open(contactId);
        this.reports.add(contactId, isOpen ? 'Opened' : 'Failed', isOpen ? milliseconds : null);
    }

    // Nobody is looked up for a call that an agent makes: that nothing came is no failure then.
    reportUnanswered(call) {
        if (isOver(call) && call.inbound && call.fresh && !call.decided) {
            this.reports.add(call.contactId, 'Nothing', null);
        }
    }

    async isVisible(recordId, call) {
        if (!call.chosen && !SEEN_TYPES.includes(call.attributes.recordType)) {
            return true;
        }
        try {
            const found = await this.ports.find([recordId]);
            return !Array.isArray(found) || found.length > 0;
        } catch {
            // That it could not be asked says nothing of the record.
            return true;
        }
    }

    tell(call) {
        const message = messageOf(call);
        const text = JSON.stringify(message);
        if (this.published[call.contactId] !== text) {
            this.published[call.contactId] = text;
            this.ports.publish(message);
        }
    }

    callOf(contactId) {
        return this.calls.find((each) => each.contactId === contactId);
    }

    put(call) {
        const isKnown = Boolean(this.callOf(call.contactId));
        const swap = (each) => (each.contactId === call.contactId ? call : each);
        this.set(isKnown ? this.calls.map(swap) : [...this.calls, call]);
    }

    change(contactId, changes) {
        const call = this.callOf(contactId);
        if (call) {
            this.put({ ...call, ...changes });
        }
    }

    set(calls) {
        this.calls = calls;
        this.ports.changed(calls);
    }
}

function sinceArrival(call) {
    return Math.round(performance.now() - call.arrivedAt);
}
