// What was popped, told to Salesforce once for each contact. A report that fails is kept in memory, by
// the contact's ID alone, and sent again when the browser is online; a closed page forgets it.

const MOST_KEPT = 50;
const MOST_TRIES = 5;
const AGAIN_MS = 30000;

export class PopReports {
    told = new Set();
    waiting = [];
    isBusy = false;

    /** @param send what sends a report; it answers with a promise. */
    constructor(send) {
        this.send = send;
    }

    /** Takes a report, the first of a contact only. */
    add(contactId, result, milliseconds) {
        if (this.told.has(contactId)) {
            return;
        }
        this.told.add(contactId);
        this.waiting.push({ contactId, result, milliseconds, tries: 0 });
        this.waiting = this.waiting.slice(-MOST_KEPT);
        this.flush();
    }

    /** Sends what waits, unless the browser is offline. */
    async flush() {
        if (this.isBusy || !navigator.onLine) {
            return;
        }
        this.isBusy = true;
        clearTimeout(this.timer);
        const now = this.waiting;
        this.waiting = [];
        const failed = (await Promise.all(now.map((each) => this.attempt(each)))).filter(Boolean);
        const fresh = this.waiting;
        this.waiting = [...failed, ...fresh].slice(-MOST_KEPT);
        this.isBusy = false;
        this.goOn(fresh.length > 0);
    }

    /** Waits no longer. */
    stop() {
        clearTimeout(this.timer);
    }

    async attempt(report) {
        const { contactId, result, milliseconds, tries } = report;
        try {
            await this.send({ contactId, result, milliseconds });
            return undefined;
        } catch {
            // Offline is no try: an outage of any length loses nothing.
            const spent = navigator.onLine ? tries + 1 : tries;
            return spent < MOST_TRIES ? { ...report, tries: spent } : undefined;
        }
    }

    goOn(atOnce) {
        if (atOnce) {
            this.flush();
        } else if (this.waiting.length > 0) {
            // A failure of the server's brings no event of the browser's, so the time brings it back.
            // eslint-disable-next-line @lwc/lwc/no-async-operation
            this.timer = setTimeout(() => this.flush(), AGAIN_MS);
        }
    }
}
