"""An address that nobody can read stops no call: it is left out for whoever would fall over it."""

import asyncio

import pytest

from counselling.call.line.events import CallEvent, TurnChecked
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.plan import IceServer
from counselling.call.link.relay_address import RelayAddress, read
from counselling.call.link.verdict import Verdict
from counselling.call.media.engine import Engine
from counselling.call.server.lending import lendable
from counselling.call.server.reach import Reach

DEAD = "turn:127.0.0.1:9?transport=tcp"
WRONG = (
    "",
    "turn:",
    "turn:[::1",
    "turn:::1",
    "turn:[::g]",
    "turn:[1.2.3.4]:3478",
    "turn:a b",
    "turn:name:port",
    "turn:name:0",
    "turn:name:99999",
    "turn:name:3478?transport=sctp",
    "turn:user@name",
    "turn://name",
    "stun:name?transport=tcp",
    "foo:bar",
    "turn:name\n",
    "turn:b\u00fccher.example",
)
LENT = IceServer((WRONG[2], DEAD, *WRONG), "user", "word", 600)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("turn:turn.clinic.example", RelayAddress("turn", "turn.clinic.example", 3478, False)),
        ("turn:10.0.0.1:443?transport=tcp", RelayAddress("turn", "10.0.0.1", 443, True)),
        ("turns:name", RelayAddress("turns", "name", 5349, True)),
        (
            "turn:[2001:db8::1]:65535?transport=udp",
            RelayAddress("turn", "2001:db8::1", 65535, False),
        ),
        ("stun:name:19302", RelayAddress("stun", "name", 19302, False)),
    ],
)
def test_addresses_are_read(url: str, address: RelayAddress) -> None:
    assert read(url) == address


@pytest.mark.parametrize("url", WRONG)
def test_what_is_no_address_is_none(url: str) -> None:
    assert read(url) is None


def test_what_nobody_can_read_reaches_no_page() -> None:
    (told,) = lendable((LENT, IceServer(WRONG)))
    assert told.urls == (DEAD,)


@pytest.mark.parametrize("takes_one", [False, True])
def test_desk_drops_it_and_tells_of_it(takes_one: bool) -> None:
    async def ask() -> tuple[tuple[IceServer, ...], list[CallEvent]]:
        told: asyncio.Queue[CallEvent] = asyncio.Queue()
        turn = TurnWatch("1", told.put_nowait, Reach())
        ours, _ = await turn.lend(lent, takes_one=takes_one)
        events = [await told.get() for url in LENT.urls if not url.startswith("stun")]
        await turn.stop()
        return ours, events

    async def lent(_: str) -> tuple[IceServer, ...]:
        return (LENT,)

    kept, told = asyncio.run(asyncio.wait_for(ask(), 20))
    assert [each.urls for each in kept] == ([] if takes_one else [(DEAD,)])
    unknown = [e.url for e in told if isinstance(e, TurnChecked) and e.verdict is Verdict.UNKNOWN]
    assert set(unknown) == {url for url in WRONG if not url.startswith("stun")}


def test_engine_makes_a_line_beside_it(run, engine: Engine) -> None:
    async def gather() -> None:
        turn = TurnWatch("1", lambda _: None, Reach())
        servers = await turn.usable((LENT,), takes_one=engine.takes_one_server)
        connection = engine.connect(servers)
        connection.createDataChannel("board")
        await connection.setLocalDescription(await connection.createOffer())
        await connection.close()
        await turn.stop()

    run(gather())
