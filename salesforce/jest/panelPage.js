// A page of the console with the panel on it, for the tests.
import { createElement } from 'lwc';
import { MessageContext } from 'lightning/messageService';
import { IsConsoleNavigation } from 'lightning/platformWorkspaceApi';
import TielineContactPanel from 'c/tielineContactPanel';

export const SETTINGS = { ccpUrl: 'https://acme.my.connect.aws/ccp-v2/', region: 'eu-central-1' };

export async function flush() {
    for (let i = 0; i < 20; i++) {
        await Promise.resolve();
    }
}

export async function show(settings = SETTINGS, isConsole = true) {
    const element = createElement('c-tieline-contact-panel', { is: TielineContactPanel });
    Object.assign(element, settings);
    document.body.appendChild(element);
    MessageContext.emit({});
    IsConsoleNavigation.emit(isConsole);
    await flush();
    return element;
}

export function online(is) {
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(is);
    window.dispatchEvent(new Event(is ? 'online' : 'offline'));
}

export const all = (element, selector) => [...element.shadowRoot.querySelectorAll(selector)];
export const text = (element, id) => all(element, `[data-id="${id}"]`).map((each) => each.textContent.trim());
export const frames = (element) => all(element, 'iframe');
