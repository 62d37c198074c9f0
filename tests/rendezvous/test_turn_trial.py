"""The relay tried before the knock: by who holds a link, for two minutes, ten times a minute."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from app.rendezvous.rooms import place
from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.store import BAD_TOKENS, KNOCKS_A_MINUTE
from app.rendezvous.turn import TRIAL_SECONDS, TurnServer
from counselling.call.link.invitation import Invitation
from counselling.call.server import wire
from tests.rendezvous.conftest import LAPTOP, PHONE, Client, Clock, hear

SERVER = TurnServer(("turn:turn.clinic.example:3478",), "a secret of tests")
Session = Callable[[Client, "Ask"], Awaitable[None]]
Ask = Callable[..., Awaitable[dict[str, object]]]


@pytest.fixture
def session(options: ServerOptions, invitation: Invitation, clock: Clock):
    """Run something with a room that is open for 1000 seconds, and a way to ask for a trial."""

    @asynccontextmanager
    async def meet(turn: TurnServer) -> AsyncIterator[tuple[Client, Ask]]:
        own = replace(options, turn=turn, proxies=("127.0.0.1",))
        async with start_server(own, now=clock) as server, aiohttp.ClientSession() as sockets:
            client = Client(server, sockets)

            async def ask(
                *, key: str = PHONE, token: str = "", room: str = "", address: str = "192.0.2.1"
            ) -> dict[str, object]:
                forwarded = {"X-Forwarded-For": address}
                async with sockets.ws_connect(f"{server.url}/ws", headers=forwarded) as socket:
                    token, room = token or invitation.keys.join_token, room or invitation.room
                    await socket.send_str(wire.write(wire.TryTurn(room, token, key)))
                    answer = await hear(socket)
                    assert await hear(socket) == {}  # nothing follows
                    return answer

            yield client, ask
            for socket in client.sockets:
                await socket.close()

    def run(work: Session, turn: TurnServer = SERVER) -> None:
        async def go() -> None:
            async with meet(turn) as (client, ask):
                await client.open_room(invitation, closes_in=1000)
                await work(client, ask)

        asyncio.run(go())

    return run


def test_who_holds_a_link_is_lent_two_minutes_and_binds_nothing(session, invitation, clock) -> None:
    async def work(client: Client, ask: Ask) -> None:
        lent = await ask(key=LAPTOP)
        expected = SERVER.lend_trial("1", place(invitation.room), clock.now)
        assert (lent["urls"], lent["username"]) == ([*SERVER.urls], expected.username)
        assert lent["credential"] == expected.credential
        end, _, word = str(lent["username"]).partition(":")
        assert int(end) == clock.now + TRIAL_SECONDS == clock.now + 120
        # coturn counts the relays of a word: trials take none of those of a call
        assert word != SERVER.lend("1", place(invitation.room), clock.now).username.split(":")[1]
        assert (await client.knock(invitation, key=PHONE))[1]["type"] == "waiting"

    session(work)


def test_trial_never_outlives_what_the_clinic_lends() -> None:
    assert replace(SERVER, seconds=30).lend_trial("1", "place", 1000.0).seconds == 30


def test_clinic_without_a_relay_lends_nothing(session) -> None:
    async def work(client: Client, ask: Ask) -> None:
        assert not (await ask()).get("urls")

    session(work, TurnServer())


def test_wrong_unknown_used_locked_and_expired_are_lent_nothing_and_hear_the_same(
    session, invitation, clock
) -> None:
    async def work(client: Client, ask: Ask) -> None:
        answers = [await ask(room="c" * 26), await ask(token="x" * 43), await ask(key="short")]
        assert (await client.knock(invitation, key=PHONE))[1]["type"] == "waiting"
        assert "urls" in await ask(key=PHONE)  # the browser that holds the seat
        answers.append(await ask(key=LAPTOP))
        for _ in range(BAD_TOKENS):
            answers.append(await ask(token="x" * 43))
            clock.now += 7
        assert (await client.knock(invitation, key=LAPTOP))[1]["type"] == "refused"
        answers.append(await ask(key=LAPTOP))
        clock.now += 1000
        answers.append(await ask(key=PHONE))
        assert answers == [{"type": "refused"}] * len(answers)

    session(work)


def test_locked_room_lends_nothing_to_who_is_not_in_it(session, clock) -> None:
    async def work(client: Client, ask: Ask) -> None:
        for _ in range(BAD_TOKENS):
            await ask(token="x" * 43)
        assert await ask() == {"type": "refused"}
        clock.now += 601
        assert "urls" in await ask()

    session(work)


def test_eleventh_trial_of_a_minute_is_refused_and_keeps_nobody_from_knocking(
    session, invitation, clock
) -> None:
    async def work(client: Client, ask: Ask) -> None:
        for count in range(KNOCKS_A_MINUTE):
            assert "urls" in await ask(address=f"192.0.2.{count}")
        assert await ask(address="192.0.2.99") == {"type": "refused"}
        assert (await client.knock(invitation))[1]["type"] == "waiting"
        clock.now += 61
        for _ in range(KNOCKS_A_MINUTE):
            await ask(token="x" * 43, room="c" * 26)  # somebody's guesses, at no room of ours
        assert await ask() == {"type": "refused"}
        assert "urls" in await ask(address="192.0.2.2")

    session(work)
