// All that is shared beside faces and voices: the picture, hands on it, questions and a consent.

import { Board, fit } from "/page/board.js";
import { Consent } from "/page/consent.js";
import { unpack } from "/page/inflate.js";
import { Marks } from "/page/marks.js";
import { Proposals } from "/page/propose.js";
import { Reading } from "/page/reading.js";
import { RoomQuestions } from "/page/room.js";
import { Tools } from "/page/tools.js";
import { View } from "/page/view.js";
import { say } from "/page/words.js";

const POINTER = "pointer";

/** The board of a visit, over one line after another. `at(id)` finds an element of the page. */
export class Boardroom {
  #at; #board = null; #pointer = null; #view; #marks = new Marks(); #tools; #reading; #proposals;
  #room; #consent;

  constructor(at) {
    this.#at = at;
    const send = (message) => {
      const went = this.#board?.say(message) ?? false;
      queueMicrotask(() => this.#arrange());
      return went;
    };
    this.#view = new View(at("paper"), (isFarthest, isNearest) => {
      at("smaller").disabled = isFarthest;
      at("larger").disabled = isNearest;
    });
    this.#reading = new Reading(at("paper"), (text) => { at("reading").textContent = text; });
    this.#proposals = new Proposals(at, send);
    this.#room = new RoomQuestions(at, send);
    this.#consent = new Consent(at, send);
    this.#tools = new Tools(at, this.#view, this.#marks, {
      point: (place) => this.#point(place),
      stroke: (stroke) => {
        send({ t: "stroke", ...stroke });
        this.#showWipe();
      },
      choose: (subject) => this.#proposals.choose(subject),
    });
    at("larger").onclick = () => this.#view.nearer(1);
    at("smaller").onclick = () => this.#view.nearer(-1);
    at("tool-wipe").onclick = () => {
      send({ t: "wipe" });
      this.#wipe();
      at("paper").focus();
    };
  }

  /** Takes one of the line's channels. */
  take(channel) {
    if (channel.label === POINTER) {
      this.#pointer = channel;
      channel.binaryType = "arraybuffer";
      channel.onmessage = ({ data }) => this.#hearPointer(data);
      return;
    }
    this.#board = new Board(channel, {
      picture: (svg, title, isNew) => this.#show(svg, title, isNew),
      word: (word) => this.#hear(word),
    });
    const again = () => {
      this.#room.again();
      this.#proposals.again();
    };
    if (channel.readyState === "open") again();
    else channel.addEventListener("open", again);
  }

  #show(svg, title, isNew) {
    this.#at("board").hidden = false;
    this.#at("board-title").textContent = title || say("call.picture");
    this.#view.take(svg, isNew);
    fit(svg);
    this.#marks.take(svg, isNew);
    this.#tools.list(svg);
    this.#proposals.list(svg);
    this.#showWipe();
    const canRead = this.#reading.take(svg);
    if (isNew || !canRead) this.#at("reading").textContent = canRead ? say("call.read_chart") : "";
    this.#at("reading").hidden = !canRead;
    this.#arrange();
    if (isNew) this.#announce("call.picture_shown", { title });
  }

  /** On a wide screen faces stand beside what is to be looked at or answered. */
  #arrange() {
    const isBeside = ["board", "consent", "room-form"].some((id) => this.#at(id).checkVisibility());
    document.body.classList.toggle("has-picture", isBeside);
  }

  #hear(word) {
    switch (word.t) {
      case "point": this.#marks.point(word); break;
      case "stroke": this.#marks.stroke(word); this.#showWipe(); break;
      case "wipe": this.#wipe(); break;
      case "look": this.#look(word); break;
      case "ask_room": this.#room.ask(word); break;
      case "consent": this.#consent.show(word); break;
      case "consent_over": this.#consent.over(word); break;
      case "heard": this.#proposals.heard(word); break;
      default: throw new Error("message");
    }
    this.#arrange();
  }

  #hearPointer(data) {
    try {
      const word = JSON.parse(typeof data === "string" ? data : unpack(data));
      if (word.t === "point") this.#marks.point(word);
    } catch { // what is lost or broken on this channel is of no account
    }
  }

  #look(part) {
    if (!this.#view.svg || ![part.x, part.y, part.w, part.h].every(Number.isFinite)) return;
    this.#view.look({ ...part, w: Math.max(1, part.w), h: Math.max(1, part.h) });
    this.#at("paper").scrollIntoView({ block: "nearest" });
    this.#announce("board.brought");
  }

  #point(place) {
    if (this.#pointer?.readyState !== "open") return;
    this.#pointer.send(JSON.stringify(place ? { t: "point", x: place[0], y: place[1] }
      : { t: "point" }));
  }

  #wipe() {
    this.#marks.wipe();
    this.#showWipe();
  }

  #showWipe() {
    this.#at("tool-wipe").hidden = this.#marks.isEmpty;
  }

  #announce(id, fields) {
    this.#at("announcement").textContent = say(id, fields);
  }
}
