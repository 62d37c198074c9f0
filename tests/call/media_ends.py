"""Ends that send to a media server and receive from it, in Python, with either engine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.rtc import Track
from counselling.call.media.statistics import Meter
from counselling.call.media.tracks import OutgoingAudio, OutgoingVideo, play_audio, show_video
from counselling.call.served.janus_room import Feed, MediaRoom


@dataclass
class Seen:
    """What came: pictures and blocks."""

    pictures: list[VideoFrame] = field(default_factory=list)
    blocks: list[AudioBlock] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.came = asyncio.Event()

    def show(self, frame: VideoFrame) -> None:
        self.pictures.append(frame)
        self.came.set()

    def play(self, block: AudioBlock) -> None:
        self.blocks.append(block)
        self.came.set()

    async def until(self, pictures: int, blocks: int) -> None:
        async with asyncio.timeout(30):
            while len(self.pictures) < pictures or len(self.blocks) < blocks:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def sending(room: MediaRoom, engine: Engine) -> AsyncIterator[Feed]:
    """Somebody who sends a picture and a tone to the room."""
    video = OutgoingVideo(engine, FakeCamera(width=320, height=240))
    audio = OutgoingAudio(engine, FakeMicrophone())
    connection = engine.connect(())
    try:
        connection.addTrack(audio.track)
        connection.addTrack(video.track)
        await connection.setLocalDescription(await connection.createOffer())
        feed = await room.publish(connection.localDescription.sdp)
        await connection.setRemoteDescription(engine.description(feed.line.sdp, "answer"))
        yield feed
    finally:
        await connection.close()
        await video.stop()
        await audio.stop()


@asynccontextmanager
async def receiving(room: MediaRoom, feed: Feed, engine: Engine) -> AsyncIterator[Seen]:
    """Somebody who receives what another sends."""
    line, seen, tasks = await room.subscribe(feed), Seen(), set()
    meter = Meter(asyncio.get_running_loop().time)

    def receive(track: Track) -> None:
        take = show_video if track.kind == "video" else play_audio
        tasks.add(asyncio.create_task(take(engine, track, seen, meter, lambda: None)))

    connection = engine.connect(())
    connection.on("track", receive)
    try:
        await connection.setRemoteDescription(engine.description(line.sdp, "offer"))
        await connection.setLocalDescription(await connection.createAnswer())
        await room.start(line, connection.localDescription.sdp)
        yield seen
    finally:
        await connection.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
