// The media line to the counsellor: answers the offer, proves both ends, only then sends and shows.

import { Handshake, Unproven, fingerprint, isCommitted } from "/page/keys.js";
import { Meter } from "/page/statistics.js";

const BATCH_MS = 30;

/** One line. `on`: channel(channel), proven(numbers, stream), lost(). */
export class Call {
  #connection; #say; #on; #own; #visit; #handshake = null; #theirs = new MediaStream();
  #found = []; #timer = 0; #meter = null; #isClosed = false;

  constructor(visit, own, say, on) {
    this.#visit = visit;
    this.#own = own;
    this.#say = say;
    this.#on = on;
    // Our own list of servers, also when it is empty: nobody else is ever asked.
    const connection = new RTCPeerConnection({ iceServers: [] });
    this.#connection = connection;
    connection.ontrack = (event) => this.#theirs.addTrack(event.track);
    connection.onicecandidate = (event) => this.#collect(event.candidate);
    connection.ondatachannel = (event) => this.#channel(event.channel);
    connection.onconnectionstatechange = () => {
      if (["failed", "closed"].includes(connection.connectionState)) this.#lost();
    };
  }

  get isConnected() {
    return !this.#isClosed && this.#connection.connectionState === "connected";
  }

  /** Whether the line is silent for the moment. */
  get isInterrupted() {
    return this.#connection.connectionState === "disconnected";
  }

  /** Answers the host's offer; nothing of camera or microphone is attached yet. */
  async answer(sdp, key, room) {
    const connection = this.#connection;
    const hostPrint = fingerprint(sdp);
    await connection.setRemoteDescription({ type: "offer", sdp });
    for (const transceiver of connection.getTransceivers()) transceiver.direction = "sendrecv";
    await connection.setLocalDescription(await connection.createAnswer());
    const ours = connection.localDescription.sdp;
    this.#handshake = new Handshake(key, room, this.#visit.seat,
      { ...this.#visit, seatPrint: fingerprint(ours), hostPrint });
    await this.#say({ type: "answer", sdp: ours, proof: await this.#handshake.ourTag() });
    this.#timer = setInterval(() => this.#flush(), BATCH_MS);
  }

  /** Checks the host's tag; then, and not before, media goes both ways. Throws Unproven. */
  async prove({ proof, revealed }) {
    const isTheirs = await this.#handshake.isTheirs(proof);
    if (!isTheirs || !(await isCommitted(this.#visit.commitment, revealed))) {
      throw new Unproven("proof");
    }
    for (const transceiver of this.#connection.getTransceivers()) {
      const kind = transceiver.receiver.track.kind;
      const track = this.#own.getTracks().find((own) => own.kind === kind);
      if (track) await transceiver.sender.replaceTrack(track);
    }
    this.#on.proven(await this.#handshake.safetyNumbers(revealed), this.#theirs);
  }

  async add(addresses) {
    for (const { candidate, mid, line } of addresses) {
      await this.#connection.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: line })
        .catch(() => {}); // an address that this browser cannot use is no loss
    }
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#meter?.stop();
    this.#connection.close();
  }

  #collect(candidate) {
    if (candidate?.candidate) {
      this.#found.push(
        { candidate: candidate.candidate, mid: candidate.sdpMid, line: candidate.sdpMLineIndex });
    }
  }

  #flush() {
    if (this.#found.length) this.#say({ type: "addresses", found: this.#found.splice(0, 40) });
  }

  #channel(channel) {
    channel.onclose = () => this.#lost();
    if (channel.label === "stats") {
      this.#meter = new Meter(this.#connection, channel);
    } else {
      this.#on.channel(channel);
    }
  }

  #lost() {
    if (this.#isClosed) return;
    this.close();
    this.#on.lost();
  }
}
