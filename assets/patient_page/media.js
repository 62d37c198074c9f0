// Camera, microphone, loudspeaker: asks for them, names what failed, shows how loud it is.

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
const CHIME_HERTZ = [523, 659];
const CHIME_SECONDS = 1.4;

const FAILURES = {
  NotAllowedError: "refused", SecurityError: "refused",
  NotFoundError: "missing", OverconstrainedError: "missing",
  NotReadableError: "busy", AbortError: "busy",
};

/**
 * Asks for camera and microphone, or for one of them.
 * Returns {tracks, camera, microphone}: each "works", "off", or what failed: "refused", "missing",
 * "busy". A refusal is not asked again at once; what is missing or busy is left out.
 */
export async function ask({ wantsCamera }) {
  const both = await attempt({ audio: SOUND, video: wantsCamera && front() });
  const off = wantsCamera ? "works" : "off";
  if (both.tracks) return { tracks: both.tracks, camera: off, microphone: "works" };
  if (!wantsCamera) return { tracks: [], camera: "off", microphone: both.failure };
  if (both.failure === "refused") return { tracks: [], camera: "refused", microphone: "refused" };
  const [sound, picture] = [await askOne("audio"), await askOne("video")];
  return {
    tracks: [...sound.tracks ?? [], ...picture.tracks ?? []],
    camera: picture.failure ?? "works", microphone: sound.failure ?? "works",
  };
}

/** Asks for one kind, "audio" or "video", of one device; "" for the usual one. */
export function askOne(kind, id = "") {
  if (kind === "audio") return attempt({ audio: { ...SOUND, ...exactly(id) } });
  return attempt({ video: id ? { ...PICTURE, ...exactly(id) } : front() });
}

/** What there is: [{id, label}] by "videoinput", "audioinput", "audiooutput". */
export async function inventory() {
  const found = { videoinput: [], audioinput: [], audiooutput: [] };
  for (const { kind, deviceId, label } of await navigator.mediaDevices.enumerateDevices()) {
    const canUse = kind !== "audiooutput" || "setSinkId" in HTMLMediaElement.prototype;
    if (deviceId && label && canUse) found[kind].push({ id: deviceId, label });
  }
  return found;
}

/** Calls `show` with 0..100 as a track gets louder; returns a function that stops it. */
export function listen(track, show) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
    show(Math.max(0, Math.min(100, Math.round(100 + 25 * Math.log10(loudness + 1e-6)))));
  }, 80);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

/** Plays two soft notes; `sink`: on which loudspeaker, "" for the usual one. */
export async function chime(sink) {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  CHIME_HERTZ.forEach((hertz, place) => {
    const [note, volume, start] = [context.createOscillator(), context.createGain(), place * 0.35];
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.05);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
    note.connect(volume).connect(out);
    note.start(start);
  });
  const player = new Audio();
  player.srcObject = out.stream;
  if (sink) await player.setSinkId(sink).catch(() => {});
  await player.play().catch(() => {});
  setTimeout(() => context.close(), CHIME_SECONDS * 1000);
}

const exactly = (id) => (id ? { deviceId: { exact: id } } : {});
const front = () => ({ ...PICTURE, facingMode: "user" });

async function attempt(wishes) {
  try {
    return { tracks: (await navigator.mediaDevices.getUserMedia(wishes)).getTracks() };
  } catch (error) {
    return { failure: FAILURES[error.name] ?? "busy" };
  }
}
