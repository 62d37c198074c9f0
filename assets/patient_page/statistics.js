// Once a second: what this browser measured of the line, to the counsellor. Figures, no content.

const LOOK_MS = 500;

export class Meter {
  #connection; #channel = null; #timer; #before = null; #packets = 0; #looks = 0;
  #lastSign = performance.now(); #onLoss;

  constructor(connection, onLoss) {
    this.#connection = connection;
    this.#onLoss = onLoss;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Sends the figures there from now on. */
  tell(channel) {
    this.#channel = channel;
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Seconds since any packet came; sound that a browser makes up is none. */
  get silentSeconds() {
    return (performance.now() - this.#lastSign) / 1000;
  }

  async #look() {
    const now = await this.#counters();
    if (now.packetsIn !== this.#packets) this.#lastSign = performance.now();
    this.#packets = now.packetsIn;
    if (++this.#looks % 2) return;
    if (this.#before) {
      const measured = figures(this.#before, now);
      if (this.#channel?.readyState === "open") this.#channel.send(JSON.stringify(measured));
      this.#onLoss(measured.loss ?? 0);
    }
    this.#before = now;
  }

  async #counters() {
    const sums = { at: performance.now(), rttMs: null, availableKbit: null, packetsIn: 0,
      width: null, height: null };
    const add = (name, value) => {
      if (value !== undefined) sums[name] = (sums[name] ?? 0) + value;
    };
    for (const entry of (await this.#connection.getStats()).values()) {
      if (entry.type === "inbound-rtp") {
        add("bytesIn", entry.bytesReceived);
        add("packetsIn", entry.packetsReceived);
        add("packetsLost", entry.packetsLost);
        if (entry.kind === "video") {
          add("framesIn", entry.framesDecoded);
          add("freezes", entry.freezeCount);
          add("keyFrames", entry.keyFramesDecoded);
          sums.width = entry.frameWidth ?? null;
          sums.height = entry.frameHeight ?? null;
        } else {
          add("samples", entry.totalSamplesReceived);
          add("concealed", (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0));
        }
      } else if (entry.type === "outbound-rtp") {
        add("bytesOut", entry.bytesSent);
        if (entry.kind === "video") add("framesOut", entry.framesSent ?? entry.framesEncoded);
      } else if (entry.type === "remote-inbound-rtp" && entry.roundTripTime !== undefined) {
        sums.rttMs = entry.roundTripTime * 1000;
      } else if (entry.type === "candidate-pair" && entry.availableOutgoingBitrate) {
        sums.availableKbit = entry.availableOutgoingBitrate / 1000;
      }
    }
    return sums;
  }
}

function figures(before, now) {
  const seconds = (now.at - before.at) / 1000;
  // a browser that described the picture anew counts it from 0 again
  const passed = (name) => (now[name] === undefined ? null
    : Math.max(0, now[name] - (before[name] ?? 0)));
  const rate = (name, factor = 1) => {
    const count = passed(name);
    return count === null ? null : round(count * factor / seconds);
  };
  const share = (part, whole) => (part === null || !whole ? null : round(part / whole, 4));
  const lost = passed("packetsLost");
  return {
    receivedFps: rate("framesIn"), sentFps: rate("framesOut"),
    receivedKbit: rate("bytesIn", 8 / 1000), sentKbit: rate("bytesOut", 8 / 1000),
    width: now.width, height: now.height,
    rttMs: now.rttMs === null ? null : round(now.rttMs),
    loss: share(lost, lost + passed("packetsIn")),
    concealed: share(passed("concealed"), passed("samples")),
    freezes: now.freezes ?? null, keyFrames: now.keyFrames ?? null,
    availableKbit: now.availableKbit === null ? null : round(now.availableKbit),
  };
}

function round(value, digits = 1) {
  return Number(value.toFixed(digits));
}
