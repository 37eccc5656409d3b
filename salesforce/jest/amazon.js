// Amazon's side of the panel, for the tests. The library is the very file that is deployed: it hears
// what the frame of the contact-control panel would tell it, as messages to this window.
const fs = require('fs');
const path = require('path');

const FILE = path.join(__dirname, '../force-app/main/default/staticresources/Tieline_Streams.js');
const LIBRARY = fs.readFileSync(FILE, 'utf8');

const ARN = 'arn:aws:connect:eu-central-1:123456789012:instance/i1';
const QUEUE = { name: 'Sales', queueARN: `${ARN}/queue/q1`, queueId: `${ARN}/queue/q1` };

function load() {
    // In the global scope, as a script tag does.
    (0, eval)(LIBRARY);
}

function forget() {
    delete window.connect;
    delete window.lily;
}

// Streams hears only the frame that it made last.
function frame() {
    return [...document.querySelector('c-tieline-contact-panel').shadowRoot.querySelectorAll('iframe')].at(-1);
}

function send(event, data) {
    window.dispatchEvent(new MessageEvent('message', { source: frame().contentWindow, data: { event, data } }));
}

function acknowledge() {
    send(window.connect.EventType.ACKNOWLEDGE, { id: 'port' });
}

/** Tells what contacts the agent has now: Streams finds out by itself what came, changed and went. */
function agentHas(...contacts) {
    const state = { type: window.connect.AgentStateType.ROUTABLE, name: 'Available' };
    send(window.connect.AgentEvents.UPDATE, { snapshot: { state, skew: 0, contacts } });
}

function contact(contactId, attributes = {}, { state = 'connecting', type = 'voice', leg = 'inbound', age = 0, queue = QUEUE } = {}) {
    const named = {};
    Object.keys(attributes).forEach((name) => {
        named[`tieline_${name}`] = { name: `tieline_${name}`, value: attributes[name] };
    });
    return {
        contactId,
        type,
        queue,
        attributes: named,
        state: { type: state, timestamp: new Date(Date.now() - age) },
        connections: [
            { connectionId: 'c1', type: leg, initial: true, state: { type: 'connected' } },
            { connectionId: 'c2', type: 'agent', state: { type: 'connected' } }
        ]
    };
}

module.exports = { load, forget, send, acknowledge, agentHas, contact };
