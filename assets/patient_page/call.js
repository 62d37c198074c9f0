// The media line to the counsellor: answers the offer, proves both ends, only then sends and shows.

import { Addresses } from "/page/addresses.js";
import { Descriptions } from "/page/descriptions.js";
import { Handshake, Unproven, fingerprint, isCommitted } from "/page/keys.js";
import { Alarm, Narrowing } from "/page/narrowing.js";
import { Revival } from "/page/revival.js";
import { Meter } from "/page/statistics.js";

const BATCH_MS = 30;
const PROVING_MS = 30_000;

/**
 * One line, made for an offer. `on`: channel(channel), proven(numbers, stream), unproven(),
 * narrowed(rung), lost().
 */
export class Call {
  #connection; #say; #on; #own; #visit; #handshake = null; #theirs = new MediaStream();
  #addresses; #descriptions; #timer = 0; #meter; #revival; #narrowing = null; #isProven = false;
  #alarm = new Alarm(); #isRinging = false; #told = "full"; #isClosed = false; #voice;

  constructor(visit, offer, own, say, on) {
    this.#visit = visit;
    this.#own = own;
    this.#say = say;
    this.#on = on;
    // The clinic's list of servers, also when it is empty: nobody else is ever asked.
    const connection = new RTCPeerConnection({ iceServers: offer.servers ?? [] });
    this.#connection = connection;
    this.#meter = new Meter(connection, (loss) => this.#hearLoss(loss));
    this.#revival = new Revival(Boolean(offer.can_restart));
    connection.ontrack = (event) => this.#theirs.addTrack(event.track);
    this.#addresses = new Addresses(connection);
    this.#descriptions = new Descriptions(connection);
    connection.ondatachannel = (event) => this.#channel(event.channel);
    connection.onconnectionstatechange = () => {
      if (["failed", "closed"].includes(connection.connectionState)) this.#lost();
    };
  }

  get isConnected() {
    return !this.#isClosed && this.#connection.connectionState === "connected";
  }

  /** Whether what is said on a line's visit reaches the host of this one. */
  isOf(visit) {
    return this.#visit === visit;
  }

  /** Seconds since anything came. */
  get silentSeconds() {
    return this.#meter.silentSeconds;
  }

  /** What would bring a silent line back now: "nothing", "restart" or "knock". */
  revive() {
    return this.#revival.after(this.silentSeconds);
  }

  /**
   * Answers the host's offer, the first or a later one of this line; nothing of camera or
   * microphone is attached before the host is proven. Throws Unproven when a later offer comes
   * from another certificate.
   */
  async answer({ sdp, again, servers }, key, room) {
    const connection = this.#connection;
    const hostPrint = fingerprint(sdp);
    if (this.#handshake && hostPrint !== this.#handshake.hostPrint) throw new Unproven("again");
    if (again) connection.setConfiguration({ iceServers: servers ?? [] }); // lent anew
    const ours = await this.#descriptions.answer(sdp);
    this.#handshake = new Handshake(key, room, this.#visit.seat,
      { ...this.#visit, seatPrint: fingerprint(ours), hostPrint });
    await this.#say({ type: "answer", sdp: ours, proof: await this.#handshake.tag("seat") });
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#flush(), BATCH_MS);
    setTimeout(() => this.#isProven || this.#isClosed || this.#on.unproven(), PROVING_MS);
  }

  /** Asks the host for a new way; one that cannot be asked any more is knocked for. */
  askAgain() {
    this.#say({ type: "again" }).catch(() => {});
  }

  /**
   * Checks the host's tag; then, and not before, media goes both ways; the voice only once it is
   * known for whom, when the host says that others speak alone (`is_hushed`). Throws Unproven.
   */
  async prove({ proof, revealed, is_hushed: isHushed }) {
    const isTheirs = await this.#handshake.isTag("host", proof);
    if (!isTheirs || !(await isCommitted(this.#visit.commitment, revealed))) {
      throw new Unproven("proof");
    }
    if (this.#isProven) return; // a new way of the same line
    this.#isProven = true;
    const transceivers = this.#connection.getTransceivers();
    for (const transceiver of transceivers) {
      const kind = transceiver.receiver.track.kind;
      const own = this.#own.getTracks().find((each) => each.kind === kind);
      const isKnown = kind === "video" || (!isHushed && this.#voice === undefined);
      const track = isKnown ? own : this.#voice;
      if (track) await transceiver.sender.replaceTrack(track);
    }
    this.#narrowing = new Narrowing(transceivers, this.#descriptions);
    this.#on.proven(await this.#handshake.safetyNumbers(revealed), this.#theirs);
  }

  /** Sends another track of a kind from now on, null for none; before the proof nothing is sent. */
  async replace(kind, track) {
    if (kind === "audio") this.#voice = track;
    if (!this.#isProven) return;
    if (kind === "video" && this.#narrowing) return this.#narrowing.show(track);
    for (const { receiver, sender } of this.#connection.getTransceivers()) {
      if (receiver.track.kind === kind) await sender.replaceTrack(track).catch(() => {});
    }
  }

  /** Learns addresses of the host's. */
  add(addresses) {
    return this.#addresses.learn(addresses);
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#meter.stop();
    this.#narrowing?.stop();
    this.#connection.close();
  }

  #flush() {
    const found = this.#addresses.take();
    if (found) this.#say(found);
  }

  #channel(channel) {
    channel.onclose = () => this.#lost();
    if (channel.label === "stats") {
      this.#meter.tell(channel);
      channel.onmessage = ({ data }) => this.#narrow(JSON.parse(data));
    } else {
      this.#on.channel(channel);
    }
  }

  #narrow({ t, rung }) {
    if (t !== "rung") return;
    this.#told = rung;
    this.#apply();
  }

  #hearLoss(loss) {
    this.#isRinging = this.#alarm.after(loss);
    this.#apply();
  }

  #apply() {
    const rung = this.#isRinging ? "sound" : this.#told;
    this.#narrowing?.take(rung);
    if (this.#narrowing) this.#on.narrowed(rung);
  }

  #lost() {
    if (this.#isClosed) return;
    this.close();
    this.#on.lost();
  }
}
