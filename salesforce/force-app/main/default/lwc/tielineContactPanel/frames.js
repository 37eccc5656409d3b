// When the panel does not answer, Streams puts a new frame beside the old one, which it looks for in the
// whole document (connect.core._getCCPIframe, 2.28.2) and cannot find inside of a component's shadow. It
// talks to the newest, so the older ones are taken away here.

function drop(container, count) {
    const frames = [...container.querySelectorAll('iframe')];
    frames.slice(0, frames.length - count).forEach((frame) => frame.remove());
}

/** Keeps only the newest frame in the container, until it is left: then none. */
export function keepNewest(container) {
    const observer = new MutationObserver(() => drop(container, 1));
    observer.observe(container, { childList: true });
    return {
        leave() {
            observer.disconnect();
            drop(container, 0);
        }
    };
}
