import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import interactions from '@salesforce/apex/TielineTimeline.interactions';
import TielineTimeline from 'c/tielineTimeline';

const mockNavigate = jest.fn();

jest.mock(
    '@salesforce/apex/TielineTimeline.interactions',
    () => ({ default: require('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
    { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });
jest.mock(
    'lightning/navigation',
    () => {
        const Navigate = Symbol('Navigate');
        const NavigationMixin = (Base) =>
            class extends Base {
                [Navigate](page) {
                    mockNavigate(page);
                }
            };
        NavigationMixin.Navigate = Navigate;
        return { NavigationMixin };
    },
    { virtual: true }
);

const SCRIPT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const CALL = {
    id: 'a01000000000001AAA',
    name: 'INT-1',
    channel: 'VOICE',
    direction: 'Inbound',
    outcome: 'Answered',
    queueName: 'Sales',
    agentName: 'Ann Agent',
    startedAt: '2026-11-23T10:42:00.000Z',
    handleSeconds: 245,
    disposition: 'Resolved',
    wrapUpMissing: false
};

let online = true;

const settled = async () => {
    for (let turn = 0; turn < 6; turn += 1) {
        await Promise.resolve();
    }
};

function shown(recordId = '001000000000001AAA') {
    const element = createElement('c-tieline-timeline', { is: TielineTimeline });
    element.recordId = recordId;
    document.body.appendChild(element);
    return element.shadowRoot;
}

const id = (root, name) => root.querySelector(`[data-id="${name}"]`);

async function network(is) {
    online = is;
    window.dispatchEvent(new CustomEvent(is ? 'online' : 'offline'));
    await settled();
}

describe('c-tieline-timeline', () => {
    beforeEach(() => {
        online = true;
        jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
        refreshApex.mockReset().mockResolvedValue();
    });

    afterEach(() => {
        document.body.replaceChildren();
        jest.clearAllMocks();
    });

    it('asks for the record of its page', async () => {
        shown('003000000000001AAA');
        await settled();
        expect(interactions.getLastConfig()).toEqual({ recordId: '003000000000001AAA' });
    });

    it('says that it loads', async () => {
        const root = shown();
        await settled();
        expect(root.querySelector('lightning-spinner').alternativeText).toBe('c.Tieline_Timeline_Loading');
        interactions.emit([CALL]);
        await settled();
        expect(root.querySelector('lightning-spinner')).toBeNull();
    });

    it('lists what is known of a contact', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await settled();
        const text = root.querySelector('li').textContent;
        for (const each of ['c.Tieline_Channel_Voice', 'c.Tieline_Direction_Inbound', 'c.Tieline_Outcome_Answered', 'Sales', 'Ann Agent', '4:05', 'Resolved']) {
            expect(text).toContain(each);
        }
        expect(root.querySelector('lightning-formatted-date-time').value).toBe(CALL.startedAt);
        expect(id(root, 'missing')).toBeNull();
    });

    it('marks a missing wrap-up, and leaves out what is not there', async () => {
        const root = shown();
        interactions.emit([{ id: CALL.id, name: 'INT-2', startedAt: CALL.startedAt, wrapUpMissing: true }]);
        await settled();
        expect(id(root, 'missing').textContent).toBe('c.Tieline_Wrap_Up_Missing');
        expect(root.querySelector('li').textContent).toContain('INT-2');
        expect(root.querySelector('li').textContent).not.toMatch(/undefined|null|Timeline_Queue|Timeline_Agent|Handled/);
    });

    it('shows hours, and values that an admin added', async () => {
        const root = shown();
        interactions.emit([{ ...CALL, channel: 'FAX', outcome: 'Sent on', handleSeconds: 3661 }]);
        await settled();
        const text = root.querySelector('li').textContent;
        expect(text).toContain('FAX');
        expect(text).toContain('Sent on');
        expect(text).toContain('1:01:01');
    });

    it('says that there was nothing', async () => {
        const root = shown();
        interactions.emit([]);
        await settled();
        expect(id(root, 'empty')).not.toBeNull();
        expect(root.querySelector('li')).toBeNull();
    });

    it('says what Salesforce says of an error, and asks again', async () => {
        const root = shown();
        interactions.error({ message: 'You may not do this.' });
        await settled();
        expect(id(root, 'trouble').textContent).toContain('You may not do this.');
        id(root, 'refresh').click();
        await settled();
        expect(refreshApex).toHaveBeenCalledTimes(1);
        interactions.emit([CALL]);
        await settled();
        expect(id(root, 'trouble')).toBeNull();
    });

    it('keeps what it has when a refresh fails, and says so', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await settled();
        refreshApex.mockRejectedValue({});
        id(root, 'refresh').click();
        await settled();
        expect(root.querySelectorAll('li')).toHaveLength(1);
        expect(id(root, 'trouble').textContent).toContain('c.Tieline_Timeline_Failed');
        expect(id(root, 'stale')).not.toBeNull();
        interactions.error({ message: 'No.' });
        await settled();
        expect(root.querySelectorAll('li')).toHaveLength(1);
        expect(id(root, 'trouble').textContent).toContain('No.');
    });

    it('says that it is offline, and refreshes once it is not', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await network(false);
        expect(id(root, 'trouble').textContent).toContain('c.Tieline_Timeline_Offline');
        expect(refreshApex).not.toHaveBeenCalled();
        await network(true);
        expect(refreshApex).toHaveBeenCalledTimes(1);
        expect(id(root, 'trouble')).toBeNull();
    });

    it('asks nothing more once it is gone', async () => {
        shown();
        interactions.emit([CALL]);
        document.body.replaceChildren();
        await network(true);
        expect(refreshApex).not.toHaveBeenCalled();
    });

    it('opens an interaction by a button, which the keyboard reaches', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await settled();
        const button = root.querySelector('li button');
        expect(button.tabIndex).toBe(0);
        button.click();
        expect(mockNavigate).toHaveBeenCalledWith({
            type: 'standard__recordPage',
            attributes: { recordId: CALL.id, objectApiName: 'Tieline_Interaction__c', actionName: 'view' }
        });
    });

    it('shows nothing of another customer', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await settled();
        root.host.recordId = '001000000000002AAA';
        await settled();
        expect(root.querySelector('li')).toBeNull();
    });

    it('shows long text whole, and script as text', async () => {
        const root = shown();
        const long = 'Q'.repeat(127);
        interactions.emit([{ ...CALL, queueName: long, agentName: SCRIPT, disposition: SCRIPT }]);
        await settled();
        expect(root.querySelector('li').textContent).toContain(long);
        expect(root.querySelector('li').textContent).toContain(SCRIPT);
        expect(root.querySelector('img, script')).toBeNull();
        expect(window.hacked).toBeUndefined();
    });

    it('names what has no text', async () => {
        const root = shown();
        interactions.emit([CALL]);
        await settled();
        expect(id(root, 'refresh').alternativeText).toBe('c.Tieline_Timeline_Refresh');
        expect(root.querySelector('ul').getAttribute('aria-label')).toBe('c.Tieline_Timeline_Title');
    });
});
