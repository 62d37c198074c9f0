// The line to one other person in the room, whom the counsellor's program introduced; the other
// half and the reasons are in counselling/call/circle/pair_line.py.

import { Addresses } from "/page/addresses.js";
import { Descriptions } from "/page/descriptions.js";
import { Handshake, Unproven, fingerprint, fromBase64url } from "/page/keys.js";
import { Narrowing } from "/page/narrowing.js";
import { Meter } from "/page/statistics.js";

const BATCH_MS = 30;
const MAKING_SECONDS = 30;
const LOST_SECONDS = 8;

/**
 * One line. `own`: {sound, picture}, what is sent, each may be missing. `on`: say(word), made(),
 * broken().
 */
export class Pair {
  #connection; #introduced; #room; #own; #on; #key; #ourPrint = ""; #handshake = null; #meter;
  #heard = Promise.resolve(); #early = []; #addresses; #descriptions; #timer;
  #began = performance.now(); #narrowing = null; #rung = "full"; #isProven = false; #isClosed = false;

  constructor(introduced, room, own, on) {
    [this.#introduced, this.#room, this.#own, this.#on] = [introduced, room, own, on];
    this.stream = new MediaStream();
    this.isMade = false;
    // The clinic's list of servers, also when it is empty: nobody else is ever asked.
    const connection = new RTCPeerConnection({ iceServers: introduced.servers ?? [] });
    this.#connection = connection;
    this.#meter = new Meter(connection, () => {});
    connection.ontrack = (event) => this.stream.addTrack(event.track);
    this.#addresses = new Addresses(connection);
    this.#descriptions = new Descriptions(connection);
    connection.onconnectionstatechange = () => this.#look();
    this.#timer = setInterval(() => this.#watch(), BATCH_MS);
    this.#heard = this.#begin().catch(() => this.#break());
  }

  get name() {
    return this.#introduced.line;
  }

  /** Takes the next word of the other end; they are dealt with in order. */
  hear(word) {
    this.#heard = this.#heard.then(() => this.#isClosed || this.#take(word))
      .catch(() => this.#break());
  }

  /** Sends this in place of the microphone: the microphone, or silence. */
  speak(track) {
    this.#own.sound = track;
    if (this.#isProven) this.#sender("audio")?.replaceTrack(track ?? null).catch(() => {});
  }

  /** Sends another camera's picture. */
  show(track) {
    this.#own.picture = track;
    this.#narrowing?.show(track ?? null);
  }

  narrow(rung) {
    this.#rung = rung;
    this.#narrowing?.take(rung);
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#meter.stop();
    this.#narrowing?.stop();
    this.#connection.close();
  }

  async #begin() {
    const { secret, is_offering: isOffering } = this.#introduced;
    this.#key = await crypto.subtle.importKey("raw", fromBase64url(secret),
      { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
    if (!isOffering) return;
    const connection = this.#connection;
    // Nothing is attached before the other end is proven.
    for (const kind of ["audio", "video"]) connection.addTransceiver(kind);
    await connection.setLocalDescription(await connection.createOffer());
    const { sdp } = connection.localDescription;
    this.#ourPrint = fingerprint(sdp);
    this.#on.say({ type: "offer", sdp });
  }

  async #take(word) {
    if (word.type === "offer" && !this.#ourPrint) await this.#answer(word.sdp);
    else if (word.type === "answer" && this.#ourPrint && !this.#handshake) await this.#accept(word);
    else if (word.type === "proof" && this.#handshake && !this.#isProven) await this.#prove(word);
    else if (word.type === "addresses") await this.#add(word.found);
    else throw new Unproven("order");
  }

  async #answer(sdp) {
    const theirs = fingerprint(sdp);
    const ours = await this.#descriptions.answer(sdp);
    this.#ourPrint = fingerprint(ours);
    this.#handshake = this.#facts(this.#ourPrint, theirs);
    this.#on.say({ type: "answer", sdp: ours, proof: await this.#handshake.tag("seat") });
    await this.#add(this.#early.splice(0));
  }

  async #accept({ sdp, proof }) {
    const handshake = this.#facts(fingerprint(sdp), this.#ourPrint);
    if (!(await handshake.isTag("seat", proof))) throw new Unproven("proof");
    this.#handshake = handshake;
    this.#on.say({ type: "proof", proof: await handshake.tag("host") });
    await this.#attach();
    await this.#descriptions.accept(sdp);
    await this.#add(this.#early.splice(0));
  }

  async #prove({ proof }) {
    if (!(await this.#handshake.isTag("host", proof))) throw new Unproven("proof");
    await this.#attach();
    this.#look();
  }

  async #attach() {
    this.#isProven = true;
    await this.#sender("audio")?.replaceTrack(this.#own.sound ?? null);
    this.#narrowing = new Narrowing(this.#connection.getTransceivers(), this.#descriptions);
    await this.#narrowing.show(this.#own.picture ?? null);
    this.#narrowing.take(this.#rung);
  }

  async #add(addresses) {
    if (!this.#handshake) return this.#early.push(...addresses);
    await this.#addresses.learn(addresses);
  }

  #facts(seatPrint, hostPrint) {
    return new Handshake(this.#key, this.#room, this.name,
      { seatNonce: "", hostNonce: "", seatPrint, hostPrint });
  }

  #sender(kind) {
    return this.#connection.getTransceivers()
      .find(({ receiver }) => receiver.track.kind === kind)?.sender;
  }

  #look() {
    const { connectionState: state } = this.#connection;
    if (["failed", "closed"].includes(state)) this.#break();
    if (state !== "connected" || !this.#isProven || this.isMade || this.#isClosed) return;
    this.isMade = true;
    this.#began = performance.now(); // what took long to be made is not silent yet
    this.#on.made();
  }

  #watch() {
    // not before our description: the other end would not know what they belong to
    const found = this.#ourPrint && this.#addresses.take();
    if (found) this.#on.say(found);
    const age = (performance.now() - this.#began) / 1000;
    // from the clinic's server nothing comes on the line by which she sends to it
    const isSilent = this.#introduced.peer !== "server"
      && Math.min(age, this.#meter.silentSeconds) > LOST_SECONDS;
    if (this.isMade ? isSilent : age > MAKING_SECONDS) {
      this.#break();
    }
  }

  #break() {
    if (this.#isClosed) return;
    this.close();
    this.#on.broken();
  }
}
