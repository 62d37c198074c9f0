"""What one line is sent: as much as its rung allows, whoever encodes it."""

import asyncio
from dataclasses import dataclass
from itertools import pairwise

import av
import pytest
from aiortc.codecs.opus import OpusDecoder
from aiortc.jitterbuffer import JitterFrame
from av.video.frame import PictureType

from counselling.call.media.devices import AudioBlock
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.ladder import SHARES, Rung
from counselling.call.media.narrowing import NarrowedSound, NarrowedVideo
from counselling.call.media.rtc import Frame
from counselling.call.media.statistics import loudness
from counselling.call.media.tracks import OutgoingAudio, OutgoingVideo


@dataclass
class Clock:
    now: float = 10.0

    def __call__(self) -> float:
        return self.now


class Quick(FakeCamera):
    """A camera that gives pictures of a clock that runs as fast as it is read."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._turns = clock
        self._count = 0

    async def frame(self):
        self._turns.now += 1 / 30
        self._count += 1
        return self.picture(self._count)


class QuickMicrophone(FakeMicrophone):
    async def block(self) -> AudioBlock:
        self._count = getattr(self, "_count", 0) + 1
        start = self._count % 50 * 1920
        return AudioBlock(self._second[start : start + 1920])


def pictures(engine: Engine, rungs: list[Rung], each: int) -> list[list[Frame]]:
    """Return so many pictures of each rung, one rung after the other."""

    async def read() -> list[list[Frame]]:
        clock = Clock()
        camera = OutgoingVideo(engine, Quick(clock), clock=clock)
        narrowed = NarrowedVideo(engine, camera.track, clock=clock)
        taken = []
        for rung in rungs:
            narrowed.rung = rung
            taken.append([await narrowed.track.recv() for _ in range(each)])
        return taken

    return asyncio.run(read())


def sounds(engine: Engine, rungs: list[Rung], each: int) -> list[list[Frame]]:
    async def read() -> list[list[Frame]]:
        microphone = OutgoingAudio(engine, QuickMicrophone(), clock=Clock())
        narrowed = NarrowedSound(engine, microphone.track)
        taken = []
        for rung in rungs:
            narrowed.rung = rung
            taken.append([await narrowed.track.recv() for _ in range(each)])
        return taken

    return asyncio.run(read())


def seconds(taken: list[Frame]) -> float:
    """Return the time from the first to the last of some packets."""
    first, last = taken[0], taken[-1]
    return float(last.pts * last.time_base - first.pts * first.time_base)


def test_engine_that_can_be_told_how_much_to_send_gets_frames(wrtc: Engine) -> None:
    (still,) = pictures(wrtc, [Rung.SOUND], 1)
    (sound,) = sounds(wrtc, [Rung.SOUND], 1)
    assert isinstance(still[0], av.VideoFrame)
    assert isinstance(sound[0], av.AudioFrame)


def test_small_pictures_take_what_their_rung_allows_and_begin_with_a_whole_one(
    aiortc: Engine,
) -> None:
    (taken,) = pictures(aiortc, [Rung.LEAST], 48)
    share = SHARES[Rung.LEAST]
    assert all(isinstance(each, av.Packet) for each in taken)
    kbit = sum(each.size for each in taken) * 8 / 1000 / (48 / share.per_second)
    assert share.picture_kbit is not None
    assert kbit < share.picture_kbit * 1.2
    whole = [number for number, each in enumerate(taken) if each.is_keyframe]
    assert whole[:3] == [0, 16, 32]  # every two seconds
    assert seconds(taken[1:3]) == pytest.approx(1 / share.per_second, abs=0.04)


def test_each_still_is_whole_and_fits_a_narrow_line(aiortc: Engine) -> None:
    (taken,) = pictures(aiortc, [Rung.SOUND], 3)
    assert all(each.is_keyframe for each in taken)
    assert max(each.size for each in taken) < 2600  # two packets
    assert seconds(taken[1:3]) == pytest.approx(5, abs=0.04)


def test_engines_own_encoder_begins_anew_after_ours(aiortc: Engine) -> None:
    """It would go on from a picture that nobody has any more."""
    first, _, third = pictures(aiortc, [Rung.SMALL, Rung.LEAST, Rung.SMALL], 2)
    assert [each.pict_type for each in first] == [PictureType.NONE] * 2
    assert [each.pict_type for each in third] == [PictureType.I, PictureType.NONE]
    assert {each.height for each in (*first, *third)} == {360}


@pytest.mark.parametrize("rung", list(Rung))
def test_sound_takes_what_its_rung_allows(aiortc: Engine, rung: Rung) -> None:
    (taken,) = sounds(aiortc, [rung], 100)
    kbit = sum(each.size for each in taken[:-1]) * 8 / 1000 / seconds(taken)
    assert kbit < (SHARES[rung].sound_kbit or 32) * 1.2


def test_sound_of_all_rungs_is_one_stream_that_decodes(aiortc: Engine) -> None:
    decoder = OpusDecoder()
    taken = [
        each for rung in sounds(aiortc, [Rung.FULL, Rung.SOUND, Rung.FULL], 30) for each in rung
    ]
    starts = [each.pts for each in taken]
    assert starts == sorted(set(starts))
    spans = [later - earlier for earlier, later in pairwise(starts)]
    assert set(spans) == {480, 960}
    heard = [
        frame for each in taken for frame in decoder.decode(JitterFrame(bytes(each), each.pts))
    ]
    mono = av.AudioResampler(format="s16", layout="mono", rate=48_000)
    blocks = [
        AudioBlock(bytes(one.planes[0])[: one.samples * 2])
        for frame in heard
        for one in mono.resample(frame)
    ]
    assert min(map(loudness, blocks[6:])) > 0.04  # a tone of 0.07 throughout
