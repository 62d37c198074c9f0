"""The line between two guests: nothing goes over it before both ends are proven."""

import asyncio
import os
from dataclasses import dataclass, field
from typing import Any

import pytest

from counselling.call.circle.pair_line import PairLine
from counselling.call.line import circle_words as words
from counselling.call.line.events import Media
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.link.invitation import base64url
from counselling.call.media.devices import Devices, NullScreen, NullSpeaker
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.server.messages import Address
from counselling.errors import CallError, PeerNotProven

SECRET, ANOTHER = base64url(b"s" * 32), base64url(b"a" * 32)


@dataclass
class End:
    """One end: what it says, and whether anything was seen or heard."""

    said: list[words.PairWord] = field(default_factory=list)
    seen: list[Media] = field(default_factory=list)

    def first_frame(self, media: Media) -> None:
        self.seen.append(media)

    def line_opened(self) -> None:
        pass

    def line_closed(self) -> None:
        pass


def studio_of(engine: Engine) -> Studio:
    camera = FakeCamera(width=160, height=120, per_second=5)
    devices = Devices(camera, FakeMicrophone(), lambda _: NullScreen(), lambda _: NullSpeaker())
    return Studio.furnished(
        engine, devices, random=os.urandom, clock=asyncio.get_running_loop().time
    )


class Pair:
    """Ends that were introduced: who offers, who answers, and one in between with another key."""

    def __init__(self, engine: Engine) -> None:
        self.studio = studio_of(engine)
        self.ends: dict[str, End] = {}
        self.lines: dict[str, PairLine] = {}
        for name, secret, offers in (
            ("one", SECRET, True),
            ("two", SECRET, False),
            ("between", ANOTHER, True),
        ):
            end = self.ends[name] = End()
            introduced = words.Introduce("2", "nurse", "line", secret, is_offering=offers)
            self.lines[name] = PairLine(
                self.studio,
                end,
                incoming=Incoming(NullScreen(), NullSpeaker()),
                servers=(),
                introduced=introduced,
                room="room",
                say=end.said.append,
            )

    async def __aenter__(self) -> "Pair":
        return self

    async def __aexit__(self, *_: object) -> None:
        for line in self.lines.values():
            await line.close()
        await self.studio.video.stop()
        await self.studio.audio.stop()

    async def says(self, name: str) -> Any:
        """The last word of an end."""
        return self.ends[name].said[-1]


def test_offer_put_in_place_of_the_other_guests_is_refused_by_both(run, wrtc: Engine) -> None:
    async def session() -> None:
        async with Pair(wrtc) as pair:
            await pair.lines["one"].offer()
            await pair.lines["between"].offer()
            await pair.lines["two"].hear(await pair.says("between"))
            answer = await pair.says("two")
            with pytest.raises(PeerNotProven):  # she answered another fingerprint
                await pair.lines["one"].hear(answer)
            with pytest.raises(PeerNotProven):  # nor can it stand for its own
                await pair.lines["two"].hear(words.PairProof("0" * 64))
            assert not any(line.is_proven for line in pair.lines.values())
            assert [end.seen for end in pair.ends.values()] == [[], [], []]

    run(session())


def test_tag_is_not_taken_back_by_who_said_it(run, wrtc: Engine) -> None:
    async def session() -> None:
        async with Pair(wrtc) as pair:
            await pair.lines["one"].offer()
            await pair.lines["two"].hear(await pair.says("one"))
            answer = await pair.says("two")
            with pytest.raises(PeerNotProven):
                await pair.lines["two"].hear(words.PairProof(answer.proof))
            assert not pair.lines["two"].is_proven

    run(session())


def test_second_fingerprint_in_a_description_is_refused(run, aiortc: Engine) -> None:
    async def session() -> None:
        async with Pair(aiortc) as pair:
            await pair.lines["one"].offer()
            sdp = (await pair.says("one")).sdp
            extra = "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
            with pytest.raises(PeerNotProven):
                await pair.lines["two"].hear(words.PairOffer(sdp + extra))
            assert pair.ends["two"].said == []

    run(session())


@pytest.mark.parametrize(
    "word",
    [
        words.PairAnswer("v=0", "0" * 64),
        words.PairProof("0" * 64),
        words.PairOffer("v=0"),
        words.PairOffer("\0" * 100),
    ],
)
def test_what_comes_out_of_order_or_makes_no_sense_ends_the_line(run, aiortc, word) -> None:
    async def session() -> None:
        async with Pair(aiortc) as pair:
            with pytest.raises(CallError):
                await pair.lines["two"].hear(word)

    run(session())


def test_addresses_that_come_before_the_description_wait_for_it(run, wrtc: Engine) -> None:
    async def session() -> None:
        async with Pair(wrtc) as pair:
            await pair.lines["two"].hear(words.PairAddresses((Address("nonsense"),)))
            await pair.lines["one"].offer()
            await pair.lines["two"].hear(await pair.says("one"))
            await pair.lines["one"].hear(await pair.says("two"))
            await pair.lines["two"].hear(await pair.says("one"))
            assert pair.lines["one"].is_proven
            assert pair.lines["two"].is_proven

    run(session())


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "nonsense", '{"t":"end"}', '{"t":"carry","line":"x"}',
        '{"t":"here","lines":{"' + "x" * 65 + '":"y"}}', "[" * 9_000, "x" * 70_000, b"bytes", None,
        '{"t":"carry","line":"x","word":{"type":"offer","sdp":"' + "x" * 50_001 + '"}}',
    ],
)  # fmt: skip
def test_nothing_but_the_listed_words_is_heard(text: object) -> None:
    assert words.read_from_seat(text) is None
    assert words.read_from_host(text) is None
