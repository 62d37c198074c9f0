"""For whoever watches the server: its state, and counts of nobody, to its own machine alone."""

import asyncio
from dataclasses import replace

from counselling.call.link.invitation import Invitation
from counselling.call.server.mailbox import Box, announce


def test_health_says_that_it_is_well(running) -> None:
    async def ask() -> None:
        async with (
            running() as client,
            client.session.get(f"{client.server.url}/health") as answer,
        ):
            assert (answer.status, await answer.json()) == (200, {"state": "ok"})

    asyncio.run(ask())


def test_metrics_are_counts_and_hold_no_name_of_a_room(running, invitation) -> None:
    async def ask() -> None:
        async with running() as client:
            await client.open_room(invitation)
            await client.knock(invitation)
            await client.knock(invitation, token="x" * 43)
            other = replace(invitation, room="b" * 26, base=client.server.url)
            await announce(Box(client.server, "o", {"1": other}), opens_in=0, closes_in=100)
            async with client.session.get(f"{client.server.url}/metrics") as answer:
                told = dict(line.split() for line in (await answer.text()).splitlines())
            assert told == {
                "consultand_up": "1",
                "consultand_rooms": "2",
                "consultand_parcels": "0",
                "consultand_hosts": "1",
                "consultand_visitors": "1",
                "consultand_let_in_total": "1",
                "consultand_refused_total": "1",
            }

    asyncio.run(ask())


def test_metrics_are_not_for_who_comes_through_a_proxy(running) -> None:
    async def ask() -> None:
        async with running() as client:
            headers = {"X-Forwarded-For": "127.0.0.1"}
            url = f"{client.server.url}/metrics"
            async with client.session.get(url, headers=headers) as answer:
                assert answer.status == 404

    asyncio.run(ask())


def test_room_of_a_mailbox_is_known_without_its_host(running) -> None:
    async def ask() -> None:
        async with running() as client:
            link = Invitation(client.server.url, "a" * 26, bytes(32))
            await announce(Box(client.server, "o", {"1": link}), opens_in=0, closes_in=100)
            _, answer = await client.knock(link)
            assert answer == {"type": "waiting", "seat": "1", "is_host_here": False}

    asyncio.run(ask())
