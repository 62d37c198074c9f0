"""The relay tried without a browser, before the knock: a real coturn, and what is said of it."""

import asyncio
import json
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.turn import NO_TURN, TurnServer
from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.before_call import Finding
from counselling.call.link.invitation import Invitation, base64url, invite, new_room
from counselling.call.link.verdict import Verdict
from counselling.call.media.engine import Engine
from counselling.call.server.mailbox import Box, announce
from counselling.call.server.relay_trial import found_of, try_relay
from counselling.call.server.turn_check import Checked
from counselling.errors import LinkRefused
from tests.call.conftest import ROOT, counsellor
from tests.call.coturn import SECRET, Coturn, coturn, find_coturn

needs_coturn = pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine")
DEAD = "turn:127.0.0.1:9?transport=tcp"


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory):
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


def tried(options: ServerOptions, turn: TurnServer, *, behind: float = 0) -> list[Verdict]:
    """Ask with a link of a room; behind: seconds that the clinic's server lags."""

    async def ask() -> list[Verdict]:
        own = replace(options, turn=turn)
        async with start_server(own, now=lambda: time.time() - behind) as server:
            invitation = invite(server.url, new_room(os.urandom), random=os.urandom)
            await announce(Box(server, "owner", {"1": invitation}), opens_in=600, closes_in=900)
            stranger = Invitation(server.url, invitation.room, bytes(32))
            with pytest.raises(LinkRefused) as caught:
                await try_relay(stranger, base64url(os.urandom(16)))
            assert caught.value.message_id == "call.link_refused"
            checked = await try_relay(invitation, base64url(os.urandom(16)))
            return [each.verdict for each in checked]

    return asyncio.run(ask())


@needs_coturn
def test_link_opens_the_relay_before_its_room_is_open(
    options: ServerOptions, relay: Coturn
) -> None:
    turn = TurnServer(relay.urls("udp", "tcp"), SECRET)
    assert tried(options, turn) == [Verdict.WORKS, Verdict.WORKS]


@needs_coturn
def test_wrong_secret_and_wrong_clock_are_refused_and_no_relay_is_nothing(
    options: ServerOptions, relay: Coturn
) -> None:
    (url,) = relay.urls("udp")
    assert tried(options, TurnServer((url,), "not ours")) == [Verdict.REFUSED]
    assert tried(options, TurnServer((url,), SECRET), behind=150) == [Verdict.REFUSED]
    assert tried(options, TurnServer((url,), SECRET), behind=60) == [Verdict.WORKS]
    assert tried(options, NO_TURN) == []


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        ((), None),
        ((Verdict.UNREACHABLE, Verdict.WORKS), None),
        ((Verdict.UNREACHABLE, Verdict.REFUSED), Finding.RELAY_REFUSED),
        ((Verdict.UNTRUSTED,), Finding.RELAY_REFUSED),
        ((Verdict.UNREACHABLE, Verdict.UNKNOWN), Finding.RELAY_BLOCKED),
    ],
)
def test_one_way_is_enough_and_what_answers_is_the_clinics_to_mend(
    verdicts: tuple[Verdict, ...], found: Finding | None
) -> None:
    assert found_of([Checked("turn:x", each, 1.0) for each in verdicts]) is found


@pytest.mark.journey
def test_check_on_the_command_line_says_it_ends_so_and_does_not_knock(
    run, options: ServerOptions, wrtc: Engine
) -> None:
    async def check() -> None:
        turn = replace(options, turn=TurnServer((DEAD,), SECRET))
        async with start_server(turn) as server, counsellor(server, wrtc) as host:
            link = (await host.wait(LinkReady)).link
            command = [sys.executable, "-m", "app", "join", link, "--check"]
            done = await asyncio.to_thread(
                subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=90
            )
            told = [json.loads(line) for line in done.stdout.splitlines()]
            assert [each["event"] for each in told] == ["relay_tried", "relay"]
            assert (told[0]["verdict"], told[1]["state"]) == ("unreachable", "blocked")
            assert done.returncode == 1
            assert host.told(Knocked) == []

    run(check())
