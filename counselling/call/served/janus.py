"""Speaks with the clinic's media server (Janus) over its WebSocket: a session, its handles.

The desk alone speaks with it. Over this line it learns the certificate that the server's media
will have, so the line must be one that nobody else can write on: TLS, or this computer.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

import aiohttp
import msgspec

from counselling.call.link import outside
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random
from counselling.call.link.plan import MediaServer
from counselling.call.server.redirects import without_redirects
from counselling.call.server.trust import trusting
from counselling.errors import CallError, ConnectionLost

_PROTOCOL: Final = "janus-protocol"
_KEEP_SECONDS: Final = 20.0  # Janus lets go of a session after 60
_CONNECT_SECONDS: Final = 10.0
_ANSWER_SECONDS: Final = 10.0
_GOODBYE_SECONDS: Final = 1.0
_MOST_BYTES: Final = 1 << 20
_TRANSACTION_BYTES: Final = 9

_OVER: Final = ("hangup", "detached")

Json: TypeAlias = Mapping[str, object]


class Jsep(msgspec.Struct, frozen=True):
    """A session description. type: offer or answer."""

    type: str
    sdp: str


class _Plugin(msgspec.Struct, frozen=True):
    data: dict[str, object] = {}


class _Error(msgspec.Struct, frozen=True):
    code: int = 0


class Said(msgspec.Struct, frozen=True):
    """One message of Janus; what we do not use is left out."""

    janus: str
    transaction: str = ""
    sender: int = 0
    data: dict[str, object] = {}
    plugindata: _Plugin = _Plugin()
    jsep: Jsep | None = None
    error: _Error = _Error()


_SAID: Final = msgspec.json.Decoder(Said)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a plugin answered. data: its words; jsep: its description, where one came."""

    data: Json
    jsep: Jsep | None


class Handle:
    """One line of the media server's. on_up, on_hangup: called when it stands, when it is over."""

    def __init__(self, session: "Janus", number: int) -> None:
        self._session = session
        self.number = number
        self.on_up: Callable[[], None] = lambda: None
        self.on_hangup: Callable[[], None] = lambda: None

    async def ask(self, body: Json, jsep: Jsep | None = None) -> Answer:
        """Ask the plugin something. Raises CallError("call.media_server", code), ConnectionLost."""
        more: dict[str, object] = {} if jsep is None else {"jsep": msgspec.structs.asdict(jsep)}
        said = await self._session.ask("message", handle_id=self.number, body=dict(body), **more)
        data = said.plugindata.data
        if "error_code" in data:
            code = data["error_code"]
            raise CallError("call.media_server", code=code if isinstance(code, int) else 0)
        return Answer(data, said.jsep)

    async def add_address(self, candidate: str, mid: str | None, line: int | None) -> None:
        """Hand on a network address of the other end; "" when there are no more."""
        found: dict[str, object] = {"completed": True}
        if candidate:
            found = {"candidate": candidate, "sdpMid": mid, "sdpMLineIndex": line}
            found = {key: value for key, value in found.items() if value is not None}
        await self._session.note("trickle", handle_id=self.number, candidate=found)

    async def close(self) -> None:
        """Let go of the line; a server that is away has done so already."""
        self._session.forget(self)
        with contextlib.suppress(CallError):
            await self._session.ask("detach", handle_id=self.number)


class Janus:
    """An open session. lost: set when the server is gone; nothing is asked after that."""

    def __init__(
        self, server: MediaServer, socket: aiohttp.ClientWebSocketResponse, random: Random
    ) -> None:
        self.lost = asyncio.Event()
        self._secret = {"apisecret": server.api_secret} if server.api_secret else {}
        self._socket = socket
        self._random = random
        self._number: int | None = None
        self._waiting: dict[str, asyncio.Future[Said]] = {}
        self._handles: dict[int, Handle] = {}

    async def begin(self) -> None:
        """Make the session. Raises CallError("call.media_server", code), ConnectionLost."""
        self._number = _number((await self.ask("create")).data)

    async def attach(self, plugin: str) -> Handle:
        """Make a handle of a plugin. Raises as ask() does."""
        handle = Handle(self, _number((await self.ask("attach", plugin=plugin)).data))
        self._handles[handle.number] = handle
        return handle

    def forget(self, handle: Handle) -> None:
        """Tell a handle nothing any more."""
        self._handles.pop(handle.number, None)

    async def ask(self, verb: str, **what: object) -> Said:
        """Ask Janus something and wait for the answer; that it was heard is none.

        Raises CallError("call.media_server", code) when it refuses, ConnectionLost when it is gone.
        """
        transaction = self._random(_TRANSACTION_BYTES).hex()
        answer: asyncio.Future[Said] = asyncio.get_running_loop().create_future()
        self._waiting[transaction] = answer
        try:
            await self._send(verb, transaction, what)
            said = await asyncio.wait_for(answer, _ANSWER_SECONDS)
        except TimeoutError:
            raise ConnectionLost("call.media_server_lost") from None
        finally:
            del self._waiting[transaction]
        if said.janus == "error":
            raise CallError("call.media_server", code=said.error.code)
        return said

    async def note(self, verb: str, **what: object) -> None:
        """Let Janus know something that it only hears. Raises ConnectionLost."""
        await self._send(verb, self._random(_TRANSACTION_BYTES).hex(), what)

    async def _send(self, verb: str, transaction: str, what: Json) -> None:
        request = {"janus": verb, "transaction": transaction, **self._secret, **what}
        if self._number is not None:
            request["session_id"] = self._number
        try:
            if not self.lost.is_set():
                await self._socket.send_str(msgspec.json.encode(request).decode())
                return
        except (aiohttp.ClientError, ConnectionError, RuntimeError):
            pass
        raise ConnectionLost("call.media_server_lost")

    async def listen(self) -> None:
        """Hear what Janus says, until it is gone."""
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._read(message.data)
        self._lose()

    async def keep(self) -> None:
        """Let Janus know that we are here, until it is gone."""
        while not self.lost.is_set():
            await asyncio.sleep(_KEEP_SECONDS)
            with contextlib.suppress(ConnectionLost):
                await self.note("keepalive")

    def _read(self, words: str) -> None:
        try:
            said = outside.read(_SAID, words)
        except ValueError:
            return  # nothing that we asked for
        self._hear(said)

    def _hear(self, said: Said) -> None:
        answer = self._waiting.get(said.transaction)
        if said.janus == "ack":
            return  # heard; the answer follows
        if answer is not None and not answer.done():
            answer.set_result(said)
        elif (handle := self._handles.get(said.sender)) is not None:
            if said.janus == "webrtcup":
                handle.on_up()
            elif said.janus in _OVER:
                handle.on_hangup()
        elif said.janus == "timeout":
            self._lose()

    def _lose(self) -> None:
        self.lost.set()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionLost("call.media_server_lost"))


@asynccontextmanager
async def speaking(server: MediaServer, *, random: Random) -> AsyncIterator[Janus]:
    """Open a session; when it ends, all that was made in it ends on the server too.

    Raises ConnectionLost("call.media_server_unreachable"), CallError("call.media_server", code).
    """
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS)
    # trust_env off: a proxy or a .netrc of this machine is none of the clinic's server's business.
    async with aiohttp.ClientSession(
        timeout=timeout, trust_env=False, trace_configs=[without_redirects()]
    ) as session:
        try:
            socket = await session.ws_connect(
                server.url,
                protocols=(_PROTOCOL,),
                max_msg_size=_MOST_BYTES,
                timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE_SECONDS),
                ssl=trusting(server.roots),
            )
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
            raise ConnectionLost("call.media_server_unreachable") from None
        chores = Chores()
        janus = Janus(server, socket, random)
        try:
            chores.start(janus.listen())
            await janus.begin()
            chores.start(janus.keep())
            yield janus
            with contextlib.suppress(CallError):
                await janus.ask("destroy")
        finally:
            await socket.close()
            await chores.stop()


def _number(data: Json) -> int:
    number = data.get("id")
    if not isinstance(number, int):
        raise CallError("call.media_server", code=0)
    return number
