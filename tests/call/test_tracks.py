"""Our devices as an engine's tracks, and back."""

import asyncio

import av
import pytest

from counselling.call.media.devices import BLOCK_SAMPLES, AudioBlock, VideoFrame
from counselling.call.media.engine import Engine
from counselling.call.media.statistics import Meter
from counselling.call.media.tracks import OutgoingAudio, OutgoingVideo, play_audio, show_video


class Clock:
    def __init__(self) -> None:
        self.now = 10.0

    def __call__(self) -> float:
        return self.now


class Camera:
    """A camera whose pictures come when the clock says, one at each wish."""

    def __init__(self, clock: Clock, waits: list[float], size: tuple[int, int] = (4, 2)) -> None:
        self._clock, self._waits, self._size = clock, waits, size
        self.count = 0

    async def frame(self) -> VideoFrame:
        self._clock.now += self._waits[self.count % len(self._waits)]
        self.count += 1
        width, height = self._size
        half = -(-width // 2) * -(-height // 2)
        luma = bytes(16 + place % 200 for place in range(width * height))
        return VideoFrame(width, height, luma, b"\x40" * half, b"\xc0" * half)


class Microphone:
    def __init__(self, clock: Clock, waits: list[float]) -> None:
        self._clock, self._waits = clock, list(waits)

    async def block(self) -> AudioBlock:
        self._clock.now += self._waits.pop(0) if self._waits else 0.02
        return AudioBlock(b"\x01\x00" * BLOCK_SAMPLES)


class Sink:
    """Takes what is shown or played, and ends the track after so many."""

    def __init__(self, limit: int) -> None:
        self.taken: list[VideoFrame | AudioBlock] = []
        self.limit = limit
        self.track = None

    def show(self, frame: VideoFrame) -> None:
        self.taken.append(frame)
        if len(self.taken) >= self.limit:
            self.track.stop()

    def play(self, block: AudioBlock) -> None:
        self.taken.append(block)
        if len(self.taken) >= self.limit:
            self.track.stop()


def times(track, count: int) -> list[float]:
    async def read() -> list[float]:
        return [round((await track.recv()).time, 3) for _ in range(count)]

    return asyncio.run(read())


@pytest.mark.parametrize("size", [(4, 2), (640, 480), (322, 241), (17, 13)])
def test_picture_is_the_same_after_the_way_through_the_engines_frame(
    engine: Engine, size: tuple[int, int]
) -> None:
    async def pass_through() -> None:
        clock = Clock()
        outgoing = OutgoingVideo(engine, Camera(clock, [0.03], size), clock=clock)
        sink = Sink(limit=1)
        sink.track = outgoing.track
        firsts: list[str] = []
        meter = Meter(clock)
        await show_video(engine, outgoing.track, sink, meter, lambda: firsts.append("seen"))
        assert sink.taken == [await Camera(clock, [0.0], size).frame()]
        assert firsts == ["seen"]

    asyncio.run(pass_through())


def test_pictures_are_stamped_with_the_time_they_were_taken(engine: Engine) -> None:
    clock = Clock()
    outgoing = OutgoingVideo(engine, Camera(clock, [0.04, 0.04, 1.0, 0.04]), clock=clock)
    assert times(outgoing.track, 4) == [0.04, 0.08, 1.08, 1.12]


def test_two_pictures_of_one_moment_still_follow_each_other(engine: Engine) -> None:
    clock = Clock()
    outgoing = OutgoingVideo(engine, Camera(clock, [0.0]), clock=clock)

    async def read() -> list[int]:
        return [(await outgoing.track.recv()).pts for _ in range(3)]

    assert asyncio.run(read()) == [0, 1, 2]


def test_hidden_camera_gives_black_once_a_second(engine: Engine) -> None:
    clock = Clock()
    camera = Camera(clock, [0.25])
    outgoing = OutgoingVideo(engine, camera, clock=clock)
    outgoing.is_hidden = True

    async def read() -> list[tuple[float, int]]:
        seen = []
        for _ in range(3):
            frame = await outgoing.track.recv()
            seen.append((round(frame.time, 1), max(bytes(frame.planes[0])[:4])))
        return seen

    assert asyncio.run(read()) == [(0.2, 16), (1.2, 16), (2.2, 16)]


def test_sound_is_stamped_by_its_samples(engine: Engine) -> None:
    clock = Clock()
    outgoing = OutgoingAudio(engine, Microphone(clock, []), clock=clock)
    assert times(outgoing.track, 4) == [0.0, 0.02, 0.04, 0.06]


def test_sound_after_a_stall_starts_at_the_present_and_does_not_catch_up(aiortc: Engine) -> None:
    clock = Clock()
    waits = [0.02, 0.02, 0.5, 0.02, 0.02]
    outgoing = OutgoingAudio(aiortc, Microphone(clock, waits), clock=clock)
    assert times(outgoing.track, 5) == [0.0, 0.02, 0.52, 0.54, 0.56]


def test_engine_that_counts_gets_silence_for_the_time_of_a_stall(wrtc: Engine) -> None:
    async def read() -> list[tuple[float, bool]]:
        clock = Clock()
        outgoing = OutgoingAudio(wrtc, Microphone(clock, [0.02, 0.02, 0.14, 0.02]), clock=clock)
        frames = [await outgoing.track.recv() for _ in range(10)]
        return [(round(each.time, 2), any(bytes(each.planes[0]))) for each in frames]

    heard = asyncio.run(read())
    assert [at for at, _ in heard] == [round(0.02 * n, 2) for n in range(10)]  # no time is lost
    assert [is_loud for _, is_loud in heard] == [True] * 2 + [False] * 6 + [True] * 2


def test_computer_that_slept_owes_no_silence_for_its_night(wrtc: Engine) -> None:
    async def read() -> list[float]:
        clock = Clock()
        outgoing = OutgoingAudio(wrtc, Microphone(clock, [0.02, 3600.0]), clock=clock)
        return [(await outgoing.track.recv()).time for _ in range(103)]

    starts = asyncio.run(read())
    assert starts[101] == pytest.approx(3600, abs=0.1)


def test_muted_microphone_gives_silence(engine: Engine) -> None:
    clock = Clock()
    outgoing = OutgoingAudio(engine, Microphone(clock, []), clock=clock)
    outgoing.is_muted = True

    async def read() -> bytes:
        frame = await outgoing.track.recv()
        return bytes(frame.planes[0])[: frame.samples * 2]

    assert asyncio.run(read()) == bytes(BLOCK_SAMPLES * 2)


def test_sound_comes_out_as_mono_blocks_and_holes_are_counted(aiortc: Engine) -> None:
    async def pass_through() -> None:
        clock = Clock()
        outgoing = OutgoingAudio(aiortc, Microphone(clock, [0.02, 0.5]), clock=clock)
        sink = Sink(limit=3)
        sink.track = outgoing.track
        meter = Meter(lambda: 0.0)  # only the time stamps tell
        await play_audio(aiortc, outgoing.track, sink, meter, lambda: None)
        assert sink.taken == [AudioBlock(b"\x01\x00" * BLOCK_SAMPLES)] * 3
        assert meter._gaps == 1

    asyncio.run(pass_through())


@pytest.mark.parametrize(("blocks", "counted"), [((0, 0), []), ((0, 7, 7), [1]), ((7, 0), [0])])
def test_engines_silence_is_no_first_sound(
    aiortc: Engine, blocks: tuple[int, ...], counted: list[int]
) -> None:
    class Arriving:
        """A track that ends after its blocks."""

        def __init__(self) -> None:
            self.count = 0

        async def recv(self) -> av.AudioFrame:
            if self.count == len(blocks):
                raise aiortc.TrackEnded
            frame = av.AudioFrame(format="s16", layout="mono", samples=BLOCK_SAMPLES)
            frame.sample_rate, frame.pts = 48_000, self.count * BLOCK_SAMPLES
            frame.planes[0].update(bytes((blocks[self.count], 0)) * BLOCK_SAMPLES)
            self.count += 1
            return frame

    track, told, sink = Arriving(), [], Sink(limit=99)

    def first() -> None:
        told.append(len(sink.taken) - 1)

    asyncio.run(play_audio(aiortc, track, sink, Meter(lambda: 0.0), first))
    assert told == counted


def test_stopped_source_ends_who_waits_for_its_camera(engine: Engine) -> None:
    class Dead:
        async def frame(self) -> VideoFrame:
            return await asyncio.get_running_loop().create_future()

    async def stop() -> bool:
        outgoing = OutgoingVideo(engine, Dead())
        reading = asyncio.ensure_future(outgoing.track.recv())
        await asyncio.sleep(0)
        await outgoing.stop()
        return reading.cancelled()

    assert asyncio.run(stop())
