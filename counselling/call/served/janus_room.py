"""One session's room on the media server: each person sends to it once, and receives the others.

A line of the server's is made for each picture and sound that somebody sends, and one for each
that somebody receives: so whose it is follows from the line, and an end that knows no
renegotiation can be there too.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.call.link.invitation import Random
from counselling.call.link.plan import MediaServer
from counselling.call.link.proof import fingerprint
from counselling.call.served.janus import Answer, Handle, Janus, Jsep, Json
from counselling.call.server.messages import Address
from counselling.errors import CallError, ConnectionLost

_PLUGIN: Final = "janus.plugin.videoroom"
_ROOM_BYTES: Final = 6  # 48 bits: what JSON carries as a number for everybody
_SECRET_BYTES: Final = 16
_BITS: Final = 600_000  # of one picture, 1/s: what the page sends at most
_UP_SECONDS: Final = 20.0
_KEY_PICTURE_SECONDS: Final = 0  # none by the clock: who comes asks for one


_STREAMS: Final = re.compile(r"^m=(audio|video) .*?^a=mid:(\S+)", re.MULTILINE | re.DOTALL)


class ServerLine:
    """One line of the server's. sdp: its description; print: the certificate in it, SHA-256.

    up, over: set when it stands, and when the server let go of it.
    """

    def __init__(self, handle: Handle, sdp: str) -> None:
        self.sdp = sdp
        self.print = fingerprint(sdp)
        self.handle = handle
        self.up, self.over = asyncio.Event(), asyncio.Event()
        handle.on_up, handle.on_hangup = self.up.set, self.over.set

    def mids(self, *, sound: bool, picture: bool) -> Iterator[tuple[str, bool]]:
        """Yield the name of each stream, and what is chosen for streams of its kind."""
        for kind, mid in _STREAMS.findall(self.sdp):
            yield mid, sound if kind == "audio" else picture

    async def add_address(self, address: Address) -> None:
        """Tell the server an address of the other end. Raises ConnectionLost."""
        await self.handle.add_address(address.candidate, address.mid, address.line)

    async def close(self) -> None:
        """Let go of the line."""
        await self.handle.close()


@dataclass(frozen=True, slots=True)
class Feed:
    """What one person sends to the server. number: how the room names it."""

    number: int
    line: ServerLine


class MediaRoom:
    """A room that open_room() made. It is known to nobody but this program."""

    def __init__(self, janus: Janus, handle: Handle, number: int, secret: str, pin: str) -> None:
        self._janus = janus
        self._handle = handle
        self._number = number
        self._secret = secret
        self._pin = pin

    async def publish(self, offer: str) -> Feed:
        """Take what a person offers to send.

        Raises CallError("call.media_server", code) when the server can make nothing of it,
        PeerNotProven("call.fingerprint_count"), ConnectionLost.
        """
        handle = await self._janus.attach(_PLUGIN)
        body: Json = {"request": "joinandconfigure", "ptype": "publisher", **self._where}
        answer = await handle.ask(body, Jsep("offer", offer))
        number = answer.data.get("id")
        if not isinstance(number, int):
            raise CallError("call.media_server", code=0)
        return Feed(number, ServerLine(handle, _sdp(answer)))

    async def subscribe(self, feed: Feed) -> ServerLine:
        """Have what somebody sends offered to somebody else, once it can be.

        Raises as publish() does, and ConnectionLost when nothing was ever sent.
        """
        try:
            await asyncio.wait_for(feed.line.up.wait(), _UP_SECONDS)
        except TimeoutError:
            raise ConnectionLost("call.media_server_lost") from None
        handle = await self._janus.attach(_PLUGIN)
        streams = [{"feed": feed.number}]
        body: Json = {"request": "join", "ptype": "subscriber", "streams": streams, **self._where}
        return ServerLine(handle, _sdp(await handle.ask(body)))

    async def start(self, line: ServerLine, answer: str) -> None:
        """Send over a line that somebody answered. Raises CallError, ConnectionLost."""
        await line.handle.ask({"request": "start"}, Jsep("answer", answer))

    async def let_through(self, line: ServerLine, *, sound: bool, picture: bool) -> None:
        """Choose what of a feed goes on over a line. Raises CallError, ConnectionLost."""
        streams = [
            {"mid": mid, "send": sends} for mid, sends in line.mids(sound=sound, picture=picture)
        ]
        await line.handle.ask({"request": "configure", "streams": streams})

    async def close(self) -> None:
        """Take the room down. Raises CallError, ConnectionLost."""
        what = {"request": "destroy", "room": self._number, "secret": self._secret}
        await self._handle.ask(what)
        await self._handle.close()

    @property
    def _where(self) -> dict[str, object]:
        return {"room": self._number, "pin": self._pin}


async def open_room(janus: Janus, server: MediaServer, *, people: int, random: Random) -> MediaRoom:
    """Make a room for some people that is in no list and records nothing.

    It stays, empty, when this program is killed, until the server is started anew.

    Raises CallError("call.media_server", code) when the server does not let us, ConnectionLost.
    """
    handle = await janus.attach(_PLUGIN)
    number = int.from_bytes(random(_ROOM_BYTES)) or 1
    secret, pin = random(_SECRET_BYTES).hex(), random(_SECRET_BYTES).hex()
    key = {"admin_key": server.admin_key} if server.admin_key else {}
    await handle.ask(
        {
            "request": "create",
            "room": number,
            "secret": secret,
            "pin": pin,
            "is_private": True,
            "permanent": False,
            "record": False,
            "lock_record": True,
            "publishers": people,
            "bitrate": _BITS,
            "fir_freq": _KEY_PICTURE_SECONDS,
            "audiocodec": "opus",
            "videocodec": "vp8",
            "description": "",
            **key,
        }
    )
    return MediaRoom(janus, handle, number, secret, pin)


def _sdp(answer: Answer) -> str:
    if answer.jsep is None:
        raise CallError("call.media_server", code=0)
    return answer.jsep.sdp
