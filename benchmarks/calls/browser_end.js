// What comes at the patient's page, timed there. Run in the page before she knocks; the names that
// it leaves behind (watch, take, news) are called by browser_end.py.

const lines = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...words) {
    super(...words);
    lines.push(this);
  }
};

let bits = 32, freezeMs = 300, before = null, silentSince = performance.now();
let seen = { pictures: 0, ages: [], pauses: [], sounds: [] };
let lastPicture = null;
const strip = new OffscreenCanvas(32, 1).getContext("2d", { willReadFrequently: true });
strip.imageSmoothingEnabled = false;

globalThis.watch = (stampBits, frozenMs) => {
  [bits, freezeMs] = [stampBits, frozenMs];
  const video = document.getElementById("theirs");
  const came = () => {
    const now = performance.now();
    if (lastPicture !== null && now - lastPicture > freezeMs) seen.pauses.push(now - lastPicture);
    lastPicture = now;
    seen.pictures += 1;
    const age = ageOf(video);
    if (age < 60_000) seen.ages.push(age);
    video.requestVideoFrameCallback(came);
  };
  video.requestVideoFrameCallback(came);
  listen(video);
};

/** The stamp is the low 32 bits of the clock's milliseconds, black and white along the top. */
function ageOf(video) {
  const block = video.videoWidth / bits;
  strip.drawImage(video, 0, Math.floor(block / 2), video.videoWidth, 1, 0, 0, bits, 1);
  const { data } = strip.getImageData(0, 0, bits, 1);
  let stamp = 0;
  for (let bit = 0; bit < bits; bit += 1) if (data[bit * 4] > 128) stamp += 2 ** bit;
  return ((Date.now() - stamp) % 2 ** 32 + 2 ** 32) % 2 ** 32;
}

/** A beep begins at each full second of the sender's clock. */
function listen(video) {
  const context = new AudioContext();
  const ear = new AnalyserNode(context, { fftSize: 512 });
  const samples = new Float32Array(ear.fftSize);
  let [stream, source, isBeeping] = [null, null, false];
  setInterval(() => {
    context.resume();
    if (video.srcObject !== stream && video.srcObject?.getAudioTracks().length) {
      stream = video.srcObject;
      source?.disconnect();
      source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
      source.connect(ear);
    }
    ear.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
    const isLoud = Math.sqrt(power) > 0.05;
    if (isLoud && !isBeeping) seen.sounds.push(Date.now() % 1000);
    isBeeping = isLoud;
  }, 10);
}

globalThis.news = () => document.getElementById("call-news")?.dataset.id ?? "";

globalThis.take = async () => {
  const now = await counters();
  const passed = before?.line === now.line ? before : { ...now, at: before?.at ?? now.at - 1000 };
  const seconds = (now.at - passed.at) / 1000;
  if (now.packets !== before?.packets) silentSince = now.at;
  const taken = {
    received_fps: rounded((now.decoded - passed.decoded) / seconds),
    shown_fps: rounded(seen.pictures / seconds),
    received_kbit: rounded((now.bytes - passed.bytes) * 8 / 1000 / seconds),
    height: document.getElementById("theirs").videoHeight,
    picture_ms: seen.ages.map(Math.round),
    sound_ms: seen.sounds,
    freezes: seen.pauses.length,
    freeze_ms: Math.round(seen.pauses.reduce((sum, each) => sum + each, 0)),
    longest_freeze_ms: Math.round(Math.max(0, ...seen.pauses)),
    concealed: now.samples > passed.samples
      ? rounded((now.concealed - passed.concealed) / (now.samples - passed.samples), 4) : null,
    silent_seconds: rounded((now.at - silentSince) / 1000, 2),
    key_frames: now.keyFrames,
    frozen_by_browser: now.freezes,
  };
  before = now;
  seen = { pictures: 0, ages: [], pauses: [], sounds: [] };
  return taken;
};

/** The newest line's own counts. */
async function counters() {
  const line = lines.findLastIndex((each) => each.connectionState === "connected");
  const sums = { line, at: performance.now(), bytes: 0, packets: 0, samples: 0, concealed: 0,
    keyFrames: 0, freezes: 0, decoded: 0 };
  const stats = line < 0 ? [] : (await lines[line].getStats()).values();
  for (const entry of stats) {
    if (entry.type !== "inbound-rtp") continue;
    sums.bytes += entry.bytesReceived;
    sums.packets += entry.packetsReceived;
    if (entry.kind === "audio") {
      sums.samples += entry.totalSamplesReceived ?? 0;
      sums.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
    } else {
      sums.keyFrames += entry.keyFramesDecoded ?? 0;
      sums.freezes += entry.freezeCount ?? 0;
      sums.decoded += entry.framesDecoded ?? 0;
    }
  }
  return sums;
}

function rounded(value, digits = 1) {
  return Number(value.toFixed(digits));
}
