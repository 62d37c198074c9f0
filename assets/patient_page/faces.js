// The others' faces and voices: who is who, what she listens to, who speaks with whom alone.

import { make, named, putName, say } from "/page/words.js";

const QUIET = 0.25; // of the original, under the interpreter

/** The faces beside the counsellor's. `on`: hushHost(track), announce(text). */
export class Faces {
  #at; #on; #circle = null; #tiles = new Map(); #listening = "both";
  #gather;

  /** `gather(room, on)` makes a Circle. */
  constructor(at, on, gather) {
    [this.#at, this.#on, this.#gather] = [at, on, gather];
    at("private").append(make("span", { id: "private-news" }),
      make("button", { type: "button", id: "end-private", say: "private.end" }));
    at("theirs").closest(".people").after(
      make("div", { class: "others", id: "others", hidden: "" }),
      make("p", { id: "served", say: "people.served", hidden: "" }),
      choice("listen", "listen.question",
        { both: "listen.both", original: "listen.original", interpreter: "listen.interpreter" }),
      choice("speak-to", "speak_to.question",
        { all: "speak_to.all", family: "speak_to.family", clinic: "speak_to.clinic" }));
    at("end-private").onclick = () => this.#circle?.endPrivate();
    at("listen").onchange = ({ target }) => {
      this.#listening = target.value;
      this.#mix();
    };
    at("speak-to").onchange = ({ target }) => this.#circle?.speakTo(target.value);
  }

  /**
   * Takes the channel over which the counsellor's program introduces the others. `heard`: what came
   * on it, when it is in use already.
   */
  take(channel, room, seat, stream, heard) {
    this.#circle ??= this.#gather(room, {
      joined: (peer, member, theirs) => this.#join(peer, member, theirs),
      gone: (peer) => this.#part(peer),
      changed: () => this.show(),
      hushHost: this.#on.hushHost,
    });
    this.#circle.take(channel, seat, stream, heard);
  }

  /** Another camera or microphone is sent from now on. */
  send(stream) {
    this.#circle?.send(stream);
  }

  narrow(rung) {
    this.#circle?.narrow(rung);
  }

  /** Plays what a browser held back until there was a tap. */
  play() {
    for (const { video } of this.#tiles.values()) video.play().catch(() => {});
  }

  /** Hangs up on all. */
  close() {
    this.#circle?.close();
    this.#circle = null;
    for (const seat of [...this.#tiles.keys()]) this.#part(seat);
    this.show();
  }

  /** Says everything as it is now, in the page's language. */
  show() {
    const at = this.#at;
    const roles = [...(this.#circle?.members.values() ?? [])].map(({ role }) => role);
    const isInterpreting = this.#circle?.role === "interpreter";
    at("listen").hidden = isInterpreting || !roles.includes("interpreter");
    at("speak-to").hidden = !isInterpreting || roles.length < 2;
    const isServed = Boolean(this.#circle?.isServed);
    if (isServed && at("served").hidden) this.#on.announce(say("people.served"));
    at("served").hidden = !isServed;
    this.#showPrivate();
    this.#mix();
  }

  #join(seat, { role, number }, stream) {
    this.#part(seat);
    const tile = document.createElement("div");
    const video = document.createElement("video");
    const name = document.createElement("span");
    tile.className = "tile";
    tile.dataset.seat = seat;
    [name.className, name.id] = ["name", `name-${seat}`];
    [video.autoplay, video.playsInline, video.srcObject] = [true, true, stream];
    video.tabIndex = -1; // nothing to be done with it, but Firefox would stop there
    video.setAttribute("aria-labelledby", name.id);
    putName(name, role, number);
    tile.append(video, name);
    this.#at("others").append(tile);
    this.#at("others").hidden = false;
    this.#tiles.set(seat, { tile, video, role, number });
    video.play().catch(({ name }) => {
      if (name === "NotAllowedError") this.#at("hear").hidden = false;
    });
    this.#on.announce(say("people.joined", { who: name.textContent }));
    this.#mix();
  }

  #part(seat) {
    const gone = this.#tiles.get(seat);
    if (!gone) return;
    gone.tile.remove();
    this.#tiles.delete(seat);
    this.#at("others").hidden = !this.#tiles.size;
    this.#on.announce(say("people.left", { who: named(gone.role, gone.number) }));
    this.#mix();
  }

  #showPrivate() {
    const at = this.#at;
    const { alone = [], isAlone = false, members } = this.#circle ?? {};
    const before = at("private").hidden ? "" : at("private-news").textContent;
    at("private").hidden = !alone.length;
    at("end-private").hidden = !isAlone;
    if (!alone.length) return;
    const others = alone.filter((seat) => members.has(seat)).map((seat) => members.get(seat))
      .map(({ role, number }) => named(role, number));
    const words = isAlone ? say("private.with", { who: others[0] ?? "" })
      : say("private.others", { one: others[0] ?? "", two: others[1] ?? "" });
    at("private-news").textContent = words;
    if (words !== before) this.#on.announce(words);
  }

  /** How loud each is: with an interpreter in the room, as she chose. */
  #mix() {
    const isMixed = !this.#at("listen").hidden;
    const videos = [{ video: this.#at("theirs"), role: "counsellor" }, ...this.#tiles.values()];
    for (const { video, role } of videos) {
      const isInterpreter = role === "interpreter";
      video.muted = isMixed && this.#listening === (isInterpreter ? "original" : "interpreter");
      video.volume = isMixed && this.#listening === "both" && !isInterpreter ? QUIET : 1;
    }
  }
}

/** A question with its answers, of which the first is chosen: message by value. */
function choice(name, question, answers) {
  const labels = Object.entries(answers).map(([value, say], place) => make("label", {},
    make("input", { type: "radio", name, value, ...place ? {} : { checked: "" } }),
    make("span", { say })));
  return make("form", { class: "choice card", id: name, hidden: "" },
    make("fieldset", {}, make("legend", { say: question }),
      make("div", { class: "answers" }, ...labels)));
}
