"""What is left while the desk is off: sealed, kept through a restart, fetched once, gone then."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.store import (
    BAD_TOKENS,
    KNOCKS_A_MINUTE,
    MAIL_SECONDS,
    PARCELS_EVER,
    PARCELS_WAITING,
    Parcel,
)
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from counselling.call.server.mailbox import Arrived, Box, Letter, announce, collect, leave, seal
from counselling.errors import CallError, ConnectionLost, LinkRefused, StorageError
from counselling.work.session.fetch_mail import Kept, MailRounds
from tests.rendezvous.conftest import LAPTOP, PHONE, Clock, hear
from tests.rendezvous.redis_process import RedisProcess
from tests.rendezvous.stores import OpenStore

Restart = Callable[[], Awaitable[None]]


class Clinic:
    """A desk's end and a patient's, over servers that come and go at one address's options."""

    def __init__(self, server: ServerAddress, invitation: Invitation) -> None:
        self.server = server
        self.invitation = replace(invitation, base=server.url)
        self.box = Box(server, "o" * 43, {"1": self.invitation})
        self.arrived: list[Arrived] = []

    async def announce(self, closes_in: float = 40 * 86_400.0) -> None:
        await announce(self.box, opens_in=30 * 86_400.0, closes_in=closes_in)

    async def leave(self, text: str, key: str = PHONE) -> int:
        return await leave(self.invitation, text.encode(), seat_key=key, random=os.urandom)

    async def fetch(self, taken: int = 0) -> list[str]:
        self.arrived.clear()
        await collect(self.box, taken={"1": taken}, keep=self._keep)
        return [each.message.decode() for each in self.arrived if isinstance(each, Letter)]

    async def _keep(self, arrived: Arrived) -> None:
        self.arrived.append(arrived)


@pytest.fixture
def clinic(options: ServerOptions, clock: Clock, invitation: Invitation):
    """An async context: a clinic at a running server; more: how it is to run."""

    @asynccontextmanager
    async def run(*, is_known: bool = True, **more: object) -> AsyncIterator[Clinic]:
        chosen = replace(options, **more)  # type: ignore[arg-type]
        async with start_server(chosen, now=clock) as server:
            found = Clinic(server, invitation)
            if is_known:
                await found.announce()
            yield found

    return run


def test_what_was_left_is_fetched_in_its_order_once_and_deleted(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            assert [await at.leave(text) for text in ("first", "second")] == [1, 2]
            assert await at.fetch() == ["first", "second"]
            assert await at.fetch(taken=2) == []
            assert await at.leave("third") == 3
            assert await at.fetch(taken=2) == ["third"]

    asyncio.run(session())


@pytest.mark.parametrize("kind", ["disk", "redis"])
def test_mail_outlives_a_server_that_stops(
    clinic, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    more: dict[str, object] = {"store": tmp_path / "store"}
    if kind == "redis":
        process: RedisProcess = request.getfixturevalue("redis")
        more = {"redis": process.url}

    async def session() -> None:
        async with clinic(**more) as at:
            await at.leave("before the restart")
        if kind == "redis":
            process.kill()
            process.start()
        async with clinic(is_known=False, **more) as at:
            assert await at.leave("after it") == 2
            assert await at.fetch() == ["before the restart", "after it"]
        async with clinic(is_known=False, **more) as at:
            assert await at.fetch(taken=2) == []

    asyncio.run(session())


def test_letter_that_the_desk_cannot_keep_stays_on_the_server(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            await at.leave("kept safe")

            async def full(_: Arrived) -> None:
                raise StorageError("storage.full")

            with pytest.raises(StorageError):
                await collect(at.box, taken={}, keep=full)
            assert await at.fetch() == ["kept safe"]

    asyncio.run(session())


def test_letter_whose_receipt_was_lost_is_not_taken_twice(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            await at.leave("once")
            # the desk kept it, and died before it could say so
            assert await at.fetch(taken=1) == []
            assert at.arrived == []
            assert await at.fetch() == []

    asyncio.run(session())


def test_something_can_be_left_before_the_room_opens_and_knocking_cannot(running, clock) -> None:
    async def session() -> None:
        async with running() as client:
            at = Clinic(client.server, Invitation("x", "a" * 26, bytes(32)))
            await at.announce()
            await at.leave("early")
            assert (await client.knock(at.invitation))[1] == {"type": "refused"}

    asyncio.run(session())


def test_who_is_no_owner_fetches_nothing(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            await at.leave("mine")
            strangers = (
                replace(at.box, owner="another"),
                replace(at.box, server=replace(at.server, host_key="another")),
                Box(at.server, at.box.owner, {"1": replace(at.invitation, room="b" * 26)}),
            )
            for box in strangers:
                with pytest.raises(LinkRefused):
                    await collect(box, taken={}, keep=at._keep)
            assert at.arrived == []
            assert await at.fetch() == ["mine"]

    asyncio.run(session())


def test_unknown_wrong_used_expired_and_locked_leave_nothing_and_hear_the_same(
    running, clock
) -> None:
    async def session() -> None:
        async with running() as client:
            at = Clinic(client.server, Invitation("x", "a" * 26, bytes(32)))
            await announce(at.box, opens_in=0, closes_in=5000)
            token = at.invitation.keys.join_token

            async def asked(token: str = token, room: str = "a" * 26, key: str = LAPTOP) -> object:
                socket = await client.socket()
                await socket.send_str(wire.write(wire.Letterbox(room, token, key)))
                return await hear(socket), await hear(socket), socket.close_code

            answers = [await asked(room="c" * 26), await asked(token="x" * 43)]
            answers.append(await asked(key="short"))
            assert (await client.knock(at.invitation, key=PHONE))[1]["type"] == "waiting"
            answers.append(await asked())
            for _ in range(BAD_TOKENS):
                clock.now += 7
                await asked(token="x" * 43)
            clock.now += 60
            answers.append(await asked())
            clock.now += 5000
            answers.append(await asked())
            assert len({str(answer) for answer in answers}) == 1
            assert answers[0] == ({"type": "refused"}, {}, 1000)

    asyncio.run(session())


def test_eleventh_try_of_a_minute_is_refused(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            for _ in range(PARCELS_WAITING):
                await at.leave("x")
            for _ in range(KNOCKS_A_MINUTE - PARCELS_WAITING):
                with pytest.raises(CallError) as caught:
                    await at.leave("one too many")
                assert caught.value.message_id == "call.mailbox_full"
            with pytest.raises(LinkRefused):
                await at.leave("x")
            assert await at.fetch() == ["x"] * PARCELS_WAITING

    asyncio.run(session())


def test_emptied_mailbox_takes_more(clinic, clock) -> None:
    async def session() -> None:
        async with clinic() as at:
            for _ in range(PARCELS_WAITING):
                await at.leave("x")
            await at.fetch()
            clock.now += 61
            assert await at.leave("more") == PARCELS_WAITING + 1

    asyncio.run(session())


def test_parcel_that_is_too_long_is_not_taken(clinic, running, invitation) -> None:
    async def session() -> None:
        async with clinic() as at:
            with pytest.raises(CallError) as caught:
                await at.leave("x" * 50_000)
            assert caught.value.message_id == "call.mail_long"
            assert await at.leave("x" * 44_000) == 1
            assert await at.fetch() == ["x" * 44_000]

    asyncio.run(session())


@pytest.mark.parametrize("body", ["", "x" * 60_001])
def test_body_that_no_seal_can_have_ends_the_socket(running, clock, body: str) -> None:
    async def session() -> None:
        async with running() as client:
            at = Clinic(client.server, Invitation("x", "a" * 26, bytes(32)))
            await at.announce()
            socket = await client.socket()
            token = at.invitation.keys.join_token
            await socket.send_str(wire.write(wire.Letterbox("a" * 26, token, PHONE)))
            assert await hear(socket) == {"type": "free", "number": 1}
            await socket.send_str(wire.write(wire.Parcel(1, body)))
            assert await hear(socket) == {}
            assert await at.fetch() == []

    asyncio.run(session())


def test_every_store_keeps_its_limits_and_its_time(open_store: OpenStore) -> None:
    async def session() -> None:
        async with open_store() as store:
            assert await store.next_number("place", "1") == 1
            assert not await store.keep("place", Parcel("1", 2, "out of turn"), 0.0)
            for number in range(1, PARCELS_WAITING + 1):
                assert await store.keep("place", Parcel("1", number, f"body {number}"), 0.0)
            assert not await store.keep("place", Parcel("1", PARCELS_WAITING, "again"), 0.0)
            assert not await store.keep("place", Parcel("1", PARCELS_WAITING + 1, "full"), 0.0)
            assert await store.keep("place", Parcel("2", 1, "another seat"), 1.0)
            for number in range(1, PARCELS_EVER + 1):
                await store.remove("place", "1", number)
                await store.keep("place", Parcel("1", number + PARCELS_WAITING, "more"), 2.0)
            assert await store.next_number("place", "1") == PARCELS_EVER + 1
            assert not await store.keep("place", Parcel("1", PARCELS_EVER + 1, "enough"), 3.0)
            assert await store.oldest("place", 3.0) == Parcel("2", 1, "another seat")
            await store.remove("place", "2", 1)
            assert await store.oldest("place", 3.0) is None
            assert await store.oldest("no place", 3.0) is None

    asyncio.run(session())


def test_nothing_waits_longer_than_fourteen_days(tmp_path: Path) -> None:
    from app.rendezvous.local import LocalStore

    async def session() -> None:
        store = LocalStore(tmp_path)
        await store.keep("place", Parcel("1", 1, "c2VhbGVk" * 50), 0.0)
        assert await store.oldest("place", MAIL_SECONDS - 1) is not None
        assert await store.oldest("place", MAIL_SECONDS) is None
        await store.forget(MAIL_SECONDS)
        assert (await store.counts()).parcels == 0
        # its number is not given out again: the desk would take the next letter for an old one
        assert await store.next_number("place", "1") == 2
        assert not _is_on_disk(tmp_path, b"c2VhbGVk")
        await store.close()

    asyncio.run(session())


def test_redis_ends_every_key_by_itself(redis: RedisProcess) -> None:
    from redis.asyncio import Redis

    from tests.rendezvous.stores import on_redis

    async def session() -> None:
        async with on_redis(redis.url)() as store:
            await store.keep("place", Parcel("1", 1, "sealed"), 0.0)
            await store.allows("somebody", 0.0)
            for _ in range(BAD_TOKENS + 1):
                await store.fail("place", 0.0)
            client = Redis.from_url(redis.url)
            lives = {key.decode(): await client.ttl(key) for key in await client.keys("*")}
            await client.aclose()
            assert len(lives) == 6
            assert all(life > 0 for life in lives.values()), lives
            assert lives["consultand:parcel:place 1 1"] <= MAIL_SECONDS

    asyncio.run(session())


def test_collected_ciphertext_is_not_to_be_found_on_the_disk(clinic, tmp_path: Path) -> None:
    async def session() -> None:
        async with clinic(store=tmp_path / "store") as at:
            await at.leave("x" * 20_000)
            [body] = await _bodies(at)
            probe = body[5_000:5_200].encode()
            assert _is_on_disk(tmp_path, probe)
            await at.fetch()
            assert not _is_on_disk(tmp_path, probe)

    async def _bodies(at: Clinic) -> list[str]:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{at.server.url}/ws") as socket,
        ):
            asked = wire.Collect(at.server.host_key, at.box.room, at.box.owner)
            await socket.send_str(wire.write(asked))
            return [str((await hear(socket))["body"])]

    asyncio.run(session())


def _is_on_disk(folder: Path, probe: bytes) -> bool:
    return any(probe in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_store_is_for_its_owner_only(clinic, tmp_path: Path) -> None:
    async def session() -> None:
        async with clinic(store=tmp_path / "store") as at:
            await at.leave("x")
            assert (tmp_path / "store").stat().st_mode & 0o077 == 0
            for file in (tmp_path / "store").iterdir():
                assert file.stat().st_mode & 0o077 == 0, file.name

    asyncio.run(session())


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_store_that_is_none_is_one_clear_error(options, tmp_path: Path, content: bytes) -> None:
    async def start() -> None:
        (tmp_path / "rooms.db").write_bytes(content)
        async with start_server(replace(options, store=tmp_path)):
            assert content == b""

    if content:
        with pytest.raises(StorageError) as caught:
            asyncio.run(start())
        assert caught.value.message_id == "serve.store"
    else:
        asyncio.run(start())  # an empty file is an empty database


class Basket:
    """A tray in memory."""

    def __init__(self, *boxes: Box) -> None:
        self._boxes = boxes
        self.taken: dict[str, dict[str, int]] = {str(n): {} for n in range(len(boxes))}
        self.letters: list[bytes] = []

    def boxes(self) -> list[Kept]:
        return [Kept(box, self._boxes[int(box)], dict(last)) for box, last in self.taken.items()]

    def keep(self, box: str, arrived: Arrived) -> None:
        if isinstance(arrived, Letter):
            self.letters.append(arrived.message)
            self.taken[box][arrived.seat] = arrived.number


def test_desk_looks_into_every_box_and_a_server_that_is_away_hides_no_other(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            await at.leave("here")
            away = Box(ServerAddress("http://127.0.0.1:9", "key"), "o", {"1": at.invitation})
            basket = Basket(away, at.box)
            done = await MailRounds(basket).go_round()
            assert (done.letters, done.spoilt, basket.letters) == (1, 0, [b"here"])
            [(box, error)] = done.failed
            assert box == "0"
            assert isinstance(error, ConnectionLost)
            assert (await MailRounds(basket).go_round()).letters == 0

    asyncio.run(session())


def test_desk_looks_again_by_itself(clinic) -> None:
    async def session() -> None:
        async with clinic() as at:
            basket = Basket(at.box)
            found = []
            async for done in MailRounds(basket).rounds(seconds=0):
                found.append(done.letters)
                if len(found) == 3:
                    break
                await at.leave("x")
            assert found == [0, 1, 1]

    asyncio.run(session())


def test_length_of_a_letter_shows_in_large_steps_only(invitation: Invitation) -> None:
    lengths = {
        len(seal(invitation, 1, b"x" * count, random=os.urandom)) for count in range(0, 1021, 20)
    }
    assert len(lengths) == 1
