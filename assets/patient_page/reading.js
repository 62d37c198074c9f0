// Reads a chart place by place: hovered, tapped or walked with the arrow keys, seen and heard.

/** Makes the picture in `paper` readable; `say(text)` is called with what stands at a place. */
export class Reading {
  #paper; #say; #places = []; #at = -1;

  constructor(paper, say) {
    this.#paper = paper;
    this.#say = say;
    paper.addEventListener("pointermove", (event) => this.#point(event));
    paper.addEventListener("pointerdown", (event) => this.#point(event));
    paper.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** Takes a new picture; returns whether it can be read. The place is kept if it has one there. */
  take(svg) {
    this.#places = [...svg.querySelectorAll("[data-reading]")];
    if (this.#places.length === 0) this.#at = -1;
    else if (this.#at >= 0) this.#read(Math.min(this.#at, this.#places.length - 1));
    return this.#places.length > 0;
  }

  #point(event) {
    const place = this.#places.indexOf(event.target.closest("[data-reading]"));
    if (place >= 0 && place !== this.#at) this.#read(place);
  }

  #walk(event) {
    // The age axis runs from left to right in every language.
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || this.#places.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#read(Math.max(0, Math.min(this.#places.length - 1, this.#at + step)));
  }

  #read(place) {
    this.#at = place;
    this.#places.forEach((each, n) => each.classList.toggle("is-read", n === place));
    this.#say(this.#places[place].dataset.reading);
  }
}
