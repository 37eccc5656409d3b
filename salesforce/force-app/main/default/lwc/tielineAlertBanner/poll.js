// Asks again and again while the page is visible, one question at a time; and less often while there is no answer, so that
// those who wait do not keep down what is down.

const EVERY_MS = 30000;

// So many half minutes are let pass between two questions at most.
const MOST_PASSED = 7;

export class Poll {
    #ask;
    #late;
    #timer;
    #asking = false;
    #again = false;
    #isOn = false;
    #pause = 0;
    #passing = 0;

    /**
     * @param ask asks; it answers with a promise of whether there was an answer, which is never rejected.
     * @param late is called each half minute in which there is no answer, and no new question.
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

    /** Asks at once, or as soon as the question before is answered; and then each half minute, or less often. */
    async now() {
        if (!this.#isOn) {
            return;
        }
        this.#goOn();
        this.#again = this.#asking;
        if (this.#asking) {
            return;
        }
        this.#asking = true;
        const isAnswered = await this.#ask();
        this.#asking = false;
        this.#pause = isAnswered ? 0 : Math.min(2 * this.#pause + 1, MOST_PASSED);
        this.#passing = this.#pause;
        if (this.#again && this.#isOn) {
            this.now();
        }
    }

    #next = () => {
        if (this.#asking || this.#passing > 0) {
            this.#late();
        }
        // A question that is still open is asked again by hand only: else one that fails late would be asked anew at once.
        if (this.#asking || this.#passing > 0) {
            this.#passing = Math.max(0, this.#passing - 1);
            this.#goOn();
        } else {
            this.now();
        }
    };

    #goOn = () => {
        clearTimeout(this.#timer);
        // eslint-disable-next-line @lwc/lwc/no-async-operation
        this.#timer = setTimeout(this.#next, EVERY_MS);
    };

    #look = () => {
        clearTimeout(this.#timer);
        this.#isOn = document.visibilityState === 'visible';
        if (this.#isOn) {
            this.now();
        }
    };
}
