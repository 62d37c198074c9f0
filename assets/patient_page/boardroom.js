// All that is shared beside faces and voices: the picture, hands on it, questions and a consent.

import { Board, fit, read } from "/page/board.js";
import { Part } from "/page/bring.js";
import { Marks } from "/page/marks.js";
import { RoomQuestions } from "/page/room.js";
import { Tools } from "/page/tools.js";
import { View } from "/page/view.js";
import { say } from "/page/words.js";

const POINTER = "pointer";

/** The board of a visit, over one line after another. `at(id)` finds an element of the page. */
export class Boardroom {
  #at; #board = null; #pointer = null; #view; #marks = new Marks(); #tools; #room;
  #people; #reading; #proposals; #consent;

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
    this.#room = new RoomQuestions(at, send);
    this.#people = new Part(["people"], ({ People }) =>
      new People(at, (place) => this.#tools.point(place)));
    this.#reading = new Part(["reading"], ({ Reading }) =>
      new Reading(at("paper"), (text) => { at("reading").textContent = text; }));
    this.#proposals = new Part(["propose"], ({ Proposals }) => new Proposals(at, send));
    this.#consent = new Part(["consent"], ({ Consent }) => new Consent(at, send));
    this.#tools = new Tools(at, this.#view, this.#marks, {
      point: (place) => this.#point(place),
      stroke: (stroke) => {
        send({ t: "stroke", ...stroke });
        this.#showWipe();
      },
      choose: (subject) => this.#proposals.made?.choose(subject),
    });
    at("propose").onclick = () => this.#propose();
    at("people").ontoggle = () => this.#people.do((people) => people.list(this.#view.svg));
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
      this.#proposals.made?.again();
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
    this.#people.made?.list(svg);
    this.#proposals.made?.list(svg);
    for (const id of ["people", "propose"]) {
      this.#at(id).hidden = !svg.querySelector("[data-subject]");
    }
    this.#showWipe();
    this.#read(svg, isNew);
    this.#arrange();
    if (isNew) this.#announce("call.picture_shown", { title });
  }

  /** Makes a chart readable; of pictures without one nothing is to be read. */
  #read(svg, isNew) {
    const canRead = Boolean(svg.querySelector("[data-reading]"));
    const told = this.#at("reading");
    told.hidden = !canRead;
    if (isNew || !canRead) told.textContent = "";
    if (canRead || this.#reading.isWanted) {
      this.#reading.do((reading) => {
        reading.take(svg);
        if (isNew && canRead) told.textContent = say("call.read_chart");
      });
    }
  }

  /** Opens the form in which she tells what is missing. */
  #propose() {
    this.#proposals.do((proposals) => {
      if (this.#view.svg) proposals.list(this.#view.svg);
      proposals.open();
    });
  }

  #withConsent(deed) {
    this.#consent.do((consent) => {
      deed(consent);
      this.#arrange();
    });
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
      case "consent": this.#withConsent((consent) => consent.show(word)); break;
      case "consent_over": this.#withConsent((consent) => consent.over(word)); break;
      case "heard": this.#proposals.made?.heard(word); break;
      default: throw new Error("message");
    }
    this.#arrange();
  }

  async #hearPointer(data) {
    try {
      const word = await read(data);
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
