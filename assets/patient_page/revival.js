// What is tried for a line that fell silent, and when; the reasons are in counselling/call/link/revival.py.

export const INTERRUPTED_SECONDS = 2;
const RESTART_SECONDS = 2.5;
const KNOCK_SECONDS = 4;
const BETWEEN_KNOCKS = [3, 4, 6, 8];

export class Revival {
  #canRestart; #isRestarted = false; #knocks = 0; #nextKnock = KNOCK_SECONDS;

  constructor(canRestart) {
    this.#canRestart = canRestart;
  }

  /** What to do after so long a silence: "nothing", "restart" or "knock". */
  after(silentSeconds) {
    if (silentSeconds < INTERRUPTED_SECONDS) {
      [this.#isRestarted, this.#knocks, this.#nextKnock] = [false, 0, KNOCK_SECONDS];
    } else if (silentSeconds >= this.#nextKnock) {
      const wait = BETWEEN_KNOCKS[Math.min(this.#knocks++, BETWEEN_KNOCKS.length - 1)];
      this.#nextKnock = silentSeconds + wait;
      return "knock";
    } else if (this.#canRestart && !this.#isRestarted && silentSeconds >= RESTART_SECONDS) {
      this.#isRestarted = true;
      return "restart";
    }
    return "nothing";
  }
}
