"""The talk over real lines: both engines, a broken line, a file, a hold."""

import asyncio

import numpy as np
import pytest

from counselling.call.line.events import Connected, Knocked
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.talk.talk_news import (
    AgendaTold,
    Captioned,
    FileCame,
    FileEnded,
    FileOffered,
    HandMoved,
    HoldChanged,
    Wrote,
)
from counselling.call.talk.talk_orders import (
    OfferFile,
    PutOnHold,
    ShareAgenda,
    TakeFile,
    TypeCaption,
    Write,
)
from counselling.call.talk.talk_words import End, Point
from tests.call.conftest import Counsellor
from tests.call.visitor import Visitor, visitor

PDF = b"%PDF-1.7\n" + bytes(300_000)


async def come_in(host: Counsellor, guest: Visitor) -> None:
    await host.wait(Knocked)
    await host.call.admit("1")
    await guest.wait(Connected)


@pytest.mark.parametrize(("ours", "theirs"), [("wrtc", "wrtc"), ("aiortc", "aiortc")])
def test_both_ends_talk_hand_over_files_and_come_back_to_it(run, meeting, ours, theirs) -> None:
    async def session() -> None:
        async with (
            meeting(load_engine(EngineName(ours))) as host,
            visitor(await host.link(), load_engine(EngineName(theirs))) as guest,
        ):
            await come_in(host, guest)
            host.call.talk(Write("Can you hear me?"))
            guest.guest.talk.write("Yes, سلام")
            guest.guest.talk.move_hand(is_up=True)
            host.call.talk(TypeCaption("I speak"))
            host.call.talk(ShareAgenda((Point("Your family"),), 45, 45.0))
            await guest.wait(Wrote, 2)
            await guest.wait(HandMoved)
            assert (await guest.wait(Captioned)).text == "I speak"
            assert (await guest.wait(AgendaTold)).planned_minutes == 45
            assert [e.text for e in host.told(Wrote)] == [e.text for e in guest.told(Wrote)]

            host.call.talk(OfferFile("1", 5, "leaflet.pdf", PDF))
            await guest.wait(FileOffered)
            guest.guest.talk.files.take(5)
            file = guest.guest.talk.offer_file("result.pdf", PDF)
            await host.wait(FileOffered)
            host.call.talk(TakeFile("1", file))
            assert (await guest.wait(FileCame)).content == PDF
            assert (await host.wait(FileCame)).content == PDF
            assert (await host.wait(FileEnded, 2)).end is End.DONE

            assert guest.guest.line is not None
            await guest.guest.line.close()
            guest.guest.line_closed()
            host.call.talk(Write("said while the line was broken"))
            await guest.wait(Connected, 2)
            await guest.wait(Wrote, 3)
            assert [e.no for e in guest.told(Wrote)] == [1, 2, 3]

    run(session())


def test_on_hold_neither_end_sends_sound(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await come_in(host, guest)
            await _sound(host, is_loud=True)
            host.call.talk(PutOnHold(is_on=True))
            await guest.wait(HoldChanged)
            await _sound(host, is_loud=False)
            await _sound(guest, is_loud=False)
            host.call.send(is_camera_on=True, is_microphone_on=True)
            await _sound(guest, is_loud=False)  # a button that is pressed meanwhile ends no hold
            host.call.talk(PutOnHold(is_on=False))
            await guest.wait(HoldChanged, 2)
            await _sound(host, is_loud=True)
            await _sound(guest, is_loud=True)

    run(session())


async def _sound(end: Counsellor | Visitor, *, is_loud: bool) -> None:
    """Wait until what comes is heard, or is silent for some blocks."""
    async with asyncio.timeout(20):
        while True:
            end.blocks.clear()
            while len(end.blocks) < 8:
                end.came.clear()
                await end.came.wait()
            loudness = max(
                abs(np.frombuffer(each.samples, "<i2")).max() for each in end.blocks[-8:]
            )
            if bool(loudness > 500) is is_loud:
                return
