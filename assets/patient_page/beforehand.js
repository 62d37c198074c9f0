// What she may tell or sign before the appointment: brought when she asks for it.

import { bringPart } from "/page/bring.js";
import { make, put } from "/page/words.js";

const STEPS = {
  form: ["form.heading", "Form", "form", "mailbox"],
  sign: ["welcome.consent", "SignBefore", "sign_before", "consent", "mailbox"],
};

/** The ways there and back; `invitation()` is the link's, `go(step)` shows a step. */
export class Beforehand {
  #at; #go; #invitation; #back = "welcome"; #made = {};

  constructor(at, go, invitation) {
    [this.#at, this.#go, this.#invitation] = [at, go, invitation];
    for (const [step, [heading]] of Object.entries(STEPS)) {
      document.querySelector("main").append(section(step, heading));
      for (const from of ["go", "waiting"]) at(`${from}-${step}`).onclick = () => this.#open(step);
      at(`${step}-back`).onclick = () => go(this.#back);
    }
  }

  async #open(step) {
    this.#back = document.body.dataset.step;
    this.#go(step);
    const [, name, ...files] = STEPS[step];
    const parts = await bringPart(files, () => {
      put(this.#at(`${step}-state`), "waiting.again");
      this.#at(`${step}-state`).hidden = false;
    });
    this.#made[step] ??= new parts[name](this.#at, this.#invitation, parts);
    this.#made[step].open();
  }
}

function section(step, heading) {
  return make("section", { class: "card", "data-on": step, hidden: "" },
    make("h1", { say: heading }),
    make("div", { id: `${step}-place` }),
    make("p", { id: `${step}-state`, class: "finding", role: "status", hidden: "" }),
    make("div", { class: "actions" }, make("button", { id: `${step}-back`, say: "form.back" })));
}
