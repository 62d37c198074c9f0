// The waiting room: what is said to one who knocked and is not let in yet.

import { putSoon } from "/page/bring.js";
import { keep, kept } from "/page/keep.js";
import { put } from "/page/words.js";

const KEPT = "consultand.note"; // for this tab only: a reload shows it again

/** The step before the call; `at(id)` finds an element, `go(step)` shows a step. */
export class Waiting {
  #at; #go;

  constructor(at, go) {
    this.#at = at;
    this.#go = go;
  }

  /** Shows that she knocks, and what she was told before. */
  begin() {
    this.say("waiting.knocking");
    this.#show(kept(KEPT));
    this.#go("waiting");
  }

  /** Says how it stands. */
  say(id) {
    put(this.#at("waiting-news"), id);
    for (const way of ["form", "sign"]) this.#at(`waiting-${way}`).hidden = id !== "waiting.away";
  }

  /** Shows what the counsellor lets her know: {sentence, text}. */
  tell(note) {
    keep(KEPT, note);
    this.#show(note);
  }

  /** Nothing of it counts any more: she is in, or was turned away. */
  end() {
    keep(KEPT, null);
  }

  #show(note) {
    const at = this.#at;
    at("note").hidden = !note;
    if (!note) return;
    at("note-sentence").hidden = !note.sentence;
    if (note.sentence) putSoon(at("note-sentence"), `note.${note.sentence}`);
    at("note-text").textContent = note.text;
    at("note-text").hidden = !note.text;
  }
}
