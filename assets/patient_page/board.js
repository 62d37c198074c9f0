// The shared picture: pieces put together, then drawn from a closed list of shapes by this file.
// What is received is never markup; what is not on the list is not drawn.

import { isOfPicture, unpack } from "/page/inflate.js";
import { applyPatch } from "/page/patch.js";

const SVG = "http://www.w3.org/2000/svg";

// Maps, not objects: a received name must not reach what every object has ("constructor").
// Paper stays paper, also in the dark: filled and unfilled are the language of a pedigree.
// The same colours as counselling/drawing/ink.py.
const INKS = new Map([
  ["paper", "#FFFFFF"], ["ink", "#1A2326"], ["soft", "#4C5A5F"], ["line", "#7C8A8E"],
  ["accent", "#0B6570"], ["accent_ground", "#DCEDEE"],
  ["contrast", "#B84A00"], ["contrast_ground", "#FBE7DA"],
]);
const STEPS = new Map([["M", 2], ["L", 2], ["C", 6], ["Z", 0]]);
const ANCHORS = ["start", "middle", "end"];
const READING = "reading "; // begins the subject of a place at which a chart can be read
const MAX_SHAPES = 20000;
const MAX_DEPTH = 16;
const MAX_RESYNCS = 3; // a picture that cannot be drawn is not asked for again and again

/**
 * Takes what comes over the board's channel. `on`: picture(svg, title, isNew) with each whole
 * picture, word(message) with what is said about it.
 */
export class Board {
  #channel; #on; #pieces = []; #picture = null; #version = 0; #resyncs = 0; #isWaiting = false;
  #heard = Promise.resolve();

  constructor(channel, on) {
    this.#channel = channel;
    this.#on = on;
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => {
      // Unpacking takes its time; what is said must be taken in the order in which it came.
      this.#heard = this.#heard.then(() => this.#hear(data));
    };
  }

  /** Says something to the host; what cannot be said now is lost, and false is returned. */
  say(message) {
    if (this.#channel.readyState !== "open") return false;
    this.#channel.send(JSON.stringify(message));
    return true;
  }

  async #hear(data) {
    if (this.#isWaiting && isOfPicture(data)) return; // all of it is on its way
    try {
      const message = await read(data, this.#picture);
      if (message.t === "snapshot") this.#collect(message);
      else if (message.t === "patch") this.#patch(message);
      else this.#on.word(message);
    } catch {
      this.#askAgain();
    }
  }

  #collect({ version, part, parts, text }) {
    if (part === 0) this.#pieces = [];
    if (part !== this.#pieces.length) throw new Error("piece");
    this.#pieces.push(text);
    if (this.#pieces.length < parts) return;
    const whole = JSON.parse(this.#pieces.join(""));
    this.#pieces = [];
    this.#isWaiting = false;
    this.#take(whole, version);
  }

  /** A patch of a version that we do not have tells that something was lost on the way. */
  #patch(patch) {
    if (this.#isWaiting) return;
    if (!this.#picture || patch.base !== this.#version) throw new Error("version");
    this.#take(applyPatch(patch, this.#picture), patch.version);
  }

  #take(picture, version) {
    const svg = draw(picture);
    const isNew = words(picture.title) !== words(this.#picture?.title);
    this.#picture = picture;
    this.#version = version;
    this.#resyncs = 0;
    this.#on.picture(svg, words(picture.title), isNew);
    requestAnimationFrame(() => this.say({ t: "shown", version }));
  }

  #askAgain() {
    this.#pieces = [];
    if (this.#resyncs++ >= MAX_RESYNCS) return;
    this.#isWaiting = true;
    this.say({ t: "resync" });
  }
}

/** What a message says, packed or not; rejects when it says nothing. `picture`: what stands here. */
export async function read(data, picture = null) {
  return JSON.parse(typeof data === "string" ? data : await unpack(data, picture));
}

/** Draws a picture; throws when it is of another version. */
export function draw(picture) {
  if (picture.v !== 1) throw new Error("version");
  const [width, height] = [number(picture.w), number(picture.h)];
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.setAttribute("aria-label", [picture.title, picture.description].map(words).join(". "));
  const left = { shapes: MAX_SHAPES };
  drawAll(picture.items, svg, left, 0);
  return svg;
}

/** Narrows texts that this device's font makes wider than the paper; the picture must be shown. */
export function fit(svg) {
  const { width } = svg.viewBox.baseVal;
  const onPaper = svg.getCTM()?.inverse();
  for (const text of svg.querySelectorAll("text")) {
    const box = text.getBBox();
    const start = box.x + (onPaper?.multiply(text.getCTM()).e ?? 0); // groups stand somewhere
    const over = Math.max(-start, start + box.width - width);
    if (over <= 0) continue;
    const isMiddle = text.getAttribute("text-anchor") === "middle";
    text.setAttribute("textLength", Math.max(1, box.width - (isMiddle ? 2 : 1) * over));
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
}

function drawAll(items, parent, left, depth) {
  if (!Array.isArray(items) || depth > MAX_DEPTH) return;
  for (const item of items) {
    if (--left.shapes < 0) return;
    const shape = item.t === "group" ? group(item, left, depth) : SHAPES.get(item.t)?.(item);
    if (shape) parent.append(shape);
  }
}

function group(item, left, depth) {
  const isPlaced = item.x !== undefined;
  const place = isPlaced ? `translate(${number(item.x)} ${number(item.y)})` : "";
  const made = element("g", place ? { transform: place } : {});
  const subject = words(item.subject);
  if (subject.startsWith(READING)) {
    made.dataset.reading = words(item.label); // told by the page itself, see reading.js
  } else if (item.label) {
    const title = element("title", {});
    title.textContent = words(item.label);
    made.append(title);
    if (subject) Object.assign(made.dataset, { subject, label: words(item.label) });
  }
  drawAll(item.items, made, left, depth + 1);
  return made;
}

const SHAPES = new Map([
  ["line", (item) => element("line", {
    x1: number(item.x1), y1: number(item.y1), x2: number(item.x2), y2: number(item.y2),
    ...stroke(item.stroke),
  })],
  ["rect", (item) => element("rect", {
    x: number(item.x), y: number(item.y), width: number(item.w), height: number(item.h),
    rx: number(item.r), fill: ink(item.fill), ...stroke(item.stroke),
  })],
  ["circle", (item) => element("circle", {
    cx: number(item.x), cy: number(item.y), r: number(item.r), fill: ink(item.fill),
    ...stroke(item.stroke),
  })],
  ["path", (item) => element("path", {
    d: item.d.map(step).join(" "), fill: ink(item.fill), ...stroke(item.stroke),
  })],
  ["text", (item) => {
    const isTurned = item.dir === "rtl";
    const sides = isTurned ? [...ANCHORS].reverse() : ANCHORS;
    const made = element("text", {
      x: number(item.x), y: number(item.y), "font-size": number(item.size),
      // In right-to-left text SVG counts "start" from the right; ours names the side itself.
      "text-anchor": sides[ANCHORS.indexOf(item.anchor)] ?? "start",
      direction: isTurned ? "rtl" : "ltr", fill: ink(item.ink),
      "font-weight": item.bold === true ? 700 : 400,
    });
    made.textContent = words(item.text);
    if (item.width > 0) { // set in another type elsewhere, where it had just this room
      made.setAttribute("textLength", number(item.width));
      made.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    return made;
  }],
]);

function step([head, ...numbers]) {
  if (STEPS.get(head) !== numbers.length) throw new Error("step");
  return head + numbers.map(number).join(" ");
}

function stroke(pen) {
  if (!pen) return { stroke: "none" };
  const dash = Array.isArray(pen.dash) ? pen.dash.map(number).join(" ") : "";
  const line = { stroke: ink(pen.ink), "stroke-width": number(pen.w) };
  return dash ? { ...line, "stroke-dasharray": dash } : line;
}

function ink(role) {
  return INKS.get(role) ?? "none";
}

function number(value) {
  if (!Number.isFinite(value)) throw new Error("number");
  return value;
}

function words(value) {
  return typeof value === "string" ? value : "";
}

/** Makes an SVG element. */
export function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
