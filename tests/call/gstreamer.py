"""A seat whose line is GStreamer's webrtcbin: the sealed signalling in Python, the media not."""

import asyncio
import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from counselling.call.link.proof import Handshake, fingerprint
from counselling.call.link.sealing import End
from counselling.call.server import messages
from tests.call.seat import Seat

HELPER = Path(__file__).with_name("webrtcbin.py")
PYTHON = "/usr/bin/python3"  # Debian's own: its GStreamer bindings are in no other
_ELEMENTS = ("webrtcbin", "nicesrc", "sctpenc", "vp8enc", "opusenc", "rtpvp8pay", "dtlssrtpenc")
_LOOK = (
    "import sys, gi; gi.require_version('Gst', '1.0'); gi.require_version('GstWebRTC', '1.0'); "
    "from gi.repository import Gst; Gst.init(None); "
    "print(*[e for e in sys.argv[1:] if not Gst.ElementFactory.find(e)])"
)


@cache
def why_no_gstreamer() -> str:
    """Return what is missing on this machine, "" for nothing."""
    if shutil.which(PYTHON) is None:
        return "no system Python"
    asked = subprocess.run(
        [PYTHON, "-c", _LOOK, *_ELEMENTS], capture_output=True, text=True, timeout=60
    )
    if asked.returncode:
        return "no GStreamer for Python (python3-gst-1.0, gir1.2-gst-plugins-bad-1.0)"
    missing = asked.stdout.split()
    return f"no GStreamer element {', '.join(missing)}" if missing else ""


class Channel:
    """A data channel at the other end of the process."""

    readyState = "open"

    def __init__(self, label: str, send: Callable[[str, str], None]) -> None:
        self.label = label
        self._send = send
        self.handlers: dict[str, Callable[..., object]] = {}

    def send(self, data: str | bytes) -> None:
        """Send a text."""
        assert isinstance(data, str)
        self._send(self.label, data)

    def on(self, event: str, handler: Callable[..., object]) -> object:
        """Call the handler at "message"."""
        self.handlers[event] = handler
        return handler


@dataclass
class GStreamerSeat(Seat):
    """One visit. frames: pictures and blocks that GStreamer decoded; states: of its ICE."""

    frames: dict[str, int] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    first: dict[str, float] = field(default_factory=dict)  # ms from the offer

    def __post_init__(self) -> None:
        super().__post_init__()
        self.process: asyncio.subprocess.Process | None = None
        self._channels: dict[str, Channel] = {}
        self._offer = ""
        self._began = 0.0

    async def hang_up(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is None:
            return
        assert process.stdin is not None
        self._tell(process, stop=True)
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
        process.stdin.close()

    async def _answer(self, offer: str) -> None:
        self._offer, self._began = offer, asyncio.get_running_loop().time()
        pipe = subprocess.PIPE
        self.process = process = await asyncio.create_subprocess_exec(
            PYTHON, str(HELPER), stdin=pipe, stdout=pipe, limit=1 << 20
        )
        self._tell(process, offer=offer)
        self._start(self._read(process))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            await self._told(process, json.loads(line))
            self.changed.set()

    async def _told(self, process: asyncio.subprocess.Process, said: dict[str, object]) -> None:
        match said:
            case {"answer": str(sdp)}:
                await self._stand_for(sdp)
            case {"address": str(text), "line": int(line)}:
                found = messages.Address(text, None, line)
                await self.say(messages.Addresses((found,)))
            case {"state": str(state)}:
                self.states.append(state)
            case {"frames": dict(frames)}:
                self.frames = frames
                for kind in frames:
                    if frames[kind] and kind not in self.first:
                        passed = asyncio.get_running_loop().time() - self._began
                        self.first[kind] = round(passed * 1000, 1)
            case {"channel": str(label)}:
                tell = self._tell
                channel = Channel(label, lambda to, text: tell(process, send=to, text=text))
                self._channels[label] = channel
                self._open(channel)
            case {"message": str(label), "octets": str(octets)}:
                packet = base64.b64decode(octets)
                hear = self._channels[label].handlers.get("message")
                if hear is not None:
                    hear(packet.decode() if said.get("text") else packet)

    async def _stand_for(self, sdp: str) -> None:
        self.handshake = Handshake(
            room=self.invitation.room,
            seat=self.seat,
            seat_nonce=self.nonce,
            host_nonce=self.host_nonce,
            seat_print=fingerprint(sdp),
            host_print=fingerprint(self._offer),
        )
        tag = self.handshake.tag(self.invitation.keys.fingerprint, End.SEAT)
        await self.say(self.forge(messages.Answer(sdp, tag)))

    @staticmethod
    def _tell(process: asyncio.subprocess.Process, **what: object) -> None:
        assert process.stdin is not None
        process.stdin.write(json.dumps(what).encode() + b"\n")
