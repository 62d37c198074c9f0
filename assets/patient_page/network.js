// How the line to the clinic's own server is; no other host is asked.

const PATIENCE_MS = 8000;
const SLOW_MS = 600; // there and back: people begin to talk at once
const SLOW_KBIT = 250; // sound and the smallest picture

/** "good", "slow", "blocked" (no video call can be made from here), or "away": no server. */
export async function probe() {
  try {
    const page = loadedAtFirst();
    const turns = [await turn("HEAD"), await turn("HEAD"), await turn("HEAD")];
    const [milliseconds, bytes] = page ?? await turn("GET");
    if (!(await within(opens()) && await within(meets()))) return "blocked";
    const isNear = Math.min(...turns.map(([each]) => each)) < SLOW_MS;
    return isNear && (bytes * 8) / milliseconds > SLOW_KBIT ? "good" : "slow";
  } catch ({ name }) {
    return name === "TimeoutError" ? "slow" : "away";
  }
}

let isFirst = true;

/** For how long files of the page itself were on their way, and their bytes; once, then null. */
function loadedAtFirst() {
  const files = isFirst ? performance.getEntriesByType("resource") : [];
  isFirst = false;
  let [milliseconds, bytes, end] = [0, 0, 0];
  for (const { requestStart, responseEnd, decodedBodySize } of files) {
    milliseconds += Math.max(0, responseEnd - Math.max(requestStart, end));
    end = Math.max(end, responseEnd);
    bytes += decodedBodySize;
  }
  return bytes && milliseconds ? [milliseconds, bytes] : null;
}

async function turn(method) {
  const started = performance.now();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch("/page/page.css", { method, cache: "no-store", signal });
  const { byteLength } = await answer.arrayBuffer();
  return [performance.now() - started, byteLength];
}

/** Whether the socket that carries the signals opens. */
function opens() {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
  return new Promise((resolve) => {
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  }).finally(() => socket.close());
}

/** Whether two ends in this browser meet: some browsers' guards let none be made. */
async function meets() {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    const met = new Promise((met) => { one.createDataChannel("").onopen = () => met(true); });
    one.onicecandidate = ({ candidate }) => other.addIceCandidate(candidate);
    other.onicecandidate = ({ candidate }) => one.addIceCandidate(candidate);
    await one.setLocalDescription();
    await other.setRemoteDescription(one.localDescription);
    await other.setLocalDescription();
    await one.setRemoteDescription(other.localDescription);
    return await within(met);
  } catch {
    return false;
  } finally {
    one.close();
    other.close();
  }
}

const within = (work) =>
  Promise.race([work, new Promise((late) => { setTimeout(late, PATIENCE_MS, false); })]);
