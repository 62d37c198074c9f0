// What is to be spoken of, and how much time is left, once the counsellor shares it.

import { make, say } from "/page/words.js";

/** The plan's place in the talk. */
export class Plan {
  #at; #ends = null;

  constructor(at) {
    this.#at = at;
    at("plan").append(make("summary", {}, make("span", { say: "plan.title" }), " ",
      make("span", { id: "plan-time" })), make("ol", { id: "plan-points" }));
    setInterval(() => this.#showTime(), 15_000);
  }

  /** Shows the points and the time as they are now. */
  show({ points, planned_minutes: planned, left_minutes: left }) {
    this.#ends = left === null || left === undefined ? null : { planned, at: Date.now() + left * 6e4 };
    this.#at("plan").hidden = !points.length && !this.#ends;
    this.#at("plan-points").replaceChildren(...points.map(({ words, is_done: isDone }) => {
      const made = make("li", {}, words);
      made.classList.toggle("is-done", isDone);
      if (isDone) made.append(make("span", { class: "unseen" }, ` (${say("plan.done")})`));
      return made;
    }));
    this.#showTime();
  }

  #showTime() {
    const minutes = this.#ends && Math.max(0, Math.round((this.#ends.at - Date.now()) / 6e4));
    this.#at("plan-time").textContent = this.#ends
      ? say("plan.left", { left: minutes, planned: this.#ends.planned }) : "";
  }
}
