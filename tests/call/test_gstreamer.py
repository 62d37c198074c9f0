"""A guest of another make: GStreamer's webrtcbin takes a seat, with both of our engines."""

import os

import pytest

from counselling.call.line.events import (
    BoardShown,
    Connected,
    Failed,
    FirstFrame,
    Knocked,
    Lost,
    Media,
)
from counselling.call.media.engine import Engine
from counselling.drawing.scene import Circle, Scene, Text
from tests.call.gstreamer import GStreamerSeat, why_no_gstreamer

pytestmark = pytest.mark.skipif(bool(why_no_gstreamer()), reason=why_no_gstreamer() or "here")
SCENE = Scene((Circle(10, 10, 5), Text(10, 30, "I-1")), 40, 40, "Family")
FIRST_FRAME_MS = float(os.environ.get("CONSULTAND_FIRST_FRAME_MS", "10000"))  # on a busy machine


def test_webrtcbin_sees_and_is_seen_hears_and_is_heard_and_gets_the_board(
    run, meeting, engine: Engine
) -> None:
    async def session() -> None:
        async with meeting(engine) as host, GStreamerSeat(await host.link(), engine) as seat:
            await seat.come()
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Connected)
            await host.wait(FirstFrame, 2)
            host.call.show(SCENE)
            await seat.until(lambda: seat.frames.get("video", 0) > 20)
            await seat.until(lambda: seat.frames.get("audio", 0) > 50)
            await seat.until(lambda: seat.boards)
            assert seat.boards[-1]["title"] == "Family"
            await host.wait(BoardShown)  # what it sends back over its channel arrives as well
            while len(host.pictures) <= 10:
                host.came.clear()
                await host.came.wait()
            assert any(max(block.samples) for block in host.blocks)
            firsts = {first.media: first.milliseconds for first in host.told(FirstFrame)}
            assert set(firsts) == set(Media)
            assert max(*firsts.values(), *seat.first.values()) < FIRST_FRAME_MS
            assert host.told(Failed) == host.told(Lost) == []

    run(session())


def test_words_of_safety_are_the_same_at_both_ends(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, GStreamerSeat(await host.link(), wrtc) as seat:
            await seat.come()
            await host.wait(Knocked)
            await host.call.admit("1")
            connected = await host.wait(Connected)
            await seat.until(lambda: seat.safety_words)
            assert connected.safety_words.digits == seat.safety_words

    run(session())


def test_webrtcbin_whose_certificate_was_exchanged_is_not_let_near(run, meeting, wrtc) -> None:
    async def session() -> None:
        def forged(answer):
            print_ = answer.sdp.partition("a=fingerprint:sha-256 ")[2].split()[0]
            return type(answer)(answer.sdp.replace(print_, ":".join(["AB"] * 32)), answer.proof)

        async with (
            meeting(wrtc) as host,
            GStreamerSeat(await host.link(), wrtc, forge=forged) as seat,
        ):
            await seat.come()
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Failed)
            assert host.pictures == []
            assert host.blocks == []

    run(session())
