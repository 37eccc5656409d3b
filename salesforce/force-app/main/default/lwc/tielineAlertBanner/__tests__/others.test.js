import { createElement } from 'lwc';
import open from '@salesforce/apex/TielineAlerts.open';
import TielineAlertBanner from 'c/tielineAlertBanner';

jest.mock('@salesforce/apex/TielineAlerts.open', () => ({ default: jest.fn().mockResolvedValue([]) }), { virtual: true });
jest.mock('@salesforce/apex/TielineAlerts.acknowledge', () => ({ default: jest.fn() }), { virtual: true });
// Who does not have the permission: Salesforce gives undefined then.
jest.mock('@salesforce/customPermission/Tieline_Supervisor', () => ({ default: undefined }), { virtual: true });

describe('c-tieline-alert-banner, for whoever is no supervisor', () => {
    it('shows nothing and asks nothing', async () => {
        jest.useFakeTimers();
        const element = createElement('c-tieline-alert-banner', { is: TielineAlertBanner });
        document.body.appendChild(element);
        await jest.advanceTimersByTimeAsync(120000);
        document.dispatchEvent(new CustomEvent('visibilitychange'));
        window.dispatchEvent(new CustomEvent('online'));
        await jest.advanceTimersByTimeAsync(120000);
        expect(element.shadowRoot.childElementCount).toBe(0);
        expect(open).not.toHaveBeenCalled();
        jest.useRealTimers();
    });
});
