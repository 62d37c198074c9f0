// The others in the room: lines to them, who speaks with whom alone, whom an interpreter means.
// The other half and the reasons are in counselling/call/circle/fellows.py.

const HOST = "host";
const SERVER = "server"; // the clinic's media server, to which she sends what all others receive
const FAMILY = ["patient", "relative"];
const ORDER = ["full", "small", "least", "sound"];

/**
 * All lines to others; they outlast the line to the counsellor. `on`: joined(seat, {role, number},
 * stream), gone(seat), changed() when members, own role or who speaks alone changed,
 * hushHost(track).
 */
export class Circle {
  #room; #on; #channel = null; #pairs = new Map(); #coming = new Map(); #rungs = new Map();
  #stream = new MediaStream(); #silence = null; #ownRung = "full"; #speaksTo = "all";
  #seat = ""; #members = new Map(); #Pair;

  /** `Pair`: of pair.js. */
  constructor(room, on, Pair) {
    [this.#room, this.#on, this.#Pair] = [room, on, Pair];
    this.role = "";
    this.alone = [];
    this.isServed = false;
  }

  /** Who is in the room besides her: {role, number} by seat; number: which of her role. */
  get members() {
    return this.#members;
  }

  get isAlone() {
    return this.alone.includes(this.#seat);
  }

  /** What is sent from now on, for instance when a camera is back. */
  send(stream) {
    this.#stream = stream;
    this.#silence?.stop();
    this.#silence = null;
    if (this.role) this.#speak(); // before, nobody knows who is to hear her
    for (const pair of this.#all()) pair.show(this.#track("video"));
  }

  /**
   * Takes the channel over which the counsellor's program introduces; `seat`: our own, `heard`: what
   * came on it before, when it knows already that we are here.
   */
  take(channel, seat, stream, heard) {
    [this.#channel, this.#seat] = [channel, seat];
    this.send(stream);
    for (const [seat] of this.#coming) this.#drop(this.#coming, seat);
    channel.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    if (heard) return heard.forEach((word) => this.#hear(word));
    const begin = () => {
      const lines = Object.fromEntries([...this.#pairs].map(([seat, { name }]) => [seat, name]));
      this.#say({ t: "here", lines });
    };
    if (channel.readyState === "open") begin();
    else channel.onopen = begin;
  }

  /** To whom she speaks: "all", "family", "clinic". */
  speakTo(side) {
    this.#speaksTo = side;
    this.#speak();
  }

  endPrivate() {
    this.#say({ t: "end_private" });
  }

  /** Sends to nobody more picture than her own line out bears. */
  narrow(rung) {
    this.#ownRung = rung;
    for (const [seat] of [...this.#pairs, ...this.#coming]) this.#narrow(seat);
  }

  /** Hangs up on all. */
  close() {
    for (const lines of [this.#pairs, this.#coming]) {
      for (const [seat] of lines) this.#drop(lines, seat);
    }
    this.#silence?.stop();
    this.#silence = null;
  }

  #hear(word) {
    switch (word.t) {
      case "circle":
        this.role = word.role;
        this.alone = word.alone ?? [];
        this.isServed = Boolean(word.is_served);
        this.#members = new Map(word.members.map((member) => [member.seat, member]));
        this.#speak();
        this.#on.changed();
        break;
      case "introduce":
        this.#meet(word);
        break;
      case "carried":
        this.#all().find(({ name }) => name === word.line)?.hear(word.word);
        break;
      case "part":
        this.#drop(this.#coming, word.peer);
        this.#part(word.peer);
        break;
      case "narrow":
        this.#rungs.set(word.peer, word.rung);
        this.#narrow(word.peer);
    }
  }

  #meet(introduced) {
    const { peer, line } = introduced;
    this.#drop(this.#coming, peer);
    const own = { sound: this.#voice(peer), picture: this.#track("video") };
    const pair = new this.#Pair(introduced, this.#room, own, {
      say: (word) => this.#say({ t: "carry", line, word }),
      made: () => {
        this.#coming.delete(peer);
        this.#pairs.get(peer)?.close();
        this.#pairs.set(peer, pair);
        this.#say({ t: "made", line });
        if (peer !== SERVER) this.#on.joined(peer, introduced, pair.stream);
      },
      broken: () => {
        if (this.#coming.get(peer) === pair) this.#coming.delete(peer);
        else if (this.#pairs.get(peer) === pair) this.#part(peer);
        else return;
        this.#say({ t: "broken", line });
      },
    });
    this.#coming.set(peer, pair);
    this.#narrow(peer);
  }

  #part(seat) {
    if (!this.#pairs.has(seat)) return;
    this.#drop(this.#pairs, seat);
    this.#on.gone(seat); // of the server there is no face
  }

  #drop(lines, seat) {
    lines.get(seat)?.close();
    lines.delete(seat);
  }

  #all() {
    return [...this.#coming.values(), ...this.#pairs.values()];
  }

  #say(word) {
    if (this.#channel?.readyState === "open") this.#channel.send(JSON.stringify(word));
  }

  #track(kind) {
    return this.#stream.getTracks().find((track) => track.kind === kind);
  }

  /** What a seat hears of her: the microphone, or silence that keeps the line alive. */
  #voice(seat) {
    const isMeant = this.#speaksTo === "all"
      || FAMILY.includes(this.#members.get(seat)?.role ?? FAMILY[0]) === (this.#speaksTo === "family");
    const isHearing = this.alone.includes(this.#seat) === this.alone.includes(seat);
    const track = this.#track("audio");
    if (!track || (isMeant && isHearing)) return track;
    this.#silence ??= track.clone();
    this.#silence.enabled = false;
    return this.#silence;
  }

  #speak() {
    this.#on.hushHost(this.#voice(HOST));
    for (const lines of [this.#pairs, this.#coming]) {
      for (const [seat, pair] of lines) pair.speak(this.#voice(seat));
    }
  }

  #narrow(seat) {
    const [theirs, ours] = [this.#rungs.get(seat) ?? "full", this.#ownRung];
    const rung = ORDER[Math.max(ORDER.indexOf(theirs), ORDER.indexOf(ours))];
    for (const lines of [this.#pairs, this.#coming]) lines.get(seat)?.narrow(rung);
  }
}
