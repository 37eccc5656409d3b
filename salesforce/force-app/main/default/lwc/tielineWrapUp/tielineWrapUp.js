// The wrap-up of the agent's contacts: what came of each, saved at once, whether or not Tieline's record is there.
// Nothing typed is lost: it stays until it is saved or the agent lets it go, also when the next contact arrives.
import { api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import LightningConfirm from 'lightning/confirm';
import { APPLICATION_SCOPE, MessageContext, publish, subscribe, unsubscribe } from 'lightning/messageService';
import { getFieldValue, getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import dispositions from '@salesforce/apex/TielineWrapUp.dispositions';
import CONTACT_CHANNEL from '@salesforce/messageChannel/Tieline_Contact__c';
import CHANNEL_FIELD from '@salesforce/schema/Tieline_Interaction__c.Channel__c';
import CONTACT_ID from '@salesforce/schema/Tieline_Interaction__c.Connect_Contact_Id__c';
import QUEUE_ID from '@salesforce/schema/Tieline_Interaction__c.Queue_Id__c';
import { changed, emptied, heard, isLive, isPassed, mayGiveWay } from './draft';
import { all, get, join, put, tell } from './drafts';
import { faultsOf } from './form';
import { labels } from './labels';
import { offerAgain, readSaved, save } from './saving';
import { WrapUpView } from './view';

const SECOND = 1000;

export default class TielineWrapUp extends WrapUpView {
    /** The interaction, on its page; else the contacts of the telephone are shown. */
    @api recordId;

    @wire(MessageContext) messages;

    labels = labels;
    contactId;
    drafts = [];
    answer = {};
    queueId;
    recordError;
    now = Date.now();

    #leave;
    #hears;
    #listedFor;
    #timer;
    #focus;

    @wire(getRecord, { recordId: '$recordId', fields: [CONTACT_ID], optionalFields: [QUEUE_ID, CHANNEL_FIELD] })
    wiredRecord({ data, error }) {
        this.recordError = error && (error.body?.message || error.message || ' ');
        if (data) {
            const [contactId, queueId, channel] = [CONTACT_ID, QUEUE_ID, CHANNEL_FIELD].map((field) => getFieldValue(data, field));
            const isOther = contactId !== this.contactId;
            this.contactId = contactId;
            put(contactId, (draft) => heard(draft, { queueId, channel }));
            // The page tells of its record again when that changes, and the agent may be typing by then.
            if (isOther) {
                this.show(contactId);
                this.ask();
            }
        }
    }

    @wire(dispositions, { queueId: '$queueId' })
    wiredList(answer) {
        this.answer = answer;
        // A queue without results of its own has those of all: without any, nothing could be saved.
        if (answer.data?.length === 0 && this.queueId) {
            this.queueId = '';
        }
    }

    connectedCallback() {
        this.#leave = join({ changed: () => this.follow(), shown: () => this.contactId });
        this.#hears = subscribe(this.messages, CONTACT_CHANNEL, this.handleMessage, { scope: APPLICATION_SCOPE });
        window.addEventListener('online', this.handleOnline);
        this.follow();
        this.ask();
    }

    disconnectedCallback() {
        unsubscribe(this.#hears);
        window.removeEventListener('online', this.handleOnline);
        this.contactId = undefined;
        this.#leave();
        this.follow();
    }

    renderedCallback() {
        const target = this.#focus && this.template.querySelector(`[data-id="${this.#focus}"]`);
        if (target) {
            this.#focus = undefined;
            target.focus();
        }
    }

    handleMessage = (message) => {
        const isOurs = !this.recordId || message?.contactId === this.contactId;
        if (message?.contactId && isOurs) {
            put(message.contactId, (draft) => heard(draft, message));
            this.giveWay(message.contactId);
            this.letPass();
        }
    };

    handleOnline = () => {
        offerAgain(all());
        if (this.listFailed) {
            this.handleListAgain();
        }
    };

    handleChange(event) {
        // A field may tell of its last change when another contact is shown already.
        const { field, of } = event.target.dataset;
        const { value, checked } = event.detail;
        const typed = field === 'followUp' ? checked : value || '';
        const option = (this.answer.data || []).find((each) => each.value === typed);
        put(of, (draft) => changed(draft, field, typed, option?.followUp));
        this.say(event.target, '');
    }

    async handleSave() {
        const { contactId } = this;
        if (!this.isValid()) {
            return;
        }
        const isStored = await save(contactId);
        if (isStored && this.recordId) {
            notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
        }
        if (this.contactId === contactId && this.isAttended()) {
            const trouble = get(contactId).failure ? 'failure' : 'found';
            this.focusOn(isStored ? 'save' : trouble);
        }
    }

    async handleDiscard() {
        const { contactId } = this;
        const isSure = await LightningConfirm.open({ message: labels.discardAsk, label: labels.discard });
        if (isSure) {
            put(contactId, emptied);
            this.focusOn('contact');
        }
    }

    handleGo(event) {
        this.show(event.currentTarget.dataset.contact);
        this.#focus = 'contact';
    }

    handleReadAgain() {
        readSaved(this.contactId);
    }

    async handleListAgain() {
        const answer = this.answer;
        this.answer = {};
        try {
            await refreshApex(answer);
        } catch {
            // The wire is given what went wrong, and says it.
        }
        this.answer = this.listLoading ? answer : this.answer;
    }

    // A telephone that was there first tells of its contacts again.
    ask() {
        publish(this.messages, CONTACT_CHANNEL, { state: 'ask' });
    }

    // The fields go with their contact, and the focus must not go with them.
    show(contactId) {
        this.#focus = this.template.activeElement ? 'contact' : undefined;
        this.contactId = contactId;
        tell();
        readSaved(contactId);
    }

    // What is half typed, or about to be, must not get under the agent's hands into another contact's notes.
    giveWay(contactId) {
        const isBusy = Boolean(this.draft) && (!mayGiveWay(this.draft) || this.isTyping());
        if (contactId !== this.contactId && !isBusy && isLive(get(contactId))) {
            this.show(contactId);
        }
    }

    // A contact that rang and went by needs no wrap-up.
    letPass() {
        if (this.draft && !this.recordId && isPassed(this.draft) && !this.isTyping()) {
            this.contactId = undefined;
            tell();
            const next = all().find(isLive);
            if (next) {
                this.show(next.contactId);
            }
        }
    }

    isTyping() {
        return Boolean(this.template.activeElement?.dataset.field);
    }

    // Focus is taken from nobody who types, here or elsewhere on the page.
    isAttended() {
        const isHere = Boolean(this.template.activeElement) || document.activeElement === document.body;
        return isHere && !this.isTyping();
    }

    // Takes what the page knows, and lets the clock run while there is something to count.
    follow() {
        this.drafts = all();
        const queueId = this.draft && (this.draft.queueId || '');
        if (this.draft?.queueId !== this.#listedFor) {
            this.#listedFor = this.draft?.queueId;
            this.queueId = queueId;
            this.answer = {};
        }
        clearInterval(this.#timer);
        if (this.inAcw) {
            this.now = Date.now();
            // eslint-disable-next-line @lwc/lwc/no-async-operation
            this.#timer = setInterval(() => {
                this.now = Date.now();
            }, SECOND);
        }
    }

    isValid() {
        const faults = faultsOf(this.draft, this.options.length > 0);
        const fields = [...this.template.querySelectorAll('[data-field]')];
        const wrong = fields.filter((field) => {
            const fault = faults[field.dataset.field] || '';
            return this.say(field, fault) === false || fault;
        });
        wrong[0]?.focus();
        return wrong.length === 0;
    }

    say(field, fault) {
        field.setCustomValidity(fault);
        return field.reportValidity();
    }

    focusOn(id) {
        this.#focus = id;
        this.renderedCallback();
    }
}
