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
 * come twice, or late, say nothing new. One that a supervisor only listens to, or barges into, is the agent's: it is let go.
 * @param {typeof connect} streams
 * @param {connect.Contact} contact
 * @param {Listener} hear
 */
function follow(streams, contact, hear) {
    const contactId = contact.getContactId();
    let listens = false;
    /** @param {connect.Contact} now */
    const tell = (now) => {
        // Kept, as a connection that is going may no longer say so.
        listens = listens || isListening(streams, now);
        return listens ? hear.gone(contactId, true) : hear.contact(read(now));
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
 * By the type of our own connection, or by its mode, which only a supervisor's has (Streams' types, getMonitorStatus).
 * @param {typeof connect} streams
 * @param {connect.Contact} contact
 */
function isListening(streams, contact) {
    const own = /** @type {Partial<connect.VoiceConnection> | null} */ (contact.getAgentConnection());
    return own?.getType?.() === streams.ConnectionType.MONITORING || Boolean(own?.getMonitorStatus?.());
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
 * Tieline's attributes without their prefix. A supervisor who listens in gets none (Streams' documentation, getAttributes).
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
 * Streams fails here for a contact without a first connection; such a one is taken for inbound.
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
