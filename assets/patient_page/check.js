// The device check: camera and microphone are asked for, each failure has its sentence.

import { ask, listen } from "/page/media.js";
import { put } from "/page/words.js";

/** What the page could use; `at(id)` finds an element, `go(step)` shows a step. */
export class Check {
  #at; #go; #media = { stream: new MediaStream(), camera: "off", microphone: "off" };
  #stopListening = () => {};

  constructor(at, go) {
    this.#at = at;
    this.#go = go;
    at("go-check").onclick = at("again").onclick = () => this.#run({ wantsCamera: true });
    at("sound-only").onclick = () => this.#run({ wantsCamera: false });
  }

  /** Picture and sound of the person, as far as there are any. */
  get stream() {
    return this.#media.stream;
  }

  /** What the check found, as it is told to the counsellor's program. */
  get result() {
    const works = this.stream.getTracks().map((track) => track.kind);
    const devices = works.includes("video") ? "camera_and_sound"
      : works.includes("audio") ? "sound" : "nothing";
    return { devices };
  }

  /** Asks anew for what was stopped, the same as before. */
  async renew() {
    if (this.stream.getTracks().some((track) => track.readyState === "live")) return;
    this.#media = await ask({ wantsCamera: this.#media.camera === "works" });
  }

  /** Lets camera and microphone go. */
  stop() {
    this.#stopListening();
    this.#stopListening = () => {};
    for (const track of this.stream.getTracks()) track.stop();
  }

  async #run({ wantsCamera }) {
    const at = this.#at;
    this.#go("check");
    this.stop();
    at("asking").hidden = false;
    at("preview").parentElement.hidden = false;
    at("findings").replaceChildren();
    for (const id of ["knock", "again", "sound-only", "without"]) at(id).hidden = true;
    this.#media = await ask({ wantsCamera });
    at("asking").hidden = true;
    at("preview").srcObject = this.stream;
    this.#stopListening = listen(this.stream, (percent) => {
      at("level").firstElementChild.style.inlineSize = `${percent}%`;
      at("level").setAttribute("aria-valuenow", percent);
    });
    this.#show();
  }

  #show() {
    const at = this.#at;
    const { camera, microphone } = this.#media;
    const isOneFor = (failure) => camera === failure && microphone === failure;
    const both = ["refused", "missing"].find(isOneFor);
    const ids = both ? [`check.${both}`]
      : [`check.camera_${camera}`, `check.microphone_${microphone}`];
    at("findings").replaceChildren(...ids.map(finding));
    at("preview").parentElement.hidden = camera !== "works";
    at("level").hidden = microphone !== "works";
    at("knock").hidden = microphone !== "works";
    at("again").hidden = microphone === "works" && ["works", "off"].includes(camera);
    at("again").classList.toggle("main", microphone !== "works");
    at("sound-only").hidden = microphone !== "refused" || camera === "off";
    at("without").hidden = microphone === "works";
  }
}

function finding(id) {
  const isGood = id.endsWith("_works") || id.endsWith("_off");
  const made = document.createElement("p");
  made.className = `finding ${isGood ? "good" : "caution"}`;
  const words = document.createElement("span");
  put(words, id);
  made.append(icon(isGood ? "good" : "caution"), words);
  return made;
}

function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}
