// Files that are handed over: the same rules as counselling/call/talk/talk_files.py.

import { hex } from "/page/keys.js";
import { make, put, say } from "/page/words.js";

const [WINDOW, PIECE, MOST] = [32_768, 8192, 20_000_000];
const KINDS = { pdf: [37, 80, 68, 70, 45], png: [137, 80, 78, 71, 13, 10, 26, 10], jpeg: [255, 216, 255] };

const kindOf = (bytes) => Object.keys(KINDS)
  .find((kind) => KINDS[kind].every((byte, place) => bytes[place] === byte));
const hash = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

/** All files of this tab. `on`: say(word), piece(bytes), came(words). */
export class Files {
  #at; #on; #all = new Map(); #ended = new Map();

  constructor(at, on) {
    [this.#at, this.#on] = [at, on];
    at("file").before(make("ul", { id: "file-list", called: "file.list" }));
  }

  /** A new line is open: offers what was not finished, takes up what was coming. */
  again() {
    for (const file of this.#all.values()) {
      if (file.bytes) {
        file.isTaken = false;
        this.#on.say(file.offer);
      } else if (file.isTaken) this.#take(file);
    }
  }

  hear(word) {
    const file = this.#all.get(word.id);
    switch (word.t) {
      case "offer": this.#offered(word); break;
      case "take":
        if (file?.bytes) {
          Object.assign(file, { isTaken: true, sent: word.start, got: word.start });
          this.#pump(file);
        } else this.#on.say({ t: "over", id: word.id, end: "cancelled" });
        break;
      case "got":
        if (file?.isTaken && word.size > file.got && word.size <= file.sent) {
          file.got = word.size;
          this.#pump(file);
        }
        break;
      case "over":
        if (file) this.#over(file, file.bytes ? word.end : "cancelled");
    }
  }

  /** Takes a piece of what is coming. */
  piece(data) {
    const head = new DataView(data);
    const file = this.#all.get(head.getUint32(0));
    const { length } = file?.parts ?? [];
    if (!file?.isTaken || file.bytes || head.getUint32(4) !== file.got) return;
    file.parts[length] = data.slice(8);
    file.got += data.byteLength - 8;
    this.#on.say({ t: "got", id: file.offer.id, size: file.got });
    this.#move(file);
    if (file.got >= file.offer.size) this.#finish(file);
  }

  /** Hands over what she chose, if it is of a kind that is taken. */
  async offer(chosen) {
    const bytes = chosen.size <= MOST ? new Uint8Array(await chosen.arrayBuffer()) : new Uint8Array();
    const kind = kindOf(bytes);
    this.#at("file-wrong").hidden = Boolean(kind);
    if (!kind) return this.#on.came(say("file.wrong"));
    const [id] = crypto.getRandomValues(new Uint32Array(1));
    const offer = { t: "offer", id, name: chosen.name.slice(-200), kind, size: bytes.length,
      sha256: await hash(bytes) };
    this.#show({ offer, bytes, sent: 0, got: 0 }, "file.offered", ["file.cancel"]);
    this.#on.say(offer);
  }

  #offered(offer) {
    if (this.#ended.has(offer.id)) {
      this.#on.say({ t: "over", id: offer.id, end: this.#ended.get(offer.id) });
    } else if (!this.#all.has(offer.id)) {
      this.#show({ offer, parts: [], got: 0 }, "file.comes", ["file.take", "file.decline"]);
      this.#on.came(`${say("file.comes")} ${offer.name}`);
    }
  }

  #take(file) {
    file.isTaken = true;
    this.#move(file);
    this.#on.say({ t: "take", id: file.offer.id, start: file.got });
  }

  #pump(file) {
    const { offer: { id, size }, bytes } = file;
    const end = Math.min(file.got + WINDOW, size);
    while (file.sent < end) {
      const part = bytes.subarray(file.sent, Math.min(file.sent + PIECE, end));
      const piece = new Uint8Array(8 + part.length);
      const head = new DataView(piece.buffer);
      head.setUint32(0, id);
      head.setUint32(4, file.sent);
      piece.set(part, 8);
      this.#on.piece(piece);
      file.sent += part.length;
    }
    this.#move(file);
  }

  async #finish(file) {
    const { id, name, kind, size, sha256 } = file.offer;
    const whole = new Uint8Array(await new Blob(file.parts).arrayBuffer());
    if (!this.#all.has(id)) return;
    const isRight = whole.length === size && kindOf(whole) === kind && await hash(whole) === sha256;
    const end = isRight ? "done" : "broken";
    this.#on.say({ t: "over", id, end });
    this.#over(file, end);
    if (!isRight) return;
    const link = Object.assign(document.createElement("a"), { download: name,
      href: URL.createObjectURL(new Blob([whole], { type: kind === "pdf" ? "application/pdf" : `image/${kind}` })) });
    put(link, "file.save");
    file.row.append(link);
  }

  #over(file, end) {
    this.#all.delete(file.offer.id);
    this.#ended.set(file.offer.id, end);
    file.bytes = file.parts = null;
    this.#say(file, `file.${end}`, []);
    this.#on.came(`${say(`file.${end}`)} ${file.offer.name}`);
  }

  #end(file, end) {
    this.#on.say({ t: "over", id: file.offer.id, end });
    this.#over(file, end);
  }

  #show(file, state, deeds) {
    this.#all.set(file.offer.id, file);
    file.row = document.createElement("li");
    this.#at("file-list").append(file.row);
    this.#say(file, state, deeds);
  }

  #move(file) {
    if (!file.bar) this.#say(file, "file.moving", ["file.cancel"], true);
    file.bar.value = file.got / file.offer.size;
  }

  /** Says how a file stands, and what can be done with it. */
  #say(file, state, deeds, isMoving = false) {
    const [name, words, bar] = ["bdi", "span", "progress"].map((tag) => document.createElement(tag));
    name.textContent = file.offer.name;
    put(words, state);
    bar.setAttribute("aria-label", file.offer.name);
    const does = { "file.take": () => this.#take(file), "file.decline": () => this.#end(file, "declined"),
      "file.cancel": () => this.#end(file, "cancelled") };
    const buttons = deeds.map((id) => {
      const made = Object.assign(document.createElement("button"), { type: "button", onclick: does[id] });
      put(made, id);
      return made;
    });
    file.bar = isMoving ? bar : null;
    const wasIn = file.row.contains(document.activeElement); // the button that she pressed goes
    file.row.replaceChildren(name, words, ...isMoving ? [bar] : [], ...buttons);
    file.row.tabIndex = -1;
    if (wasIn) (buttons[0] ?? file.row).focus();
  }
}
