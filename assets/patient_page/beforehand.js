// What she may tell or sign before the appointment: kept in this tab, left sealed for the desk.

import { leave } from "/page/mailbox.js";
import { put, say, language } from "/page/words.js";

const KEPT = "consultand.form";
const MOST_ROWS = 40;
const KIN = ["mother", "father", "sister", "brother", "daughter", "son", "mothers_mother",
  "mothers_father", "fathers_mother", "fathers_father", "mothers_sister", "mothers_brother",
  "fathers_sister", "fathers_brother", "other"];
const FIELDS = ["reason", "questions", "needs"];

/** The form; `invitation()` is the link's, `at(id)` finds an element, `go(step)` shows a step. */
export class Beforehand {
  #at; #go; #invitation; #back = "welcome"; #row; #signing = null;

  constructor(at, go, invitation) {
    [this.#at, this.#go, this.#invitation] = [at, go, invitation];
    this.#row = at("form-rows").firstElementChild;
    this.#row.remove();
    for (const id of KIN) {
      const option = new Option("", id);
      option.dataset.say = `kin.${id}`;
      this.#row.querySelector("select").append(option);
    }
    for (const id of ["go-form", "waiting-form"]) at(id).onclick = () => this.#open();
    for (const id of ["go-sign", "waiting-sign"]) at(id).onclick = () => this.#sign();
    at("form-add").onclick = () => this.#add({}).querySelector("select").focus();
    for (const id of ["form-back", "sign-back"]) at(id).onclick = () => go(this.#back);
    at("form").oninput = () => this.#keep();
    at("form").onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
  }

  #open() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    this.#back = document.body.dataset.step;
    for (const name of FIELDS) this.#at(`form-${name}`).value = kept[name] ?? "";
    this.#at("form-rows").replaceChildren();
    for (const told of kept.family ?? []) this.#add(told);
    this.#say(null);
    this.#go("form");
  }

  /** The consent: loaded when she asks for it. */
  async #sign() {
    this.#back = document.body.dataset.step;
    this.#go("sign");
    this.#signing ??= import("/page/sign_before.js").then(
      ({ SignBefore }) => new SignBefore(this.#at, this.#invitation));
    try {
      await (await this.#signing).open();
    } catch {
      this.#signing = null;
      put(this.#at("sign-state"), "form.lost");
      this.#at("sign-state").hidden = false;
    }
  }

  #add(told) {
    const row = this.#row.cloneNode(true);
    for (const field of this.#fields(row)) field.value = told[field.name] ?? field.value;
    for (const text of row.querySelectorAll("[data-say]")) put(text, text.dataset.say);
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
    sessionStorage.setItem(KEPT, JSON.stringify(this.#told()));
    this.#say(null);
  }

  async #send() {
    const told = this.#told();
    const isEmpty = !told.family.length && !FIELDS.some((name) => told[name]);
    if (isEmpty) return this.#say("form.empty");
    this.#say("form.sending");
    this.#at("form-send").disabled = true;
    try {
      await leave(this.#invitation(), JSON.stringify({ t: "form", language: language(), ...told }));
      sessionStorage.removeItem(KEPT);
      this.#say("form.kept");
    } catch (error) {
      this.#say(`form.${error.reason ?? "lost"}`);
    }
    this.#at("form-send").disabled = false;
  }

  #say(id) {
    this.#at("form-state").hidden = !id;
    if (id) put(this.#at("form-state"), id);
  }
}
