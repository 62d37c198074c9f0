// What is said beside sound and picture: lines, captions, a hand, a hold, the plan, files.
// The same rules as counselling/call/talk/talk_seat.py.

import { Part } from "/page/bring.js";
import { language, put, putName, say } from "/page/words.js";

const TYPISTS = ["interpreter", "nurse"];

/** The talk of a tab, over one line after another. `on`: hold(isOn), announce(words). */
export class Talk {
  #at; #on; #channel = null; #own = crypto.randomUUID(); #epoch = ""; #last = 0; #count = 0;
  #seat = ""; #unread = []; #new = 0; #isUp = false; #wantsHand = null; #missed = null;
  #files; #captions; #plan;

  constructor(at, on) {
    [this.#at, this.#on] = [at, on];
    this.#files = new Part(["talk_files"], ({ Files }) => new Files(at, {
      say: (word) => this.#say(word),
      piece: (piece) => this.#send(piece),
      came: (words) => this.#notice(words),
    }));
    this.#captions = new Part(["captions"], ({ Captions }) =>
      new Captions(at, (word) => this.#say(word)));
    this.#plan = new Part(["plan"], ({ Plan }) => new Plan(at));
    at("file").onchange = () => {
      const [chosen] = at("file").files;
      at("file").value = "";
      if (chosen) this.#files.do((files) => files.offer(chosen));
    };
    at("file-choose").onclick = () => {
      at("file").click(); // at once: a browser wants to see the tap
      this.#files.do(() => {});
    };
    for (const id of ["talk-open", "hand"]) at(id).disabled = false;
    at("talk-open").onclick = () => this.#show(at("talk").hidden);
    at("hand").onclick = () => {
      this.#wantsHand = !this.#isUp;
      this.#say({ t: "hand", is_up: this.#wantsHand });
    };
    at("talk-form").onsubmit = (event) => {
      event.preventDefault();
      this.#write(at("talk-text").value.trim());
    };
  }

  /** Takes the line's channel; what the line before lost is said on it. */
  take(channel) {
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => this.#hear(channel, data);
    const open = () => {
      this.#say({ t: "here", epoch: this.#epoch, have: this.#last });
      for (const said of this.#unread) this.#say(said);
      if (this.#wantsHand !== null) this.#say({ t: "hand", is_up: this.#wantsHand });
      if (this.#files.isWanted) this.#files.do((files) => files.again());
    };
    if (channel.readyState === "open") open();
    else channel.onopen = open;
  }

  #hear(channel, data) {
    if (channel !== this.#channel) return;
    if (typeof data !== "string") return this.#files.do((files) => files.piece(data));
    const word = JSON.parse(data);
    switch (word.t) {
      case "begin": this.#begin(word); break;
      case "line": this.#read(word); break;
      case "hands": this.#caughtUp(); this.#showHand(word.up.includes(this.#seat)); break;
      case "hold": this.#hold(word.is_on); break;
      case "caption": this.#caption(word); break;
      case "agenda": this.#plan.do((plan) => plan.show(word)); break;
      default: this.#files.do((files) => files.hear(word));
    }
  }

  #begin({ epoch, seat, role, first }) {
    [this.#epoch, this.#seat, this.#last, this.#missed] = [epoch, seat, first - 1, []];
    const mayType = TYPISTS.includes(role);
    if (mayType || this.#captions.isWanted) this.#captions.do((captions) => captions.offer(mayType));
  }

  #read(line) {
    if (line.no > this.#last + 1) this.#say({ t: "here", epoch: this.#epoch, have: this.#last });
    if (line.no !== this.#last + 1) return;
    this.#last = line.no;
    const isOwn = line.own === this.#own;
    if (isOwn) this.#unread = this.#unread.filter(({ n }) => n > line.n);
    const made = document.createElement("li");
    made.classList.toggle("hers", line.by === this.#seat);
    const [who, when, what] = ["b", "time", "bdi"].map((tag) => document.createElement(tag));
    if (line.by === this.#seat) put(who, "call.you");
    else putName(who, line.role || "counsellor", line.number);
    when.textContent = new Date(line.at * 1000)
      .toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", numberingSystem: "latn" });
    what.textContent = line.text;
    made.append(who, " ", when, what);
    this.#at("talk-lines").append(made);
    this.#scroll();
    this.#showUnsent();
    if (line.is_caption) this.#caption(line);
    else if (line.by !== this.#seat) this.#notice(`${who.textContent}: ${line.text}`);
  }

  /** Reads out what is new. */
  #notice(words) {
    if (this.#at("talk").hidden) this.#new += 1;
    this.#showCount();
    if (this.#missed) this.#missed.push(words);
    else this.#on.announce(words);
  }

  /** What was missed is all here; if it is much, it is counted and not read. */
  #caughtUp() {
    const [missed, count] = [this.#missed, this.#missed?.length];
    this.#missed = null;
    if (count) this.#on.announce(count === 1 ? missed[0] : say("talk.new", { count }));
  }

  #write(text) {
    const isCaption = this.#captions.made?.isTyping;
    if (!text) return;
    this.#at("talk-text").value = "";
    this.#at("talk-text").focus();
    if (isCaption) return this.#say({ t: "caption", text, is_done: true });
    const said = { t: "say", own: this.#own, n: ++this.#count, text };
    this.#unread.push(said);
    this.#say(said);
    this.#showUnsent();
  }

  #caption(word) {
    if (!word.text && !this.#captions.isWanted) return;
    this.#captions.do((captions) => captions.show(word));
  }

  #showHand(isUp) {
    if (isUp !== this.#isUp) this.#on.announce(say(isUp ? "talk.hand_is_up" : "talk.hand_is_down"));
    [this.#isUp, this.#wantsHand] = [isUp, null];
    this.#at("hand").setAttribute("aria-pressed", isUp);
    put(this.#at("hand").querySelector("span"), isUp ? "talk.hand_down" : "talk.hand_up");
  }

  #hold(isOn) {
    if (this.#at("hold").hidden === isOn) this.#on.announce(say(isOn ? "hold.title" : "hold.over"));
    this.#at("hold").hidden = !isOn;
    document.body.classList.toggle("is-held", isOn);
    this.#on.hold(isOn);
  }

  #show(isOpen) {
    this.#at("talk").hidden = !isOpen;
    this.#at("talk-open").setAttribute("aria-expanded", isOpen);
    if (isOpen) {
      this.#new = 0;
      this.#at("talk").scrollIntoView({ block: "nearest" });
      this.#at("talk-text").focus();
      this.#scroll();
    }
    this.#showCount();
  }

  #scroll() {
    this.#at("talk-lines").scrollTop = 1e9;
  }

  #showCount() {
    this.#at("talk-count").hidden = !this.#new;
    this.#at("talk-count").textContent = this.#new;
  }

  #showUnsent() {
    this.#at("talk-unsent").hidden = !this.#unread.length;
  }

  #say(word) {
    this.#send(JSON.stringify(word));
  }

  #send(message) {
    if (this.#channel?.readyState === "open") this.#channel.send(message);
  }
}
