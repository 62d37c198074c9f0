// Network addresses, as the ends of a line tell each other of them while they are found.

const MOST_AT_ONCE = 40;

/** What a connection found and has not told yet. */
export class Addresses {
  #connection; #found = [];

  constructor(connection) {
    this.#connection = connection;
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      this.#found.push(
        { candidate: candidate.candidate, mid: candidate.sdpMid, line: candidate.sdpMLineIndex });
    };
  }

  /** Takes what was found, as a word to be said; null for nothing. */
  take() {
    if (!this.#found.length) return null;
    return { type: "addresses", found: this.#found.splice(0, MOST_AT_ONCE) };
  }

  /** Learns the other end's; one that this browser cannot use is no loss. */
  async learn(addresses) {
    for (const { candidate, mid, line } of addresses) {
      await this.#connection.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: line })
        .catch(() => {});
    }
  }
}
