// The steps of the page: welcome, check, waiting, call, goodbye. Each shows one thing to do.

import { Beforehand } from "/page/beforehand.js";
import { Boardroom } from "/page/boardroom.js";
import { bring, bringPart, insist, isHeldUp, looks, putSoon } from "/page/bring.js";
import { Call } from "/page/call.js";
import { callUs } from "/page/call_us.js";
import { Check } from "/page/check.js";
import { Company } from "/page/company.js";
import { base64url, deriveKeys, fromBase64url, random } from "/page/keys.js";
import { keep, kept } from "/page/keep.js";
import { Line } from "/page/line.js";
import { INTERRUPTED_SECONDS } from "/page/revival.js";
import { elsewhere, hold } from "/page/tabs.js";
import { Waiting } from "/page/waiting.js";
import { isKnown, language, languages, pick, put, say, speak } from "/page/words.js";

const KEPT = "consultand";
const COME_BACK_MS = 800;
const IN_APP = /FBAN|FBAV|Instagram|MicroMessenger|Snapchat|Twitter|TikTok|; wv\)/;
const NARROWED = { small: "line.small", least: "line.small", sound: "line.sound" };
const at = (id) => document.getElementById(id);
document.body.dataset.isHere = true; // told to arrival.js
for (const icon of document.querySelectorAll("symbol")) icon.setAttribute("viewBox", "0 0 24 24");

let invitation = null;
let line = null;
let call = null;
let coming = null; // a line that is being made in place of a silent one
let rung = "full";
let isHeld = false; // the counsellor is away: nothing is sent, whatever the buttons say
const muted = new Set(); // what she turned off: "audio", "video"
let talk = null; // loaded when she is let in
const check = new Check(at, go, deviceChanged, () => invitation);
const waiting = new Waiting(at, go);
new Beforehand(at, go, () => invitation);
const boardroom = new Boardroom(at);
const company = new Company(at, {
  hushHost: (track) => call?.replace("audio", track ?? null),
  announce: tell,
});

// Steps

function go(step) {
  document.body.dataset.step = step;
  for (const each of document.querySelectorAll("[data-on]")) {
    each.hidden = each.dataset.on !== step;
  }
  const heading = document.querySelector(`[data-on="${step}"] h1`);
  heading.tabIndex = -1; // for this focus, in no order
  heading.focus();
  window.scrollTo(0, 0);
}

function tell(words) {
  at("announcement").textContent = words;
}

function announce(id) {
  tell(say(id));
}

function goodbye(heading, { canReturn = false, reason = "" } = {}) {
  hangUp();
  waiting.end();
  line?.close();
  line = null;
  check.stop();
  if (!canReturn) keep(KEPT, null);
  if (!canReturn && heading !== "stop.elsewhere") keep(KEPT, null, "localStorage");
  at("come-back").hidden = !canReturn;
  putSoon(at("goodbye-more"), reason || `${heading}_more`);
  const isKnownSoon = putSoon(at("goodbye-heading"), heading);
  go("goodbye");
  if (!isKnown(heading)) isKnownSoon.then(() => announce(heading)); // the focus found no words
}

// The link: what follows the # is read once, taken out of the address at once and kept for this tab:
// who loads the page anew, at whatever step, needs no link.

function readLink() {
  const room = location.pathname.match(/^\/j\/([a-z2-7]{26})$/)?.[1];
  const [, secret, wished, telephone] = location.hash
    .match(/^#([A-Za-z0-9_-]{43})(?:\.([A-Za-z-]{2,12}))?(?:\.(\+?\d{5,20}))?$/) ?? [];
  history.replaceState(null, "", location.pathname);
  let link = kept(KEPT);
  if (room && secret && link?.secret !== secret) {
    const seatKey = kept(KEPT, "localStorage")?.[room] ?? base64url(random(32));
    keep(KEPT, link = { room, secret, wished, telephone, seatKey });
  }
  return link?.room === room ? link : null;
}

async function begin() {
  const link = readLink();
  callUs("", link?.telephone);
  const failed = () => {
    at("lost").hidden = false;
    if (isKnown("waiting.again")) announce("waiting.again");
  };
  if (!document.styleSheets[0]?.cssRules.length) insist(() => looks("page"), failed);
  const offered = await insist(languages, failed);
  const chosen = pick(offered, link?.wished);
  for (const { code, name } of offered) {
    at("language").append(new Option(name, code, false, code === chosen.code));
  }
  const speakChosen = () => {
    const { value } = at("language");
    const isWanted = () => at("language").value === value;
    return insist(() => speak(offered.find(({ code }) => code === value), isWanted), failed);
  };
  at("language").onchange = async () => {
    await speakChosen();
    showButtons();
    showWords();
    company.faces?.show();
  };
  while (!isKnown("page.title")) await speakChosen();
  const isAble = window.isSecureContext && crypto.subtle && window.RTCPeerConnection
    && navigator.mediaDevices?.getUserMedia;
  const isInApp = IN_APP.test(navigator.userAgent);
  at("in-app").hidden = !isInApp;
  if (isInApp) putSoon(at("in-app"), "welcome.in_app");
  if (!isAble) return goodbye(isInApp ? "stop.in_app" : "stop.browser");
  if (!link) return goodbye("stop.incomplete");
  const keys = await deriveKeys(fromBase64url(link.secret), link.room);
  const other = await elsewhere(keys.joinToken);
  if (!other) return settle(link, keys);
  at("go-on").onclick = () => settle({ ...link, seatKey: other }, keys);
  await bringPart([], failed); // its words
  go("elsewhere");
}

/** From here on this tab is where she is, until another one takes her seat over. */
function settle(link, keys) {
  // The link for this tab; the seat's key, useless without it, for the link opened once more.
  keep(KEPT, link);
  keep(KEPT, { [link.room]: link.seatKey }, "localStorage");
  hold(keys.joinToken, link.seatKey, () => goodbye("stop.elsewhere"));
  invitation = { room: link.room, seatKey: link.seatKey, keys };
  go("welcome");
}

// Waiting

async function knock() {
  await check.renew();
  waiting.begin();
  line = new Line(invitation, () => ({ language: language(), ...check.result }), {
    isConnected: () => Boolean(call?.isConnected) && call.silentSeconds < INTERRUPTED_SECONDS,
    waiting: (isHostHere) => {
      if (!call) waiting.say(isHostHere ? "waiting.here" : "waiting.away");
    },
    lost: () => {
      if (!call) waiting.say("waiting.again");
    },
    // It may have been the server that began anew: the desk opens the room to it again.
    refused: () => goodbye(isInCall() ? "goodbye.ended" : "stop.link", { canReturn: true }),
    unproven: () => goodbye("stop.proof"),
    unable: () => goodbye("stop.browser"),
    message: hear,
  });
  line.knock();
}

async function hear(message, visit) {
  switch (message.type) {
    case "offer":
      await answer(message, visit);
      break;
    case "proof":
      if (message.is_held) putOnHold(true);
      await (coming ?? call)?.prove(message);
      break;
    case "addresses":
      await (coming ?? call)?.add(message.found);
      break;
    case "note":
      waiting.tell(message);
      break;
    case "refused":
      goodbye("stop.refused",
        { canReturn: true, reason: message.sentence && `note.${message.sentence}` });
      break;
    case "freed":
      goodbye("stop.freed");
      break;
    case "ended":
      goodbye("goodbye.ended");
  }
}

/** Answers the host's offer; a line that stands stays until the new one is proven. */
async function answer(offer, visit) {
  const { keys: { fingerprint }, room } = invitation;
  if (offer.again) {
    if (call?.isOf(visit)) await call.answer(offer, fingerprint, room);
    return;
  }
  if (!isInCall()) waiting.say("waiting.admitted");
  coming?.close();
  const made = new Call(visit, offer, check.stream, (body) => line.say(body), {
    channel: (channel) => {
      if (channel.label === "circle") company.take(channel, room, visit.seat, sent);
      else if (channel.label === "talk") takeTalk(channel);
      else boardroom.take(channel);
    },
    proven: (numbers, stream) => connected(made, numbers, stream),
    unproven: () => goodbye("stop.proof"),
    narrowed: (name) => { rung = name; company.faces?.narrow(name); watch(); },
    lost: () => comeBack(made),
  });
  coming = made;
  await made.answer(offer, fingerprint, room);
}

// The call

function connected(made, numbers, stream) {
  call?.close();
  [call, coming, rung] = [made, null, "full"];
  waiting.end();
  if (!isInCall()) go("call");
  news(null);
  at("safety").dataset.numbers = numbers.join(" ");
  at("safety").hidden = false;
  showWords();
  at("mine").srcObject = check.stream;
  at("theirs").srcObject = stream;
  // A browser that heard of no tap on this page plays no sound; then there is a button for it.
  at("theirs").play().then(() => { at("hear").hidden = true; },
    () => { at("hear").hidden = false; });
  company.faces?.send(check.stream);
  showButtons();
  announce("call.connected");
}

function showWords() {
  const numbers = at("safety").dataset.numbers?.split(" ") ?? [];
  const listed = say("safety.words").split(" ");
  at("words").textContent = numbers.map((number) => listed[number]).join(" · ");
  at("digits").textContent = numbers.map((number) => number.padStart(3, "0")).join(" ");
}

function sent() {
  return { stream: check.stream, rung };
}

function putOnHold(isOn) {
  isHeld = isOn;
  showButtons();
}

/** The host says nothing on this channel before it is spoken to. */
async function takeTalk(channel) {
  talk ??= bring("talk").then(({ Talk }) => new Talk(at, {
    hold: putOnHold,
    announce: tell,
  }));
  (await talk).take(channel);
}

/** The line broke: the seat is kept, so knock again; a goodbye may still be on its way. */
function comeBack(broken) {
  if (broken === coming) coming = null;
  else call = null;
  if (call || coming) return;
  news("line.reconnecting");
  const lost = line;
  setTimeout(() => {
    if (lost === line) lost?.knock();
  }, COME_BACK_MS);
}

function isInCall() {
  return document.body.dataset.step === "call";
}

function news(id) {
  const isNew = at("call-news").dataset.id !== (id ?? "");
  at("call-news").dataset.id = id ?? "";
  at("call-news").hidden = !id;
  if (id) put(at("call-news").lastElementChild, id);
  if (id && isNew) announce(id);
}

/** Says how the line is, and does what brings a silent one back. */
function watch() {
  if (!isInCall() || !call) return;
  const isSilent = call.silentSeconds >= INTERRUPTED_SECONDS;
  news(isSilent || isHeldUp() ? "line.reconnecting" : check.trouble ?? NARROWED[rung] ?? null);
  const deed = call.revive();
  if (deed === "restart" && call.isOf(line.visit)) call.askAgain();
  else if (deed === "knock" && !line.isHostAway) line.knock();
}

/** A camera or microphone was chosen, taken away (null) or is back. */
function deviceChanged(kind, track) {
  // with others in the room it depends on who is to hear her
  if (!company.faces || kind === "video") {
    for (const each of [call, coming]) each?.replace(kind, track);
  }
  company.faces?.send(check.stream);
  showButtons();
  if (isInCall() && track) announce(`call.${kind === "video" ? "camera" : "microphone"}_back`);
}

function hangUp() {
  coming?.close();
  call?.close();
  call = coming = null;
  company.close();
}

function toggle(kind, off, on) {
  const [track] = kind === "audio" ? check.stream.getAudioTracks() : check.stream.getVideoTracks();
  if (!track) return;
  if (!muted.delete(kind)) muted.add(kind);
  showButtons();
  announce(muted.has(kind) ? off : on);
}

function showButtons() {
  const [sound] = check.stream.getAudioTracks();
  const [picture] = check.stream.getVideoTracks();
  for (const track of check.stream.getTracks()) track.enabled = !isHeld && !muted.has(track.kind);
  button("mute", sound, "mic", ["call.mute", "call.unmute"]);
  button("hide", picture, "camera", ["call.camera_off", "call.camera_on"]);
  at("mine").parentElement.classList.toggle("is-hidden", !picture?.enabled);
}

function button(id, track, name, [off, on]) {
  const isOff = !track || muted.has(track.kind);
  at(id).disabled = !track;
  at(id).setAttribute("aria-pressed", Boolean(track) && isOff);
  at(id).querySelector("use").setAttribute("href", `#icon-${name}${isOff ? "-off" : ""}`);
  put(at(id).querySelector("span"), isOff && track ? on : off);
}

async function leave() {
  at("leave-question").close();
  await line?.say({ type: "left" }).catch(() => {});
  goodbye("goodbye.left", { canReturn: true });
}

// Buttons

for (const id of ["knock", "without", "come-back"]) at(id).onclick = knock;
at("mute").onclick = () => toggle("audio", "call.now_muted", "call.now_unmuted");
at("hide").onclick = () => toggle("video", "call.now_hidden", "call.now_seen");
at("leave").onclick = () => at("leave-question").showModal();
at("stay").onclick = () => at("leave-question").close();
at("leave-now").onclick = leave;
at("hear").onclick = () => {
  at("theirs").play();
  company.faces?.play();
  at("mute").focus();
  at("hear").hidden = true;
};
setInterval(watch, 500);

// The link once more in this tab: else the browser stays on the page.
addEventListener("hashchange", () => location.reload());

await begin().catch(() => goodbye("stop.browser"));
