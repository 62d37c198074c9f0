"""A patient without a browser: the page's half of the protocol in Python, honest or not."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from counselling.call.board.board import CHANNEL
from counselling.call.board.packing import is_of_picture, unpacked
from counselling.call.link.invitation import read_link
from counselling.call.link.proof import Handshake, fingerprint, with_one_fingerprint
from counselling.call.link.sealing import End, SealedLine
from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.rtc import DataChannel, PeerConnection, Track
from counselling.call.media.statistics import Meter
from counselling.call.media.tracks import OutgoingAudio, OutgoingVideo, play_audio, show_video
from counselling.call.server import messages, wire

Forge = Callable[[messages.Answer], messages.Answer]


class FreezingCamera(FakeCamera):
    """A camera that gives nothing more once it is frozen."""

    is_frozen = False

    async def frame(self) -> VideoFrame:
        while self.is_frozen:
            await super().frame()
        return await super().frame()


@dataclass
class Seat:
    """One visit. forge: what a liar does to its answer before it is sealed."""

    link: str
    engine: Engine
    seat_key: str = field(default_factory=lambda: os.urandom(16).hex())
    forge: Forge = lambda answer: answer
    pictures: list[VideoFrame] = field(default_factory=list)
    blocks: list[AudioBlock] = field(default_factory=list)
    boards: list[dict[str, object]] = field(default_factory=list)
    heard: list[messages.FromHost] = field(default_factory=list)
    safety_words: str = ""
    channels: dict[str, DataChannel] = field(default_factory=dict)
    camera: FreezingCamera = field(default_factory=lambda: FreezingCamera(width=320, height=240))

    def __post_init__(self) -> None:
        self.invitation = read_link(self.link)
        self.changed = asyncio.Event()
        self.connection: PeerConnection | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._sources: list[OutgoingVideo | OutgoingAudio] = []
        self._pieces: list[str] = []

    async def __aenter__(self) -> "Seat":
        self._session = aiohttp.ClientSession()
        self.socket = await self._session.ws_connect(f"{self.invitation.base}/ws")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()
        await self.socket.close()
        await self._session.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # The server

    async def knock(self) -> wire.FromServer:
        """Knock and return the server's answer."""
        keys = self.invitation.keys
        await self._post(wire.Knock(self.invitation.room, keys.join_token, self.seat_key))
        answer = wire.read_from_server((await self.socket.receive()).data)
        if isinstance(answer, wire.Waiting):
            self.seat = answer.seat
            self._start(self._listen())
        return answer

    async def say_hello(self) -> None:
        """Say hello with new nonces."""
        self.nonce = os.urandom(16).hex()
        self.line = SealedLine(
            self.invitation.keys.signalling,
            room=self.invitation.room,
            seat=self.seat,
            end=End.SEAT,
            random=os.urandom,
        )
        await self.say(messages.Hello(self.nonce, "en", messages.DeviceCheck.CAMERA_AND_SOUND))
        self.line.bind(self.nonce)

    async def come(self) -> None:
        """Knock and say hello, as a page does."""
        await self.knock()
        await self.say_hello()

    async def say(self, message: messages.FromSeat) -> None:
        """Say something to the host."""
        await self.send_sealed(self.line.seal(messages.write(message)))

    async def send_sealed(self, body: str) -> None:
        """Send a sealed message as it is."""
        await self._post(wire.Sealed(body, to=wire.TO_HOST))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds; it is looked at whenever anything came."""
        async with asyncio.timeout(20):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def hang_up(self) -> None:
        """Close the media line."""
        connection, self.connection = self.connection, None
        if connection is not None:
            await connection.close()
        for source in self._sources:
            await source.stop()
        self._sources.clear()

    async def _post(self, message: wire.ToServer) -> None:
        await self.socket.send_str(wire.write(message))

    async def _listen(self) -> None:
        async for message in self.socket:
            envelope = wire.read_from_server(message.data)
            if isinstance(envelope, wire.Sealed):
                await self._hear(messages.read_from_host(self.line.open(envelope.body)))
            self.changed.set()
        self.changed.set()

    async def _hear(self, message: messages.FromHost) -> None:
        self.heard.append(message)
        match message:
            case messages.Welcome(nonce):
                self.host_nonce = nonce
                self.line.bind(nonce)
            case messages.Offer(sdp):
                await self._answer(sdp)
            case messages.Proof(proof, revealed):
                key = self.invitation.keys.fingerprint
                self.handshake.check(key, End.HOST, proof)
                self.safety_words = self.handshake.safety_words(revealed).digits

    # The line

    async def _answer(self, offer: str) -> None:
        self.connection = connection = self.engine.connect(())
        connection.on("track", self._receive)
        connection.on("datachannel", self._open)
        await connection.setRemoteDescription(self.engine.description(offer, "offer"))
        sources = (
            OutgoingAudio(self.engine, FakeMicrophone(tone_hz=880)),
            OutgoingVideo(self.engine, self.camera),
        )
        for source in sources:
            connection.addTrack(source.track)
            self._sources.append(source)
        await connection.setLocalDescription(await connection.createAnswer())
        sdp = with_one_fingerprint(connection.localDescription.sdp)
        self.handshake = Handshake(
            room=self.invitation.room,
            seat=self.seat,
            seat_nonce=self.nonce,
            host_nonce=self.host_nonce,
            seat_print=fingerprint(sdp),
            host_print=fingerprint(offer),
        )
        tag = self.handshake.tag(self.invitation.keys.fingerprint, End.SEAT)
        await self.say(self.forge(messages.Answer(sdp, tag)))

    def _receive(self, track: Track) -> None:
        meter = Meter(asyncio.get_running_loop().time)
        if track.kind == "video":
            self._start(show_video(self.engine, track, self, meter, lambda: None))
        else:
            self._start(play_audio(self.engine, track, self, meter, lambda: None))

    def _open(self, channel: DataChannel) -> None:
        def hear(packet: str | bytes) -> None:
            # this seat draws nothing: it takes the whole anew
            message = {"t": "patch"} if is_of_picture(packet) else json.loads(unpacked(packet))
            if message["t"] == "patch":
                channel.send(json.dumps({"t": "resync"}))
            elif message["t"] == "snapshot":
                self._pieces.append(message["text"])
                if len(self._pieces) == message["parts"]:
                    self.boards.append(json.loads("".join(self._pieces)))
                    self._pieces.clear()
                    channel.send(json.dumps({"t": "shown", "version": message["version"]}))
            self.changed.set()

        self.channels[channel.label] = channel
        if channel.label == CHANNEL:
            channel.on("message", hear)

    def show(self, frame: VideoFrame) -> None:
        """See a picture."""
        self.pictures.append(frame)
        self.changed.set()

    def play(self, block: AudioBlock) -> None:
        """Hear a block."""
        self.blocks.append(block)
        self.changed.set()

    def _start(self, work) -> None:  # type: ignore[no-untyped-def]
        self._tasks.add(asyncio.get_running_loop().create_task(work))
