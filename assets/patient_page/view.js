// What part of the picture is seen: moved and brought nearer by finger, mouse, keys, or for her.

const STEP = 1.5;
const NEAREST = 8;
const LEAST_FIT = 0.6; // what would be smaller than this is opened as wide as the paper, in part

/** The window in `paper`; `changed(isFarthest, isNearest)` after each step. */
export class View {
  #paper; #changed; #zoom = 1; #pinch = null; #drag = null;

  constructor(paper, changed) {
    this.#paper = paper;
    this.#changed = changed;
    paper.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    paper.addEventListener("touchstart", (event) => this.#touch(event), { passive: true });
    paper.addEventListener("touchmove", (event) => this.#spread(event), { passive: false });
    paper.addEventListener("pointerdown", (event) => this.#grip(event));
    paper.addEventListener("pointermove", (event) => this.#pull(event));
    paper.addEventListener("pointerup", () => { this.#drag = null; });
    paper.addEventListener("pointercancel", () => { this.#drag = null; });
    paper.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#size()).observe(paper);
  }

  get svg() {
    return this.#paper.querySelector("svg");
  }

  /** Shows a picture; of one that only changed, the same part as before. */
  take(svg, isNew) {
    const { scrollLeft, scrollTop } = this.#paper;
    this.#paper.replaceChildren(svg);
    if (isNew) this.#zoom = 1;
    this.#size();
    this.#paper.scrollTo(isNew ? { left: 0, top: 0 } : { left: scrollLeft, top: scrollTop });
  }

  nearer(steps) {
    const { width, height } = this.#paper.getBoundingClientRect();
    this.#scale(this.#zoom * STEP ** steps, width / 2, height / 2);
  }

  whole() {
    this.#scale(1, 0, 0);
  }

  /** Shows a part of the picture as large as it fits. */
  look({ x, y, w, h }) {
    const { clientWidth } = this.#paper;
    const room = this.#room;
    const { width } = this.svg.viewBox.baseVal;
    this.#zoom = clamp(Math.min(width / w, room * width / (h * clientWidth)) / this.#fit());
    this.#size();
    const scale = this.svg.getBoundingClientRect().width / width;
    this.#paper.scrollTo({
      left: (x + w / 2) * scale - clientWidth / 2, top: (y + h / 2) * scale - room / 2,
    });
  }

  /** How high the paper may become, in pixels. */
  get #room() {
    return parseFloat(getComputedStyle(this.#paper).maxBlockSize) - 2; // rounding must not scroll
  }

  /** The part of the paper's width at which all of a picture is seen, also in its height. */
  #fit() {
    const { width, height } = this.svg.viewBox.baseVal;
    const part = this.#room / (this.#paper.clientWidth * height / width);
    return part >= LEAST_FIT ? Math.min(1, part) : 1;
  }

  /** The point of the picture under a pointer, in points. */
  place({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY)
      .matrixTransform(this.svg.getScreenCTM().inverse());
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  }

  #scale(zoom, x, y) {
    if (!this.svg) return;
    const next = clamp(zoom);
    const by = next / this.#zoom;
    const { scrollLeft, scrollTop } = this.#paper;
    this.#zoom = next;
    this.#size();
    this.#paper.scrollTo({ left: (scrollLeft + x) * by - x, top: (scrollTop + y) * by - y });
  }

  #size() {
    if (!this.svg) return;
    this.svg.style.inlineSize = `${this.#zoom * this.#fit() * 100}%`;
    this.#changed(this.#zoom <= 1, this.#zoom >= NEAREST);
  }

  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.#paper.getBoundingClientRect();
    this.#scale(this.#zoom * STEP ** (-event.deltaY / 150), event.clientX - box.x,
      event.clientY - box.y);
  }

  #touch({ touches }) {
    this.#pinch = touches.length === 2 ? { apart: apart(touches), zoom: this.#zoom } : null;
  }

  #spread(event) {
    if (event.touches.length !== 2 || !this.#pinch) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const box = this.#paper.getBoundingClientRect();
    this.#scale(this.#pinch.zoom * apart(event.touches) / this.#pinch.apart,
      (one.clientX + other.clientX) / 2 - box.x, (one.clientY + other.clientY) / 2 - box.y);
  }

  #grip(event) {
    // A finger moves the paper by itself; a mouse is told how, unless it has something else to do.
    if (event.pointerType !== "mouse" || event.button !== 0 || this.#paper.dataset.tool) return;
    this.#drag = [event.clientX, event.clientY];
  }

  #pull(event) {
    if (!this.#drag || !(event.buttons & 1)) return;
    const [x, y] = this.#drag;
    this.#drag = [event.clientX, event.clientY];
    this.#paper.scrollBy(x - event.clientX, y - event.clientY);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.svg) return;
    if (event.key === "+" || event.key === "=") this.nearer(1);
    else if (event.key === "-") this.nearer(-1);
    else if (event.key === "0") this.whole();
    else return;
    event.preventDefault();
  }
}

function clamp(zoom) {
  return Math.max(1, Math.min(NEAREST, zoom));
}

function apart([one, other]) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
}
