// What both ends of a connection say of themselves, and whether lost packets of the picture are
// sent again; the other half and the reasons are in counselling/call/media/resends.py.

const LINE = /^(a=rtcp-fb:\S+ nack)( pli)?(\r?\n)/gm;

/** Returns a description in which the lost packets of pictures are sent again, or are not. */
export function withResends(sdp, isOn) {
  const pictures = new Set(
    [...sdp.matchAll(LINE)].filter(([, , whole]) => whole).map(([, lost]) => lost));
  return sdp.replace(LINE, (line, lost, whole, end) => {
    if (!pictures.has(lost)) return line;
    if (whole) return isOn ? lost + end + line : line;
    return "";
  });
}

/** The descriptions of one connection, one after the other. */
export class Descriptions {
  #connection; #resends = true; #last = Promise.resolve();

  constructor(connection) {
    this.#connection = connection;
  }

  /** Answers an offer; returns our own description. */
  answer(sdp) {
    const connection = this.#connection;
    return this.#next(async () => {
      await this.#take("offer", sdp);
      for (const transceiver of connection.getTransceivers()) transceiver.direction = "sendrecv";
      await connection.setLocalDescription(await connection.createAnswer());
      return connection.localDescription.sdp;
    });
  }

  /** Takes the answer to our offer. */
  accept(sdp) {
    return this.#next(() => this.#take("answer", sdp));
  }

  /**
   * Sends lost packets of the picture again from now on and asks for them, or does neither; nothing
   * is said to the other end. What is still awaited of it is read so when it comes.
   */
  resend(isOn) {
    if (isOn === this.#resends) return undefined;
    this.#resends = isOn;
    return this.#next(async () => {
      const connection = this.#connection;
      const { signalingState: state, remoteDescription: theirs } = connection;
      if (!theirs || state !== "stable") return;
      const { type, sdp } = theirs;
      if (type === "offer") {
        await this.#take(type, sdp);
        await connection.setLocalDescription(await connection.createAnswer());
      } else {
        await connection.setLocalDescription(await connection.createOffer());
        await this.#take(type, sdp);
      }
    });
  }

  #take(type, sdp) {
    return this.#connection.setRemoteDescription({ type, sdp: withResends(sdp, this.#resends) });
  }

  #next(deed) {
    const done = this.#last.then(deed);
    this.#last = done.catch(() => {}); // whoever asked is told
    return done;
  }
}
