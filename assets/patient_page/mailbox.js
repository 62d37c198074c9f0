// Leaves something sealed for a counsellor who is not there; the other half and the reasons are in
// counselling/call/server/mailbox.py.

import { base64url, random } from "/page/keys.js";

const STEP = 1024;
const LENGTH_BYTES = 4;
export const MOST_BYTES = 43 * STEP - LENGTH_BYTES;

/** The server does not take this link, or has no room: `reason` is "refused", "full" or "lost". */
export class NotKept extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Seals a parcel under the link's mailbox key, padded so that its length tells little. */
export async function sealParcel({ room, keys }, number, bytes) {
  const size = Math.ceil((LENGTH_BYTES + bytes.length) / STEP) * STEP;
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, LENGTH_BYTES);
  const iv = random(12);
  const about = new TextEncoder().encode(["consultand/1", "mailbox", room, number].join("\0"));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: about }, keys.mailbox, padded));
  const all = new Uint8Array(iv.length + sealed.length);
  all.set(iv);
  all.set(sealed, iv.length);
  return base64url(all);
}

/**
 * Leaves a text; resolves with its number when it is kept where a power cut does not lose it,
 * rejects with NotKept otherwise. Nothing is bound: the visit may be made in another browser.
 */
export function leave(invitation, message) {
  const bytes = new TextEncoder().encode(message);
  if (bytes.length > MOST_BYTES) return Promise.reject(new NotKept("full"));
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
  return new Promise((resolve, reject) => {
    const { room, keys, seatKey } = invitation;
    socket.onopen = () => socket.send(JSON.stringify(
      { type: "letterbox", room, token: keys.joinToken, seat_key: seatKey }));
    socket.onclose = () => reject(new NotKept("lost"));
    socket.onmessage = async ({ data }) => {
      const answer = JSON.parse(data);
      if (answer.type === "free") {
        const body = await sealParcel(invitation, answer.number, bytes);
        socket.send(JSON.stringify({ type: "parcel", number: answer.number, body }));
      } else if (answer.type === "kept") {
        resolve(answer.number);
      } else {
        reject(new NotKept(answer.type));
      }
    };
  }).finally(() => socket.close());
}
