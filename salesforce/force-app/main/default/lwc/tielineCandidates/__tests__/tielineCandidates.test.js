import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import candidates from '@salesforce/apex/TielinePop.candidates';
import TielineCandidates from 'c/tielineCandidates';

jest.mock(
    '@salesforce/apex/TielinePop.candidates',
    () => {
        const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
        return { default: createApexTestWireAdapter(jest.fn()) };
    },
    { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const ANNA = '003000000000001AAA';
const BEN = '00Q000000000002AAA';
const FOUND = [
    { id: ANNA, type: 'Contact', name: 'Anna', detail: 'Acme' },
    { id: BEN, type: 'Lead', name: 'Ben', detail: null }
];

async function flush() {
    for (let i = 0; i < 10; i++) {
        await Promise.resolve();
    }
}

async function show(recordIds) {
    const element = createElement('c-tieline-candidates', { is: TielineCandidates });
    element.recordIds = recordIds;
    document.body.appendChild(element);
    await flush();
    return element;
}

const all = (element, selector) => [...element.shadowRoot.querySelectorAll(selector)];
const text = (element, id) => all(element, `[data-id="${id}"]`).map((each) => each.textContent.trim());
const buttons = (element) => all(element, 'button');

async function answered(recordIds, answer) {
    const element = await show(recordIds);
    candidates.emit(answer);
    await flush();
    return element;
}

async function failed(message) {
    const element = await show([ANNA]);
    candidates.error(message ? { message } : undefined);
    await flush();
    return element;
}

afterEach(() => {
    while (document.body.firstChild) {
        document.body.removeChild(document.body.firstChild);
    }
    jest.restoreAllMocks();
});

it('shows that it is loading', async () => {
    const element = await show([ANNA, BEN]);
    expect(all(element, 'lightning-spinner')).toHaveLength(1);
    expect(text(element, 'empty')).toEqual([]);
    expect(candidates.getLastConfig()).toEqual({ ids: [ANNA, BEN] });
});

it.each([
    ['an array', [ANNA, BEN]],
    ['a text with commas', ` ${ANNA}, ${BEN},`]
])('lists who it may be, given %s', async (_, recordIds) => {
    const element = await answered(recordIds, FOUND);
    expect(candidates.getLastConfig()).toEqual({ ids: [ANNA, BEN] });
    expect(buttons(element).map((each) => each.textContent)).toEqual(['Anna, Acme', 'Ben']);
    expect(all(element, 'ul')[0].getAttribute('aria-label')).toBe('c.Tieline_Candidates_Title');
    expect(all(element, 'lightning-spinner')).toHaveLength(0);
    expect(text(element, 'hidden')).toEqual([]);
});

it('tells which was chosen, by mouse or keyboard: they are buttons', async () => {
    const element = await answered([ANNA, BEN], FOUND);
    const chosen = jest.fn();
    element.addEventListener('choose', (event) => chosen(event.detail));
    const [, ben] = buttons(element);
    ben.focus();
    expect(element.shadowRoot.activeElement).toBe(ben);
    expect(ben.type).toBe('button');
    expect(ben.tabIndex).toBe(0);
    ben.click();
    expect(chosen).toHaveBeenCalledWith({ recordId: BEN });
});

it.each([
    ['nobody is given', undefined],
    ['nothing is given', '']
])('says that there is nobody when %s, and asks for nobody', async (_, recordIds) => {
    const element = await show(recordIds);
    expect(candidates.getLastConfig().ids).toBeUndefined();
    expect(text(element, 'empty')).toEqual(['c.Tieline_Candidates_Empty']);
    expect(all(element, 'lightning-spinner')).toHaveLength(0);
});

it('says that there is nobody when none may be seen', async () => {
    const element = await answered([ANNA], []);
    expect(text(element, 'empty')).toEqual(['c.Tieline_Candidates_Empty']);
});

it('says that some may not be seen', async () => {
    const element = await answered([ANNA, BEN], FOUND.slice(0, 1));
    expect(buttons(element)).toHaveLength(1);
    expect(text(element, 'hidden')).toEqual(['c.Tieline_Candidates_Hidden']);
});

it('says what went wrong, and asks again when asked to', async () => {
    const element = await failed('You may not do this.');
    expect(text(element, 'error')).toEqual(['You may not do this.']);
    let come;
    refreshApex.mockReturnValueOnce(new Promise((resolve) => (come = resolve)));
    all(element, '[data-id="retry"]')[0].click();
    await flush();
    expect(all(element, 'lightning-spinner')).toHaveLength(1);
    candidates.emit(FOUND.slice(0, 1));
    come();
    await flush();
    expect(buttons(element)).toHaveLength(1);
});

it('still says what went wrong when asking again fails', async () => {
    const element = await failed('down');
    refreshApex.mockRejectedValueOnce(new Error('down'));
    all(element, '[data-id="retry"]')[0].click();
    await flush();
    expect(text(element, 'error')).toEqual(['down']);
    expect(all(element, 'lightning-spinner')).toHaveLength(0);
});

it('says that there is no network', async () => {
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const element = await failed('Failed to fetch');
    expect(text(element, 'error')).toEqual(['c.Tieline_Candidates_Offline']);
});

it('shows script in a name as text, and cuts a long one on the screen only', async () => {
    const name = '<img src=x onerror="window.hurt=1">'.repeat(20);
    const element = await answered([ANNA], [{ id: ANNA, name, detail: '<script>window.hurt=1</script>' }]);
    const [button] = buttons(element);
    expect(button.title).toBe(`${name}, <script>window.hurt=1</script>`);
    expect(button.querySelector('span').textContent).toBe(button.title);
    expect(button.querySelector('span').classList).toContain('slds-truncate');
    expect(all(element, 'img, script')).toHaveLength(0);
    expect(window.hurt).toBeUndefined();
});

it('does not ask again for the same records', async () => {
    const element = await answered([ANNA], FOUND.slice(0, 1));
    element.recordIds = [ANNA];
    await flush();
    expect(buttons(element)).toHaveLength(1);
    element.recordIds = [BEN];
    await flush();
    expect(all(element, 'lightning-spinner')).toHaveLength(1);
    element.recordIds = '';
    await flush();
    expect(candidates.getLastConfig().ids).toBeUndefined();
});
