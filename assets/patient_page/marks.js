// What both ends point at and draw by hand, over the picture.

import { element } from "/page/board.js";

const POINTS_MS = 4000; // a pointer that does not move is gone
const OWN = "own";
const MAX_LINES = 400;

/** Pointers and freehand lines; they stay with the picture until they fade or are wiped. */
export class Marks {
  #layer = element("g", { "aria-hidden": "true", class: "marks" });
  #lines = new Map(); #pointers = new Map(); #svg = null;

  /** Lays them over a picture; over another one nothing is left of them. */
  take(svg, isNew) {
    if (isNew) this.wipe();
    const { width } = svg.viewBox.baseVal;
    this.#layer.style.setProperty("--unit", Math.max(1, width / 500));
    this.#svg = svg;
    if (this.#layer.hasChildNodes()) svg.append(this.#layer);
  }

  get isEmpty() {
    return this.#lines.size === 0;
  }

  /** Goes on with a line, or begins it. `by`: whose it is. */
  stroke({ id, at, by = "" }) {
    const key = `${by} ${id}`;
    if (!this.#lines.has(key)) {
      if (this.#lines.size >= MAX_LINES) return;
      const line = element("polyline", { class: by === OWN ? "own" : "theirs", points: "" });
      this.#layer.append(line);
      this.#svg?.append(this.#layer);
      this.#lines.set(key, line);
    }
    const line = this.#lines.get(key);
    const more = at.filter(Number.isFinite).join(" ");
    line.setAttribute("points", `${line.getAttribute("points")} ${more}`.trim());
  }

  wipe() {
    for (const line of this.#lines.values()) line.remove();
    this.#lines.clear();
  }

  /** Shows where somebody points, for a while; without a place she does no more. */
  point({ x, y, by = "" }) {
    const before = this.#pointers.get(by);
    clearTimeout(before?.timer);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      before?.dot.remove();
      this.#pointers.delete(by);
      return;
    }
    const dot = before?.dot ?? pointer(by);
    dot.setAttribute("transform", `translate(${x} ${y})`);
    this.#layer.append(dot);
    this.#svg?.append(this.#layer);
    const timer = setTimeout(() => this.point({ by }), POINTS_MS);
    this.#pointers.set(by, { dot, timer });
  }
}

function pointer(by) {
  const made = element("g", { class: by === OWN ? "pointer own" : "pointer theirs" });
  made.append(element("circle", { r: 9, class: "ring" }), element("circle", { r: 3 }));
  return made;
}
