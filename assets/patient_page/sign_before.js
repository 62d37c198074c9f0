// The consent to talks by video, read and signed while nobody is there. The text is the same for
// everybody and comes with the page; what she says to it is left sealed, as the form is. What the
// desk makes of it: counselling/work/session/take_signed.py.

import { insist } from "/page/bring.js";
import { keep, kept } from "/page/keep.js";
import { language, make, put } from "/page/words.js";

const KEPT = "consultand.sign"; // for this tab only, until it is sent
const MINE = "before-"; // the same card as in the call, under ids of its own
const FALLBACK = "en"; // as the desk's
const UNSAID = 404; // there is no such text in this language

/** The step; `at(id)` finds an element, `invitation()` is the link's. */
export class SignBefore {
  #at; #invitation; #send; #consent; #asked = ""; #text = null; #said = null;

  /** `Consent`: of consent.js, `leave`: of mailbox.js. */
  constructor(at, invitation, { Consent, leave }) {
    [this.#at, this.#invitation, this.#send] = [at, invitation, leave];
    const card = make("div", { class: "ask card", id: `${MINE}consent`, role: "region", hidden: "",
      "aria-labelledby": `${MINE}consent-title` });
    at("sign-place").append(make("p", { class: "soft", say: "sign.why" }), card);
    const unsaid = document.createElement("p"); // nobody asks her now: nothing is announced
    const mine = (id) => document.getElementById(MINE + id) ?? unsaid;
    this.#consent = new Consent(mine, (word) => this.#hear(word), MINE);
    card.addEventListener("input", ({ target: { dataset, value } }) => {
      if (dataset.blank) this.#keep("filled", dataset.blank, value);
    });
    at("language").addEventListener("change", ({ target }) => {
      if (document.body.dataset.step === "sign") this.open(target.value);
    });
  }

  /** Shows the text in a language, with what was answered in this tab before. */
  async open(code = language()) {
    this.#state(null);
    this.#asked = code;
    const isWanted = () => this.#asked === code;
    const text = await insist(() => isWanted() && textIn(code),
      () => isWanted() && this.#state("waiting.again"));
    if (!isWanted()) return; // in another language by now
    this.#state(null);
    this.#text = text;
    const before = kept(KEPT);
    const empty = { text_hash: this.#text.text_hash, answers: {}, filled: {} };
    this.#said = before?.text_hash === empty.text_hash ? before : empty;
    const { answers, filled } = this.#said;
    this.#consent.show({
      ...this.#text,
      questions: this.#text.questions.map((one) => ({ ...one, is_yes: answers[one.id] })),
      blanks: this.#text.blanks.map((one) => ({ ...one, said: filled[one.id] })),
    });
  }

  #hear(word) {
    if (word.t === "answer") this.#keep("answers", word.question, word.is_yes);
    else this.#leave(word);
    return true;
  }

  #keep(part, id, value) {
    this.#said[part][id] = value;
    keep(KEPT, this.#said);
  }

  async #leave({ text_hash, name, strokes, filled }) {
    const { form, version, language: code } = this.#text;
    const { answers } = this.#said;
    this.#state("form.sending");
    try {
      await this.#send(this.#invitation(), JSON.stringify({
        t: "consent", form, version, language: code, text_hash, answers, filled, name, strokes,
        at: new Date().toISOString(),
      }));
      keep(KEPT, null);
      this.#consent.over({ form, outcome: "closed" });
      this.#state("form.kept");
    } catch (error) {
      this.#consent.over({ form, outcome: "failed" });
      this.#state(`form.${error.reason ?? "lost"}`);
    }
  }

  #state(id) {
    this.#at("sign-state").hidden = !id;
    if (id) put(this.#at("sign-state"), id);
  }
}

/** Fetches a text, and counts its hash over the words that are shown. */
async function textIn(code) {
  let answer = await fetch(`/words/consent-${code}.json`);
  if (answer.status === UNSAID) answer = await fetch(`/words/consent-${FALLBACK}.json`);
  if (!answer.ok) throw new Error("lost"); // and no reason to show it in another language
  const text = await answer.json();
  const asked = [...text.questions, ...text.blanks].map(({ words }) => words);
  const shown = [text.title, ...text.paragraphs, ...asked, text.declaration].join("\n\n");
  const octets = new TextEncoder().encode(shown.normalize("NFC"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
  const text_hash = [...digest].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return { ...text, text_hash };
}
