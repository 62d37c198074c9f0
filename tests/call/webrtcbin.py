"""GStreamer's webrtcbin as one end of a line: the system's Python, JSON lines in and out.

In: {"offer": sdp}, {"address": candidate, "line": number}, {"send": label, "text": words},
{"stop": true}. Out: {"answer": sdp}, {"address": ..., "line": ...}, {"state": ice state},
{"frames": {"video": n, "audio": n}} as they come, {"channel": label},
{"message": label, "octets": base64}.

It needs nothing of ours: Debian's python3-gst-1.0 does not live in our environment.
"""

import base64
import json
import re
import sys
import threading
from importlib import import_module

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
GLib, Gst, GstSdp, GstWebRTC = (
    import_module(f"gi.repository.{part}") for part in ("GLib", "Gst", "GstSdp", "GstWebRTC")
)

PIPELINE = (
    "webrtcbin name=end bundle-policy=max-bundle latency=40 "
    "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=15/1 "
    "! queue ! vp8enc deadline=1 cpu-used=8 target-bitrate=300000 keyframe-max-dist=60 "
    "! rtpvp8pay pt={video} picture-id-mode=2 "
    "! application/x-rtp,media=video,encoding-name=VP8,payload={video} ! end. "
    "audiotestsrc is-live=true freq=880 ! audioconvert ! audioresample ! opusenc "
    "! rtpopuspay pt={audio} "
    "! application/x-rtp,media=audio,encoding-name=OPUS,payload={audio} ! end."
)


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def payload(sdp, codec):
    """The number by which the offer means a codec."""
    return re.search(rf"a=rtpmap:(\d+) {codec}/", sdp, re.IGNORECASE).group(1)


class End:
    """One line."""

    def __init__(self):
        self.frames = {"video": 0, "audio": 0}
        self.channels = {}
        self.kept = []  # what GStreamer refers to and does not keep itself
        self.pipeline = self.end = None
        self.early = []

    def answer(self, sdp):
        words = PIPELINE.format(video=payload(sdp, "VP8"), audio=payload(sdp, "opus"))
        self.pipeline = Gst.parse_launch(words)
        self.end = end = self.pipeline.get_by_name("end")
        end.connect("on-ice-candidate", lambda _, line, text: tell(address=text, line=line))
        end.connect("notify::ice-connection-state", self.state)
        end.connect("pad-added", self.receive)
        end.connect("on-data-channel", self.open)
        self.pipeline.set_state(Gst.State.PLAYING)
        _, message = GstSdp.SDPMessage.new_from_text(sdp)
        offer = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.OFFER, message)
        self.kept += [message, offer]
        then = Gst.Promise.new_with_change_func(self.taken, None, None)
        end.emit("set-remote-description", offer, then)

    def taken(self, promise, *_):
        promise.wait()
        for line, text in self.early:
            self.end.emit("add-ice-candidate", line, text)
        then = Gst.Promise.new_with_change_func(self.answered, None, None)
        self.end.emit("create-answer", None, then)

    def answered(self, promise, *_):
        promise.wait()
        reply = promise.get_reply()  # what it holds goes when it goes
        answer = reply.get_value("answer")
        done = Gst.Promise.new()
        self.end.emit("set-local-description", answer, done)
        done.interrupt()  # it is made in the thread that we are in
        tell(answer=answer.sdp.as_text())

    def add(self, line, text):
        if self.end is None:
            self.early.append((line, text))
        else:
            self.end.emit("add-ice-candidate", line, text)

    def state(self, end, _):
        tell(state=end.props.ice_connection_state.value_nick)

    def receive(self, _, pad):
        if pad.direction == Gst.PadDirection.SRC:
            kind = "video" if "video" in pad.get_current_caps().to_string() else "audio"
            decoder = Gst.ElementFactory.make("decodebin")
            decoder.connect("pad-added", self.decoded, kind)
            self.pipeline.add(decoder)
            decoder.sync_state_with_parent()
            pad.link(decoder.get_static_pad("sink"))

    def decoded(self, _, pad, kind):
        sink = Gst.ElementFactory.make("fakesink")
        sink.set_property("signal-handoffs", True)
        sink.set_property("sync", False)
        sink.connect("handoff", self.came, kind)
        self.pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))

    def came(self, _sink, _buffer, _pad, kind):
        self.frames[kind] += 1
        if self.frames[kind] == 1 or self.frames[kind] % 10 == 0:
            tell(frames=self.frames)

    def open(self, _, channel):
        label = channel.props.label
        self.channels[label] = channel

        def octets(_, data):
            tell(message=label, octets=base64.b64encode(data.get_data()).decode())

        def text(_, words):
            tell(message=label, octets=base64.b64encode(words.encode()).decode(), text=True)

        channel.connect("on-message-data", octets)
        channel.connect("on-message-string", text)
        tell(channel=label)

    def send(self, label, text):
        self.channels[label].emit("send-string", text)


def main():
    Gst.init(None)
    end, loop = End(), GLib.MainLoop()
    threading.Thread(target=loop.run, daemon=True).start()
    for line in sys.stdin:
        said = json.loads(line)
        if "offer" in said:
            end.answer(said["offer"])
        elif "address" in said:
            end.add(said["line"], said["address"])
        elif "send" in said:
            end.send(said["send"], said["text"])
        else:
            break
    if end.pipeline is not None:
        end.pipeline.set_state(Gst.State.NULL)
    loop.quit()


main()
