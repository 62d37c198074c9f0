// Who is with her and where she is: asked at the start, for her safety, and told to nobody else.

import { callUs } from "/page/call_us.js";
import { put, say } from "/page/words.js";

/** The questions. `send(message)` returns whether it went. */
export class RoomQuestions {
  #at; #send; #message = null; #isSent = false;

  constructor(at, send) {
    this.#at = at;
    this.#send = send;
    at("room-form").onsubmit = (event) => {
      event.preventDefault();
      this.#answer();
    };
    at("room-change").onclick = () => {
      this.#show(true);
      at("room-company").focus();
    };
  }

  /** The counsellor asks. Who has answered already is not asked again. */
  ask({ telephone, is_answered: isAnswered }) {
    this.#at("room").hidden = false;
    callUs(telephone);
    if (this.#message && !this.#isSent) this.again();
    this.#show(!isAnswered && !this.#isSent);
  }

  /** Sends what the line lost. */
  again() {
    if (this.#message && !this.#isSent) this.#isSent = this.#send(this.#message);
  }

  #answer() {
    const value = (id) => this.#at(id).value.trim();
    this.#message = {
      t: "room", company: value("room-company"), place: value("room-place"),
      telephone: value("room-telephone"),
    };
    this.#isSent = this.#send(this.#message);
    this.#show(false);
    put(this.#at("room-state"), this.#isSent ? "room.sent" : "room.unsent");
    this.#at("announcement").textContent = say(this.#isSent ? "room.sent" : "room.unsent");
    this.#at("room-change").focus();
  }

  #show(isAsked) {
    this.#at("room-form").hidden = !isAsked;
    this.#at("room-done").hidden = isAsked;
  }
}
