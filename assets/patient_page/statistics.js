// Once a second: what this browser measured of the line, to the counsellor. Figures, no content.

export class Meter {
  #connection; #channel; #timer; #before = null;

  constructor(connection, channel) {
    this.#connection = connection;
    this.#channel = channel;
    this.#timer = setInterval(() => this.#measure(), 1000);
  }

  stop() {
    clearInterval(this.#timer);
  }

  async #measure() {
    if (this.#channel.readyState !== "open") return;
    const now = await this.#counters();
    if (this.#before) this.#channel.send(JSON.stringify(figures(this.#before, now)));
    this.#before = now;
  }

  async #counters() {
    const sums = { at: performance.now(), rttMs: null, width: null, height: null };
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
      }
    }
    return sums;
  }
}

function figures(before, now) {
  const seconds = (now.at - before.at) / 1000;
  const passed = (name) => (now[name] === undefined ? null : now[name] - (before[name] ?? 0));
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
  };
}

function round(value, digits = 1) {
  return Number(value.toFixed(digits));
}
