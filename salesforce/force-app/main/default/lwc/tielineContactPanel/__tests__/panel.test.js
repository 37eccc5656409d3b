import { loadScript } from 'lightning/platformResourceLoader';
import { subscribe, unsubscribe } from 'lightning/messageService';
import { acknowledge, agentHas, contact, forget, load, send } from '../../../../../../jest/amazon';
import { SETTINGS, all, flush, frames, online, show, text } from '../../../../../../jest/panelPage';

jest.mock(
    'lightning/platformUtilityBarApi',
    () => {
        const { createTestWireAdapter } = require('@salesforce/wire-service-jest-util');
        return { EnclosingUtilityId: createTestWireAdapter(), open: jest.fn(), updateUtility: jest.fn() };
    },
    { virtual: true }
);

const spinner = (element) => all(element, 'lightning-spinner').length;
const retry = (element) => all(element, '[data-id="retry"]');

async function wait(milliseconds) {
    jest.advanceTimersByTime(milliseconds);
    await flush();
}

beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    ['log', 'info', 'warn', 'error'].forEach((level) => jest.spyOn(console, level).mockImplementation(() => {}));
    jest.spyOn(window, 'open').mockReturnValue({ closed: false, close() {}, focus() {} });
    loadScript.mockImplementation(async () => load());
    subscribe.mockReturnValue('subscription');
});

afterEach(() => {
    while (document.body.firstChild) {
        document.body.removeChild(document.body.firstChild);
    }
    forget();
    jest.useRealTimers();
    jest.restoreAllMocks();
    jest.resetAllMocks();
});

describe('settings', () => {
    it.each([
        ['nothing', {}],
        ['no region', { ccpUrl: SETTINGS.ccpUrl }],
        ['blanks', { ccpUrl: '  ', region: ' ' }]
    ])('%s: says what an admin must do, and loads nothing', async (_, settings) => {
        const element = await show(settings);
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Unset']);
        expect(loadScript).not.toHaveBeenCalled();
        expect(spinner(element)).toBe(0);
    });

    it.each([
        ['no https', { ...SETTINGS, ccpUrl: 'http://acme.my.connect.aws/ccp-v2/' }],
        ['script', { ...SETTINGS, ccpUrl: ['javascript', 'alert(1)'].join(':') }],
        ['no address', { ...SETTINGS, ccpUrl: 'acme' }],
        ['no region of AWS', { ...SETTINGS, region: 'Frankfurt' }],
        ['log-in without https', { ...SETTINGS, loginUrl: 'http://idp.example' }]
    ])('%s: says that they are wrong', async (_, settings) => {
        const element = await show(settings);
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Wrong']);
        expect(frames(element)).toHaveLength(0);
    });

    it('go to Streams as they are documented', async () => {
        loadScript.mockImplementation(async () => {
            load();
            jest.spyOn(window.connect.core, 'initCCP');
        });
        const element = await show({ ...SETTINGS, ccpUrl: ` ${SETTINGS.ccpUrl} `, loginUrl: 'https://idp.example/sso' });
        const [container, options] = window.connect.core.initCCP.mock.calls[0];
        expect(container).toBe(all(element, '.panel')[0]);
        expect(options).toMatchObject({
            ...SETTINGS,
            loginUrl: 'https://idp.example/sso',
            loginPopup: true,
            softphone: { allowFramedSoftphone: true }
        });
        expect(frames(element)[0].title).toBe('c.Tieline_Panel_Frame');
        expect(frames(element)[0].src).toBe(SETTINGS.ccpUrl);
    });
});

describe('the panel', () => {
    it('is waited for, and then says nothing', async () => {
        const element = await show();
        expect(spinner(element)).toBe(1);
        acknowledge();
        await flush();
        expect(spinner(element)).toBe(0);
        expect(text(element, 'panel-text')).toEqual([]);
        expect(all(element, 'li')).toHaveLength(0);
    });

    it('says what to do when its script is blocked, and tries again when asked to', async () => {
        loadScript.mockRejectedValueOnce(new Error('CSP'));
        const element = await show();
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Blocked']);
        retry(element)[0].click();
        await flush();
        expect(frames(element)).toHaveLength(1);
        expect(text(element, 'panel-text')).toEqual([]);
    });

    it('says the same when the script is there and leaves nothing, as under Lightning Locker', async () => {
        loadScript.mockResolvedValueOnce(undefined);
        const element = await show();
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Blocked']);
    });

    it('asks for a log-in while it does not answer, in one frame and no more', async () => {
        const element = await show();
        await wait(5000);
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Login']);
        const [first] = frames(element);
        await wait(5000);
        expect(frames(element)).toHaveLength(1);
        expect(frames(element)[0]).not.toBe(first);
        acknowledge();
        await flush();
        expect(text(element, 'panel-text')).toEqual([]);
    });

    it('says so when it never answers, and begins anew when asked to', async () => {
        const element = await show();
        for (let i = 0; i < 13; i++) {
            await wait(5000);
        }
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Failed']);
        retry(element)[0].click();
        await flush();
        expect(spinner(element)).toBe(1);
        expect(frames(element)).toHaveLength(1);
        acknowledge();
        agentHas(contact('c1', { matchStatus: 'NONE' }));
        await flush();
        expect(text(element, 'panel-text')).toEqual([]);
        expect(all(element, 'li')).toHaveLength(1);
    });

    it('says so when the agent is logged out, and when access is denied', async () => {
        const element = await show();
        acknowledge();
        send(window.connect.EventType.AUTH_FAIL);
        await flush();
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Login']);
        send(window.connect.EventType.ACCESS_DENIED);
        send(window.connect.EventType.ACK_TIMEOUT);
        await flush();
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Access_Denied']);
        expect(retry(element)).toHaveLength(1);
    });

    it('says so when the browser refuses its frame, whatever Streams makes of that', async () => {
        const element = await show();
        const refuse = (blockedURI) =>
            document.dispatchEvent(Object.assign(new CustomEvent('securitypolicyviolation'), { blockedURI }));
        refuse('https://elsewhere.example');
        refuse('inline');
        await flush();
        expect(text(element, 'panel-text')).toEqual([]);
        refuse('https://acme.my.connect.aws');
        await wait(5000);
        expect(text(element, 'panel-text')).toEqual(['c.Tieline_Panel_Frame_Blocked']);
    });
});

describe('the network', () => {
    it('is missed, and welcomed back', async () => {
        const element = await show();
        online(false);
        await flush();
        expect(text(element, 'offline')).toEqual(['c.Tieline_Panel_Offline']);
        online(true);
        await flush();
        expect(text(element, 'offline')).toEqual([]);
    });
});

describe('a panel that goes', () => {
    it('lets go of Streams and of the page', async () => {
        const element = await show();
        acknowledge();
        const terminate = jest.spyOn(window.connect.core, 'terminate');
        document.body.removeChild(element);
        expect(terminate).toHaveBeenCalledTimes(1);
        expect(frames(element)).toHaveLength(0);
        expect(unsubscribe).toHaveBeenCalledWith('subscription');
    });

    it('loads no phone when its script comes too late', async () => {
        let come;
        loadScript.mockImplementation(() => new Promise((resolve) => (come = resolve)));
        const element = await show();
        document.body.removeChild(element);
        load();
        const init = jest.spyOn(window.connect.core, 'initCCP');
        come();
        await flush();
        expect(init).not.toHaveBeenCalled();
    });

    it('comes back when it is put elsewhere', async () => {
        const element = await show();
        acknowledge();
        document.body.removeChild(element);
        document.body.appendChild(element);
        await flush();
        expect(frames(element)).toHaveLength(1);
        acknowledge();
        agentHas(contact('c1', { matchStatus: 'NONE' }));
        await flush();
        expect(all(element, 'li')).toHaveLength(1);
    });
});
