import { publish, subscribe } from 'lightning/messageService';
import { openTab } from 'lightning/platformWorkspaceApi';
import { EnclosingUtilityId, open, updateUtility } from 'lightning/platformUtilityBarApi';
import { loadScript } from 'lightning/platformResourceLoader';
import report from '@salesforce/apex/TielinePop.report';
import candidates from '@salesforce/apex/TielinePop.candidates';
import { acknowledge, agentHas, contact, forget, load, send } from '../../../../../../jest/amazon';
import { all, flush, online, show, text } from '../../../../../../jest/panelPage';

jest.mock('@salesforce/apex/TielinePop.report', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
    '@salesforce/apex/TielinePop.candidates',
    () => {
        const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
        return { default: createApexTestWireAdapter(jest.fn()) };
    },
    { virtual: true }
);
jest.mock(
    'lightning/platformUtilityBarApi',
    () => {
        const { createTestWireAdapter } = require('@salesforce/wire-service-jest-util');
        return { EnclosingUtilityId: createTestWireAdapter(), open: jest.fn(), updateUtility: jest.fn() };
    },
    { virtual: true }
);

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
    const Navigate = Symbol('Navigate');
    const NavigationMixin = (Base) =>
        class extends Base {
            [Navigate](page) {
                mockNavigate(page);
            }
        };
    return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const ANNA = '003000000000001AAA';
const BEN = '003000000000002AAA';
const HIT = { matchStatus: 'HIT', recordId: ANNA, recordType: 'Contact', recordName: 'Anna', accountName: 'Acme' };
const MULTI = { matchStatus: 'MULTI', matchCount: '2', candidates: `${ANNA},${BEN}` };

const published = () => publish.mock.calls.map(([, , message]) => message);
const states = (id) => published().filter((each) => each.contactId === id).map((each) => each.state);
const reports = () => report.mock.calls.map(([sent]) => sent);

async function ready(isConsole) {
    const element = await show(undefined, isConsole);
    acknowledge();
    await flush();
    return element;
}

async function arrives(...contacts) {
    agentHas(...contacts);
    await flush();
}

beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    ['log', 'info', 'warn', 'error'].forEach((level) => jest.spyOn(console, level).mockImplementation(() => {}));
    loadScript.mockImplementation(async () => load());
    openTab.mockResolvedValue('tab');
    report.mockResolvedValue(undefined);
    candidates.mockResolvedValue([{ id: ANNA, name: 'Anna' }]);
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

describe('HIT', () => {
    it('opens the record in a console tab and says how soon', async () => {
        const element = await ready();
        openTab.mockImplementation(async () => {
            jest.advanceTimersByTime(120);
        });
        await arrives(contact('c1', HIT));
        expect(openTab.mock.calls).toEqual([[{ recordId: ANNA, focus: true }]]);
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Opened', milliseconds: 120 }]);
        expect(all(element, 'h2')[0].textContent).toBe('Anna');
        expect(text(element, 'account')).toEqual(['Acme']);
        expect(text(element, 'text')).toEqual(['c.Tieline_Panel_Hit']);
    });

    it('opens it in the page where there is no console', async () => {
        await ready(false);
        await arrives(contact('c1', HIT));
        expect(openTab).not.toHaveBeenCalled();
        expect(mockNavigate).toHaveBeenCalledWith({
            type: 'standard__recordPage',
            attributes: { recordId: ANNA, actionName: 'view' }
        });
        expect(reports()[0].result).toBe('Opened');
    });

    it('pops, reports and tells once, however often events come', async () => {
        await ready();
        await arrives(contact('c1', HIT));
        jest.advanceTimersByTime(1000);
        await arrives(contact('c1', HIT));
        await arrives(contact('c1', HIT, { state: 'connected' }));
        const again = new window.connect.Contact('c1');
        const bus = window.connect.core.getEventBus();
        bus.trigger(window.connect.ContactEvents.INIT, again);
        bus.trigger(again.getEventName(window.connect.ContactEvents.CONNECTED), again);
        await flush();
        expect(openTab).toHaveBeenCalledTimes(1);
        expect(reports()).toHaveLength(1);
        expect(states('c1')).toEqual(['connecting', 'connected']);
    });

    it('is reported once for a contact that is lost and found again', async () => {
        await ready();
        await arrives(contact('c1', HIT));
        await arrives();
        await arrives(contact('c1', HIT));
        expect(reports()).toHaveLength(1);
    });

    it('says so when the record was deleted or is not to be seen', async () => {
        candidates.mockResolvedValue([]);
        const element = await ready();
        await arrives(contact('c1', HIT));
        expect(text(element, 'trouble')).toEqual(['c.Tieline_Panel_Not_Visible']);
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Failed', milliseconds: null }]);
    });

    it('says so when the tab does not open, and opens it when asked to', async () => {
        openTab.mockRejectedValueOnce(new Error('no'));
        const element = await ready();
        await arrives(contact('c1', HIT));
        expect(text(element, 'trouble')).toEqual(['c.Tieline_Panel_Not_Opened']);
        const [button] = all(element, '[data-id="open"]');
        expect(button.ariaLabel).toContain('Anna');
        button.click();
        await flush();
        expect(openTab).toHaveBeenCalledTimes(2);
        expect(text(element, 'trouble')).toEqual([]);
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Failed', milliseconds: null }]);
    });

    it('takes a look at the record that failed for no proof against it', async () => {
        candidates.mockRejectedValue(new Error('down'));
        const element = await ready();
        await arrives(contact('c1', HIT));
        expect(text(element, 'trouble')).toEqual([]);
        expect(reports()[0].result).toBe('Opened');
    });

    it('does not follow what is no ID of a record', async () => {
        const element = await ready();
        await arrives(contact('c1', { ...HIT, recordId: '/003/../x?y=<script>' }));
        expect(openTab).not.toHaveBeenCalled();
        expect(all(element, '[data-id="open"]')).toHaveLength(0);
        expect(text(element, 'text')).toEqual(['c.Tieline_Panel_Degraded']);
        expect(reports()[0].result).toBe('Nothing');
    });
});

describe('MULTI', () => {
    it('shows the candidates, and opens the one that is chosen', async () => {
        const element = await ready();
        await arrives(contact('c1', MULTI));
        const [list] = all(element, 'c-tieline-candidates');
        expect(list.recordIds).toEqual([ANNA, BEN]);
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Candidates', milliseconds: 0 }]);
        list.dispatchEvent(new CustomEvent('choose', { detail: { recordId: BEN } }));
        await flush();
        expect(openTab).toHaveBeenCalledWith({ recordId: BEN, focus: true });
        expect(published().at(-1)).toMatchObject({ recordId: BEN, candidates: `${ANNA},${BEN}`, matchStatus: 'MULTI' });
        expect(reports()).toHaveLength(1);
    });

    it('says what to do when nobody is listed', async () => {
        const element = await ready();
        await arrives(contact('c1', { ...MULTI, candidates: '' }));
        expect(all(element, 'c-tieline-candidates')).toHaveLength(0);
        expect(text(element, 'advice')).toEqual(['c.Tieline_Panel_Advice_Multi']);
        expect(reports()[0].result).toBe('Nothing');
    });
});

describe('nobody to pop', () => {
    it.each([
        ['NONE', 'None'],
        ['ANON', 'Anon'],
        ['DEGRADED', 'Degraded'],
        ['LATER', 'Degraded']
    ])('%s: says so, and what to do', async (matchStatus, name) => {
        const element = await ready();
        await arrives(contact('c1', { matchStatus, reason: 'timeout' }));
        expect(text(element, 'text')).toEqual([`c.Tieline_Panel_${name}`]);
        expect(text(element, 'advice')).toEqual([`c.Tieline_Panel_Advice_${name}`]);
        expect(element.shadowRoot.textContent.includes('timeout')).toBe(matchStatus === 'DEGRADED');
        expect(openTab).not.toHaveBeenCalled();
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Nothing', milliseconds: null }]);
    });

    it('waits for an answer that comes late', async () => {
        const element = await ready();
        await arrives(contact('c1'));
        expect(text(element, 'text')).toEqual(['c.Tieline_Panel_Unanswered']);
        expect(reports()).toEqual([]);
        await arrives(contact('c1', HIT, { state: 'connected' }));
        expect(openTab).toHaveBeenCalledTimes(1);
    });

    it('reports an inbound contact without any answer, and no outbound one', async () => {
        const element = await ready();
        await arrives(contact('c1'), contact('c2', {}, { leg: 'outbound' }));
        expect(text(element, 'text')).toEqual(['c.Tieline_Panel_Unanswered', 'c.Tieline_Panel_Outbound']);
        await arrives();
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Nothing', milliseconds: null }]);
    });

    it('bears a contact without attributes, queue and first connection', async () => {
        const element = await ready();
        const bare = contact('c1', {}, { queue: null, state: 'connected' });
        await arrives({ ...bare, attributes: null, connections: bare.connections.slice(1) });
        expect(text(element, 'text')).toEqual(['c.Tieline_Panel_Unanswered']);
        expect(published()[0]).toMatchObject({ contactId: 'c1', queueId: '', matchStatus: '' });
    });
});

describe('several contacts', () => {
    it('keeps each apart, from its arrival to its end', async () => {
        const element = await ready();
        await arrives(contact('c1', HIT, { type: 'chat' }));
        await arrives(
            contact('c1', HIT, { type: 'chat', state: 'connected' }),
            contact('c2', { ...HIT, recordId: BEN, recordName: 'Ben' }, { type: 'chat' })
        );
        expect(openTab.mock.calls.map(([tab]) => tab.recordId)).toEqual([ANNA, BEN]);
        expect(all(element, 'h2').map((each) => each.textContent)).toEqual(['Anna', 'Ben']);
        expect(text(element, 'state')[1]).toBe('c.Tieline_Channel_Chat · c.Tieline_Panel_State_Connecting');
        await arrives(contact('c1', HIT, { type: 'chat', state: 'ended' }), contact('c2', HIT, { state: 'missed' }));
        await arrives(contact('c2', HIT, { state: 'missed' }));
        expect(states('c1')).toEqual(['connecting', 'connected', 'afterCallWork', 'ended']);
        expect(states('c2')).toEqual(['connecting', 'ended']);
        expect(all(element, 'h2')).toHaveLength(1);
        expect(reports().map((each) => each.contactId)).toEqual(['c1', 'c2']);
    });

    it('opens its utility for the first, and only lights it up for the next', async () => {
        await ready();
        EnclosingUtilityId.emit('utility');
        await flush();
        await arrives(contact('c1', HIT));
        expect(open).toHaveBeenCalledWith('utility', { autoFocus: false });
        await arrives(contact('c1', HIT), contact('c2', HIT));
        expect(open).toHaveBeenCalledTimes(1);
        expect(updateUtility).toHaveBeenCalledWith('utility', { highlighted: true });
    });

    it('pops a transferred contact for the agent who gets it, by its own ID', async () => {
        await ready();
        await arrives({ ...contact('c2', HIT), initialContactId: 'c1' });
        expect(reports()).toEqual([{ contactId: 'c2', result: 'Opened', milliseconds: 0 }]);
    });

    it('lists what was there before the page, without popping or measuring it again', async () => {
        const element = await ready();
        await arrives(contact('c1', HIT, { state: 'connected', age: 60000 }));
        expect(openTab).not.toHaveBeenCalled();
        expect(states('c1')).toEqual(['connected']);
        all(element, '[data-id="open"]')[0].click();
        await arrives();
        expect(openTab).toHaveBeenCalledTimes(1);
        expect(reports()).toEqual([]);
    });
});

describe('a supervisor who listens in', () => {
    /** The contact as the supervisor's panel has it: without attributes, and with a connection of his own. */
    const listened = (own, more) => {
        const made = contact('c1', {}, { queue: null, ...more });
        made.attributes = null;
        made.connections[1] = { ...made.connections[1], ...own };
        return made;
    };

    /** What is popped, reported, told and shown. */
    const said = (element) => [openTab.mock.calls, reports(), published(), all(element, 'h2')].flat();

    it.each([
        ['monitor', { type: 'monitoring' }],
        ['monitor by its mode', { monitorStatus: 'SILENT_MONITOR' }],
        ['barge', { monitorStatus: 'BARGE' }],
        ['barge by a connection that listens in', { type: 'monitoring', monitorStatus: 'BARGE' }]
    ])('%s, from its start: nothing is popped, reported or told', async (_, own) => {
        const element = await ready();
        const hit = contact('c1', HIT).attributes;
        await arrives({ ...listened(own), attributes: hit });
        await arrives({ ...listened(own, { state: 'connected' }), attributes: hit });
        await arrives({ ...listened({}, { state: 'ended' }), attributes: hit });
        await arrives();
        expect(said(element)).toEqual([]);
    });

    it('is known by a connection that only listens in, beside the agent’s', async () => {
        const element = await ready();
        const monitor = { connectionId: 'c3', type: 'monitoring', monitorStatus: 'SILENT_MONITOR', state: { type: 'connected' } };
        const seen = contact('c1', HIT, { state: 'connected' });
        await arrives({ ...seen, connections: [...seen.connections, monitor] });
        expect(said(element)).toEqual([]);
    });

    it('is known by how the contact began, before any connection is', async () => {
        const element = await ready();
        await arrives({ ...contact('c1', HIT), initiationMethod: 'monitor' });
        expect(said(element)).toEqual([]);
    });

    it.each([
        ['has no mode yet', (seen) => seen],
        ['is not there yet', (seen) => ({ ...seen, connections: [] })],
        ['and the mode are not there, and attributes are', (seen) => ({ ...contact('c1', HIT), connections: seen.connections.slice(0, 1) })]
    ])('is not told of while his connection %s', async (_, made) => {
        const element = await ready();
        await arrives(made(listened({})));
        expect(said(element)).toEqual([]);
        await arrives(listened({ monitorStatus: 'SILENT_MONITOR' }, { state: 'connected' }));
        await arrives(listened({ monitorStatus: 'SILENT_MONITOR' }, { state: 'ended' }));
        await arrives();
        expect(said(element)).toEqual([]);
    });

    it('is not told of when it ends before anything was said of it', async () => {
        const element = await ready();
        await arrives(listened({}));
        await arrives(listened({}, { state: 'missed' }));
        await arrives(listened({}, { state: 'ended' }));
        await arrives();
        expect(said(element)).toEqual([]);
    });

    it('stays untold when he barges in, whatever Streams says of him between', async () => {
        const element = await ready();
        const others = { connectionId: 'c3', type: 'outbound', state: { type: 'connected' } };
        const barging = (own) => {
            const made = { ...contact('c1', HIT, { state: 'connected' }), connections: listened(own).connections };
            return { ...made, connections: [others, ...made.connections] };
        };
        await arrives(listened({ monitorStatus: 'SILENT_MONITOR' }, { state: 'connected' }));
        await arrives(barging({ monitorStatus: 'BARGE' }));
        await arrives(barging({}));
        await arrives(barging({ monitorStatus: 'SILENT_MONITOR' }));
        await arrives(contact('c1', HIT, { state: 'ended' }));
        await arrives();
        expect(said(element)).toEqual([]);
    });

    it('is let go without a report if his mode comes even later', async () => {
        const element = await ready();
        await arrives(contact('c1'));
        await arrives(listened({ type: 'monitoring' }, { state: 'connected' }));
        await arrives();
        expect(all(element, 'h2')).toHaveLength(0);
        expect(reports()).toEqual([]);
    });
});

describe('an agent', () => {
    it.each(['voice', 'chat', 'task', 'email'])('has his own contact popped, told and reported: %s', async (type) => {
        await ready();
        const rings = contact('c1', HIT, { type });
        rings.connections.forEach((each) => (each.chatMediaInfo = { connectionData: '{}' }));
        await arrives(rings);
        await arrives(contact('c1', HIT, { type, state: 'connected' }));
        await arrives(contact('c1', HIT, { type, state: 'ended' }));
        await arrives();
        expect(openTab).toHaveBeenCalledTimes(1);
        expect(states('c1')).toEqual(['connecting', 'connected', 'afterCallWork', 'ended']);
        expect(reports()).toEqual([{ contactId: 'c1', result: 'Opened', milliseconds: 0 }]);
    });

    it.each(['inbound', 'outbound', 'monitoring'])('keeps it when a supervisor barges into it by a connection of type %s', async (type) => {
        const element = await ready();
        const barge = { connectionId: 'c0', type, monitorStatus: 'BARGE', state: { type: 'connected' } };
        const seen = contact('c1', HIT, { state: 'connected' });
        await arrives(contact('c1', HIT));
        await arrives({ ...seen, connections: [barge, ...seen.connections] });
        expect(new window.connect.Contact('c1').isUnderSupervision()).toBe(true);
        expect(all(element, 'h2')).toHaveLength(1);
        await arrives(contact('c1', HIT, { state: 'ended' }));
        await arrives();
        expect(openTab).toHaveBeenCalledTimes(1);
        expect(states('c1')).toEqual(['connecting', 'connected', 'afterCallWork', 'ended']);
        expect(reports()).toHaveLength(1);
    });

    it('has a contact without attributes told of once he talks', async () => {
        await ready();
        const bare = (state) => ({ ...contact('c1', {}, { leg: 'outbound', state }), attributes: null });
        await arrives(bare('connecting'));
        expect(published()).toEqual([]);
        await arrives(bare('connected'));
        await arrives(bare('ended'));
        expect(states('c1')).toEqual(['connected', 'afterCallWork']);
    });
});

describe('what other components hear', () => {
    it('is the whole contact, in IDs, with the time of its state', async () => {
        await ready();
        await arrives(contact('c1', HIT, { age: 2000 }));
        expect(published()).toEqual([
            {
                contactId: 'c1',
                queueId: 'q1',
                channel: 'VOICE',
                state: 'connecting',
                stateSince: new Date(Date.now() - 2000).toISOString(),
                matchStatus: 'HIT',
                candidates: '',
                recordId: ANNA
            }
        ]);
    });

    it('is told again to one that asks', async () => {
        await ready();
        await arrives(contact('c1', HIT));
        const [, , hear] = subscribe.mock.calls[0];
        hear({ contactId: 'c1', state: 'connected' });
        expect(published()).toHaveLength(1);
        hear({ state: 'ask' });
        expect(states('c1')).toEqual(['connecting', 'connecting']);
    });
});

describe('a report that fails', () => {
    it('waits offline, and is sent once the browser is online, and once', async () => {
        await ready();
        online(false);
        await arrives(contact('c1', HIT));
        expect(reports()).toEqual([]);
        online(true);
        await flush();
        online(true);
        await flush();
        expect(reports()).toHaveLength(1);
    });

    it('is tried again after a while, five times at most, and never stored', async () => {
        const stored = jest.spyOn(Storage.prototype, 'setItem');
        report.mockRejectedValue(new Error('down'));
        await ready();
        await arrives(contact('c1', HIT));
        for (let i = 0; i < 8; i++) {
            jest.advanceTimersByTime(30000);
            await flush();
        }
        expect(report).toHaveBeenCalledTimes(5);
        expect(JSON.stringify(stored.mock.calls)).not.toMatch(/Anna|c1|003/);
    });
});

describe('what callers may send', () => {
    it('is text: script in a name stays inert', async () => {
        const element = await ready();
        const recordName = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
        await arrives(contact('c1', { ...HIT, recordName, accountName: recordName }));
        expect(all(element, 'h2')[0].textContent).toBe(recordName);
        expect(all(element, 'img, script')).toHaveLength(0);
        expect(window.hurt).toBeUndefined();
    });

    it('may be long: it is cut on the screen, and whole in its title', async () => {
        const element = await ready();
        const recordName = 'Wolfeschlegelsteinhausen'.repeat(40);
        await arrives(contact('c1', { ...HIT, recordName }));
        const [title] = all(element, 'h2');
        expect(title.classList).toContain('slds-truncate');
        expect(title.title).toBe(recordName);
    });

    it('may be no message of ours at all', async () => {
        const element = await ready();
        send('something::else', { contacts: 'none' });
        await flush();
        expect(all(element, 'li')).toHaveLength(0);
    });
});
