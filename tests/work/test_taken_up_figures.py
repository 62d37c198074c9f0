"""What was measured before a desk was killed counts in the session that it goes on with."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from types import SimpleNamespace

from counselling.call.media.devices import Devices
from counselling.records.log import families
from counselling.records.papers import sessions
from counselling.records.vault.vault import Vault
from counselling.session.quality import CallFigures, as_fields, lines_in
from counselling.work.session.appointments import Appointments, Held
from counselling.work.session.sessions import Sessions
from tests.families.builders import trio
from tests.work.test_appointments import clinic, vault

__all__ = ["vault"]  # a fixture


@contextlib.asynccontextmanager
async def no_line(
    language: str, devices: Devices, *, held: Held | None = None
) -> AsyncIterator[object]:
    yield object()


def desk(vault: Vault, rooms: Appointments) -> Sessions:
    door = SimpleNamespace(vault=vault)
    return Sessions(door, open_line=no_line, languages=lambda: (), appointments=rooms)  # type: ignore[arg-type]  # nobody calls


def test_figures_of_before_and_after_a_kill_are_one(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    before = as_fields(CallFigures(60, audio_gaps=2)) | as_fields(CallFigures(9), line="nurse")

    async def hold() -> None:
        async with clinic(vault) as (rooms, _):
            killed = desk(vault, rooms)
            session = killed.begin(family)
            assert rooms.take(family, session, person="", language="en") is not None
            killed.keep_figures(session, before)
            again = desk(vault, rooms)
            assert again.begin(family) == session
            for seconds in (30, 45):  # each time all that was measured since it is back
                again.keep_figures(session, as_fields(CallFigures(seconds, audio_gaps=1)))
                kept = lines_in(sessions.get(vault, session).figures)
                assert (kept[""].seconds, kept[""].audio_gaps) == (60 + seconds, 3)
            ended = lines_in(again.end(session, figures=as_fields(CallFigures(50))).figures)
            assert (ended[""].seconds, ended["nurse"].seconds) == (110, 9)
            assert not sessions.get(vault, again.begin(family)).figures

    asyncio.run(hold())
