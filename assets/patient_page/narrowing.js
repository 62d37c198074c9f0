// Sends as much picture as the host says that the line bears; the rungs are in
// counselling/call/media/ladder.py.

const RUNGS = {
  full: { height: Infinity, rate: 60, kbit: null, sound: null },
  small: { height: 360, rate: 15, kbit: 400, sound: null },
  least: { height: 180, rate: 8, kbit: 100, sound: 20 },
  sound: { height: 180, rate: 1, kbit: 40, sound: 16 },
};
const STILL_MS = 5000;
// Until what waits in the network has come or is lost; it takes the sound's room.
const EMPTYING_MS = 2500;

const LOUD_LOSS = 0.3;
const ALARM_SECONDS = 3;
const CALM_SECONDS = 10;

/** What the host says may come late on a line that breaks down; then we hear it ourselves. */
export class Alarm {
  #bad = 0; #calm = 0; #isRinging = false;

  /** Takes a second's loss, 0..1; returns whether to send sound alone, whatever the host said. */
  after(loss) {
    this.#bad = loss >= LOUD_LOSS ? this.#bad + 1 : 0;
    this.#calm = loss >= LOUD_LOSS ? 0 : this.#calm + 1;
    if (this.#bad >= ALARM_SECONDS) this.#isRinging = true;
    if (this.#calm >= CALM_SECONDS) this.#isRinging = false;
    return this.#isRinging;
  }
}

/** What is sent of one line's camera and microphone; `transceivers`, `descriptions`: the line's. */
export class Narrowing {
  #senders; #descriptions; #still = null; #height = Infinity; #name = "full";
  #changing = Promise.resolve();

  constructor(transceivers, descriptions) {
    this.#descriptions = descriptions;
    this.#senders = Object.fromEntries(
      transceivers.map(({ receiver, sender }) => [receiver.track.kind, sender]));
  }

  /** Takes a rung by its name; one after the other, for each change takes its time. */
  take(name) {
    if (!RUNGS[name] || name === this.#name) return;
    this.#name = name;
    this.#then(() => this.#change(name));
  }

  /** Sends another camera's picture from now on, null for none; at the rung that holds. */
  show(track) {
    return this.#then(async () => {
      this.stop(); // a still one would be of the camera that was
      await this.#senders.video?.replaceTrack(track);
      if (this.#name !== "full" || this.#height < Infinity) await this.#changePicture(this.#name);
    });
  }

  stop() {
    this.#still?.stop();
    this.#still = null;
  }

  #then(change) {
    this.#changing = this.#changing.then(change)
      .catch(() => {}); // a browser that cannot be told sends what it likes
    return this.#changing;
  }

  async #change(name) {
    const { audio } = this.#senders;
    if (audio?.track) await limit(audio, { maxBitrate: RUNGS[name].sound });
    await this.#changePicture(name);
  }

  async #changePicture(name) {
    const [sender, rung, isStill] = [this.#senders.video, RUNGS[name], name === "sound"];
    if (this.#still) {
      await sender.replaceTrack(this.#still.camera);
      this.stop();
    }
    const camera = sender?.track;
    if (!camera) return; // the rung is taken when there is one
    const { height = 480 } = camera.getSettings();
    if (rung.height < this.#height) {
      await this.#resend(false); // what was lost until now is asked for no more
      await limit(sender, { maxBitrate: rung.kbit, active: false });
      await new Promise((resolve) => setTimeout(resolve, EMPTYING_MS));
    }
    this.#height = rung.height;
    await limit(sender, {
      maxBitrate: rung.kbit, maxFramerate: rung.rate, active: true,
      scaleResolutionDownBy: isStill ? 1 : Math.max(1, height / rung.height),
    });
    if (isStill) {
      this.#still = new Still(camera, rung.height);
      await sender.replaceTrack(this.#still.track);
    }
    await this.#resend(!isStill); // a still one is asked for whole
  }

  #resend(isOn) {
    return this.#descriptions.resend(isOn)?.catch(() => {}); // one that cannot be told sends all
  }
}

/** A picture of the camera every few seconds, as a track. */
class Still {
  #video = document.createElement("video"); #canvas = document.createElement("canvas"); #timer;

  constructor(camera, height) {
    this.camera = camera;
    [this.#video.muted, this.#video.playsInline] = [true, true];
    this.#video.srcObject = new MediaStream([camera]);
    [this.#canvas.width, this.#canvas.height] = [Math.round(height * 4 / 3), height];
    this.#canvas.getContext("2d");
    [this.track] = this.#canvas.captureStream(0).getVideoTracks();
    this.#video.onplaying = () => this.#draw();
    this.#video.play();
    this.#timer = setInterval(() => this.#draw(), STILL_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#video.srcObject = null;
    this.track.stop();
  }

  #draw() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth) return;
    this.#canvas.width = Math.round(this.#canvas.height * videoWidth / videoHeight / 2) * 2;
    this.#canvas.getContext("2d")
      .drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    this.track.requestFrame?.();
  }
}

async function limit(sender, { maxBitrate, ...others }) {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) {
    Object.assign(encoding, others);
    if (maxBitrate) encoding.maxBitrate = maxBitrate * 1000;
    else delete encoding.maxBitrate;
  }
  await sender.setParameters(parameters);
}
