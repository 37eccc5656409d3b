// @ts-check
// The only module that calls Amazon Connect Streams. Each call here is checked against the types that
// the npm package publishes (scripts/streams.test.mjs), and runs against the real library in the tests.

/**
 * What is known of a contact at one moment: plain values, as Streams asks that its objects are not kept.
 * @typedef {{contactId: string, channel: string, queueId: string, inbound: boolean, stage: string,
 *   sinceMs: number, attributes: Record<string, string>}} Seen
 * @typedef {{panel: (state: string) => void, contact: (seen: Seen) => void, gone: (contactId: string, isListened?: boolean) => void}} Listener
 * @typedef {{ccpUrl: string, region: string, loginUrl?: string, title: string}} Settings
 */

const PREFIX = 'tieline_';

/** @type {Record<string, string>} */
const CHANNELS = { voice: 'VOICE', queue_callback: 'VOICE', chat: 'CHAT', task: 'TASK', email: 'EMAIL' };

// What nobody can listen to: the connections of these have no mode (Streams' types).
const UNHEARD = ['task', 'email'];

/** @type {Record<string, string>} */
const STAGES = {
    init: 'connecting',
    incoming: 'connecting',
    pending: 'connecting',
    connecting: 'connecting',
    connected: 'connected',
    paused: 'connected',
    ended: 'afterCallWork',
    missed: 'ended',
    rejected: 'ended',
    error: 'ended'
};

/**
 * Loads the contact-control panel into the container and tells the listener of the panel and its contacts.
 * @param {typeof connect} streams
 * @param {HTMLElement} container
 * @param {Settings} settings
 * @param {Listener} hear
 */
export function start(streams, container, settings, hear) {
    streams.core.initCCP(container, options(settings));
    watchPanel(streams, hear);
    streams.contact((contact) => follow(streams, contact, hear));
}

/**
 * Lets go of Streams. The frame is left in the container, which goes with its component.
 * @param {typeof connect} streams
 */
export function stop(streams) {
    streams.core.terminate();
}

/**
 * @param {Settings} settings
 * @returns {connect.InitCCPOptions}
 */
function options({ ccpUrl, region, loginUrl, title }) {
    const chosen = {
        ccpUrl,
        region,
        iframeTitle: title,
        loginPopup: true,
        loginOptions: { autoClose: true, height: 600, width: 433 },
        softphone: { allowFramedSoftphone: true },
        pageOptions: { enableAudioDeviceSettings: true, enablePhoneTypeSettings: true }
    };
    return loginUrl ? { ...chosen, loginUrl } : chosen;
}

/**
 * @param {typeof connect} streams
 * @param {Listener} hear
 */
function watchPanel(streams, hear) {
    const { core } = streams;
    core.onInitialized(() => hear.panel('ready'));
    core.onAuthorizeSuccess(() => hear.panel('ready'));
    // Streams opens the window to log in by itself when the panel does not answer, or no longer.
    core.getEventBus().subscribe(streams.EventType.ACK_TIMEOUT, () => hear.panel('login'));
    core.onAuthFail(() => hear.panel('login'));
    core.onAuthorizeRetriesExhausted(() => hear.panel('login'));
    core.onCTIAuthorizeRetriesExhausted(() => hear.panel('login'));
    core.onAccessDenied(() => hear.panel('denied'));
    core.onIframeRetriesExhausted(() => hear.panel('failed'));
}

/**
 * Every event is answered by reading the contact anew: what is told is its state, so that events which
 * come twice, or late, say nothing new. One that a supervisor listens to, or barges into, is the agent's and never
 * told of; nor is one of which Streams does not say yet whose it is.
 * @param {typeof connect} streams
 * @param {connect.Contact} contact
 * @param {Listener} hear
 */
function follow(streams, contact, hear) {
    const contactId = contact.getContactId();
    let listens = false;
    let isOurs = false;
    /** @param {connect.Contact} now */
    const tell = (now) => {
        // Both kept, as a contact that is going may no longer say so.
        listens = listens || isListening(streams, now);
        isOurs = isOurs || isAgents(streams, now);
        if (listens) {
            hear.gone(contactId, true);
        } else if (isOurs) {
            hear.contact(read(now));
        }
    };
    tell(contact);
    contact.onRefresh(tell);
    contact.onConnecting(tell);
    contact.onConnected(tell);
    contact.onACW(tell);
    contact.onMissed(tell);
    contact.onEnded(tell);
    contact.onDestroy(() => hear.gone(contactId));
}

/**
 * By how it began, by a connection that listens in, or by the mode of the user's own, which only a supervisor's has. An
 * agent sees the connection of who barges in as well: it is not of the type of an agent's, and in barge (Streams'
 * documentation, isBarge; its code, isUnderSupervision).
 * @param {typeof connect} streams
 * @param {connect.Contact} contact
 */
function isListening(streams, contact) {
    const agents = connectionsOf(contact, streams.ConnectionType.AGENT);
    const monitors = connectionsOf(contact, streams.ConnectionType.MONITORING);
    return (
        contact.getInitiationMethod() === streams.ContactInitiationMethod.MONITOR ||
        agents.some((each) => each.getMonitorStatus?.()) ||
        monitors.some((each) => agents.length === 0 || !each.isBarge?.())
    );
}

/**
 * True once there is no doubt: who listens in gets no attributes, which an agent's contact has, if none in them (Streams'
 * documentation, getAttributes); and has a mode once connected.
 * @param {typeof connect} streams
 * @param {connect.Contact} contact
 */
function isAgents(streams, contact) {
    if (UNHEARD.includes(contact.getType())) {
        return true;
    }
    const isThere = connectionsOf(contact, streams.ConnectionType.AGENT).length > 0;
    return isThere && (Boolean(contact.getAttributes()) || STAGES[contact.getState().type] === 'connected');
}

/**
 * Those of a task are not asked for: Streams fails then, if TaskJS is not on the page (its issue 754).
 * @param {connect.Contact} contact
 * @param {connect.ConnectionType} type
 * @returns {Partial<connect.VoiceConnection>[]}
 */
function connectionsOf(contact, type) {
    const isHeard = !UNHEARD.includes(contact.getType());
    return isHeard ? contact.getConnections().filter((each) => each.getType() === type) : [];
}

/**
 * @param {connect.Contact} contact
 * @returns {Seen}
 */
function read(contact) {
    return {
        contactId: contact.getContactId(),
        channel: CHANNELS[contact.getType()] || '',
        queueId: queueId(contact),
        inbound: isInbound(contact),
        stage: STAGES[contact.getState().type] || 'connecting',
        sinceMs: inState(contact),
        attributes: ours(contact)
    };
}

/**
 * What follows "/queue/" in the ARN: how Tieline names a queue everywhere.
 * @param {connect.Contact} contact
 */
function queueId(contact) {
    const queue = contact.getQueue();
    const arn = (queue && queue.queueARN) || '';
    return arn.split('/queue/')[1] || '';
}

/**
 * Tieline's attributes without their prefix.
 * @param {connect.Contact} contact
 */
function ours(contact) {
    const all = contact.getAttributes() || {};
    /** @type {Record<string, string>} */
    const found = {};
    Object.keys(all).forEach((name) => {
        if (name.startsWith(PREFIX)) {
            found[name.slice(PREFIX.length)] = String(all[name]?.value || '').trim();
        }
    });
    return found;
}

/**
 * Streams fails here for a contact without a first connection, and for a task (see connectionsOf); such a one is taken for inbound.
 * @param {connect.Contact} contact
 */
function isInbound(contact) {
    try {
        return contact.isInbound();
    } catch {
        return true;
    }
}

/**
 * How long the contact is in its state, the difference of the clocks taken off by Streams; 0 if it cannot tell.
 * @param {connect.Contact} contact
 */
function inState(contact) {
    try {
        return Math.max(0, contact.getStateDuration()) || 0;
    } catch {
        return 0;
    }
}
