"""Several people in one call: each sees and hears all the others, and who is meant hears."""

import pytest

from counselling.call.line.circle_words import SpeaksTo
from counselling.call.line.events import (
    Connected,
    FellowGone,
    FellowJoined,
    Left,
    LinkReady,
    PairBroken,
    PairMade,
    PrivateTalk,
)
from counselling.call.link.invitation import base64url
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.ladder import Rung
from counselling.errors import CallError, PeerNotProven
from tests.call.evil import EvilServer, overheard
from tests.call.gathering import TONES, gathered, let_in, member

THREE = (Role.PATIENT, Role.INTERPRETER, Role.NURSE)
FIVE = (Role.PATIENT, Role.RELATIVE, Role.INTERPRETER, Role.NURSE)


@pytest.mark.parametrize(
    ("first", "second"),
    [("wrtc", "aiortc"), ("aiortc", "wrtc")],
)
def test_two_guests_see_and_hear_each_other(run, meeting, first: str, second: str) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName(name)) for name in (first, second)]
        roles = (Role.PATIENT, Role.INTERPRETER)
        async with meeting(engines[0], roles) as host, gathered(host, engines) as guests:
            one, two = guests["1"], guests["2"]
            await one.until(lambda: one.eyes["2"].count > 3)
            await two.until(lambda: two.eyes["1"].count > 3)
            await one.hears("2", TONES["2"], is_loud=True)
            await two.hears("1", TONES["1"], is_loud=True)
            assert (await host.wait(PairMade)).seats == ("1", "2")
            assert one.told(FellowJoined)[0].role == "interpreter"

    run(session())


def test_five_people_all_see_and_hear_each_other(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc, FIVE) as host, gathered(host, [wrtc] * 4) as guests:
            for seat, guest in guests.items():
                assert guest.fellows == set(guests) - {seat}
                for other in guest.fellows:
                    await guest.until(lambda g=guest, o=other: g.eyes[o].count > 2)
                    await guest.hears(other, TONES[other], is_loud=True)
            pairs = {event.seats for event in host.told(PairMade)}
            assert len(pairs) == 6
            # with more than two guests nobody has the line for whole pictures of all
            rungs = {f.rung for g in guests.values() for f in g.guest.fellows.standing}
            assert rungs <= {Rung.SMALL, Rung.LEAST, Rung.SOUND}  # the least on a busy machine

    run(session())


def test_who_speaks_alone_is_silent_for_the_third_until_either_ends_it(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc, THREE) as host, gathered(host, [wrtc] * 3) as guests:
            patient, interpreter, nurse = guests.values()
            await patient.hears("", TONES["host"], is_loud=True)
            host.call.speak_alone("host", "3")
            for each in guests.values():
                assert (await each.wait(PrivateTalk)).seats == ("host", "3")
            for outside in (patient, interpreter):
                await outside.hears("", TONES["host"], is_loud=False)
                await outside.hears("3", TONES["3"], is_loud=False)
            await nurse.hears("", TONES["host"], is_loud=True)
            await nurse.hears("1", TONES["1"], is_loud=False)
            await patient.hears("2", TONES["2"], is_loud=True)
            nurse.guest.fellows.end_private()
            await host.wait(PrivateTalk, 2)
            await patient.hears("", TONES["host"], is_loud=True)
            await patient.hears("3", TONES["3"], is_loud=True)
            assert host.call.alone == ()

    run(session())


def test_private_talk_of_two_guests_ends_when_one_of_them_leaves(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc, THREE) as host, gathered(host, [wrtc] * 3) as guests:
            patient, interpreter, nurse = guests.values()
            host.call.speak_alone("1", "2")
            await interpreter.wait(PrivateTalk)
            await nurse.hears("2", TONES["2"], is_loud=False)
            await interpreter.hears("1", TONES["1"], is_loud=True)
            await interpreter.hears("", TONES["host"], is_loud=False)
            await patient.guest.leave()
            await host.wait(Left)
            assert (await nurse.wait(PrivateTalk, 2)).seats == ()
            await nurse.hears("2", TONES["2"], is_loud=True)

    run(session())


def test_only_two_who_are_in_the_room_speak_alone(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc, THREE) as host, gathered(host, [wrtc]):
            for wrong in (("1",), ("1", "1"), ("host", "2"), ("1", "2"), ("host", "1", "3")):
                with pytest.raises(CallError) as caught:
                    host.call.speak_alone(*wrong)
                assert caught.value.message_id == "call.private"
            assert host.told(PrivateTalk) == []

    run(session())


def test_interpreter_is_heard_by_the_side_she_speaks_to(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc, THREE) as host, gathered(host, [wrtc] * 3) as guests:
            patient, interpreter, nurse = guests.values()
            interpreter.guest.fellows.speak_to(SpeaksTo.FAMILY)
            await patient.hears("2", TONES["2"], is_loud=True)
            await nurse.hears("2", TONES["2"], is_loud=False)
            interpreter.guest.fellows.speak_to(SpeaksTo.CLINIC)
            await patient.hears("2", TONES["2"], is_loud=False)
            await nurse.hears("2", TONES["2"], is_loud=True)

    run(session())


@pytest.mark.parametrize("name", ["wrtc", "aiortc"])
def test_line_between_two_guests_that_broke_is_made_again(run, meeting, name: str) -> None:
    async def session() -> None:
        engine = load_engine(EngineName(name))
        roles = (Role.PATIENT, Role.INTERPRETER)
        async with meeting(engine, roles) as host, gathered(host, [engine] * 2) as guests:
            one, two = guests.values()
            before = one.guest.fellows.lines
            one.guest.fellows.standing[0].line_closed()
            await host.wait(PairBroken)
            await host.wait(PairMade, 2)
            await two.wait(FellowJoined, 2)
            await one.wait(FellowJoined, 2)
            assert one.guest.fellows.lines != before
            await one.hears("2", TONES["2"], is_loud=True)
            await two.hears("1", TONES["1"], is_loud=True)

    run(session())


def test_who_leaves_is_gone_for_the_others_and_joined_again_when_she_is_back(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        key = base64url(b"k" * 16)
        async with meeting(wrtc, THREE) as host, gathered(host, [wrtc] * 2) as guests:
            third = host.told(LinkReady)[2].link
            async with member(third, wrtc, "3", key) as nurse:
                await let_in(host, "3")
                await nurse.wait(FellowJoined, 2)
            for each in guests.values():
                assert (await each.wait(FellowGone)).seat == "3"
            async with member(third, wrtc, "3", key) as nurse:
                await let_in(host, "3", 2)
                await nurse.wait(FellowJoined, 2)
                for each in ("1", "2"):
                    await guests[each].hears("3", TONES["3"], is_loud=True)
                    await nurse.hears(each, TONES[each], is_loud=True)
                    await nurse.until(lambda seat=each: nurse.eyes[seat].count > 20)
            await guests["1"].wait(FellowGone, 2)

    run(session())


def test_lines_between_guests_outlast_their_line_to_the_host(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc, THREE[:2]) as host, gathered(host, [wrtc] * 2) as guests:
            one, two = guests.values()
            before = one.guest.fellows.lines
            assert one.guest.line is not None
            one.guest.line_closed()
            await one.wait(Connected, 2)
            await one.hears("2", TONES["2"], is_loud=True)
            assert one.guest.fellows.lines == before
            assert one.told(FellowGone) == two.told(FellowGone) == []
            assert len(host.told(PairMade)) == 1

    run(session())


def test_server_that_swaps_what_is_meant_for_two_guests_is_refused_by_both(
    run, options, wrtc: Engine
) -> None:
    def swapped(envelope: dict[str, str]) -> list[dict[str, str]]:
        return [{**envelope, "to": {"1": "2", "2": "1"}[envelope["to"]]}]

    async def session() -> None:
        evil = EvilServer(slander=swapped)
        async with overheard(evil, options, wrtc, THREE[:2]) as (host, *links):
            async with member(links[0], wrtc, "1") as one, member(links[1], wrtc, "2") as two:
                for each in (one, two):
                    await each.until(lambda m=each: m.error)
                    assert isinstance(each.error, PeerNotProven)
                    assert each.told(Connected) == each.told(FellowJoined) == []
                    assert [eye.count for eye in each.eyes.values()] == [0]
            assert host.told(PairMade) == []

    run(session())
