// "My aunt had it too": what she wants to add goes to the counsellor, never into the record itself.

import { isolated } from "/page/tools.js";
import { language, make, put, say } from "/page/words.js";

const KINDS = ["illness", "death", "missing", "wrong", "other"];
const FATES = new Map([["waiting", "propose.waiting"], ["accepted", "propose.accepted"],
  ["aside", "propose.aside"]]);

/** The form and the list of what was sent. `send(message)` returns whether it went. */
export class Proposals {
  #at; #send; #sent = new Map(); #count = 0; #name;

  constructor(at, send) {
    this.#at = at;
    this.#send = send;
    this.#name = [...crypto.getRandomValues(new Uint8Array(6))]
      .map((octet) => octet.toString(16).padStart(2, "0")).join("");
    at("propose-form").append(...form());
    at("propose-form").after(
      make("ul", { class: "proposals", id: "proposals", called: "propose.sent", hidden: "" }));
    at("propose-cancel").onclick = () => this.#close();
    at("propose-form").onsubmit = (event) => {
      event.preventDefault();
      this.#propose();
    };
  }

  /** Keeps the people of a picture to choose from, and who was chosen. */
  list(svg) {
    const chosen = this.#at("propose-who").value;
    const nobody = new Option(say("propose.nobody"), "");
    nobody.dataset.say = "propose.nobody";
    const people = [...svg.querySelectorAll("[data-subject]")]
      .map(({ dataset }) => new Option(isolated(dataset.label), dataset.subject));
    this.#at("propose-who").replaceChildren(nobody, ...people);
    this.#at("propose-who").value = people.some(({ value }) => value === chosen) ? chosen : "";
  }

  /** Opens the form. */
  open() {
    this.#at("propose-form").hidden = false;
    this.#at("propose").setAttribute("aria-expanded", "true");
    this.#at("propose-who").focus();
  }

  get isOpen() {
    return !this.#at("propose-form").hidden;
  }

  /** Chooses somebody for the open form. */
  choose(subject) {
    if (this.isOpen) this.#at("propose-who").value = subject;
  }

  /** Shows what became of one. */
  heard({ id, fate }) {
    const entry = this.#sent.get(id);
    if (entry && FATES.has(fate)) {
      put(entry.state, FATES.get(fate));
      entry.row.dataset.fate = fate;
      this.#at("announcement").textContent = say(FATES.get(fate));
    }
  }

  /** Sends again what the line lost; the desk takes each once. */
  again() {
    for (const { message, row } of this.#sent.values()) {
      if (row.dataset.fate === "unsent" && this.#send(message)) row.dataset.fate = "waiting";
    }
  }

  #propose() {
    const text = this.#at("propose-text").value.trim();
    const kind = this.#at("propose-form").elements.kind.value;
    if (!text && kind !== "death") {
      this.#at("propose-text").focus();
      return;
    }
    const who = this.#at("propose-who");
    const message = {
      t: "propose", id: `${this.#name}-${this.#count++}`, who: who.value,
      kind: KINDS.includes(kind) ? kind : "other", text, language: language(),
    };
    const name = who.value ? who.selectedOptions[0].textContent.split(/[:,،]/)[0] : "";
    this.#list(message, [name, text].filter(Boolean).join(": "));
    this.#at("propose-text").value = "";
    this.#close();
  }

  #list(message, text) {
    const row = document.createElement("li");
    const told = document.createElement("bdi");
    const state = document.createElement("span");
    told.textContent = text;
    state.className = "soft";
    put(state, "propose.waiting");
    row.append(told, " ", state);
    row.dataset.fate = this.#send(message) ? "waiting" : "unsent";
    this.#sent.set(message.id, { message, row, state });
    this.#at("proposals").append(row);
    this.#at("proposals").hidden = false;
    this.#at("announcement").textContent = say("propose.waiting");
  }

  #close() {
    this.#at("propose-form").hidden = true;
    this.#at("propose").setAttribute("aria-expanded", "false");
    this.#at("propose").focus();
  }
}

function form() {
  const kinds = KINDS.map((kind, place) => make("label", {},
    make("input", { type: "radio", name: "kind", value: kind, ...place ? {} : { checked: "" } }),
    make("span", { say: `propose.${kind}` })));
  return [make("h2", { say: "propose.title" }), make("p", { class: "soft", say: "propose.why" }),
    make("label", {}, make("span", { say: "propose.who" }), " ",
      make("select", { id: "propose-who" })),
    make("fieldset", {}, make("legend", { say: "propose.what" }),
      make("div", { class: "answers" }, ...kinds)),
    make("label", {}, make("span", { say: "propose.text" }),
      make("input", { id: "propose-text", maxlength: 500, autocomplete: "off" })),
    make("div", { class: "actions pair" },
      make("button", { class: "main", say: "propose.send" }),
      make("button", { type: "button", id: "propose-cancel", say: "propose.cancel" }))];
}
