// What the banner shows of an alert.
import critical from '@salesforce/label/c.Tieline_Severity_Critical';
import warning from '@salesforce/label/c.Tieline_Severity_Warning';
import saving from '@salesforce/label/c.Tieline_Wrap_Up_Saving';
import seen from '@salesforce/label/c.Tieline_Alerts_Acknowledge';

const SEVERITY = { Critical: critical, Warning: warning };
const THEME = { Critical: 'slds-theme_error', Warning: 'slds-theme_warning' };

/** A row of the list. The order is that of the answer: the worst first, of those the newest. */
export function rowOf(alert, busy) {
    const title = [alert.figure || alert.name, alert.queueName].filter(Boolean).join(', ');
    return {
        id: alert.id,
        title,
        severity: SEVERITY[alert.severity] || alert.severity,
        badge: `slds-badge ${THEME[alert.severity] || ''}`,
        openedAt: alert.openedAt,
        target: alert.target,
        worst: alert.worst,
        hasTarget: isNumber(alert.target),
        hasWorst: isNumber(alert.worst),
        runbook: safeLink(alert.runbook),
        acknowledged: alert.acknowledged,
        button: busy.includes(alert.id) ? saving : seen,
        acknowledgeName: `${seen}: ${title}`
    };
}

function isNumber(value) {
    return value !== undefined && value !== null;
}

// The address comes from a text field: what is no https page is not offered as a link.
function safeLink(address) {
    try {
        const url = new URL(address);
        return url.protocol === 'https:' ? url.href : '';
    } catch {
        return '';
    }
}
