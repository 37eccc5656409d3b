import { createElement } from 'lwc';
import open from '@salesforce/apex/TielineAlerts.open';
import acknowledge from '@salesforce/apex/TielineAlerts.acknowledge';
import TielineAlertBanner from 'c/tielineAlertBanner';

jest.mock('@salesforce/apex/TielineAlerts.open', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TielineAlerts.acknowledge', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/customPermission/Tieline_Supervisor', () => ({ default: true }), { virtual: true });
jest.mock('@salesforce/label/c.Tieline_Alerts_Age', () => ({ default: '{0} min old' }), { virtual: true });

const SCRIPT = '<img src=x onerror="window.hacked=1">';
const ALERT = {
    id: 'a02000000000001AAA',
    name: 'ALERT-1',
    severity: 'Critical',
    queueName: 'Sales',
    figure: 'service-level',
    target: 80,
    worst: 0,
    openedAt: '2026-11-23T10:42:00.000Z',
    runbook: 'https://runbook.example.com/sla',
    acknowledged: false
};
const OTHER = { ...ALERT, id: 'a02000000000002AAA', severity: 'Warning', queueName: 'Service' };
const HALF_MINUTE = 30000;

let online;
let visibility;

const settled = () => jest.advanceTimersByTimeAsync(0);
const id = (root, name) => root.querySelector(`[data-id="${name}"]`);

async function shown() {
    const element = createElement('c-tieline-alert-banner', { is: TielineAlertBanner });
    document.body.appendChild(element);
    await settled();
    return element.shadowRoot;
}

async function see(state) {
    visibility = state;
    document.dispatchEvent(new CustomEvent('visibilitychange'));
    await settled();
}

function pending() {
    const call = {};
    call.promise = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    return call;
}

describe('c-tieline-alert-banner', () => {
    beforeEach(() => {
        jest.useFakeTimers();
        online = true;
        visibility = 'visible';
        jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
        jest.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
        open.mockReset().mockResolvedValue([ALERT]);
        acknowledge.mockReset().mockResolvedValue();
    });

    afterEach(() => {
        document.body.replaceChildren();
        jest.useRealTimers();
    });

    it('says that it loads, and then that there is nothing', async () => {
        const call = pending();
        open.mockReturnValue(call.promise);
        const root = await shown();
        expect(root.querySelector('lightning-spinner').alternativeText).toBe('c.Tieline_Alerts_Loading');
        call.resolve([]);
        await settled();
        expect(root.querySelector('lightning-spinner')).toBeNull();
        expect(id(root, 'empty')).not.toBeNull();
    });

    it('lists the alerts in the order of the answer', async () => {
        open.mockResolvedValue([ALERT, OTHER]);
        const root = await shown();
        const rows = [...root.querySelectorAll('[data-row]')];
        expect(rows.map((row) => row.dataset.row)).toEqual([ALERT.id, OTHER.id]);
        expect(id(root, 'severity').textContent).toBe('c.Tieline_Severity_Critical');
        expect(id(root, 'title').textContent).toBe('service-level, Sales');
        expect(id(root, 'target').textContent).toContain('80');
        expect(id(root, 'worst').textContent).toContain('0');
    });

    it('leaves out what an alert of an alarm does not have', async () => {
        open.mockResolvedValue([{ id: ALERT.id, name: 'ALERT-2', severity: 'Warning', openedAt: ALERT.openedAt, acknowledged: false }]);
        const root = await shown();
        expect(id(root, 'title').textContent).toBe('ALERT-2');
        for (const name of ['target', 'worst', 'runbook']) {
            expect(id(root, name)).toBeNull();
        }
    });

    it('asks each half minute', async () => {
        await shown();
        await jest.advanceTimersByTimeAsync(HALF_MINUTE - 1);
        expect(open).toHaveBeenCalledTimes(1);
        await jest.advanceTimersByTimeAsync(1);
        expect(open).toHaveBeenCalledTimes(2);
        await jest.advanceTimersByTimeAsync(HALF_MINUTE);
        expect(open).toHaveBeenCalledTimes(3);
    });

    it('asks less and less often while there is no answer, and each half minute again after one', async () => {
        const root = await shown();
        open.mockClear().mockRejectedValue(new Error('?'));
        await jest.advanceTimersByTimeAsync(60 * HALF_MINUTE);
        // After 0.5, 1.5, 3.5, 7.5, and then each 4 minutes.
        expect(open).toHaveBeenCalledTimes(9);
        open.mockClear().mockResolvedValue([ALERT]);
        id(root, 'again').click();
        await settled();
        expect(id(root, 'trouble')).toBeNull();
        await jest.advanceTimersByTimeAsync(2 * HALF_MINUTE);
        expect(open).toHaveBeenCalledTimes(3);
    });

    it('asks less and less often also where each answer fails late', async () => {
        await shown();
        open.mockClear().mockImplementation(async () => {
            // eslint-disable-next-line @lwc/lwc/no-async-operation
            await new Promise((resolve) => setTimeout(resolve, 1.5 * HALF_MINUTE));
            throw new Error('?');
        });
        await jest.advanceTimersByTimeAsync(60 * HALF_MINUTE);
        expect(open.mock.calls.length).toBeLessThan(10);
    });

    it('does not ask while nobody sees it, and asks at once when somebody does', async () => {
        await shown();
        await see('hidden');
        await jest.advanceTimersByTimeAsync(10 * HALF_MINUTE);
        expect(open).toHaveBeenCalledTimes(1);
        await see('visible');
        expect(open).toHaveBeenCalledTimes(2);
        await jest.advanceTimersByTimeAsync(HALF_MINUTE);
        expect(open).toHaveBeenCalledTimes(3);
    });

    it('asks nothing once it is gone, not even after an answer that comes late', async () => {
        const call = pending();
        open.mockReturnValue(call.promise);
        const root = await shown();
        window.dispatchEvent(new CustomEvent('online'));
        document.body.replaceChildren();
        call.resolve([ALERT]);
        await jest.advanceTimersByTimeAsync(10 * HALF_MINUTE);
        await see('visible');
        window.dispatchEvent(new CustomEvent('online'));
        expect(open).toHaveBeenCalledTimes(1);
        expect(root.host.isConnected).toBe(false);
    });

    it('keeps what it shows when a refresh fails, and says how old it is', async () => {
        const root = await shown();
        open.mockRejectedValue({ body: { message: 'You may not do this.' } });
        await jest.advanceTimersByTimeAsync(5 * HALF_MINUTE);
        expect(root.querySelectorAll('[data-row]')).toHaveLength(1);
        expect(id(root, 'trouble').textContent).toContain('You may not do this. 2 min old');
        open.mockResolvedValue([]);
        id(root, 'again').click();
        await settled();
        expect(id(root, 'trouble')).toBeNull();
        expect(id(root, 'empty')).not.toBeNull();
    });

    it('says that the first question failed, without an age', async () => {
        open.mockRejectedValue(new Error('?'));
        const root = await shown();
        expect(id(root, 'trouble').textContent).toContain('c.Tieline_Alerts_Failed');
        expect(id(root, 'trouble').textContent).not.toContain('min old');
        expect(root.querySelector('lightning-spinner')).toBeNull();
    });

    it('asks one question at a time, and says that the answer is late', async () => {
        const root = await shown();
        open.mockReturnValue(pending().promise);
        await jest.advanceTimersByTimeAsync(HALF_MINUTE);
        expect(id(root, 'trouble')).toBeNull();
        await jest.advanceTimersByTimeAsync(3 * HALF_MINUTE);
        expect(open).toHaveBeenCalledTimes(2);
        expect(id(root, 'trouble').textContent).toContain('2 min old');
    });

    it('says that it is offline, and asks when it no longer is', async () => {
        const root = await shown();
        online = false;
        open.mockRejectedValue({ body: { message: 'Disconnected or Canceled' } });
        await jest.advanceTimersByTimeAsync(HALF_MINUTE);
        expect(id(root, 'trouble').textContent).toContain('c.Tieline_Alerts_Offline');
        online = true;
        open.mockResolvedValue([ALERT]);
        window.dispatchEvent(new CustomEvent('online'));
        await settled();
        expect(id(root, 'trouble')).toBeNull();
    });

    it('shows an acknowledgement only after the answer, and sends it once', async () => {
        const root = await shown();
        const call = pending();
        acknowledge.mockReturnValue(call.promise);
        id(root, 'acknowledge').click();
        id(root, 'acknowledge').click();
        await settled();
        expect(acknowledge).toHaveBeenCalledTimes(1);
        expect(acknowledge).toHaveBeenCalledWith({ alertId: ALERT.id });
        expect(id(root, 'acknowledged')).toBeNull();
        open.mockResolvedValue([{ ...ALERT, acknowledged: true }]);
        call.resolve();
        await settled();
        expect(id(root, 'acknowledged')).not.toBeNull();
        expect(id(root, 'acknowledge')).toBeNull();
        expect(open).toHaveBeenCalledTimes(2);
    });

    it('does not believe an answer to a question from before the acknowledgement', async () => {
        const root = await shown();
        const old = pending();
        open.mockReturnValueOnce(old.promise).mockResolvedValue([{ ...ALERT, acknowledged: true }]);
        await jest.advanceTimersByTimeAsync(HALF_MINUTE);
        id(root, 'acknowledge').click();
        await settled();
        old.resolve([ALERT]);
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
        expect(id(root, 'acknowledge')).toBeNull();
        await settled();
        // And then it asks again, as that answer was of no use.
        expect(open).toHaveBeenCalledTimes(3);
        expect(id(root, 'acknowledged')).not.toBeNull();
    });

    it('says why an acknowledgement failed, and lets it be tried again', async () => {
        acknowledge.mockRejectedValueOnce({ body: { message: 'This alert is no longer there.' } });
        const root = await shown();
        id(root, 'acknowledge').click();
        await settled();
        expect(id(root, 'fault').textContent).toBe('This alert is no longer there.');
        expect(id(root, 'fault').getAttribute('role')).toBe('alert');
        id(root, 'acknowledge').click();
        await settled();
        expect(id(root, 'fault')).toBeNull();
        expect(acknowledge).toHaveBeenCalledTimes(2);
    });

    it('says that an alert is over by now, and asks for those that are open', async () => {
        const root = await shown();
        acknowledge.mockRejectedValueOnce({ body: { message: 'This alert is over by now.' } });
        open.mockResolvedValue([]);
        id(root, 'acknowledge').click();
        await settled();
        expect(id(root, 'fault').textContent).toBe('This alert is over by now.');
        expect(root.querySelectorAll('[data-row]')).toHaveLength(0);
        expect(id(root, 'empty')).not.toBeNull();
    });

    it('links to a runbook by https only', async () => {
        const runbooks = [`${'javascript'}:alert(1)`, 'http://runbook.example.com', '/runbook', 'data:text/html,x', SCRIPT, '', null, ALERT.runbook];
        open.mockResolvedValue(runbooks.map((runbook, place) => ({ ...ALERT, id: `a0200000000000${place}AAA`, runbook })));
        const root = await shown();
        const links = [...root.querySelectorAll('a')];
        expect(links.map((each) => each.href)).toEqual([ALERT.runbook]);
        expect(links[0].rel).toBe('noopener noreferrer');
        expect(links[0].textContent).toContain('c.Tieline_Alerts_New_Tab');
    });

    it('shows long text whole, and script as text', async () => {
        const long = 'L'.repeat(127);
        open.mockResolvedValue([{ ...ALERT, figure: SCRIPT, queueName: long }]);
        const root = await shown();
        expect(id(root, 'title').textContent).toBe(`${SCRIPT}, ${long}`);
        expect(root.querySelector('img')).toBeNull();
        expect(window.hacked).toBeUndefined();
    });

    it('names each button by its alert', async () => {
        open.mockResolvedValue([ALERT, OTHER]);
        const root = await shown();
        const names = [...root.querySelectorAll('[data-id="acknowledge"]')].map((each) => each.getAttribute('aria-label') || each.ariaLabel);
        expect(new Set(names).size).toBe(2);
        expect(names[1]).toContain('Service');
    });
});
