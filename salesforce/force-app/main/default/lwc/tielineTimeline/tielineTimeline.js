// The newest contacts of a customer with the contact center, for the record page of an account, a contact or a lead.
import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { refreshApex } from '@salesforce/apex';
import interactions from '@salesforce/apex/TielineTimeline.interactions';
import agent from '@salesforce/label/c.Tieline_Timeline_Agent';
import disposition from '@salesforce/label/c.Tieline_Wrap_Up_Disposition';
import empty from '@salesforce/label/c.Tieline_Timeline_Empty';
import failed from '@salesforce/label/c.Tieline_Timeline_Failed';
import handled from '@salesforce/label/c.Tieline_Timeline_Handled';
import loading from '@salesforce/label/c.Tieline_Timeline_Loading';
import missing from '@salesforce/label/c.Tieline_Wrap_Up_Missing';
import offline from '@salesforce/label/c.Tieline_Timeline_Offline';
import outcome from '@salesforce/label/c.Tieline_Timeline_Outcome';
import queue from '@salesforce/label/c.Tieline_Timeline_Queue';
import refresh from '@salesforce/label/c.Tieline_Timeline_Refresh';
import stale from '@salesforce/label/c.Tieline_Timeline_Stale';
import title from '@salesforce/label/c.Tieline_Timeline_Title';
import { rowOf } from './entries';

export default class TielineTimeline extends NavigationMixin(LightningElement) {
    /** The customer: an account, a contact or a lead. */
    @api
    get recordId() {
        return this.customer;
    }

    set recordId(value) {
        if (value !== this.customer) {
            this.customer = value;
            this.rows = undefined;
            this.error = undefined;
        }
    }

    customer;
    labels = { agent, disposition, empty, handled, loading, missing, outcome, queue, refresh, stale, title };
    rows;
    error;
    isAsking = false;
    isOffline = !navigator.onLine;

    #answer;

    @wire(interactions, { recordId: '$customer' })
    wiredInteractions(answer) {
        this.#answer = answer;
        this.error = answer.error;
        // What was there stays when a refresh fails.
        this.rows = answer.data ? answer.data.map(rowOf) : this.rows;
    }

    connectedCallback() {
        window.addEventListener('online', this.handleNetwork);
        window.addEventListener('offline', this.handleNetwork);
    }

    disconnectedCallback() {
        window.removeEventListener('online', this.handleNetwork);
        window.removeEventListener('offline', this.handleNetwork);
    }

    get loading() {
        return this.isAsking || (!this.rows && !this.error);
    }

    get isEmpty() {
        return this.rows?.length === 0;
    }

    get isListed() {
        return this.rows?.length > 0;
    }

    get trouble() {
        if (this.isOffline) {
            return offline;
        }
        return this.error && (this.error.body?.message || failed);
    }

    get isStale() {
        return Boolean(this.rows && this.trouble);
    }

    handleNetwork = () => {
        this.isOffline = !navigator.onLine;
        if (!this.isOffline) {
            this.handleRefresh();
        }
    };

    async handleRefresh() {
        if (this.isAsking || !this.#answer) {
            return;
        }
        this.isAsking = true;
        try {
            await refreshApex(this.#answer);
        } catch (error) {
            this.error = error;
        }
        this.isAsking = false;
    }

    handleOpen(event) {
        const { record: recordId } = event.currentTarget.dataset;
        const attributes = { recordId, objectApiName: 'Tieline_Interaction__c', actionName: 'view' };
        this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes });
    }
}
