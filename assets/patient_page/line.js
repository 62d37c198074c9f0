// The page's socket to the server: knocks, says hello, carries sealed messages, comes back alone.

import { SealedLine, Unproven, hex, random } from "/page/keys.js";
import { waitMs } from "/page/patience.js";

/**
 * One seat's line. `on` is told, in order: waiting(isHostHere), message(message, visit), lost(),
 * refused(), unproven(), unable(). A visit is {seat, seatNonce, hostNonce, commitment}.
 */
export class Line {
  #invitation; #hello; #on; #socket = null; #sealed = null; #visit = null; #failures = 0;
  #isClosed = false; #isHostAway = false; #heard = Promise.resolve(); #said = Promise.resolve();

  constructor(invitation, hello, on) {
    this.#invitation = invitation;
    this.#hello = hello;
    this.#on = on;
  }

  get visit() {
    return this.#visit;
  }

  /** Whether the server told that the host is gone: it will tell when it is back. */
  get isHostAway() {
    return Boolean(this.#socket) && this.#isHostAway;
  }

  /** Knocks, on a new socket; an older one is forgotten. */
  knock() {
    this.#forget();
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
    this.#socket = socket;
    socket.onopen = () => {
      const { room, keys, seatKey } = this.#invitation;
      socket.send(JSON.stringify(
        { type: "knock", room, token: keys.joinToken, seat_key: seatKey }));
    };
    socket.onmessage = (event) => {
      // Opening takes its time; messages must be taken in the order in which they came.
      this.#heard = this.#heard.then(() => this.#hear(socket, JSON.parse(event.data)))
        .catch((error) => this.#giveUp(socket, error));
    };
    socket.onclose = () => this.#lost(socket);
  }

  /** Sends a message to the host, sealed. */
  say(message) {
    const [sealed, socket] = [this.#sealed, this.#socket];
    // Sealing takes its time; what is counted first must leave first.
    const said = this.#said.then(async () => {
      const body = await sealed.seal(message);
      const envelope = JSON.stringify({ type: "sealed", body, to: "host" });
      if (socket === this.#socket) socket?.send(envelope);
    });
    this.#said = said.catch(() => {});
    return said;
  }

  /** Closes the line for good. */
  close() {
    this.#isClosed = true;
    this.#forget();
  }

  async #hear(socket, message) {
    if (socket !== this.#socket) return;
    switch (message.type) {
      case "waiting":
        this.#failures = 0;
        this.#visit = { seat: message.seat };
        this.#isHostAway = !message.is_host_here;
        this.#on.waiting(message.is_host_here);
        if (message.is_host_here) await this.#greet();
        break;
      case "host_here":
        this.#isHostAway = !message.is_here;
        // It may have been started anew: nothing of this visit is known to it.
        this.#visit = { ...this.#visit };
        this.#on.waiting(message.is_here);
        if (message.is_here && !this.#on.isConnected()) await this.#greet();
        break;
      case "sealed":
        await this.#open(message.body);
        break;
      case "refused":
        this.#isClosed = true;
        this.#on.refused();
    }
  }

  async #greet() {
    const { room, keys } = this.#invitation;
    const visit = { seat: this.#visit.seat, seatNonce: hex(random(16)) };
    this.#visit = visit;
    this.#sealed = new SealedLine(keys.signalling, room, visit.seat);
    await this.say({ type: "hello", nonce: visit.seatNonce, ...this.#hello() });
    this.#sealed.bind(visit.seatNonce);
  }

  async #open(body) {
    const message = await this.#sealed.open(body).catch((error) => {
      if (this.#visit.hostNonce) throw error; // else it answers her knock before this one
    });
    if (!message) return;
    if (message.type === "welcome") {
      this.#visit.hostNonce = message.nonce;
      this.#visit.commitment = message.commitment;
      this.#sealed.bind(message.nonce);
    }
    await this.#on.message(message, this.#visit);
  }

  #giveUp(socket, error) {
    if (socket !== this.#socket) return;
    this.close();
    if (error instanceof Unproven) this.#on.unproven();
    else this.#on.unable();
  }

  #lost(socket) {
    if (socket !== this.#socket || this.#isClosed) return;
    this.#socket = null;
    this.#on.lost();
    const wait = waitMs(this.#failures++, Math.random());
    setTimeout(() => {
      if (!this.#isClosed && !this.#socket && !this.#on.isConnected()) this.knock();
    }, wait);
  }

  #forget() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }
}
