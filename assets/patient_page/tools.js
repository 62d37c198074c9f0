// Her hand on the picture: looking, pointing, drawing.

import { put } from "/page/words.js";

const EVERY_MS = 50;
const NEAR = 1.5; // points that a line leaves out
const MOST = 200; // numbers of a line that are sent at once

/**
 * The tools under the picture. `on`: point(place or null), stroke({id, at}), choose(subject).
 * `at(id)` finds an element of the page.
 */
export class Tools {
  #at; #view; #marks; #on; #tool = ""; #last = 0; #line = null; #count = 0;

  constructor(at, view, marks, on) {
    this.#at = at;
    this.#view = view;
    this.#marks = marks;
    this.#on = on;
    const paper = at("paper");
    for (const tool of ["point", "draw"]) {
      at(`tool-${tool}`).onclick = () => this.#take(this.#tool === tool ? "" : tool);
    }
    paper.onpointerdown = (event) => this.#press(event);
    paper.onpointermove = (event) => this.#move(event);
    paper.onpointerup = () => this.#lift();
    paper.onpointercancel = () => this.#lift();
    paper.onpointerleave = () => this.#leave();
    paper.onclick = (event) => this.#click(event);
    paper.onkeydown = ({ key }) => {
      if (key === "Escape" && this.#tool) this.#take("");
    };
  }

  #take(tool) {
    this.#tool = tool;
    this.#at("paper").dataset.tool = tool;
    if (!tool) delete this.#at("paper").dataset.tool;
    for (const each of ["point", "draw"]) {
      this.#at(`tool-${each}`).setAttribute("aria-pressed", each === tool);
    }
    const hint = this.#at("tool-hint");
    hint.hidden = !tool;
    if (tool) put(hint, tool === "point" ? "board.point_hint" : "board.draw_hint");
  }

  #press(event) {
    if (!this.#tool || !this.#view.svg || event.button !== 0) return;
    event.preventDefault();
    const place = this.#view.place(event);
    if (this.#tool === "point") {
      this.point(place);
      return;
    }
    this.#at("paper").setPointerCapture(event.pointerId);
    this.#line = { id: this.#count++ % 1_000_000, at: place, end: place };
    this.#marks.stroke({ id: this.#line.id, at: place, by: "own" });
  }

  #move(event) {
    if (!this.#tool || !this.#view.svg) return;
    const place = this.#view.place(event);
    if (this.#tool === "point" && (event.buttons || event.pointerType === "mouse")) {
      if (event.timeStamp - this.#last < EVERY_MS) return;
      this.#last = event.timeStamp;
      this.point(place);
    } else if (this.#line) {
      const [x, y] = this.#line.end;
      if (Math.hypot(place[0] - x, place[1] - y) < NEAR) return;
      this.#line.end = place;
      this.#line.at.push(...place);
      this.#marks.stroke({ id: this.#line.id, at: place, by: "own" });
      if (this.#line.at.length >= MOST || event.timeStamp - this.#last >= EVERY_MS) {
        this.#last = event.timeStamp;
        this.#send();
      }
    }
  }

  #lift() {
    if (this.#line) this.#send();
    this.#line = null;
  }

  #leave() {
    if (this.#tool === "point") this.#on.point(null);
    this.#marks.point({ by: "own" });
  }

  #send() {
    const { id, at } = this.#line;
    if (at.length) this.#on.stroke({ id, at });
    this.#line.at = [];
  }

  /** Points at a place for everybody. */
  point([x, y]) {
    this.#marks.point({ x, y, by: "own" });
    this.#on.point([x, y]);
  }

  #click(event) {
    const group = event.target.closest("[data-subject]");
    if (group && !this.#tool) this.#on.choose(group.dataset.subject);
  }
}

/** Keeps "BRCA1+" together in a line that runs from the right. */
export function isolated(label) {
  return label.replace(/[A-Z][A-Z0-9]*[+-]/g, "\u2066$&\u2069");
}
