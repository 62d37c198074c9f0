"""Sound of one line: silenced for that line alone, and what waits too long is left out."""

import asyncio
from fractions import Fraction

import av
import pytest

from counselling.call.media.devices import BLOCK_SAMPLES
from counselling.call.media.engine import Engine
from counselling.call.media.hush import HushedAudio


class Source:
    """A track that gives one block after the other, as many as are asked for."""

    kind = "audio"

    def __init__(self) -> None:
        self.given = 0

    async def recv(self) -> av.AudioFrame:
        frame = av.AudioFrame(format="s16", layout="mono", samples=BLOCK_SAMPLES)
        frame.planes[0].update(b"\x01\x00" * BLOCK_SAMPLES)
        frame.pts, frame.sample_rate = self.given * BLOCK_SAMPLES, 48_000
        frame.time_base = Fraction(1, 48_000)
        self.given += 1
        return frame

    def stop(self) -> None:
        pass


def read(engine: Engine, ahead: list[int]) -> list[int]:
    """Return which blocks are sent; ahead: how many wait, at each block, beside it."""

    async def go() -> list[int]:
        source, now = Source(), [0]
        hushed = HushedAudio(engine, source, lambda: now[0])
        sent = []
        for waiting in ahead:
            now[0] = (source.given + 1 + waiting) * BLOCK_SAMPLES
            frame = await hushed.track.recv()
            sent.append(frame.pts // BLOCK_SAMPLES)
        return sent

    return asyncio.run(go())


def test_sound_that_is_in_time_is_sent_whole(engine: Engine) -> None:
    assert read(engine, [0] * 60) == list(range(60))


def test_sound_that_was_held_up_is_left_out_until_it_is_in_time(engine: Engine) -> None:
    assert read(engine, [0, 10, 0]) == [0, 8, 9]


def test_what_waits_all_the_time_is_left_out_bit_by_bit(engine: Engine) -> None:
    sent = read(engine, [1] * 120)
    assert sent[:49] == list(range(49))
    assert sent[-1] == 121  # two of them in two seconds
    assert len(sent) == 120


@pytest.mark.parametrize("is_hushed", [True, False])
def test_one_line_is_silent_alone(engine: Engine, is_hushed: bool) -> None:
    async def go() -> tuple[bytes, int]:
        hushed = HushedAudio(engine, Source(), lambda: 0)
        hushed.is_hushed = is_hushed
        frame = await hushed.track.recv()
        return bytes(frame.planes[0])[:2], frame.samples

    assert asyncio.run(go()) == (b"\0\0" if is_hushed else b"\x01\0", BLOCK_SAMPLES)
