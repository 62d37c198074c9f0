// The waiting room: what is said to one who knocked and is not let in yet.

import { put } from "/page/words.js";

/** The step before the call; `at(id)` finds an element, `go(step)` shows a step. */
export class Waiting {
  #at; #go;

  constructor(at, go) {
    this.#at = at;
    this.#go = go;
  }

  /** Shows that she knocks. */
  begin() {
    this.say("waiting.knocking");
    this.#go("waiting");
  }

  /** Says how it stands. */
  say(id) {
    put(this.#at("waiting-news"), id);
  }
}
