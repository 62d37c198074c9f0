// Brings what only some need, when they do. A line that is gone at that moment is waited for, so
// that nobody has to ask twice. A module that is brought imports none of its kind, it is given them:
// what failed once, Firefox does not fetch again under the same address.

import { waitMs } from "/page/patience.js";
import { isKnown, learn, put } from "/page/words.js";

const asked = new Map(); // promises by name
const worried = new Set();
const wanted = new WeakMap(); // what an element is to say
let heldUp = 0; // files that failed and are not here yet

/** The module of a name, sooner or later. */
export function bring(name) {
  // What follows the # makes it another module to the browser, and is not told to the server.
  return once(name, (tries) => import(`/page/${name}.js${tries ? `#${tries}` : ""}`));
}

/**
 * What modules export, together, with the words and looks of such parts; `failed` hears of each try
 * in vain.
 */
export async function bringPart(names, failed) {
  const modules = Promise.all(names.map(bring));
  return Object.assign({}, ...await worriedly(failed,
    [modules, once("looks", () => looks("later")), once("words", learn)]));
}

/** What an attempt gives, however often the line breaks it; `failed` hears of each try in vain. */
export function insist(attempt, failed) {
  return worriedly(failed, [untilItComes(attempt)]);
}

/** Makes an element say a message that few need: at once, or as soon as its words are here. */
export async function putSoon(element, id) {
  wanted.set(element, id);
  if (!isKnown(id)) {
    put(element, "");
    const isStill = () => wanted.get(element) === id;
    await worriedly(() => isStill() && put(element, "waiting.again"), [once("words", learn)]);
    if (!isStill()) return;
  }
  put(element, id);
}

/** A part that is brought for the first deed with it; all deeds are done in order. */
export class Part {
  #names; #make; #coming = null;

  /** `make(exports)` makes of modules what deeds are done with, which then is `made`. */
  constructor(names, make) {
    [this.#names, this.#make, this.made] = [names, make, null];
  }

  get isWanted() {
    return this.#coming !== null;
  }

  async do(deed) {
    this.#coming ??= bringPart(this.#names).then((all) => { this.made = this.#make(all); });
    await this.#coming;
    deed(this.made);
  }
}

/** Whether something that is needed now cannot be had. */
export function isHeldUp() {
  return heldUp > 0;
}

async function worriedly(failed, what) {
  if (failed) worried.add(failed);
  const [first] = await Promise.all(what);
  worried.delete(failed);
  return first;
}

/** Adds looks of a name to the page; rejects when the line lost them. */
export function looks(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `/page/${name}.css`, onload: resolve,
      onerror: () => { link.remove(); reject(new Error("looks")); } });
    document.head.append(link);
  });
}

function once(name, attempt) {
  if (!asked.has(name)) asked.set(name, untilItComes(attempt));
  return asked.get(name);
}

async function untilItComes(attempt) {
  for (let tries = 0; ; tries++) {
    try {
      const come = await attempt(tries);
      if (tries) heldUp--;
      return come;
    } catch {
      if (!tries) heldUp++;
      for (const hear of worried) hear();
      await new Promise((go) => {
        setTimeout(go, waitMs(tries, Math.random()));
        addEventListener("online", go, { once: true });
      });
    }
  }
}
