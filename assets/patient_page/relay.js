// Whether the clinic's relay lets her through, before she knocks: asked at each of its addresses
// with what the clinic's server lends for this alone. The other half and the reasons are in
// counselling/call/server/relay_trial.py.

const PATIENCE_MS = 6000;
const UNREACHED = 701; // the browsers' own word; every other number is the relay's answer
const GOOD = "good", REFUSED = "refused", BLOCKED = "blocked";

/**
 * {state, ways}: "good", "refused" (it answers and lets her not through) or "blocked" (no answer
 * from here), and the ways that are good; null where the clinic has no relay or nothing was lent.
 */
export async function tryRelay(invitation) {
  const lent = await borrow(invitation);
  const urls = (lent.urls ?? []).filter((url) => url.startsWith("turn"));
  if (!urls.length) return null;
  const states = await Promise.all(urls.map((url) => ask({ ...lent, urls: [url] })));
  const ways = urls.filter((_, place) => states[place] === GOOD).map(way);
  return { state: [GOOD, REFUSED].find((each) => states.includes(each)) ?? BLOCKED, ways };
}

/** Asks the clinic's server; {} when it lends nothing, or does not answer. */
function borrow({ room, keys, seatKey }) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
  return new Promise((resolve) => {
    socket.onopen = () => socket.send(JSON.stringify(
      { type: "try_turn", room, token: keys.joinToken, seat_key: seatKey }));
    socket.onmessage = ({ data }) => resolve(JSON.parse(data));
    socket.onclose = () => resolve({});
    setTimeout(resolve, PATIENCE_MS, {});
  }).finally(() => socket.close());
}

/** Gathers relayed addresses and no others; what of it is found goes nowhere. */
async function ask({ urls, username, credential }) {
  let connection;
  let isRefused = false;
  try {
    connection = new RTCPeerConnection(
      { iceServers: [{ urls, username, credential }], iceTransportPolicy: "relay" });
    const found = new Promise((resolve) => {
      connection.onicecandidateerror = ({ errorCode }) => { isRefused ||= errorCode !== UNREACHED; };
      connection.onicecandidate = ({ candidate }) => {
        if (!candidate) resolve(false);
        else if (candidate.candidate.includes(" typ relay")) resolve(true);
      };
      setTimeout(resolve, PATIENCE_MS, false);
    });
    connection.createDataChannel("");
    await connection.setLocalDescription();
    if (await found) return GOOD;
  } catch {
    // an address that this browser never asks
  } finally {
    connection?.close();
  }
  return isRefused ? REFUSED : BLOCKED;
}

function way(url) {
  return url.startsWith("turns") ? "TLS" : url.includes("transport=tcp") ? "TCP" : "UDP";
}
