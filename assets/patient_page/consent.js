// A consent: read, answered question by question, signed by name or by hand. What was answered is
// told at once, so that a lost line or a closed tab loses nothing.

import { element } from "/page/board.js";
import { make, put, say } from "/page/words.js";

const BOX = { width: 1000, height: 500 };
const NEAR = 4;
const MAX_STROKES = 60;
const MAX_NUMBERS = 4000; // of all strokes together

/** The card, which is filled here. `send(message)` returns whether it went. */
export class Consent {
  #at; #send; #form = null; #answers = new Map(); #unsent = new Set(); #strokes = [];

  /** `mine`: what its elements' ids begin with; `at(id)` finds them without it. */
  constructor(at, send, mine = "") {
    this.#at = at;
    this.#send = send;
    at("consent").append(...card(mine));
    at("consent-form").onsubmit = (event) => {
      event.preventDefault();
      this.#sign();
    };
    at("sign-name").oninput = () => this.#review();
    at("sign-clear").onclick = () => this.#clear();
    for (const kind of ["typed", "drawn"]) at(`sign-${kind}`).onchange = () => this.#review();
    this.#follow(at("sign-box"));
  }

  /** Shows a text; of one that is here already only what is new. */
  show(form) {
    const isSame = this.#form?.form === form.form && this.#form.text_hash === form.text_hash;
    if (!isSame) this.#begin(form);
    for (const { id, is_yes: isYes } of form.questions) {
      if (typeof isYes === "boolean" && !this.#answers.has(id)) this.#answers.set(id, isYes);
    }
    this.#form = form;
    for (const question of this.#unsent) this.#tell(question);
    this.#at("consent").hidden = false;
    this.#tick();
    this.#review();
    if (!isSame) this.#at("announcement").textContent = say("consent.asked", { title: form.title });
  }

  /** What came of it. */
  over({ form, outcome }) {
    if (form !== this.#form?.form) return;
    if (outcome === "failed") {
      this.#state("consent.failed");
      this.#at("sign").disabled = false;
      return;
    }
    const card = this.#at("consent");
    const wasIn = card.contains(document.activeElement); // what goes away may not have the focus
    this.#form = null;
    if (outcome === "kept") {
      this.#state("consent.kept");
      if (wasIn) this.#at("consent-state").focus();
    } else {
      if (wasIn) card.closest("section").querySelector("h1").focus();
      card.hidden = true;
    }
    this.#at("consent-form").hidden = true;
  }

  #begin(form) {
    this.#answers.clear();
    this.#unsent.clear();
    this.#at("sign-name").value = "";
    this.#clear();
    this.#state(null);
    this.#at("consent-form").hidden = false;
    const text = this.#at("consent-text");
    text.lang = form.language;
    text.dir = form.direction === "rtl" ? "rtl" : "ltr";
    this.#at("consent-title").textContent = form.title;
    const read = form.paragraphs.map((words, at) =>
      block(form.headings?.includes(at) ? "h3" : "p", words));
    const asked = form.questions.map((question) => this.#question(question));
    text.replaceChildren(...read, ...asked, ...(form.blanks ?? []).map(blank));
    const declaration = this.#at("consent-declaration");
    declaration.textContent = form.declaration;
    declaration.lang = form.language;
    declaration.dir = text.dir;
    this.#at("consent-version").textContent = `${form.version} · ${form.text_hash.slice(0, 12)}`;
  }

  #question({ id, words }) {
    const set = document.createElement("fieldset");
    set.dataset.question = id;
    set.append(block("legend", words));
    const answers = document.createElement("div");
    answers.className = "answers";
    for (const [value, said] of [["yes", "consent.yes"], ["no", "consent.no"]]) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: `consent-${id}`, value });
      input.onchange = () => this.#answer(id, value === "yes");
      const word = document.createElement("span");
      put(word, said);
      label.append(input, word);
      answers.append(label);
    }
    set.append(answers);
    return set;
  }

  #answer(id, isYes) {
    this.#answers.set(id, isYes);
    this.#unsent.add(id);
    this.#tell(id);
    this.#review();
  }

  #tell(question) {
    const isYes = this.#answers.get(question);
    const message = { t: "answer", form: this.#form.form, question, is_yes: isYes };
    if (this.#send(message)) this.#unsent.delete(question);
  }

  #tick() {
    for (const [id, isYes] of this.#answers) {
      const set = [...this.#at("consent-text").querySelectorAll("fieldset")]
        .find(({ dataset }) => dataset.question === id);
      const input = set?.querySelector(`input[value="${isYes ? "yes" : "no"}"]`);
      if (input) input.checked = true;
    }
  }

  get #isDrawn() {
    return this.#at("sign-drawn").checked;
  }

  #review() {
    if (!this.#form) return;
    const left = this.#form.questions.filter(({ id }) => !this.#answers.has(id)).length;
    const isNamed = this.#at("sign-name").value.trim() !== "";
    this.#at("sign-hand").hidden = !this.#isDrawn;
    this.#at("sign").disabled = left > 0 || !isNamed || (this.#isDrawn && !this.#strokes.length);
    if (left > 0) this.#state("consent.unanswered");
    else if (!isNamed) this.#state("consent.unnamed");
    else if (this.#isDrawn && !this.#strokes.length) this.#state("consent.undrawn");
    else this.#state("consent.ready");
  }

  #sign() {
    if (this.#at("sign").disabled || !this.#form) return;
    for (const question of this.#unsent) this.#tell(question);
    const went = this.#send({
      t: "sign", form: this.#form.form, text_hash: this.#form.text_hash,
      name: this.#at("sign-name").value.trim(), strokes: this.#isDrawn ? this.#strokes : [],
      ...this.#filled(),
    });
    this.#at("sign").disabled = went;
    this.#state(went ? "consent.sent" : "consent.unsent");
    if (went) this.#at("consent-state").focus(); // the button that she pressed is none now
  }

  /** What she wrote into the text's blanks; nothing where it has none. */
  #filled() {
    const blanks = [...this.#at("consent-text").querySelectorAll("[data-blank]")];
    const said = blanks.map(({ dataset, value }) => [dataset.blank, value.trim()]);
    return blanks.length ? { filled: Object.fromEntries(said) } : {};
  }

  #state(id) {
    const state = this.#at("consent-state");
    state.hidden = !id;
    if (id) put(state, id);
  }

  // The hand

  #follow(box) {
    let line = null;
    const place = (event) => {
      const { x, y, width } = box.getBoundingClientRect();
      const scale = BOX.width / width;
      return [Math.round((event.clientX - x) * scale), Math.round((event.clientY - y) * scale)];
    };
    box.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.#strokes.length >= MAX_STROKES) return;
      event.preventDefault();
      box.setPointerCapture(event.pointerId);
      const start = place(event);
      this.#strokes.push([...start]);
      line = element("polyline", { points: [...start, ...start].join(" ") });
      box.append(line);
    });
    box.addEventListener("pointermove", (event) => {
      const course = this.#strokes.at(-1);
      if (!line || this.#strokes.flat().length >= MAX_NUMBERS) return;
      const [x, y] = place(event);
      if (Math.hypot(x - course.at(-2), y - course.at(-1)) < NEAR) return;
      course.push(x, y);
      line.setAttribute("points", course.join(" "));
    });
    const lift = () => {
      if (line) this.#review();
      line = null;
    };
    box.addEventListener("pointerup", lift);
    box.addEventListener("pointercancel", lift);
  }

  #clear() {
    this.#strokes = [];
    this.#at("sign-box").replaceChildren();
    this.#review();
  }
}

function card(mine) {
  const way = (id, words, facts) => make("label", {},
    make("input", { type: "radio", name: `${mine}sign`, id: `${mine}sign-${id}`, ...facts }),
    make("span", { say: words }));
  const box = element("svg", { id: `${mine}sign-box`, viewBox: `0 0 ${BOX.width} ${BOX.height}`,
    role: "img", "data-name": "consent.box", "aria-label": say("consent.box") });
  return [make("h2", { id: `${mine}consent-title` }),
    make("form", { id: `${mine}consent-form` }, make("div", { id: `${mine}consent-text` }),
      make("p", { id: `${mine}consent-declaration`, class: "declaration" }),
      make("label", {}, make("span", { say: "consent.name" }),
        make("input", { id: `${mine}sign-name`, maxlength: 300, autocomplete: "name" })),
      make("fieldset", {}, make("legend", { say: "consent.how" }),
        make("div", { class: "answers" }, way("typed", "consent.typed", { checked: "" }),
          way("drawn", "consent.drawn"))),
      make("div", { id: `${mine}sign-hand`, hidden: "" }, box,
        make("button", { type: "button", id: `${mine}sign-clear`, say: "consent.clear" })),
      make("div", { class: "actions" },
        make("button", { class: "main", id: `${mine}sign`, disabled: "", say: "consent.sign" }))),
    make("p", { id: `${mine}consent-state`, role: "status", tabindex: -1, hidden: "" }),
    make("p", { class: "soft small", dir: "ltr", id: `${mine}consent-version` })];
}

function blank({ id, words, said = "" }) {
  const label = document.createElement("label");
  label.className = "blank";
  const input = document.createElement("input");
  Object.assign(input, { maxLength: 300, value: said });
  input.dataset.blank = id;
  label.append(block("span", words), input);
  return label;
}

function block(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
