// What is said, as text: captions that somebody types, and the choice to type them.

import { make } from "/page/words.js";

const TYPING_MS = 250;
const READING_MS = 8000;

/** The captions' place in the talk. `say(word)` says something to the host. */
export class Captions {
  #at; #say; #typing = 0; #fading = 0;

  constructor(at, say) {
    [this.#at, this.#say] = [at, say];
    const larger = make("button", { type: "button", class: "small", id: "caption-larger",
      "aria-pressed": false, say: "caption.larger" });
    larger.onclick = () =>
      larger.setAttribute("aria-pressed", at("caption").classList.toggle("is-large"));
    at("caption").append(make("p", {}, make("bdi"), make("bdi")), larger);
    at("talk-form").append(make("label", { id: "talk-caption", hidden: "" },
      make("input", { type: "checkbox", id: "as-caption", checked: "" }),
      make("span", { say: "talk.as_caption" })));
    at("talk-text").addEventListener("input", () => this.#typed());
  }

  /** Lets her choose whether what she writes is a caption. */
  offer(isOffered) {
    this.#at("talk-caption").hidden = !isOffered;
  }

  /** Whether what she writes is a caption. */
  get isTyping() {
    return !this.#at("talk-caption").hidden && this.#at("as-caption").checked;
  }

  /** Shows what was said, or is being typed, for as long as it takes to read. */
  show({ text, is_caption: isDone }) {
    clearTimeout(this.#fading);
    const [before, now] = this.#at("caption").querySelectorAll("bdi");
    if (isDone) [before.textContent, now.textContent] = [text, ""];
    else now.textContent = text;
    const show = () => {
      this.#at("caption").hidden = !before.textContent && !now.textContent;
      this.#at("caption").scrollTop = 1e9; // of a long one the end is seen
    };
    show();
    this.#fading = setTimeout(() => {
      before.textContent = "";
      show();
    }, READING_MS + 60 * before.textContent.length);
  }

  /** Shows the others what is typed as a caption, a few times a second. */
  #typed() {
    if (!this.isTyping || this.#typing) return;
    this.#typing = setTimeout(() => {
      this.#typing = 0;
      this.#say({ t: "caption", text: this.#at("talk-text").value.slice(0, 300) });
    }, TYPING_MS);
  }
}
