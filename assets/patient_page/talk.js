// What is said beside sound and picture: lines, captions, a hand, a hold, the plan, files.
// The same rules as counselling/call/talk/talk_seat.py.

import { Files } from "/page/talk_files.js";
import { language, put, putName, say } from "/page/words.js";

const TYPING_MS = 250;
const READING_MS = 8000;

/** The talk of a tab, over one line after another. `on`: hold(isOn), announce(words). */
export class Talk {
  #at; #on; #channel = null; #own = crypto.randomUUID(); #epoch = ""; #last = 0; #count = 0;
  #seat = ""; #unread = []; #new = 0; #isUp = false; #wantsHand = null; #ends = null; #typing = 0;
  #fading = 0; #missed = null; #files;

  constructor(at, on) {
    [this.#at, this.#on] = [at, on];
    this.#files = new Files(at, {
      say: (word) => this.#say(word),
      piece: (piece) => this.#send(piece),
      came: (words) => this.#notice(words),
    });
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
    at("talk-text").oninput = () => this.#typed();
    at("caption-larger").onclick = ({ currentTarget: button }) => {
      const isLarge = at("caption").classList.toggle("is-large");
      button.setAttribute("aria-pressed", isLarge);
    };
    setInterval(() => this.#showTime(), 15_000);
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
      this.#files.again();
    };
    if (channel.readyState === "open") open();
    else channel.onopen = open;
  }

  #hear(channel, data) {
    if (channel !== this.#channel) return;
    if (typeof data !== "string") return this.#files.piece(data);
    const word = JSON.parse(data);
    switch (word.t) {
      case "begin": this.#begin(word); break;
      case "line": this.#read(word); break;
      case "hands": this.#caughtUp(); this.#showHand(word.up.includes(this.#seat)); break;
      case "hold": this.#hold(word.is_on); break;
      case "caption": this.#caption(word); break;
      case "agenda": this.#plan(word); break;
      default: this.#files.hear(word);
    }
  }

  #begin({ epoch, seat, role, first }) {
    [this.#epoch, this.#seat, this.#last, this.#missed] = [epoch, seat, first - 1, []];
    this.#at("talk-caption").hidden = !["interpreter", "nurse"].includes(role);
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
    const isCaption = this.#isCaption();
    if (!text) return;
    this.#at("talk-text").value = "";
    this.#at("talk-text").focus();
    if (isCaption) return this.#say({ t: "caption", text, is_done: true });
    const said = { t: "say", own: this.#own, n: ++this.#count, text };
    this.#unread.push(said);
    this.#say(said);
    this.#showUnsent();
  }

  #isCaption() {
    return !this.#at("talk-caption").hidden && this.#at("as-caption").checked;
  }

  /** Shows the others what is typed as a caption, a few times a second. */
  #typed() {
    if (!this.#isCaption() || this.#typing) return;
    this.#typing = setTimeout(() => {
      this.#typing = 0;
      this.#say({ t: "caption", text: this.#at("talk-text").value.slice(0, 300) });
    }, TYPING_MS);
  }

  #caption({ text, is_caption: isDone }) {
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

  #plan({ points, planned_minutes: planned, left_minutes: left }) {
    this.#ends = left === null || left === undefined ? null : { planned, at: Date.now() + left * 6e4 };
    this.#at("plan").hidden = !points.length && !this.#ends;
    this.#at("plan-points").replaceChildren(...points.map(({ words, is_done: isDone }) => {
      const made = document.createElement("li");
      made.textContent = words;
      made.classList.toggle("is-done", isDone);
      if (isDone) made.append(Object.assign(document.createElement("span"),
        { className: "unseen", textContent: ` (${say("plan.done")})` }));
      return made;
    }));
    this.#showTime();
  }

  #showTime() {
    const minutes = this.#ends && Math.max(0, Math.round((this.#ends.at - Date.now()) / 6e4));
    this.#at("plan-time").textContent = this.#ends
      ? say("plan.left", { left: minutes, planned: this.#ends.planned }) : "";
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
