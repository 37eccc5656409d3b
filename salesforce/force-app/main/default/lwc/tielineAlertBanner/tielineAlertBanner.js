// The open alerts, for supervisors: asked for each half minute while the page is seen, less often while there is no answer,
// and never shown as fresh when they are not.
import { LightningElement } from 'lwc';
import open from '@salesforce/apex/TielineAlerts.open';
import acknowledge from '@salesforce/apex/TielineAlerts.acknowledge';
import isSupervisor from '@salesforce/customPermission/Tieline_Supervisor';
import again from '@salesforce/label/c.Tieline_Again';
import age from '@salesforce/label/c.Tieline_Alerts_Age';
import acknowledged from '@salesforce/label/c.Tieline_Alerts_Acknowledged';
import empty from '@salesforce/label/c.Tieline_Alerts_Empty';
import failed from '@salesforce/label/c.Tieline_Alerts_Failed';
import loading from '@salesforce/label/c.Tieline_Alerts_Loading';
import newTab from '@salesforce/label/c.Tieline_Alerts_New_Tab';
import notAcknowledged from '@salesforce/label/c.Tieline_Alerts_Not_Acknowledged';
import offline from '@salesforce/label/c.Tieline_Alerts_Offline';
import runbook from '@salesforce/label/c.Tieline_Alerts_Runbook';
import since from '@salesforce/label/c.Tieline_Alerts_Since';
import target from '@salesforce/label/c.Tieline_Alerts_Target';
import title from '@salesforce/label/c.Tieline_Alerts_Title';
import worst from '@salesforce/label/c.Tieline_Alerts_Worst';
import { rowOf } from './alerts';
import { Poll } from './poll';

const MINUTE = 60000;

export default class TielineAlertBanner extends LightningElement {
    labels = { again, acknowledged, empty, loading, newTab, runbook, since, target, title, worst };
    isShown = isSupervisor === true;
    alerts;
    busy = [];
    trouble = '';
    fault = '';

    #poll = new Poll(
        () => this.refresh(),
        () => this.tell(this.#reason || failed)
    );
    #askedAt;
    #reason;
    #changes = 0;
    #focus;

    connectedCallback() {
        if (this.isShown) {
            window.addEventListener('online', this.handleRetry);
            this.#poll.start();
        }
    }

    disconnectedCallback() {
        window.removeEventListener('online', this.handleRetry);
        this.#poll.stop();
    }

    renderedCallback() {
        const row = this.#focus && this.template.querySelector(`[data-title="${this.#focus}"]`);
        this.#focus = undefined;
        row?.focus();
    }

    get loading() {
        return !this.alerts && !this.trouble;
    }

    get isEmpty() {
        return this.alerts?.length === 0;
    }

    get rows() {
        return (this.alerts || []).map((alert) => rowOf(alert, this.busy));
    }

    /** @returns whether there was an answer. */
    async refresh() {
        const [askedAt, changes] = [Date.now(), this.#changes];
        try {
            const alerts = await open();
            // Asked before an alert was acknowledged, it may not know of that.
            if (changes === this.#changes) {
                this.alerts = alerts;
                this.#askedAt = askedAt;
                this.#reason = undefined;
                this.trouble = '';
            }
            return true;
        } catch (error) {
            this.#reason = error?.body?.message;
            this.tell(this.#reason || failed);
            return false;
        }
    }

    tell(text) {
        const reason = navigator.onLine ? text : offline;
        const minutes = Math.floor((Date.now() - this.#askedAt) / MINUTE);
        this.trouble = this.alerts ? `${reason} ${age.replace('{0}', minutes)}` : reason;
    }

    handleRetry = () => {
        this.#poll.now();
    };

    async handleAcknowledge(event) {
        const { alert: alertId } = event.currentTarget.dataset;
        if (this.busy.includes(alertId)) {
            return;
        }
        this.busy = [...this.busy, alertId];
        this.fault = '';
        try {
            await acknowledge({ alertId });
            this.#changes += 1;
            this.alerts = this.alerts.map((each) => (each.id === alertId ? { ...each, acknowledged: true } : each));
            // Its button goes, and the focus must not go with it.
            this.#focus = this.template.activeElement?.dataset.alert === alertId ? alertId : undefined;
        } catch (error) {
            this.fault = navigator.onLine ? error?.body?.message || notAcknowledged : offline;
        }
        this.busy = this.busy.filter((each) => each !== alertId);
        this.#poll.now();
    }
}
