// Camera and microphone: asks for them, names what failed, shows how loud it is.

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 },
  facingMode: "user" };

const FAILURES = {
  NotAllowedError: "refused", SecurityError: "refused",
  NotFoundError: "missing", OverconstrainedError: "missing",
  NotReadableError: "busy", AbortError: "busy",
};

/**
 * Asks for camera and microphone, or for one of them.
 * Returns {stream, camera, microphone}: each "works", "off", or what failed: "refused", "missing",
 * "busy". A refusal is not asked again at once; what is missing or busy is left out.
 */
export async function ask({ wantsCamera }) {
  const both = await attempt({ audio: SOUND, video: wantsCamera ? PICTURE : false });
  const off = wantsCamera ? "works" : "off";
  if (both.stream) return { stream: both.stream, camera: off, microphone: "works" };
  if (!wantsCamera) return { stream: new MediaStream(), camera: "off", microphone: both.failure };
  if (both.failure === "refused") {
    return { stream: new MediaStream(), camera: "refused", microphone: "refused" };
  }
  const sound = await attempt({ audio: SOUND });
  if (sound.stream) return { stream: sound.stream, camera: both.failure, microphone: "works" };
  const picture = await attempt({ video: PICTURE });
  if (picture.stream) {
    return { stream: picture.stream, camera: "works", microphone: sound.failure };
  }
  return { stream: new MediaStream(), camera: picture.failure, microphone: sound.failure };
}

/** Calls `show` with 0..100 as the stream gets louder; returns a function that stops it. */
export function listen(stream, show) {
  if (!stream.getAudioTracks().length) return () => {};
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
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

async function attempt(wishes) {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(wishes) };
  } catch (error) {
    return { failure: FAILURES[error.name] ?? "busy" };
  }
}
