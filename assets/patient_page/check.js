// The device check: camera, microphone, loudspeaker, line; each failure has its sentence.

import { bring, putSoon } from "/page/bring.js";
import { ask, askOne, chime, inventory, listen } from "/page/media.js";
import { probe } from "/page/network.js";

const SILENCE_MS = 4000;
const HEARD = 25; // of 100: above a quiet room
const NAMES = { video: "camera", audio: "microphone" };
const LISTS = { camera: "videoinput", microphone: "audioinput", speaker: "audiooutput" };
const SLOTS = ["camera", "microphone", "speaker", "line", "relay"];
const GOOD = ["works", "off", "heard", "good"];
const OPEN = ["asked", "asking"];
const BAD = ["refused", "missing", "busy", "silent", "muted", "unheard", "slow", "blocked"];

/**
 * What the page could use; `at(id)` finds an element, `go(step)` shows a step, `changed(kind,
 * track)` hears of a device that was chosen, taken away (null) or is back; `invitation()` is hers.
 */
export class Check {
  #at; #go; #changed; #invitation; #stream = new MediaStream(); #sink = ""; #run = 0; #wantsCamera = true;
  #found = { camera: "off", microphone: "off" }; #stopListening = () => {};

  constructor(at, go, changed, invitation) {
    [this.#at, this.#go, this.#changed, this.#invitation] = [at, go, changed, invitation];
    at("go-check").onclick = at("again").onclick = () => this.#begin(true);
    at("sound-only").onclick = () => this.#begin(false);
    at("chime").onclick = () => this.#chime();
    for (const id of ["heard", "unheard"]) at(id).onclick = () => this.#answer(id);
    at("choose-camera").onchange = ({ target }) => this.#take("video", target.value);
    at("choose-microphone").onchange = ({ target }) => this.#take("audio", target.value);
    at("choose-speaker").onchange = ({ target }) => this.#lead(target.value);
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#lookAgain());
  }

  /** Picture and sound of the person, as far as there are any; always the same stream. */
  get stream() {
    return this.#stream;
  }

  /** What the check found, as it is told to the counsellor's program. */
  get result() {
    const has = (kind) => Boolean(this.#track(kind));
    const devices = has("video") ? "camera_and_sound" : has("audio") ? "sound" : "nothing";
    const found = SLOTS.filter((slot) => BAD.includes(this.#found[slot]))
      .map((slot) => `${slot}_${this.#found[slot]}`);
    return { devices, found };
  }

  /** What was taken away during the call, as a message; null for nothing. */
  get trouble() {
    if (this.#found.microphone === "lost") return "call.microphone_gone";
    return this.#found.camera === "lost" ? "call.camera_gone" : null;
  }

  /** Asks anew for what was stopped, the same as before. */
  async renew() {
    if (!this.#stream.getTracks().length) await this.#open();
  }

  /** Lets camera and microphone go. */
  stop() {
    this.#run++;
    for (const track of this.#stream.getTracks()) this.#drop(track);
  }

  async #begin(wantsCamera) {
    const at = this.#at;
    this.#go("check");
    this.stop();
    this.#wantsCamera = wantsCamera;
    at("asking").hidden = at("preview").parentElement.hidden = false;
    for (const slot of SLOTS) at(`found-${slot}`).hidden = true;
    for (const id of ["knock", "again", "sound-only", "without", "speaker", "level"]) {
      at(id).hidden = true;
    }
    const run = this.#run;
    this.#tryRelay(run);
    await this.#open();
    if (run !== this.#run) return;
    at("asking").hidden = true;
    at("preview").srcObject = this.#stream;
    this.#show();
    this.#list();
    this.#find("line", "asking");
    const line = await probe();
    if (run === this.#run) this.#find("line", line);
  }

  /** Beside the rest, while she is asked for camera and microphone; nothing is said of no relay. */
  async #tryRelay(run) {
    this.#found.relay = "asking";
    const { tryRelay } = await bring("relay");
    const tried = await tryRelay(this.#invitation());
    if (!tried || run !== this.#run) return;
    this.#at("found-relay").dataset.ways = tried.ways.join(", ");
    this.#find("relay", tried.state);
  }

  async #open() {
    const run = this.#run;
    const { tracks, camera, microphone } = await ask({ wantsCamera: this.#wantsCamera });
    if (run !== this.#run) return tracks.forEach((track) => track.stop());
    Object.assign(this.#found, { camera, microphone });
    tracks.forEach((track) => this.#use(track));
  }

  #track(kind) {
    return this.#stream.getTracks().find((track) => track.kind === kind);
  }

  #use(track) {
    this.#stream.addTrack(track);
    track.onended = () => {
      this.#drop(track);
      this.#become(track.kind, "lost");
    };
    if (track.kind === "audio") this.#watch(track);
  }

  #drop(track) {
    track.onended = null;
    track.stop();
    this.#stream.removeTrack(track);
    if (track.kind === "audio") this.#stopListening();
  }

  /** Shows how loud it is, and says so after some seconds of silence. */
  #watch(track) {
    const level = this.#at("level");
    let heardAt = performance.now();
    this.#stopListening = listen(track, (percent) => {
      level.firstElementChild.style.inlineSize = `${percent}%`;
      level.setAttribute("aria-valuenow", percent);
      const now = performance.now();
      if (percent > HEARD) heardAt = now;
      const state = track.muted ? "muted" : now - heardAt > SILENCE_MS ? "silent"
        : heardAt === now ? "works" : this.#found.microphone;
      if (state !== this.#found.microphone) this.#find("microphone", state);
    });
  }

  /** Uses another device of a kind, "" for the usual one. */
  async #take(kind, id) {
    const [before, run] = [this.#track(kind), this.#run];
    if (before) this.#drop(before); // some devices give one camera at a time
    const { tracks: [track] = [], failure } = await askOne(kind, id);
    if (run !== this.#run) return track?.stop();
    if (track) this.#use(track);
    this.#become(kind, failure ?? "works");
  }

  #become(kind, state) {
    this.#found[NAMES[kind]] = state;
    this.#show();
    this.#changed(kind, this.#track(kind) ?? null);
  }

  /** Something was plugged in or out: what is gone is asked for when there is one. */
  async #lookAgain() {
    if (!this.#stream.getTracks().length && !this.trouble) return;
    const there = await this.#list();
    for (const [kind, name] of Object.entries(NAMES)) {
      const isGone = ["lost", "missing"].includes(this.#found[name]);
      if (isGone && there[LISTS[name]].length) await this.#take(kind, "");
    }
  }

  async #list() {
    const there = await inventory();
    for (const [name, list] of Object.entries(LISTS)) {
      const [field, found] = [this.#at(`choose-${name}`), there[list]];
      const track = this.#stream.getTracks().find(({ kind }) => NAMES[kind] === name);
      const used = track?.getSettings().deviceId ?? this.#sink;
      const options = found.map(({ id, label }) => new Option(label, id, false, id === used));
      field.replaceChildren(...options);
      field.parentElement.hidden = found.length < 2;
    }
    return there;
  }

  #lead(sink) {
    this.#sink = sink;
    for (const video of document.querySelectorAll("video")) video.setSinkId?.(sink).catch(() => {});
    this.#chime();
  }

  #chime() {
    this.#find("speaker", "asked");
    this.#at("heard").hidden = this.#at("unheard").hidden = false;
    chime(this.#sink);
  }

  #answer(state) {
    this.#find("speaker", state);
    this.#at("heard").hidden = this.#at("unheard").hidden = true;
    this.#at("chime").focus();
  }

  #show() {
    const [at, { camera, microphone }] = [this.#at, this.#found];
    const isOne = camera === microphone && ["refused", "missing"].includes(camera);
    this.#find("camera", camera, isOne ? `check.${camera}` : undefined);
    this.#find("microphone", microphone);
    at("found-microphone").hidden = isOne;
    const hasSound = Boolean(this.#track("audio"));
    at("preview").parentElement.hidden = !this.#track("video");
    at("level").hidden = at("knock").hidden = !hasSound;
    at("speaker").hidden = false;
    at("again").hidden = hasSound && ["works", "off"].includes(camera);
    at("again").classList.toggle("main", !hasSound);
    at("sound-only").hidden = microphone !== "refused" || camera === "off";
    at("without").hidden = hasSound;
  }

  #find(slot, state, id = `check.${slot}_${state}`) {
    this.#found[slot] = state;
    const place = this.#at(`found-${slot}`);
    const tone = GOOD.includes(state) ? "good" : OPEN.includes(state) ? "open" : "caution";
    place.className = `finding ${tone}`;
    place.querySelector("use").setAttribute("href", `#icon-${tone}`);
    place.hidden = false;
    putSoon(place.lastElementChild, id);
  }
}
