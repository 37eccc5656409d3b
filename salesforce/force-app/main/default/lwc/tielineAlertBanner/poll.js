// Asks again and again while the page is visible, one question at a time.

const EVERY_MS = 30000;

export class Poll {
    #ask;
    #late;
    #timer;
    #asking = false;
    #again = false;
    #isOn = false;

    /**
     * @param ask asks; it answers with a promise that is never rejected.
     * @param late is called when the question before is still unanswered.
     */
    constructor(ask, late) {
        this.#ask = ask;
        this.#late = late;
    }

    start() {
        document.addEventListener('visibilitychange', this.#look);
        this.#look();
    }

    stop() {
        document.removeEventListener('visibilitychange', this.#look);
        this.#isOn = false;
        clearTimeout(this.#timer);
    }

    /** Asks at once, or as soon as the question before is answered; and then each half minute. */
    async now() {
        clearTimeout(this.#timer);
        if (!this.#isOn) {
            return;
        }
        // eslint-disable-next-line @lwc/lwc/no-async-operation
        this.#timer = setTimeout(this.#next, EVERY_MS);
        this.#again = this.#asking;
        if (this.#asking) {
            return;
        }
        this.#asking = true;
        await this.#ask();
        this.#asking = false;
        if (this.#again && this.#isOn) {
            this.now();
        }
    }

    #next = () => {
        if (this.#asking) {
            this.#late();
        }
        this.now();
    };

    #look = () => {
        clearTimeout(this.#timer);
        this.#isOn = document.visibilityState === 'visible';
        if (this.#isOn) {
            this.now();
        }
    };
}
