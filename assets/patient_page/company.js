// Whether others are in the room too: only then what shows and hears them is brought.

import { Part } from "/page/bring.js";

/** The others. `faces`: what shows them, null until there are any. `on`: as of Faces. */
export class Company {
  #faces; #latest = null; #hushHost;

  constructor(at, on) {
    this.#hushHost = on.hushHost;
    this.#faces = new Part(["faces", "circle", "pair"], ({ Faces, Circle, Pair }) =>
      new Faces(at, on, (room, heard) => new Circle(room, heard, Pair)));
  }

  get faces() {
    return this.#faces.made;
  }

  /**
   * Takes the channel over which the counsellor's program introduces the others. `seat`: our own,
   * `sent()` is what is sent to others: {stream, rung}.
   */
  take(channel, room, seat, sent) {
    this.#latest = channel;
    if (this.faces) return this.faces.take(channel, room, seat, sent().stream);
    const here = () => channel.send(JSON.stringify({ t: "here", lines: {} }));
    if (channel.readyState === "open") here();
    else channel.onopen = here;
    const heard = []; // until somebody is there to whom it matters
    let isAsked = false;
    channel.onmessage = ({ data }) => {
      const word = JSON.parse(data);
      heard.push(word);
      if (isAsked) return;
      if (isAlone(word)) return this.#hushHost(sent().stream.getAudioTracks()[0]);
      isAsked = true;
      this.#faces.do((faces) => {
        if (channel !== this.#latest) return;
        const { stream, rung } = sent();
        faces.take(channel, room, seat, stream, heard);
        faces.narrow(rung);
      });
    };
  }

  /** Hangs up on all. */
  close() {
    this.#latest = null;
    this.faces?.close();
  }
}

/** Whether a word tells of nobody but her and the counsellor. */
function isAlone({ t, members = [], alone = [] }) {
  return t === "circle" && members.length < 2 && !alone.length;
}
