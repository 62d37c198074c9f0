// The people on the picture as a list: who is chosen there is pointed at for everybody.

import { isolated } from "/page/tools.js";
import { make, say } from "/page/words.js";

/** The list, also for who cannot see the picture. `point([x, y])` points at a place. */
export class People {
  #at; #point;

  constructor(at, point) {
    [this.#at, this.#point] = [at, point];
  }

  list(svg) {
    const people = [...svg.querySelectorAll("[data-subject]")].map((group) => {
      const button = make("button", { class: "quiet" }, isolated(group.dataset.label));
      button.onclick = () => this.#pointAt(svg, group);
      return make("li", {}, button);
    });
    this.#at("people-list").replaceChildren(...people);
  }

  #pointAt(svg, group) {
    const box = group.getBBox();
    const { a, b, c, d, e, f } = group.getCTM();
    const own = svg.getCTM().inverse().multiply(new DOMMatrix([a, b, c, d, e, f]));
    const { x, y } = new DOMPoint(box.x + box.width / 2, box.y + box.height / 3)
      .matrixTransform(own);
    this.#point([Math.round(x), Math.round(y)]);
    this.#at("announcement").textContent = say("board.pointed", { who: group.dataset.label });
  }
}
