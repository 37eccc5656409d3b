import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import LightningConfirm from 'lightning/confirm';
import { publish, subscribe, unsubscribe } from 'lightning/messageService';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import dispositions from '@salesforce/apex/TielineWrapUp.dispositions';
import saveWrapUp from '@salesforce/apex/TielineWrapUp.save';
import savedWrapUp from '@salesforce/apex/TielineWrapUp.saved';
import TielineWrapUp from 'c/tielineWrapUp';
import { all, put } from '../drafts';
import { emptied } from '../draft';

jest.mock(
    '@salesforce/apex/TielineWrapUp.dispositions',
    () => ({ default: require('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
    { virtual: true }
);
jest.mock('@salesforce/apex/TielineWrapUp.save', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TielineWrapUp.saved', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });
jest.mock('@salesforce/label/c.Tieline_Wrap_Up_Notes_Count', () => ({ default: '{0} of {1}' }), { virtual: true });
jest.mock('@salesforce/label/c.Tieline_Error_No_Permission', () => ({ default: 'You may not do this.' }), { virtual: true });

const page = require('lightning/uiRecordApi').getRecord;

const NOW = Date.parse('2026-11-23T10:00:00.000Z');
const SCRIPT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const LIST = [
    { value: 'Resolved', label: 'Resolved', followUp: false },
    { value: 'Call Back', label: 'Call back', followUp: true }
];
const STORED = {
    disposition: 'Resolved',
    notes: 'Before',
    followUp: false,
    followUpAt: null,
    savedAt: '2026-11-23T09:00:00.000Z'
};

let online;
let serial = 0;

const settled = () => jest.advanceTimersByTimeAsync(0);
const id = (root, name) => root.querySelector(`[data-id="${name}"]`);
const field = (root, name) => root.querySelector(`[data-field="${name}"]`);
const contact = () => {
    serial += 1;
    return `contact-${serial}`;
};

async function shown(recordId) {
    const element = createElement('c-tieline-wrap-up', { is: TielineWrapUp });
    element.recordId = recordId;
    document.body.appendChild(element);
    await settled();
    return element.shadowRoot;
}

/** What the telephone tells all that listen. */
async function hear(contactId, state, more) {
    const message = { contactId, state, queueId: 'queue-1', channel: 'VOICE', stateSince: new Date(Date.now()).toISOString(), ...more };
    subscribe.mock.calls.forEach(([, , handle]) => handle(message));
    await settled();
}

async function list(options = LIST) {
    dispositions.emit(options);
    await settled();
}

async function type(root, name, value) {
    const detail = name === 'followUp' ? { checked: value } : { value };
    field(root, name).dispatchEvent(new CustomEvent('change', { detail }));
    await settled();
}

async function press(root, name) {
    id(root, name).click();
    await settled();
}

async function network(is) {
    online = is;
    window.dispatchEvent(new CustomEvent(is ? 'online' : 'offline'));
    await settled();
}

function pending() {
    const call = {};
    call.promise = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    return call;
}

/** A panel with one contact, of which nothing was saved. */
async function begun(state = 'connected', contactId = contact()) {
    const root = await shown();
    await hear(contactId, state);
    await list();
    return [root, contactId];
}

/** Whether the browser would ask before it leaves the page. */
function asksBeforeLeaving() {
    const event = new CustomEvent('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
}

describe('c-tieline-wrap-up', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW });
        online = true;
        jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
        savedWrapUp.mockReset().mockResolvedValue(null);
        saveWrapUp.mockReset().mockImplementation((sent) =>
            Promise.resolve({ ...sent, savedAt: new Date(Date.now()).toISOString() })
        );
        refreshApex.mockReset().mockResolvedValue();
        LightningConfirm.open = jest.fn().mockResolvedValue(true);
    });

    afterEach(async () => {
        document.body.replaceChildren();
        all().forEach(({ contactId }) => put(contactId, (draft) => ({ ...emptied(draft), state: 'ended', talked: false })));
        await jest.advanceTimersByTimeAsync(120000);
        if (all().length > 0) {
            throw new Error('A test left a contact behind.');
        }
        jest.clearAllMocks();
        jest.useRealTimers();
    });

    describe('without a contact', () => {
        it('says so, and asks the telephone for its contacts', async () => {
            const root = await shown();
            expect(id(root, 'no-contact')).not.toBeNull();
            expect(field(root, 'notes')).toBeNull();
            expect(publish.mock.calls[0][2]).toEqual({ state: 'ask' });
            expect(savedWrapUp).not.toHaveBeenCalled();
        });

        it('takes no heed of what other components ask', async () => {
            const root = await shown();
            await hear(undefined, 'ask');
            await hear('', 'ask');
            expect(id(root, 'no-contact')).not.toBeNull();
        });

        it('listens no more once it is gone', async () => {
            subscribe.mockReturnValueOnce('asked');
            await shown();
            document.body.replaceChildren();
            expect(unsubscribe).toHaveBeenCalledWith('asked');
        });
    });

    describe('with a contact', () => {
        it('asks what was saved, and for the results of its queue', async () => {
            const [root, contactId] = await begun();
            expect(savedWrapUp).toHaveBeenCalledWith({ contactId });
            expect(dispositions.getLastConfig()).toEqual({ queueId: 'queue-1' });
            expect(field(root, 'disposition').options).toEqual([
                { value: 'Resolved', label: 'Resolved' },
                { value: 'Call Back', label: 'Call back' }
            ]);
        });

        it('shows that the results load', async () => {
            const root = await shown();
            await hear(contact(), 'connected');
            expect(field(root, 'disposition').spinnerActive).toBe(true);
            await list();
            expect(field(root, 'disposition').spinnerActive).toBe(false);
        });

        it('saves all that was typed by one call', async () => {
            const [root, contactId] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'notes', 'One\nTwo');
            await type(root, 'followUp', true);
            await type(root, 'followUpAt', '2026-11-24T10:00:00.000Z');
            await press(root, 'save');
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
            expect(saveWrapUp).toHaveBeenCalledWith({
                contactId,
                disposition: 'Resolved',
                notes: 'One\nTwo',
                followUp: true,
                followUpAt: '2026-11-24T10:00:00.000Z'
            });
            expect(id(root, 'status').textContent).toContain('c.Tieline_Wrap_Up_Saved');
        });

        it('sends no time without a follow-up', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'followUp', true);
            await type(root, 'followUpAt', '2026-11-24T10:00:00.000Z');
            await type(root, 'followUp', false);
            expect(field(root, 'followUpAt')).toBeNull();
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[0][0]).toMatchObject({ followUp: false, followUpAt: null });
            expect(asksBeforeLeaving()).toBe(false);
        });

        it('shows what was saved when the contact comes again', async () => {
            savedWrapUp.mockResolvedValue({ ...STORED, followUp: true, followUpAt: '2026-12-01T08:00:00.000Z' });
            const [root] = await begun('afterCallWork');
            expect(field(root, 'disposition').value).toBe('Resolved');
            expect(field(root, 'notes').value).toBe('Before');
            expect(field(root, 'followUp').checked).toBe(true);
            expect(field(root, 'followUpAt').value).toBe('2026-12-01T08:00:00.000Z');
            expect(id(root, 'discard')).toBeNull();
        });

        it('shows a result that is no longer in the list as it is', async () => {
            savedWrapUp.mockResolvedValue({ ...STORED, disposition: 'Old result' });
            const [root] = await begun();
            expect(field(root, 'disposition').value).toBe('Old result');
            expect(field(root, 'disposition').options[0]).toEqual({ value: 'Old result', label: 'Old result' });
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[0][0].disposition).toBe('Old result');
        });

        it('lists a result once, whoever listed it twice', async () => {
            const [root] = await begun();
            await list([...LIST, { value: 'Resolved', label: 'Resolved again' }]);
            expect(field(root, 'disposition').options).toHaveLength(2);
        });

        it('proposes a follow-up, unless the agent said no', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Call Back');
            expect(field(root, 'followUp').checked).toBe(true);
            await type(root, 'disposition', 'Resolved');
            expect(field(root, 'followUp').checked).toBe(false);
            await type(root, 'followUp', false);
            await type(root, 'disposition', 'Call Back');
            expect(field(root, 'followUp').checked).toBe(false);
        });

        it('offers the results of all queues if its queue has none', async () => {
            const [root] = await begun();
            await list([]);
            expect(dispositions.getLastConfig()).toEqual({ queueId: '' });
            await list();
            expect(field(root, 'disposition').options).toHaveLength(2);
        });

        it('says that there are no results, and saves notes without', async () => {
            const [root] = await begun();
            await list([]);
            await list([]);
            expect(id(root, 'no-list')).not.toBeNull();
            expect(field(root, 'disposition')).toBeNull();
            await type(root, 'notes', 'Kept');
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[0][0]).toMatchObject({ disposition: null, notes: 'Kept' });
        });

        it('says that the list failed, and asks again', async () => {
            const [root] = await begun();
            dispositions.error({ message: 'No' });
            await settled();
            expect(id(root, 'list-failure')).not.toBeNull();
            expect(field(root, 'notes')).not.toBeNull();
            await press(root, 'list-again');
            expect(refreshApex).toHaveBeenCalledTimes(1);
            expect(id(root, 'list-failure')).not.toBeNull();
            await list();
            expect(id(root, 'list-failure')).toBeNull();
        });

        it('shows what is not saved, and lets it go when asked to', async () => {
            savedWrapUp.mockResolvedValue(STORED);
            const [root] = await begun();
            await type(root, 'notes', 'After');
            expect(id(root, 'status').textContent).toContain('c.Tieline_Wrap_Up_Not_Saved');
            LightningConfirm.open.mockResolvedValueOnce(false);
            await press(root, 'discard');
            expect(field(root, 'notes').value).toBe('After');
            await press(root, 'discard');
            expect(field(root, 'notes').value).toBe('Before');
            expect(id(root, 'discard')).toBeNull();
        });

        it('is not unsaved when all is typed back as it was', async () => {
            savedWrapUp.mockResolvedValue({ ...STORED, notes: 'One\r\nTwo' });
            const [root] = await begun();
            await type(root, 'notes', 'One\nTwo, three');
            expect(id(root, 'discard')).not.toBeNull();
            await type(root, 'notes', 'One\nTwo');
            expect(id(root, 'discard')).toBeNull();
        });

        it('has the browser ask before it leaves what is not saved, and only then', async () => {
            const [root] = await begun();
            expect(asksBeforeLeaving()).toBe(false);
            await type(root, 'notes', 'A');
            expect(asksBeforeLeaving()).toBe(true);
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(asksBeforeLeaving()).toBe(false);
        });

        it('keeps what is typed while a save is under way', async () => {
            const call = pending();
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'notes', 'First');
            saveWrapUp.mockReturnValueOnce(call.promise);
            await press(root, 'save');
            expect(id(root, 'status').textContent).toContain('c.Tieline_Wrap_Up_Saving');
            await press(root, 'save');
            await type(root, 'notes', 'First and more');
            call.resolve({ ...STORED, notes: 'First' });
            await settled();
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
            expect(field(root, 'notes').value).toBe('First and more');
            expect(id(root, 'status').textContent).toContain('c.Tieline_Wrap_Up_Not_Saved');
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[1][0]).toMatchObject({ disposition: 'Resolved', notes: 'First and more' });
        });

        it('counts after-contact work, and nothing else', async () => {
            const [root, contactId] = await begun('connected');
            expect(id(root, 'acw')).toBeNull();
            await hear(contactId, 'afterCallWork', { stateSince: '2026-11-23T09:58:55.000Z' });
            expect(id(root, 'acw').querySelector('[role="timer"]').textContent).toBe('1:05');
            await jest.advanceTimersByTimeAsync(2000);
            expect(id(root, 'acw').querySelector('[role="timer"]').textContent).toBe('1:07');
            await hear(contactId, 'ended');
            expect(id(root, 'acw')).toBeNull();
            expect(jest.getTimerCount()).toBe(0);
        });

        it.each([
            ['2026-11-23T08:58:55.000Z', '1:01:05'],
            ['2026-11-23T10:00:30.000Z', '0:00'],
            ['never', '0:00']
        ])('counts from %s as %s', async (stateSince, text) => {
            const root = await shown();
            await hear(contact(), 'afterCallWork', { stateSince });
            expect(id(root, 'acw').querySelector('[role="timer"]').textContent).toBe(text);
        });
    });

    describe('when it cannot be saved', () => {
        const failures = [
            ['a validation rule', { body: { message: 'Give a reason.' }, status: 500 }, 'Give a reason.', 'Refused'],
            ['several faults', { body: [{ message: 'One.' }, { message: 'Two.' }] }, 'One. Two.', 'Refused'],
            ['a field', { body: { fieldErrors: { Notes__c: [{ message: 'Too long.' }] } } }, 'Too long.', 'Refused'],
            ['no permission', { body: { message: 'You may not do this.' } }, 'You may not do this.', 'Permission'],
            ['no Apex class', { body: { message: "You do not have access to the Apex class named 'TielineWrapUp'." } }, 'You may not do this.', 'Permission'],
            ['a session that is gone', { body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] }, 'c.Tieline_Wrap_Up_Session', 'Session'],
            ['status 401', { status: 401, body: {} }, 'c.Tieline_Wrap_Up_Session', 'Session'],
            ['a cut connection', { body: { message: 'Disconnected or Canceled' } }, 'c.Tieline_Wrap_Up_Offline', 'Offline'],
            ['nobody knows what', undefined, 'c.Tieline_Wrap_Up_Unknown', 'Unknown']
        ];

        it.each(failures)('keeps what was typed and says what to do: %s', async (name, error, text, advice) => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'notes', 'Kept');
            saveWrapUp.mockRejectedValueOnce(error);
            await press(root, 'save');
            expect(id(root, 'failure').getAttribute('role')).toBe('alert');
            expect(id(root, 'failure-text').textContent).toBe(text);
            expect(id(root, 'failure-advice').textContent).toBe(`c.Tieline_Wrap_Up_Advice_${advice}`);
            expect(root.activeElement).toBe(id(root, 'failure'));
            expect(field(root, 'notes').value).toBe('Kept');
            expect(asksBeforeLeaving()).toBe(true);
            await press(root, 'save-again');
            expect(saveWrapUp).toHaveBeenCalledTimes(2);
            expect(saveWrapUp.mock.calls[1]).toEqual(saveWrapUp.mock.calls[0]);
            expect(id(root, 'failure')).toBeNull();
            expect(asksBeforeLeaving()).toBe(false);
        });

        it('offers to save again once the network is back, and does not save by itself', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            online = false;
            saveWrapUp.mockRejectedValueOnce(new Error('?'));
            await press(root, 'save');
            expect(id(root, 'failure-text').textContent).toBe('c.Tieline_Wrap_Up_Offline');
            await network(true);
            expect(id(root, 'failure-text').textContent).toBe('c.Tieline_Wrap_Up_Back');
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
            await press(root, 'save-again');
            expect(id(root, 'failure')).toBeNull();
            expect(asksBeforeLeaving()).toBe(false);
        });

        it('does not wait for ever', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            saveWrapUp.mockReturnValueOnce(pending().promise);
            await press(root, 'save');
            await jest.advanceTimersByTimeAsync(60000);
            expect(id(root, 'failure-text').textContent).toBe('c.Tieline_Wrap_Up_Unanswered');
            await press(root, 'save-again');
            expect(id(root, 'failure')).toBeNull();
        });

        it('shows script in what Salesforce says as text', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            saveWrapUp.mockRejectedValueOnce({ body: { message: SCRIPT } });
            await press(root, 'save');
            expect(id(root, 'failure-text').textContent).toBe(SCRIPT);
            expect(root.querySelector('img, script')).toBeNull();
            expect(window.hacked).toBeUndefined();
        });
    });

    describe('when what was saved before cannot be read', () => {
        it('says so, and reads again', async () => {
            savedWrapUp.mockRejectedValueOnce({ body: { message: 'No.' } }).mockResolvedValue(STORED);
            const [root] = await begun();
            expect(id(root, 'read-failure').textContent).toContain('No.');
            await press(root, 'read-again');
            expect(id(root, 'read-failure')).toBeNull();
            expect(field(root, 'notes').value).toBe('Before');
        });

        it('reads again once the network is back', async () => {
            online = false;
            savedWrapUp.mockRejectedValueOnce(new Error('?')).mockResolvedValue(STORED);
            const [root] = await begun();
            await network(true);
            expect(field(root, 'notes').value).toBe('Before');
        });

        it('never replaces unseen what was saved before', async () => {
            savedWrapUp.mockRejectedValueOnce({ body: { message: 'No.' } }).mockResolvedValue(STORED);
            const [root] = await begun();
            await type(root, 'notes', 'Mine');
            await press(root, 'save');
            // Only the notes were typed, so the result is the one that is stored.
            expect(saveWrapUp).not.toHaveBeenCalled();
            await type(root, 'disposition', 'Call Back');
            await press(root, 'save');
            expect(saveWrapUp).not.toHaveBeenCalled();
            expect(id(root, 'found').textContent).toContain('Resolved');
            expect(id(root, 'found').querySelector('lightning-formatted-text').value).toBe('Before');
            expect(field(root, 'notes').value).toBe('Mine');
            expect(root.activeElement).toBe(id(root, 'found'));
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[0][0]).toMatchObject({ disposition: 'Call Back', notes: 'Mine' });
            expect(id(root, 'found')).toBeNull();
        });

        it('does not save what it cannot compare', async () => {
            savedWrapUp.mockRejectedValue({ body: { message: 'No.' } });
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(saveWrapUp).not.toHaveBeenCalled();
            expect(id(root, 'failure-text').textContent).toBe('No.');
        });
    });

    describe('with two contacts', () => {
        it('stays with what is not saved, and offers the next', async () => {
            const [root, first] = await begun('afterCallWork');
            await type(root, 'notes', 'Of the first');
            const second = contact();
            await hear(second, 'connected', { channel: 'CHAT' });
            expect(field(root, 'notes').value).toBe('Of the first');
            const row = root.querySelector(`[data-contact="${second}"]`);
            expect(row.textContent).toContain('c.Tieline_Channel_Chat');
            row.click();
            await settled();
            expect(field(root, 'notes').value).toBe('');
            expect(root.activeElement).toBe(id(root, 'contact'));
            await type(root, 'notes', 'Of the second');
            const back = root.querySelector(`[data-contact="${first}"]`);
            expect(back.textContent).toContain('c.Tieline_Wrap_Up_Not_Saved');
            back.click();
            await settled();
            expect(field(root, 'notes').value).toBe('Of the first');
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(saveWrapUp.mock.calls[0][0]).toMatchObject({ contactId: first, notes: 'Of the first' });
            expect(asksBeforeLeaving()).toBe(true);
        });

        it('goes to the next when nothing is left to do', async () => {
            const [root] = await begun('afterCallWork');
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            const second = contact();
            await hear(second, 'connecting');
            expect(field(root, 'disposition').value).toBe('');
            expect(savedWrapUp).toHaveBeenLastCalledWith({ contactId: second });
        });

        it('keeps a contact without a wrap-up in the list', async () => {
            const [root, first] = await begun('connected');
            await hear(first, 'ended');
            await hear(contact(), 'connected');
            expect(root.querySelector(`[data-contact="${first}"]`).textContent).toContain('c.Tieline_Wrap_Up_Missing');
        });

        it('does not go while the agent is in a field', async () => {
            const [root, first] = await begun('connected');
            await hear(first, 'ended');
            field(root, 'notes').tabIndex = 0;
            field(root, 'notes').focus();
            const second = contact();
            await hear(second, 'connected');
            expect(root.querySelector(`[data-contact="${second}"]`)).not.toBeNull();
        });

        it('lets a contact go that only rang', async () => {
            const [root, first] = await begun('connecting');
            await hear(first, 'ended');
            expect(id(root, 'no-contact')).not.toBeNull();
            expect(all()).toEqual([]);
        });

        it('has fields for each, so that no fault found, and nothing half typed, stays in them', async () => {
            const [root, first] = await begun('afterCallWork');
            await type(root, 'notes', 'Of the first');
            const fields = ['disposition', 'notes', 'followUp'].map((name) => field(root, name));
            await press(root, 'save');
            const second = contact();
            await hear(second, 'connected');
            root.querySelector(`[data-contact="${second}"]`).click();
            await settled();
            fields.forEach((each) => expect(each.isConnected).toBe(false));
            // A field may tell late of what was typed in it.
            fields[1].dispatchEvent(new CustomEvent('change', { detail: { value: 'Of the first, and more' } }));
            await settled();
            expect(field(root, 'notes').value).toBe('');
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(saveWrapUp.mock.calls).toEqual([[expect.objectContaining({ contactId: second, notes: null })]]);
            root.querySelector(`[data-contact="${first}"]`).click();
            await settled();
            expect(field(root, 'notes').value).toBe('Of the first, and more');
        });

        it('keeps the focus in the panel when the next takes its place', async () => {
            const [root] = await begun('afterCallWork');
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            id(root, 'save').tabIndex = 0;
            id(root, 'save').focus();
            await hear(contact(), 'connected');
            expect(root.activeElement).toBe(id(root, 'contact'));
        });

        it('takes the focus from nobody when the next takes its place', async () => {
            const [root] = await begun('afterCallWork');
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            const elsewhere = document.createElement('input');
            document.body.appendChild(elsewhere);
            elsewhere.focus();
            await hear(contact(), 'connected');
            expect(field(root, 'disposition').value).toBe('');
            expect(document.activeElement).toBe(elsewhere);
        });

        it('leaves one that only rang in its place while the agent is in its fields', async () => {
            const [root, first] = await begun('connecting');
            const second = contact();
            await hear(second, 'connected');
            field(root, 'notes').tabIndex = 0;
            field(root, 'notes').focus();
            await hear(first, 'ended');
            expect(root.querySelector(`[data-contact="${second}"]`)).not.toBeNull();
            await type(root, 'notes', 'Of the first');
            await hear(second, 'ended');
            expect(field(root, 'notes').value).toBe('Of the first');
        });

        it('gives an answer to its own contact', async () => {
            const call = pending();
            const [root, first] = await begun('afterCallWork');
            await type(root, 'disposition', 'Resolved');
            saveWrapUp.mockReturnValueOnce(call.promise);
            await press(root, 'save');
            const second = contact();
            await hear(second, 'connected');
            root.querySelector(`[data-contact="${second}"]`).click();
            await settled();
            await type(root, 'notes', 'Of the second');
            call.reject({ body: { message: 'No.' } });
            await settled();
            expect(id(root, 'failure')).toBeNull();
            expect(field(root, 'notes').value).toBe('Of the second');
            root.querySelector(`[data-contact="${first}"]`).click();
            await settled();
            expect(id(root, 'failure-text').textContent).toBe('No.');
        });

        it('loses nothing when it is closed, and shows the same in each panel', async () => {
            const [root, contactId] = await begun();
            await type(root, 'notes', 'Kept');
            document.body.replaceChildren();
            expect(asksBeforeLeaving()).toBe(true);
            const one = await shown();
            const two = await shown();
            await hear(contactId, 'connected');
            expect(field(one, 'notes').value).toBe('Kept');
            await type(two, 'notes', 'Kept and more');
            expect(field(one, 'notes').value).toBe('Kept and more');
        });

        it('offers at most twenty that nobody began, and forgets none that somebody did', async () => {
            const [root, first] = await begun();
            await type(root, 'notes', 'Kept');
            const second = contact();
            await hear(second, 'connected');
            root.querySelector(`[data-contact="${second}"]`).click();
            await hear(first, 'ended');
            for (let count = 0; count < 25; count += 1) {
                const other = contact();
                await hear(other, 'connected');
                await hear(other, 'ended');
            }
            expect(root.querySelectorAll('[data-contact]')).toHaveLength(21);
            root.querySelector(`[data-contact="${first}"]`).click();
            await settled();
            expect(field(root, 'notes').value).toBe('Kept');
        });
    });

    describe('what was typed', () => {
        it('needs a result, and goes to where it is missing', async () => {
            const [root] = await begun();
            await type(root, 'notes', 'A');
            const choice = field(root, 'disposition');
            const fault = jest.spyOn(choice, 'setCustomValidity');
            const focus = jest.spyOn(choice, 'focus');
            await press(root, 'save');
            expect(saveWrapUp).not.toHaveBeenCalled();
            expect(fault).toHaveBeenCalledWith('c.Tieline_Error_Disposition_Needed');
            expect(focus).toHaveBeenCalled();
            await type(root, 'disposition', 'Resolved');
            expect(fault).toHaveBeenLastCalledWith('');
        });

        it('counts notes, a line break as two, and refuses what is too long without cutting it', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'notes', 'a\nb\r\nc');
            expect(id(root, 'count').textContent).toBe('7 of 32768');
            const fault = jest.spyOn(field(root, 'notes'), 'setCustomValidity');
            const long = 'n'.repeat(32769);
            await type(root, 'notes', long);
            await press(root, 'save');
            expect(fault).toHaveBeenLastCalledWith('c.Tieline_Error_Notes_Too_Long');
            expect(saveWrapUp).not.toHaveBeenCalled();
            expect(field(root, 'notes').value).toBe(long);
            await type(root, 'notes', long.slice(1));
            await press(root, 'save');
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
        });

        it('refuses a time that has passed, unless it is stored so', async () => {
            savedWrapUp.mockResolvedValue({ ...STORED, followUp: true, followUpAt: '2026-11-22T10:00:00.000Z' });
            const [root] = await begun();
            await press(root, 'save');
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
            await type(root, 'followUpAt', '2026-11-23T09:59:00.000Z');
            await press(root, 'save');
            expect(saveWrapUp).toHaveBeenCalledTimes(1);
        });

        it('is not saved while a field finds fault with it', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            await type(root, 'followUp', true);
            jest.spyOn(field(root, 'followUpAt'), 'reportValidity').mockReturnValue(false);
            await press(root, 'save');
            expect(saveWrapUp).not.toHaveBeenCalled();
        });

        it('is text, also when it looks like script', async () => {
            savedWrapUp.mockResolvedValue({ ...STORED, disposition: SCRIPT, notes: SCRIPT });
            const [root] = await begun();
            expect(field(root, 'notes').value).toBe(SCRIPT);
            expect(field(root, 'disposition').value).toBe(SCRIPT);
            expect(root.querySelector('img, script')).toBeNull();
            expect(window.hacked).toBeUndefined();
        });

        it('is in no storage of the browser', async () => {
            const stores = jest.spyOn(Storage.prototype, 'setItem');
            const [root] = await begun();
            await type(root, 'notes', 'Private');
            saveWrapUp.mockRejectedValueOnce(new Error('?'));
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(stores).not.toHaveBeenCalled();
            expect(document.cookie).toBe('');
        });
    });

    describe('by keyboard', () => {
        it('has each field named, in the order of the work', async () => {
            const [root] = await begun();
            await type(root, 'followUp', true);
            const order = [...root.querySelectorAll('[data-field], [data-id="save"], [data-id="discard"]')];
            expect(order.map((each) => each.dataset.field || each.dataset.id)).toEqual([
                'disposition',
                'notes',
                'followUp',
                'followUpAt',
                'save',
                'discard'
            ]);
            order.forEach((each) => expect(each.label).toMatch(/^c\.Tieline_/));
        });

        it('leaves Enter to the notes', async () => {
            const [root] = await begun();
            const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true });
            field(root, 'notes').dispatchEvent(enter);
            await settled();
            expect(enter.defaultPrevented).toBe(false);
            expect(saveWrapUp).not.toHaveBeenCalled();
        });

        it('takes the focus from nobody who types elsewhere', async () => {
            const [root] = await begun();
            await type(root, 'disposition', 'Resolved');
            const elsewhere = document.createElement('input');
            document.body.appendChild(elsewhere);
            saveWrapUp.mockRejectedValueOnce(new Error('?'));
            id(root, 'save').click();
            elsewhere.focus();
            await settled();
            expect(document.activeElement).toBe(elsewhere);
            expect(id(root, 'failure')).not.toBeNull();
        });
    });

    describe('on the page of an interaction', () => {
        const RECORD = {
            fields: { Connect_Contact_Id__c: { value: 'of-page' }, Queue_Id__c: { value: 'queue-9' }, Channel__c: { value: 'CHAT' } }
        };

        it('shows that it loads, and then that contact alone', async () => {
            const root = await shown('a01000000000001AAA');
            expect(root.querySelector('lightning-spinner').alternativeText).toBe('c.Tieline_Wrap_Up_Loading');
            page.emit(RECORD);
            await settled();
            await hear(contact(), 'connected');
            expect(savedWrapUp.mock.calls).toEqual([[{ contactId: 'of-page' }]]);
            expect(dispositions.getLastConfig()).toEqual({ queueId: 'queue-9' });
            expect(id(root, 'others')).toBeNull();
            expect(root.querySelector('lightning-spinner')).toBeNull();
        });

        it('knows the state of its contact, and has the page renewed after a save', async () => {
            const root = await shown('a01000000000001AAA');
            page.emit(RECORD);
            await settled();
            await list();
            await hear('of-page', 'afterCallWork');
            expect(id(root, 'acw')).not.toBeNull();
            await type(root, 'disposition', 'Resolved');
            await press(root, 'save');
            expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: 'a01000000000001AAA' }]);
        });

        it('takes the focus from nobody who types when the page tells of the record again', async () => {
            const root = await shown('a01000000000001AAA');
            page.emit(RECORD);
            await settled();
            const notes = field(root, 'notes');
            notes.tabIndex = 0;
            notes.focus();
            page.emit({ fields: { ...RECORD.fields, Queue_Id__c: { value: 'queue-10' } } });
            await settled();
            expect(root.activeElement).toBe(notes);
            expect(dispositions.getLastConfig()).toEqual({ queueId: 'queue-10' });
        });

        it('says that the record could not be loaded', async () => {
            const root = await shown('a01000000000001AAA');
            page.error({ message: 'Gone' });
            await settled();
            expect(id(root, 'record-error').textContent).toContain('Gone');
            expect(root.querySelector('lightning-spinner')).toBeNull();
        });

        it('needs no queue', async () => {
            await shown('a01000000000001AAA');
            page.emit({ fields: { Connect_Contact_Id__c: { value: 'of-page' }, Queue_Id__c: { value: null } } });
            await settled();
            expect(dispositions.getLastConfig()).toEqual({ queueId: '' });
        });
    });
});
