"""A server that lies about the mailbox: what it changes, repeats or turns round is not taken."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import WSMsgType, web

from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.link.sealing import End, SealedLine
from counselling.call.server import wire
from counselling.call.server.mailbox import (
    Arrived,
    Box,
    Letter,
    Spoilt,
    collect,
    leave,
    seal,
    unseal,
)
from counselling.errors import CallError, PeerNotProven
from tests.call.answering import answering

ROOM = "abcdefghijklmnopqrstuvwx23"
PATIENT = Invitation("http://x", ROOM, bytes(range(32)))
RELATIVE = Invitation("http://x", ROOM, bytes(range(1, 33)))
ELSEWHERE = Invitation("http://x", ROOM[::-1], bytes(range(32)))


def parcel(
    number: int, text: str, *, by: Invitation = PATIENT, seat: str = "1", sealed_as: int = 0
) -> wire.Parcel:
    body = seal(by, sealed_as or number, text.encode(), random=os.urandom)
    return wire.Parcel(number, body, seat)


@asynccontextmanager
async def handing_out(parcels: Iterable[wire.FromServer]) -> AsyncIterator[ServerAddress]:
    """A server that hands out these, whatever was left."""

    async def socket(request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.receive()
        for message in (*parcels, wire.Empty()):
            await line.send_str(wire.write(message))
            if (await line.receive()).type is not WSMsgType.TEXT:
                break
        await line.close()
        return line

    async with answering(socket) as url:
        yield ServerAddress(url, "key")


def fetched(parcels: Iterable[wire.FromServer], taken: int = 0) -> Sequence[Arrived]:
    arrived: list[Arrived] = []

    async def keep(each: Arrived) -> None:
        arrived.append(each)

    async def session() -> None:
        async with handing_out(parcels) as server:
            box = Box(server, "owner", {"1": PATIENT, "2": RELATIVE})
            await collect(box, taken={"1": taken}, keep=keep)

    asyncio.run(session())
    return arrived


def told(arrived: Sequence[Arrived]) -> list[tuple[int, str]]:
    return [
        (each.number, each.message.decode() if isinstance(each, Letter) else each.error.message_id)
        for each in arrived
    ]


def test_what_an_honest_server_hands_out_is_taken() -> None:
    arrived = fetched([parcel(1, "a"), parcel(1, "b", by=RELATIVE, seat="2"), parcel(2, "c")])
    assert arrived == [
        Letter("1", 1, b"a"),
        Letter("2", 1, b"b"),
        Letter("1", 2, b"c"),
    ]


def test_changed_parcel_is_not_taken_and_the_next_is() -> None:
    true = parcel(1, "a")
    other = "A" if true.body[40] != "A" else "B"
    false = wire.Parcel(1, true.body[:40] + other + true.body[41:], "1")
    assert told(fetched([false, parcel(2, "b")])) == [(1, "call.mail_sealed"), (2, "b")]


@pytest.mark.parametrize(
    "false",
    [
        parcel(1, "second", sealed_as=2),
        parcel(1, "hers", by=RELATIVE),
        parcel(1, "of another room", by=ELSEWHERE),
        wire.Parcel(1, "", "1"),
        wire.Parcel(1, "é" * 40, "1"),
        wire.Parcel(1, "A" * 60_000, "1"),
    ],
    ids=["another number", "another's", "another room", "empty", "no base64", "noise"],
)
def test_parcel_in_anothers_place_is_not_taken(false: wire.Parcel) -> None:
    assert told(fetched([false])) == [(1, "call.mail_sealed")]


def test_parcels_that_were_swapped_are_not_taken() -> None:
    swapped = [parcel(1, "b", sealed_as=2), parcel(2, "a", sealed_as=1)]
    assert told(fetched(swapped)) == [(1, "call.mail_sealed"), (2, "call.mail_sealed")]


def test_words_of_the_call_do_not_open_as_a_letter() -> None:
    line = SealedLine(PATIENT.keys.signalling, room=ROOM, seat="1", end=End.HOST, random=os.urandom)
    reflected = wire.Parcel(1, line.seal(b"our own words"), "1")
    assert told(fetched([reflected])) == [(1, "call.mail_sealed")]


def test_parcel_that_is_handed_out_again_is_not_taken() -> None:
    first, second = parcel(1, "a"), parcel(2, "b")
    assert told(fetched([first, second, second])) == [(1, "a"), (2, "b")]
    assert told(fetched([first, second, first])) == [(1, "a"), (2, "b"), (1, "call.mail_late")]
    assert told(fetched([first], taken=2)) == [(1, "call.mail_late")]


def test_parcel_that_is_held_back_is_missed_and_refused_when_it_comes_late() -> None:
    arrived = fetched([parcel(3, "c"), parcel(1, "a")])
    assert arrived[0] == Letter("1", 3, b"c", missing=2)
    assert isinstance(arrived[1], Spoilt)
    assert arrived[1].error.message_id == "call.mail_late"


def test_parcel_of_a_seat_that_nobody_has_is_not_taken() -> None:
    assert told(fetched([parcel(1, "a", seat="9")])) == [(1, "call.mail_late")]


def test_server_that_never_comes_to_an_end_is_left() -> None:
    endless = (parcel(number, "x") for number in range(1, 2_000))
    with pytest.raises(CallError) as caught:
        fetched(endless)
    assert caught.value.message_id == "call.message"


@pytest.mark.parametrize("answer", [wire.Opened(), wire.Full(), wire.Waiting("1", False)])
def test_answer_that_is_none_ends_the_fetching(answer: wire.FromServer) -> None:
    with pytest.raises(CallError) as caught:
        fetched([answer])
    assert caught.value.message_id == "call.message"


def test_server_that_gives_one_number_twice_gets_two_letters_of_which_one_is_taken() -> None:
    # the patient trusts the server for the number; all it can do with that is to lose a letter
    assert told(fetched([parcel(1, "first"), parcel(1, "second")])) == [(1, "first")]


@pytest.mark.parametrize("answer", [wire.Kept(7), wire.Opened()])
def test_patient_is_not_told_that_it_is_kept_when_it_is_not(answer: wire.FromServer) -> None:
    async def session() -> None:
        async with handing_out([wire.Free(1), answer]) as server:
            link = Invitation(server.url, ROOM, bytes(32))
            await leave(link, b"x", seat_key="k" * 22, random=os.urandom)

    with pytest.raises(CallError):
        asyncio.run(session())


def test_key_of_the_mailbox_is_none_of_the_others() -> None:
    keys = PATIENT.keys
    assert len({keys.mailbox, keys.signalling, keys.fingerprint}) == 3
    with pytest.raises(PeerNotProven):
        unseal(RELATIVE, 1, parcel(1, "x").body)
