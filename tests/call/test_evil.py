"""A rendezvous server that lies, and a visitor that does: refused before any media is shown."""

import asyncio
from collections.abc import Callable

import pytest

from counselling.call.line.events import Connected, Failed, FirstFrame, Knocked, Left
from counselling.call.link.proof import fingerprint
from counselling.call.link.room import Presence, Role
from counselling.call.link.sealing import End
from counselling.call.media.engine import Engine
from counselling.call.server import messages
from counselling.errors import PeerNotProven
from tests.call.evil import EvilServer, Lie, overheard
from tests.call.seat import Seat


async def visit(options, engine: Engine, evil: EvilServer, seat_of) -> None:
    """A visit over the evil server, as far as it comes; then nothing of it may have been shown."""
    async with overheard(evil, options, engine) as (host, link), seat_of(link) as seat:
        await seat.come()
        meeting = asyncio.gather(_admit(host), host.wait(Failed))
        _, failed = await meeting
        assert isinstance(failed.error, PeerNotProven)
        assert failed.error.fields == {}
        assert host.told(Connected) == host.told(FirstFrame) == []
        assert host.pictures == seat.pictures == []
        # an engine may play silence of its own making while nothing comes
        assert not any(any(block.samples) for block in (*host.blocks, *seat.blocks))
        assert host.call.room.seat("1").presence is Presence.WAITING


async def _admit(host) -> None:
    """Let the visitor in when it comes so far as to knock."""
    waiting = [asyncio.ensure_future(host.wait(kind)) for kind in (Knocked, Failed)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    if host.told(Knocked) and not host.told(Failed):
        await host.call.admit("1")


def flip(envelope: dict[str, str]) -> list[dict[str, str]]:
    body = envelope["body"]
    return [{**envelope, "body": body[:-3] + ("A" if body[-3] != "A" else "B") + body[-2:]}]


def repeat(envelope: dict[str, str]) -> list[dict[str, str]]:
    return [envelope, envelope]


class From:
    """Lies from the n-th sealed envelope on; the ones before pass."""

    def __init__(self, count: int, lie: Lie) -> None:
        self._count, self._lie = count, lie

    def __call__(self, envelope: dict[str, str]) -> list[dict[str, str]]:
        self._count -= 1
        return [envelope] if self._count >= 0 else self._lie(envelope)


class Drop:
    """Drops the first envelope it sees and lets the rest pass."""

    def __init__(self) -> None:
        self._is_done = False

    def __call__(self, envelope: dict[str, str]) -> list[dict[str, str]]:
        is_first, self._is_done = not self._is_done, True
        return [] if is_first else [envelope]


@pytest.mark.parametrize(
    "lie",
    [flip, repeat, From(1, flip)],
    ids=["changes the first word", "repeats the first word", "changes the answer"],
)
def test_server_that_changes_or_repeats_a_message_is_found_out(
    run, options, wrtc: Engine, lie: Lie
) -> None:
    run(visit(options, wrtc, EvilServer(lie), lambda link: Seat(link, wrtc)))


def test_server_that_sends_the_hosts_own_words_back_is_found_out(run, options, wrtc) -> None:
    evil = EvilServer(lambda envelope: [envelope])

    def reflect(envelope: dict[str, str]) -> list[dict[str, str]]:
        own = [said["body"] for said in evil.said_by_host if said["type"] == "sealed"]
        return [{**envelope, "body": own[-1]}] if own else [envelope]

    evil.lie = From(1, reflect)
    run(visit(options, wrtc, evil, lambda link: Seat(link, wrtc)))


def test_server_that_leaves_a_message_out_is_found_out(run, options, wrtc: Engine) -> None:
    class Talkative(Seat):
        """Says something after its answer, as a browser does with its addresses."""

        async def say(self, message: messages.FromSeat) -> None:
            await super().say(message)
            if isinstance(message, messages.Answer):
                await super().say(messages.Addresses(()))

    run(visit(options, wrtc, EvilServer(From(1, Drop())), lambda link: Talkative(link, wrtc)))


def swapped(answer: messages.Answer) -> messages.Answer:
    """Who has the sealing key, but not the fingerprint key, puts its own certificate in."""
    true = fingerprint(answer.sdp)
    false = ":".join(reversed(true.split(":")))
    return messages.Answer(answer.sdp.replace(true, false), answer.proof)


def doubled(answer: messages.Answer) -> messages.Answer:
    true = fingerprint(answer.sdp)
    line = f"a=fingerprint:sha-256 {true}\r\n"
    false = ":".join(reversed(true.split(":")))
    return messages.Answer(
        answer.sdp.replace(line, f"{line}a=fingerprint:sha-256 {false}\r\n"), answer.proof
    )


def untagged(answer: messages.Answer) -> messages.Answer:
    return messages.Answer(answer.sdp, "")


@pytest.mark.parametrize("forge", [swapped, doubled, untagged])
def test_visitor_whose_certificate_is_not_proven_is_refused(
    run, options, engine: Engine, wrtc: Engine, forge: Callable[[messages.Answer], messages.Answer]
) -> None:
    honest = EvilServer(lambda envelope: [envelope])
    run(visit(options, engine, honest, lambda link: Seat(link, wrtc, forge=forge)))


def test_visitor_who_sends_the_hosts_tag_back_is_refused(run, options, wrtc: Engine) -> None:
    class Mirror(Seat):
        async def say(self, message: messages.FromSeat) -> None:
            if isinstance(message, messages.Answer):
                key = self.invitation.keys.fingerprint
                message = messages.Answer(message.sdp, self.handshake.tag(key, End.HOST))
            await super().say(message)

    honest = EvilServer(lambda envelope: [envelope])
    run(visit(options, wrtc, honest, lambda link: Mirror(link, wrtc)))


def test_visitor_who_answers_before_being_let_in_is_refused(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await seat.come()
            await host.wait(Knocked)
            await seat.until(lambda: seat.heard)
            await seat.say(messages.Answer("v=0", "tag"))
            failed = await host.wait(Failed)
            assert failed.error.message_id == "call.order"

    run(session())


def test_answer_that_no_engine_can_use_ends_the_visit_and_not_the_call(
    run, meeting, engine: Engine, wrtc: Engine
) -> None:
    def broken(answer: messages.Answer) -> messages.Answer:
        last = answer.sdp.rindex("m=application")
        return messages.Answer(answer.sdp[:last], answer.proof)

    async def session() -> None:
        async with meeting(engine) as host:
            link = await host.link()
            async with Seat(link, wrtc, forge=broken) as seat:
                await seat.come()
                await host.wait(Knocked)
                await host.call.admit("1")
                failed = await host.wait(Failed)
                assert failed.error.message_id == "call.description"
                async with Seat(link, wrtc, seat_key=seat.seat_key) as honest:
                    await honest.come()
                    await host.wait(Knocked, 2)
                    await host.call.admit("1")
                    await host.wait(Connected)

    run(session())


def test_server_that_hands_one_seats_words_out_as_anothers_is_found_out(
    run, options, wrtc: Engine
) -> None:
    async def session() -> None:
        evil = EvilServer(lambda envelope: [{**envelope, "from": "2"}])
        async with (
            overheard(evil, options, wrtc, (Role.PATIENT, Role.RELATIVE)) as (host, link, _),
            Seat(link, wrtc) as seat,
        ):
            await seat.come()
            failed = await host.wait(Failed)
            assert (failed.seat, failed.error.message_id) == ("2", "call.sealed")
            assert host.told(Knocked) == []

    run(session())


class Replay:
    """Lets one visit pass, and hands out its words in place of the next one's."""

    def __init__(self) -> None:
        self._heard: list[dict[str, str]] = []
        self._again = 0

    def next_visit(self) -> None:
        self._again = 1

    def __call__(self, envelope: dict[str, str]) -> list[dict[str, str]]:
        if not self._again:
            self._heard.append(envelope)
            return [envelope]
        told = self._heard[self._again - 1 : self._again + 1]
        self._again += 2
        return told


def test_server_that_plays_an_earlier_visit_again_is_found_out(run, options, wrtc: Engine) -> None:
    async def session() -> None:
        replay = Replay()
        async with overheard(EvilServer(replay), options, wrtc) as (host, link):
            async with Seat(link, wrtc) as seat:
                await seat.come()
                await host.wait(Knocked)
                await host.call.admit("1")
                await host.wait(FirstFrame, 2)  # picture and sound
                await seat.say(messages.Left())
                await host.wait(Left)
            replay.next_visit()
            async with Seat(link, wrtc, seat_key=seat.seat_key) as again:
                await again.knock()
                await again.say_hello()
                failed = await host.wait(Failed)
                assert failed.error.message_id == "call.sealed"
                assert len(host.told(Connected)) == 1
                assert len(host.told(FirstFrame)) == 2

    run(session())
