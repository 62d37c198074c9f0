// The page's half of the sealed line and of the proof; the other half and the reasons are in
// counselling/call: invitation.py, sealing.py, proof.py.

const PROTOCOL = "consultand/1";
const FROM_TO = { seat: ["seat", "host"], host: ["host", "seat"] };
const text = new TextEncoder();

/** Whoever is on the other end could not prove that she holds the link. */
export class Unproven extends Error {}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(letters) {
  const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function random(bytes) {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

export function hex(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Derives the keys of a link. */
export async function deriveKeys(secret, room) {
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = (purpose) => crypto.subtle.deriveBits({
    name: "HKDF", hash: "SHA-256", salt: text.encode(room),
    info: text.encode(`${PROTOCOL} ${purpose}`),
  }, source, 256);
  const [join, signalling, fingerprint, mailbox] = await Promise.all(
    ["join", "signalling", "fingerprint", "mailbox"].map(derive));
  return {
    joinToken: base64url(join),
    signalling: await crypto.subtle.importKey("raw", signalling, "AES-GCM", false,
      ["encrypt", "decrypt"]),
    fingerprint: await crypto.subtle.importKey("raw", fingerprint,
      { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]),
    mailbox: await crypto.subtle.importKey("raw", mailbox, "AES-GCM", false, ["encrypt"]),
  };
}

/** The seat's end of one visit's sealed line. */
export class SealedLine {
  #key; #place; #nonces = []; #sent = 0; #opened = 0;

  constructor(key, room, seat) {
    this.#key = key;
    this.#place = [PROTOCOL, room, seat];
  }

  bind(nonce) {
    this.#nonces.push(nonce);
  }

  async seal(message) {
    const iv = random(12);
    const about = this.#about("seat", "host", this.#sent++);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: about },
      this.#key, text.encode(JSON.stringify(message)));
    return base64url([...iv, ...new Uint8Array(sealed)]);
  }

  /** Opens the next message; throws Unproven on anything that is not it. */
  async open(sealed) {
    try {
      const bytes = fromBase64url(sealed);
      const about = this.#about("host", "seat", this.#opened);
      const message = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: about },
        this.#key, bytes.slice(12));
      this.#opened++;
      return JSON.parse(new TextDecoder().decode(message));
    } catch {
      throw new Unproven("sealed");
    }
  }

  #about(sender, receiver, count) {
    return text.encode([...this.#place, sender, receiver, count, ...this.#nonces].join("\0"));
  }
}

/** The one SHA-256 fingerprint of a description; throws Unproven at another or none. */
export function fingerprint(sdp) {
  const found = new Set();
  for (const [, kind, value] of sdp.matchAll(/^a=fingerprint:(\S+)[ \t]+(\S+)[ \t]*\r?$/gm)) {
    found.add(`${kind.toLowerCase()} ${value.toUpperCase()}`);
  }
  const [only] = found;
  if (found.size !== 1 || !/^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(only)) {
    throw new Unproven("fingerprint");
  }
  return only.slice("sha-256 ".length);
}

/** What both tags and the safety words are made of. */
export class Handshake {
  #key; #place; #facts;

  constructor(key, room, seat, facts) {
    this.#key = key;
    this.#place = [room, seat];
    this.#facts = [facts.seatNonce, facts.hostNonce, facts.seatPrint, facts.hostPrint];
  }

  /** The host's fingerprint that this is about. */
  get hostPrint() {
    return this.#facts[3];
  }

  /** The tag by which an end, "seat" or "host", stands for its fingerprint. */
  async tag(end) {
    return hex(await crypto.subtle.sign("HMAC", this.#key, this.#text("tag", ...FROM_TO[end])));
  }

  async isTag(end, tag) {
    const bytes = Uint8Array.from(tag.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    return crypto.subtle.verify("HMAC", this.#key, bytes, this.#text("tag", ...FROM_TO[end]));
  }

  async safetyNumbers(revealed) {
    const digest = await crypto.subtle.digest("SHA-256", this.#text("words", revealed));
    return [...new Uint8Array(digest).slice(0, 3)];
  }

  #text(...purpose) {
    return text.encode([PROTOCOL, ...purpose, ...this.#place, ...this.#facts].join("\0"));
  }
}

/** Whether a revealed nonce is the one that the host had committed to. */
export async function isCommitted(commitment, nonce) {
  const bytes = text.encode(`${PROTOCOL}\0commitment\0${nonce}`);
  return hex(await crypto.subtle.digest("SHA-256", bytes)) === commitment;
}
