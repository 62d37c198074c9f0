// What she may tell before the appointment: kept in this tab, left sealed for the desk.

import { keep, kept } from "/page/keep.js";
import { language, make, put } from "/page/words.js";

const KEPT = "consultand.form";
const MOST_ROWS = 40;
const KIN = ["mother", "father", "sister", "brother", "daughter", "son", "mothers_mother",
  "mothers_father", "fathers_mother", "fathers_father", "mothers_sister", "mothers_brother",
  "fathers_sister", "fathers_brother", "other"];
const FIELDS = ["reason", "questions", "needs"];

/** The form; `invitation()` is the link's, `at(id)` finds an element. */
export class Form {
  #at; #invitation; #leave; #isSending = false;

  /** `leave`: of mailbox.js. */
  constructor(at, invitation, { leave }) {
    [this.#at, this.#invitation, this.#leave] = [at, invitation, leave];
    at("form-place").append(...form());
    at("form-back").before(
      make("button", { class: "main", id: "form-send", form: "form", say: "form.send" }));
    at("form-add").onclick = () => this.#add({}).querySelector("select").focus();
    at("form").oninput = () => this.#keep();
    at("form").onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
  }

  /** Shows what was written in this tab before. */
  open() {
    const before = kept(KEPT) ?? {};
    for (const name of FIELDS) this.#at(`form-${name}`).value = before[name] ?? "";
    this.#at("form-rows").replaceChildren();
    for (const told of before.family ?? []) this.#add(told);
    this.#say(null);
  }

  #add(told) {
    const row = relative();
    for (const field of this.#fields(row)) field.value = told[field.name] ?? field.value;
    row.querySelector("button").onclick = () => {
      row.remove();
      this.#keep();
      this.#at("form-add").focus();
    };
    this.#at("form-rows").append(row);
    this.#at("form-add").disabled = this.#at("form-rows").childElementCount >= MOST_ROWS;
    return row;
  }

  #fields(row) {
    return row.querySelectorAll("select, input");
  }

  #told() {
    const rows = [...this.#at("form-rows").children].map((row) =>
      Object.fromEntries([...this.#fields(row)].map(({ name, value }) => [name, value.trim()])));
    return {
      ...Object.fromEntries(FIELDS.map((name) => [name, this.#at(`form-${name}`).value.trim()])),
      family: rows,
    };
  }

  #keep() {
    keep(KEPT, this.#told());
    this.#say(null);
  }

  async #send() {
    const told = this.#told();
    const isEmpty = !told.family.length && !FIELDS.some((name) => told[name]);
    if (isEmpty) return this.#say("form.empty");
    if (this.#isSending) return; // the button stays one: a disabled one has no focus
    this.#isSending = true;
    this.#say("form.sending");
    try {
      await this.#leave(this.#invitation(), JSON.stringify({ t: "form", language: language(), ...told }));
      keep(KEPT, null);
      this.#say("form.kept");
    } catch (error) {
      this.#say(`form.${error.reason ?? "lost"}`);
    }
    this.#isSending = false;
  }

  #say(id) {
    this.#at("form-state").hidden = !id;
    if (id) put(this.#at("form-state"), id);
  }
}

function form() {
  const family = make("fieldset", {}, make("legend", { say: "form.family" }),
    make("p", { class: "soft", say: "form.family_hint" }), make("ul", { id: "form-rows" }),
    make("button", { type: "button", id: "form-add", say: "form.add" }));
  return [make("p", { class: "soft", say: "form.why" }),
    make("form", { class: "ask-all", id: "form" },
      asked("form.reason", "textarea", { id: "form-reason", maxlength: 2000, rows: 3 }), family,
      asked("form.questions", "textarea", { id: "form-questions", maxlength: 2000, rows: 3 }),
      asked("form.needs", "textarea", { id: "form-needs", maxlength: 500, rows: 2 }))];
}

/** One row: what is told of a relative. */
function relative() {
  const kin = KIN.map((id) => make("option", { value: id, say: `kin.${id}` }));
  const alive = ["unknown", "yes", "no"].map((id) =>
    make("option", { value: id, say: `form.${id}` }));
  return make("li", {}, asked("form.who", "select", { name: "who" }, ...kin),
    asked("form.what", "input", { name: "what", maxlength: 200 }),
    asked("form.age", "input", { name: "age", maxlength: 40, inputmode: "text" }),
    asked("form.alive", "select", { name: "alive" }, ...alive),
    make("button", { type: "button", say: "form.remove" }));
}

function asked(id, field, facts, ...inside) {
  return make("label", {}, make("span", { say: id }), make(field, facts, ...inside));
}
