// What the admin set at the utility item. A setting that is no address of a panel is named, not tried.

function isSecure(address) {
    try {
        return new URL(address).protocol === 'https:';
    } catch {
        return false;
    }
}

const trimmed = (text) => (typeof text === 'string' ? text.trim() : '');

/** @returns the settings with what is wrong with them: nothing, unset or wrong. */
export function settingsOf({ ccpUrl, region, loginUrl }) {
    const settings = { ccpUrl: trimmed(ccpUrl), region: trimmed(region), loginUrl: trimmed(loginUrl) };
    return { ...settings, fault: faultOf(settings) };
}

function faultOf({ ccpUrl, region, loginUrl }) {
    if (!ccpUrl || !region) {
        return 'unset';
    }
    const isRight = isSecure(ccpUrl) && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) && (!loginUrl || isSecure(loginUrl));
    return isRight ? '' : 'wrong';
}

/** True if the browser refused what belongs to the panel's address. */
export function isOfPanel(blocked, ccpUrl) {
    try {
        return new URL(blocked).origin === new URL(ccpUrl).origin;
    } catch {
        return false;
    }
}
