"""The server over real loopback: the page, the knock, the relay."""

import asyncio
import gc
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from types import FunctionType, ModuleType

import aiohttp
import pytest
from aiohttp import web

from app.rendezvous.relay import MESSAGES_A_SECOND, Relay
from app.rendezvous.rooms import MAX_SEATS, place
from app.rendezvous.server import start_server
from app.rendezvous.store import BAD_TOKENS, KNOCKS_A_MINUTE
from counselling.call.link.invitation import Invitation
from counselling.call.server import wire
from counselling.errors import CallError, PortBusy, StorageError
from tests.rendezvous.conftest import LAPTOP, PHONE, Client, hear


def test_opening_the_link_spends_nothing(running, invitation) -> None:
    async def scan() -> None:
        async with running() as client:
            await client.open_room(invitation)
            url = f"{client.server.url}/j/{invitation.room}"
            for _ in range(10):
                async with client.session.get(url) as got, client.session.head(url) as headed:
                    assert got.status == headed.status == 200
            _, answer = await client.knock(invitation)
            assert answer == {"type": "waiting", "seat": "1", "is_host_here": True}

    asyncio.run(scan())


def test_page_is_the_same_for_every_room_known_or_not(running, invitation) -> None:
    async def fetch() -> None:
        async with running() as client:
            await client.open_room(invitation)
            bodies = set()
            for room in (invitation.room, "a" * 26, "x", "%2e%2e%2fetc"):
                async with client.session.get(f"{client.server.url}/j/{room}") as answer:
                    assert answer.status == 200
                    bodies.add(await answer.text())
            assert len(bodies) == 1

    asyncio.run(fetch())


def test_every_answer_forbids_what_is_foreign_and_keeps_nothing(running) -> None:
    async def fetch() -> None:
        async with running() as client:
            for path in ("/j/x", "/page/main.js", "/words/de.json", "/nothing"):
                async with client.session.get(client.server.url + path) as answer:
                    policy = answer.headers["Content-Security-Policy"]
                    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
                    assert "unsafe" not in policy
                    assert "frame-ancestors 'none'" in policy
                    assert answer.headers["Referrer-Policy"] == "no-referrer"
                    assert answer.headers["X-Content-Type-Options"] == "nosniff"
                    assert answer.headers["Cache-Control"] == "no-store"
                    assert "Set-Cookie" not in answer.headers
                    assert "aiohttp" not in answer.headers.get("Server", "")

    asyncio.run(fetch())


@pytest.mark.parametrize(
    ("accepts", "is_packed"),
    [("gzip", True), ("br, gzip;q=0.8", True), ("", False), ("identity", False),
     ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("xgzipx", False)],
)  # fmt: skip
def test_page_is_packed_for_who_unpacks_it_and_is_the_same(
    running, accepts: str, is_packed: bool
) -> None:
    async def fetch() -> None:
        async with running() as client:
            for path in ("/j/x", "/page/main.js", "/words/ar.json"):
                url, says = client.server.url + path, {"Accept-Encoding": accepts}
                async with client.session.get(url, headers=says) as answer:
                    assert answer.headers.get("Content-Encoding") == ("gzip" if is_packed else None)
                    assert answer.headers["Vary"] == "Accept-Encoding"
                    told = await answer.read()
                async with client.session.get(url, headers={"Accept-Encoding": ""}) as answer:
                    assert await answer.read() == told

    asyncio.run(fetch())


def test_host_header_with_anything_odd_in_it_does_not_reach_the_policy(running) -> None:
    async def fetch() -> None:
        async with running() as client:
            odd = {"Host": "x; script-src *"}
            async with client.session.get(f"{client.server.url}/j/x", headers=odd) as answer:
                assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")

    asyncio.run(fetch())


@pytest.mark.parametrize(
    "path",
    ["/", "/j", "/page/", "/page/..%2f..%2fpyproject.toml", "/page/none.js", "/words/xx.json",
     "/words/..%2fde.json", "/.git/config"],
)  # fmt: skip
def test_nothing_else_is_served(running, path: str) -> None:
    async def fetch() -> int:
        async with running() as client, client.session.get(client.server.url + path) as answer:
            return answer.status

    assert asyncio.run(fetch()) == 404


def test_words_of_all_languages_are_served_and_listed(running) -> None:
    async def fetch() -> None:
        async with running() as client:
            async with client.session.get(f"{client.server.url}/words/index.json") as answer:
                listed = await answer.json()
            directions = {language["code"]: language.get("direction") for language in listed}
            assert directions.items() >= {"en": None, "de": None, "ar": "rtl"}.items()
            for language in listed:
                url = f"{client.server.url}/words/{language['code']}.json"
                async with client.session.get(url) as answer:
                    words = await answer.json()
                assert words["page"]["title"]
                async with client.session.get(url.replace("/words/", "/words/later-")) as answer:
                    later = await answer.json()
                assert later["consent"]["sign"]
                assert not {*words["check"]} & {*later["check"]}

    asyncio.run(fetch())


def test_sealed_messages_pass_both_ways_and_nothing_else_does(running, invitation) -> None:
    async def talk() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            assert await hear(host) == {"type": "knocked", "seat": "1"}
            await seat.send_str(wire.write(wire.Sealed("from the seat", to="host")))
            heard = await hear(host)
            assert (heard["body"], heard["from"]) == ("from the seat", "1")
            await host.send_str(wire.write(wire.Sealed("from the host", to="1")))
            assert (await hear(seat))["body"] == "from the host"
            await seat.send_str(wire.write(wire.Close()))
            assert await hear(seat) == {}
            assert await hear(host) == {"type": "gone", "seat": "1"}

    asyncio.run(talk())


def test_visitor_cannot_speak_in_anothers_name(running, invitation) -> None:
    async def talk() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await hear(host)
            await seat.send_str(wire.write(wire.Sealed("x", to="host", from_="2")))
            assert (await hear(host))["from"] == "1"

    asyncio.run(talk())


def test_second_browser_is_refused_and_the_first_stays(running, invitation) -> None:
    async def knock_twice() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            first, _ = await client.knock(invitation, key=PHONE)
            _, answer = await client.knock(invitation, key=LAPTOP)
            assert answer == {"type": "refused"}
            await hear(host)
            await first.send_str(wire.write(wire.Sealed("still here", to="host")))
            assert (await hear(host))["body"] == "still here"

    asyncio.run(knock_twice())


def test_same_browser_again_takes_the_place_of_its_older_socket(running, invitation) -> None:
    async def knock_twice() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            first, _ = await client.knock(invitation)
            await client.knock(invitation)
            assert await hear(first) == {}
            assert [await hear(host), await hear(host)] == [{"type": "knocked", "seat": "1"}] * 2

    asyncio.run(knock_twice())


def test_unknown_early_expired_used_wrong_and_locked_get_one_and_the_same_answer(
    running, invitation, clock
) -> None:
    async def ask() -> None:
        async with running() as client:
            await client.open_room(invitation, opens_in=-100, closes_in=4000)
            answers = [(await client.knock(invitation, room="a" * 26))[1]]
            clock.now = 800
            answers.append((await client.knock(invitation))[1])
            clock.now = 1000
            await client.knock(invitation)
            answers.append((await client.knock(invitation, key=LAPTOP))[1])
            answers.append((await client.knock(invitation, token="x" * 43))[1])
            for _ in range(BAD_TOKENS):
                await client.knock(invitation, token="x" * 43)
                clock.now += 60
            answers.append((await client.knock(invitation, key=LAPTOP))[1])
            clock.now = 5000
            answers.append((await client.knock(invitation, key=LAPTOP))[1])
            assert answers == [{"type": "refused"}] * 6

    asyncio.run(ask())


def test_eleventh_knock_of_a_minute_is_refused_even_when_it_is_right(
    running, invitation, clock
) -> None:
    async def ask() -> None:
        async with running() as client:
            await client.open_room(invitation)
            await knock_elsewhere(client, invitation, KNOCKS_A_MINUTE)
            assert (await client.knock(invitation))[1] == {"type": "refused"}
            clock.now += 61
            assert (await client.knock(invitation))[1]["type"] == "waiting"

    asyncio.run(ask())


async def knock_elsewhere(client: Client, invitation: Invitation, times: int) -> None:
    """What others behind the same address do."""
    for number in range(times):
        _, answer = await client.knock(invitation, room=f"{number:026d}")
        assert answer == {"type": "refused"}


def test_who_holds_the_seat_comes_back_however_often_her_address_knocked(
    running, invitation
) -> None:
    async def ask() -> None:
        async with running() as client:
            await client.open_room(invitation)
            await client.knock(invitation, key=PHONE)
            await knock_elsewhere(client, invitation, KNOCKS_A_MINUTE)
            for _ in range(KNOCKS_A_MINUTE + 1):
                assert (await client.knock(invitation, key=PHONE))[1]["type"] == "waiting"
            assert (await client.knock(invitation, key=LAPTOP))[1] == {"type": "refused"}

    asyncio.run(ask())


@pytest.mark.parametrize(("key", "answer"), [(PHONE, "waiting"), (LAPTOP, "refused")])
def test_knocks_of_who_holds_the_seat_are_not_counted_and_those_of_another_are(
    running, invitation, key: str, answer: str
) -> None:
    async def ask() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            first, _ = await client.knock(invitation, key=PHONE)
            for _ in range(KNOCKS_A_MINUTE):
                await client.knock(invitation, key=key)
            await host.send_str(wire.write(wire.Release("1")))
            latest = first if key == LAPTOP else client.sockets[-1]
            assert await hear(latest) == {}
            assert (await client.knock(invitation, key=LAPTOP))[1]["type"] == answer

    asyncio.run(ask())


def test_visitors_behind_a_proxy_are_counted_one_by_one(options, invitation, clock) -> None:
    async def ask() -> None:
        behind = replace(options, proxies=("127.0.0.0/8",))
        async with start_server(behind, now=clock) as server, aiohttp.ClientSession() as session:

            async def knock(address: str) -> object:
                forwarded = {"X-Forwarded-For": f"6.6.6.6, {address}"}
                async with session.ws_connect(f"{server.url}/ws", headers=forwarded) as socket:
                    await socket.send_str(wire.write(wire.Knock("r", "t", PHONE)))
                    return await hear(socket)

            for _ in range(KNOCKS_A_MINUTE + 1):
                assert await knock("10.0.0.1") == {"type": "refused"}
            assert await knock("10.0.0.2") == {"type": "refused"}

    asyncio.run(ask())


def test_who_floods_is_cut_off(running, invitation) -> None:
    async def flood() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await hear(host)
            for _ in range(MESSAGES_A_SECOND + 5):
                await seat.send_str(wire.write(wire.Sealed("x", to="host")))
            kinds = [(await hear(host))["type"] for _ in range(MESSAGES_A_SECOND + 1)]
            assert kinds == ["sealed"] * MESSAGES_A_SECOND + ["gone"]

    asyncio.run(flood())


def test_host_that_floods_is_cut_off_too(running, invitation) -> None:
    async def flood() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            for _ in range(MESSAGES_A_SECOND * MAX_SEATS + 1):
                await host.send_str(wire.write(wire.Sealed("x", to="1")))
            assert await hear(host) == {}

    asyncio.run(flood())


def test_message_over_64_kib_closes_the_socket(running, invitation) -> None:
    async def send() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await hear(host)
            await seat.send_str(wire.write(wire.Sealed("x" * wire.MAX_MESSAGE_BYTES, to="host")))
            assert await hear(seat) == {}
            assert await hear(host) == {"type": "gone", "seat": "1"}

    asyncio.run(send())


@pytest.mark.parametrize(
    "said", ["", "hello", "{}", '{"type":"knock"}', '{"type":"sealed"}', "[[["]
)
def test_first_word_that_is_none_closes_the_socket(running, said: str) -> None:
    async def send() -> None:
        async with running() as client:
            socket = await client.socket()
            await socket.send_str(said)
            assert await hear(socket) == {}

    asyncio.run(send())


def test_only_who_holds_the_host_key_opens_rooms(running, invitation) -> None:
    async def ask() -> None:
        async with running() as client:
            socket = await client.socket()
            opening = wire.Open("another key", invitation.room, "owner", (), 0, 1e12)
            await socket.send_str(wire.write(opening))
            assert await hear(socket) == {"type": "refused"}

    asyncio.run(ask())


def test_who_waits_is_told_when_the_host_goes_and_comes(running, invitation) -> None:
    async def come_and_go() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await host.close()
            assert await hear(seat) == {"type": "host_here", "is_here": False}
            await client.open_room(invitation)
            assert await hear(seat) == {"type": "host_here", "is_here": True}

    asyncio.run(come_and_go())


def test_closed_room_sends_everybody_away_and_its_links_are_dead(running, invitation) -> None:
    async def close() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await host.send_str(wire.write(wire.Close()))
            assert await hear(seat) == {}
            assert (await client.knock(invitation))[1] == {"type": "refused"}

    asyncio.run(close())


def test_released_seat_is_free_for_another_browser(running, invitation) -> None:
    async def release() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            first, _ = await client.knock(invitation, key=PHONE)
            await host.send_str(wire.write(wire.Release("1")))
            assert await hear(first) == {}
            assert (await client.knock(invitation, key=LAPTOP))[1]["type"] == "waiting"

    asyncio.run(release())


def test_busy_port_is_one_clear_error(options) -> None:
    async def start_twice() -> None:
        async with start_server(options) as server:
            port = int(server.url.rpartition(":")[2])
            with pytest.raises(PortBusy) as caught:
                async with start_server(replace(options, port=port)):
                    raise AssertionError("not reached")
            assert caught.value.message_id == "call.port_busy"
            assert caught.value.fields == {"port": str(port)}

    asyncio.run(start_twice())


@pytest.mark.parametrize("host", ["192.0.2.250", "no.such.name.invalid"])
def test_address_that_this_machine_does_not_have_is_one_clear_error(options, host: str) -> None:
    async def start() -> None:
        async with start_server(replace(options, host=host)):
            raise AssertionError("not reached")

    with pytest.raises(CallError) as caught:
        asyncio.run(start())
    assert caught.value.message_id == "call.address"


def test_missing_page_is_one_clear_error(options, tmp_path) -> None:
    async def start() -> None:
        async with start_server(replace(options, page=tmp_path)):
            raise AssertionError("not reached")

    with pytest.raises(StorageError) as caught:
        asyncio.run(start())
    assert caught.value.message_id == "page.missing"


def everything_in(thing: object, seen: set[int]) -> Iterator[str]:
    """All words that can be reached from a thing; the sockets themselves are left out."""
    sockets = web.WebSocketResponse, asyncio.BaseTransport
    if id(thing) in seen or isinstance(thing, (*sockets, type, ModuleType)):
        return
    seen.add(id(thing))
    if isinstance(thing, sqlite3.Connection):
        yield from thing.iterdump()
    elif isinstance(thing, (str, bytes)):
        yield str(thing)
    elif not isinstance(thing, FunctionType):
        names = list(thing) if isinstance(thing, dict) else []
        for part in (*names, *gc.get_referents(thing)):
            yield from everything_in(part, seen)


def test_server_remembers_neither_token_nor_seat_key_nor_what_was_said(
    running, invitation, clock
) -> None:
    async def talk_and_look() -> None:
        async with running() as client:
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await seat.send_str(wire.write(wire.Sealed("c2VjcmV0LXdvcmRz", to="host")))
            await hear(host)
            await hear(host)
            gc.collect()  # the servers of earlier tests
            [relay] = [thing for thing in gc.get_objects() if isinstance(thing, Relay)]
            kept = "\n".join(everything_in(relay, set()))
            assert place(invitation.room) in kept
            assert wire.token_hash(PHONE) in kept
            for secret in (
                invitation.room, invitation.keys.join_token, PHONE, "'owner'", "c2VjcmV0LXdvcmRz",
            ):  # fmt: skip
                assert secret not in kept

    asyncio.run(talk_and_look())
