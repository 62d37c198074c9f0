"""Appointments over a real vault and a real server: one link, mail that is never lost."""

import asyncio
import json
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.invitation import read_link
from counselling.call.link.plan import ServerAddress
from counselling.call.link.room import SEATED
from counselling.call.link.ticket import KeptSeat, Ticket
from counselling.call.server import mailbox
from counselling.errors import LetterError, LinkRefused, VaultLocked
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import consents, sessions
from counselling.records.papers.consents import Consent
from counselling.records.papers.scopes import Scope
from counselling.records.vault.acts import Act, Action, Actor, Transaction
from counselling.records.vault.vault import Vault
from counselling.work.session.appointments import Appointments
from counselling.work.session.mail_room import MailRoom
from tests.families.builders import trio
from tests.records.conftest import stepping_clock

ROOT = Path(__file__).resolve().parents[2]
FORM = json.dumps({"t": "form", "language": "en", "reason": "my mother"}).encode()


@asynccontextmanager
async def clinic(
    vault: Vault, *, clock: Callable[[], float] = time.time
) -> AsyncIterator[tuple[Appointments, ServerAddress]]:
    options = ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations")
    async with start_server(options) as server:

        async def find() -> ServerAddress:
            return server

        yield (
            Appointments(
                lambda: vault,
                post=lambda: MailRoom(find),
                server_url=server.url,
                random=os.urandom,
                now=clock,
                telephone="+49 (0)30 123-45",
            ),
            server,
        )


async def leave(link: str, message: bytes) -> int:
    key = secrets.token_urlsafe(24)
    return await mailbox.leave(read_link(link), message, seat_key=key, random=os.urandom)


@pytest.fixture
def vault() -> AsyncIterator[Vault]:
    with memory_vault(actor=Actor("anna"), now=stepping_clock()) as made:
        yield made


def test_link_is_the_same_before_the_call_and_in_it_and_a_new_one_ends_it(vault: Vault) -> None:
    family = families.adopt(vault, trio())

    async def plan() -> None:
        async with clinic(vault) as (rooms, _):
            drawn = await rooms.draw(family, person="child", language="de")
            assert rooms.standing(family) == (drawn,)
            assert [role for role, _ in drawn.links] == list(SEATED)
            assert drawn.links[0][1] == drawn.link
            languages = [read_link(link).language for _, link in drawn.links]
            assert languages == ["de", "de", "", "", "de", "de"]
            telephones = {read_link(link).telephone for _, link in drawn.links}
            assert telephones == {"+493012345"}
            session = sessions.begin(vault, family, person="child")
            taken = rooms.take(family, session, person="child", language="de")
            assert taken is not None
            seat = taken[1].ticket.seats[0]
            assert read_link(drawn.link).secret == seat.secret
            assert read_link(drawn.link).room == taken[1].ticket.room

            again = await rooms.draw(family, person="child")
            assert again.link != drawn.link
            with pytest.raises(LinkRefused):
                await leave(drawn.link, b"too late")
            assert await leave(again.link, FORM) == 1

    asyncio.run(plan())


def test_who_wants_no_talk_by_video_gets_no_link_and_keeps_the_one_she_has(vault: Vault) -> None:
    family = families.adopt(vault, trio())

    def say(*, is_given: bool) -> None:
        consents.record(vault, family, Consent("child", Scope.VIDEO, is_given))

    async def arrange() -> None:
        async with clinic(vault) as (rooms, _):
            first = await rooms.draw(family, person="child")
            say(is_given=False)
            with pytest.raises(LetterError, match="video_withdrawn"):
                await rooms.draw(family, person="child")
            assert [each.link for each in rooms.standing(family)] == [first.link]
            await rooms.draw(family, person="mother")  # she was not asked
            say(is_given=True)
            again = await rooms.draw(family, person="child")
            assert again.link != first.link

    asyncio.run(arrange())


def test_session_without_an_appointment_gets_a_room_that_is_taken_up_again(vault: Vault) -> None:
    family = families.adopt(vault, trio())

    async def hold() -> None:
        async with clinic(vault) as (rooms, _):
            session = sessions.begin(vault, family)
            taken = rooms.take(family, session, person="", language="en")
            assert taken is not None
            room, held = taken
            seat = held.ticket.seats[0]
            let_in = KeptSeat(seat.id, seat.secret, is_let_in=True)
            ticket = Ticket(held.ticket.room, held.ticket.owner, (let_in,))
            rooms.keep(family, room, ticket)
            assert rooms.unfinished(family) == session
            assert rooms.cut_off() == ((family, session),)
            again = rooms.take(family, session, person="", language="en")
            assert again is not None
            assert again[1].ticket == ticket
            rooms.over(family, room)
            assert rooms.unfinished(family) == ""
            assert rooms.cut_off() == ()

    asyncio.run(hold())


def test_nobody_in_particular_is_anybody_and_another_persons_link_is_left_alone(
    vault: Vault,
) -> None:
    family = families.adopt(vault, trio())

    async def plan() -> None:
        async with clinic(vault) as (rooms, _):
            mothers = await rooms.draw(family, person="mother")
            assert rooms.link(family, "child") == ""
            open_to_all = await rooms.draw(family)
            assert rooms.link(family, "child") == open_to_all.link
            assert rooms.link(family, "mother") == mothers.link
            session = sessions.begin(vault, family, person="child")
            taken = rooms.take(family, session, person="child", language="en")
            assert taken is not None
            assert taken[0] == open_to_all.id
            assert [each.session for each in rooms.standing(family)] == ["", session]

            again = sessions.begin(vault, family)
            the_only = rooms.take(family, again, person="", language="en")
            assert the_only is not None
            assert the_only[0] == mothers.id

    asyncio.run(plan())


@pytest.mark.parametrize("days", [-1, 1])
def test_clock_that_is_off_by_a_day_neither_shuts_a_link_nor_loses_it(
    vault: Vault, days: int
) -> None:
    family, off = families.adopt(vault, trio()), days * 86_400.0

    async def plan() -> None:
        async with clinic(vault, clock=lambda: time.time() + off) as (rooms, _):
            drawn = await rooms.draw(family, person="child", days=3)
            assert drawn.closes == pytest.approx(time.time() + off + 3 * 86_400, abs=60)
            short = await rooms.draw(family, person="mother", days=0.5)
            for link in (drawn.link, short.link):  # the server is told how long, not when
                assert await leave(link, FORM) == 1
            assert (await rooms.fetch()).letters == 2
            off_no_more = Appointments(
                lambda: vault,
                post=lambda: pytest.fail("nothing is asked of the server"),
                server_url=drawn.link.partition("/j/")[0],
                random=os.urandom,
                now=time.time,
                telephone="+49 30 12345",
            )
            assert off_no_more.link(family, "child") == drawn.link  # set right meanwhile
            session = sessions.begin(vault, family, person="child")
            taken = off_no_more.take(family, session, person="child", language="en")
            assert taken is not None
            assert taken[1].closes == drawn.closes

    asyncio.run(plan())


def test_mail_is_told_of_box_by_box(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    heard: list[float] = []

    async def fetch() -> None:
        async with clinic(vault) as (rooms, _):
            await rooms.draw(family, person="mother")
            await rooms.draw(family, person="child")
            await rooms.fetch(heard.append)

    asyncio.run(fetch())
    assert heard == [0.0, 0.5]


def test_mail_is_here_before_it_is_deleted_there_and_comes_once(vault: Vault) -> None:
    family = families.adopt(vault, trio())

    async def fetch() -> None:
        async with clinic(vault) as (rooms, _):
            link = (await rooms.draw(family)).link
            await leave(link, FORM)
            await leave(link, b"<script>no form</script>")
            assert (await rooms.fetch()).letters == 2
            assert (await rooms.fetch()).letters == 0
            told = rooms.told(family)
            assert [each.form is not None for each in told] == [True, False]
            assert rooms.waiting(family) == 2
            rooms.settle(family, told)
            assert rooms.told(family) == ()

    asyncio.run(fetch())


def test_mail_that_the_vault_cannot_keep_stays_on_the_server(vault: Vault) -> None:
    family = families.adopt(vault, trio())

    async def fetch() -> None:
        async with clinic(vault) as (rooms, _):
            link = (await rooms.draw(family)).link
            await leave(link, FORM)
            run = "CREATE TEMP TRIGGER full BEFORE INSERT ON main.appointment_mail"
            _execute(vault, f"{run} BEGIN SELECT RAISE(ABORT, 'full'); END")
            with pytest.raises(Exception, match="full"):
                await rooms.fetch()
            assert rooms.waiting(family) == 0
            _execute(vault, "DROP TRIGGER full")
            assert (await rooms.fetch()).letters == 1
            assert rooms.waiting(family) == 1

    asyncio.run(fetch())


def test_without_an_open_vault_nothing_is_fetched() -> None:
    with memory_vault(actor=Actor("anna"), now=stepping_clock()) as vault:
        pass

    async def fetch() -> None:
        async with clinic(vault) as (rooms, _):
            with pytest.raises(VaultLocked):
                await rooms.fetch()

    asyncio.run(fetch())


def test_without_a_clinics_server_a_session_has_no_room_of_its_own(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    rooms = Appointments(
        lambda: vault, post=lambda: None, server_url="", random=os.urandom, now=time.time
    )
    assert rooms.take(family, "s", person="", language="en") is None


def _execute(vault: Vault, statement: str) -> None:
    def write(transaction: Transaction) -> None:
        transaction.connection.run(statement)

    vault.write(write, act=Act(Action.CHANGE, "test"))
