// The agent's telephone: hosts the contact-control panel, opens the record of whoever calls, tells the
// components beside it of every contact, and Salesforce what was popped and how soon.
import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { APPLICATION_SCOPE, MessageContext, publish, subscribe, unsubscribe } from 'lightning/messageService';
import { EnclosingUtilityId, open, updateUtility } from 'lightning/platformUtilityBarApi';
import { IsConsoleNavigation, openTab } from 'lightning/platformWorkspaceApi';
import { loadScript } from 'lightning/platformResourceLoader';
import CONTACT_CHANNEL from '@salesforce/messageChannel/Tieline_Contact__c';
import STREAMS from '@salesforce/resourceUrl/Tieline_Streams';
import report from '@salesforce/apex/TielinePop.report';
import candidates from '@salesforce/apex/TielinePop.candidates';
import { cardOf } from './cards';
import { Desk } from './desk';
import { keepNewest } from './frames';
import { PANEL, labels } from './labels';
import { isOfPanel, settingsOf } from './settings';
import { start, stop } from './streams';

// What says most of a trouble stays: a frame that the browser refused looks to Streams like a log-in.
const WEIGHT = { loading: 0, login: 1, failed: 2, denied: 3, frameBlocked: 4 };

// What an agent may cure by hand: Streams gives up after a minute, which is short for a log-in.
const CURABLE = ['blocked', 'failed', 'denied'];

export default class TielineContactPanel extends NavigationMixin(LightningElement) {
    /** Address of the contact-control panel. */
    @api ccpUrl;
    /** AWS Region of the instance. */
    @api region;
    /** Where agents log in by SAML. */
    @api loginUrl;

    @wire(MessageContext) messages;
    @wire(IsConsoleNavigation) isConsole;
    @wire(EnclosingUtilityId) utilityId;

    labels = labels;
    panel = 'loading';
    offline = !navigator.onLine;
    calls = [];

    desk = new Desk({
        open: (recordId) => this.openRecord(recordId),
        find: (ids) => candidates({ ids }),
        report,
        publish: (message) => publish(this.messages, CONTACT_CHANNEL, message),
        arrival: (isFirst) => this.showUtility(isFirst),
        changed: (calls) => {
            this.calls = calls;
        }
    });
    isStarted = false;
    streams;
    frames;
    asks;

    connectedCallback() {
        window.addEventListener('online', this.handleNetwork);
        window.addEventListener('offline', this.handleNetwork);
        document.addEventListener('securitypolicyviolation', this.handleRefused);
        this.asks = subscribe(this.messages, CONTACT_CHANNEL, this.handleMessage, { scope: APPLICATION_SCOPE });
    }

    renderedCallback() {
        if (!this.isStarted) {
            this.isStarted = true;
            this.start();
        }
    }

    disconnectedCallback() {
        window.removeEventListener('online', this.handleNetwork);
        window.removeEventListener('offline', this.handleNetwork);
        document.removeEventListener('securitypolicyviolation', this.handleRefused);
        unsubscribe(this.asks);
        this.leave();
        this.desk.close();
        this.isStarted = false;
    }

    get loading() {
        return this.panel === 'loading';
    }

    get panelText() {
        return PANEL[this.panel];
    }

    get canRetry() {
        return CURABLE.includes(this.panel);
    }

    get cards() {
        return this.calls.map(cardOf);
    }

    async start() {
        const { fault, ...settings } = settingsOf(this);
        this.panel = fault || 'loading';
        if (fault) {
            return;
        }
        try {
            await loadScript(this, STREAMS);
            this.host({ ...settings, title: labels.frame });
        } catch {
            this.panel = 'blocked';
            this.leave();
        }
    }

    host(settings) {
        // A component may be gone by the time its script is there.
        if (!this.isStarted) {
            return;
        }
        const container = this.refs.panel;
        this.frames = keepNewest(container);
        this.streams = window.connect;
        start(this.streams, container, settings, {
            panel: (state) => this.showPanel(state),
            contact: (seen) => this.desk.hear(seen),
            gone: (contactId, isListened) => this.desk.gone(contactId, isListened)
        });
    }

    leave() {
        if (this.frames) {
            this.frames.leave();
            this.frames = undefined;
        }
        if (this.streams) {
            stop(this.streams);
            this.streams = undefined;
        }
    }

    showPanel(state) {
        if (state === 'ready' || WEIGHT[state] >= (WEIGHT[this.panel] ?? 0)) {
            this.panel = state;
        }
    }

    async openRecord(recordId) {
        if (this.isConsole === true) {
            await openTab({ recordId, focus: true });
        } else {
            const attributes = { recordId, actionName: 'view' };
            this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes });
        }
    }

    // Opening a utility closes another that is open, so an agent at work on a contact sees only a light.
    async showUtility(isFirst) {
        if (!this.utilityId) {
            return;
        }
        try {
            if (isFirst) {
                await open(this.utilityId, { autoFocus: false });
            } else {
                await updateUtility(this.utilityId, { highlighted: true });
            }
        } catch {
            // The record opens all the same.
        }
    }

    handleChoose(event) {
        this.desk.choose(event.currentTarget.dataset.contact, event.detail.recordId);
    }

    handleOpen(event) {
        this.desk.open(event.currentTarget.dataset.contact);
    }

    handleRetry() {
        this.leave();
        this.start();
    }

    handleMessage = (message) => {
        if (message?.state === 'ask') {
            this.desk.tellAll();
        }
    };

    handleNetwork = () => {
        this.offline = !navigator.onLine;
        this.desk.flush();
    };

    handleRefused = (event) => {
        if (isOfPanel(event.blockedURI, settingsOf(this).ccpUrl)) {
            this.showPanel('frameBlocked');
        }
    };
}
