// Who the caller may be: a list of buttons, in the order of the look-up.
import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import candidates from '@salesforce/apex/TielinePop.candidates';
import again from '@salesforce/label/c.Tieline_Again';
import empty from '@salesforce/label/c.Tieline_Candidates_Empty';
import error from '@salesforce/label/c.Tieline_Candidates_Error';
import hidden from '@salesforce/label/c.Tieline_Candidates_Hidden';
import loading from '@salesforce/label/c.Tieline_Candidates_Loading';
import offline from '@salesforce/label/c.Tieline_Candidates_Offline';
import title from '@salesforce/label/c.Tieline_Candidates_Title';

export default class TielineCandidates extends LightningElement {
    labels = { again, empty, hidden, loading, title };
    ids = [];
    asked;
    answer = {};
    isAsking = false;

    /** IDs of records: an array, or a text with commas between. */
    @api
    get recordIds() {
        return this.ids;
    }

    set recordIds(value) {
        const given = Array.isArray(value) ? value : String(value || '').split(',');
        const ids = given.map((each) => String(each).trim()).filter(Boolean);
        // The wire asks anew for each new array, and a panel that is drawn again gives the same records.
        if (ids.join() !== this.ids.join()) {
            this.ids = ids;
            // Undefined asks nobody.
            this.asked = ids.length > 0 ? ids : undefined;
            this.answer = {};
        }
    }

    @wire(candidates, { ids: '$asked' })
    wiredCandidates(answer) {
        this.answer = answer;
    }

    get loading() {
        return this.ids.length > 0 && (this.isAsking || (!this.answer.data && !this.answer.error));
    }

    get failed() {
        return !this.loading && this.ids.length > 0 && Boolean(this.answer.error);
    }

    get listed() {
        return !this.loading && !this.failed && this.rows.length > 0;
    }

    get empty() {
        return !this.loading && !this.failed && this.rows.length === 0;
    }

    get rows() {
        const found = this.ids.length > 0 ? this.answer.data || [] : [];
        return found.map((each) => ({ id: each.id, title: [each.name, each.detail].filter(Boolean).join(', ') }));
    }

    get someHidden() {
        return this.rows.length < this.ids.length;
    }

    get errorText() {
        return navigator.onLine ? this.answer.error?.body?.message || error : offline;
    }

    async handleRetry() {
        this.isAsking = true;
        try {
            await refreshApex(this.answer);
        } catch {
            // The answer holds what went wrong, and the list says it.
        }
        this.isAsking = false;
    }

    handleChoose(event) {
        const { record } = event.currentTarget.dataset;
        this.dispatchEvent(new CustomEvent('choose', { detail: { recordId: record } }));
    }
}
