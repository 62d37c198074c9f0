import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from counselling.call.line.events import CallEvent, Ended
from counselling.call.media.devices import Devices, NullScreen, NullSpeaker
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.drawing.scene import Rectangle, Scene
from counselling.errors import StorageError
from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.vault.acts import Actor, Role
from counselling.work.session.sessions import Sessions
from counselling.work.session.shared_line import SharedLine
from tests.families.builders import trio
from tests.records.conftest import stepping_clock

PICTURE = Scene((Rectangle(0, 0, 1, 1),), 1, 1, title="for the patient")
NOTHING = Scene((), 1, 1)


@dataclass
class Plain:
    """A line without a network."""

    shown: list[Scene] = field(default_factory=list)

    async def events(self) -> AsyncIterator[CallEvent]:
        yield Ended()

    async def admit(self, seat_id: str) -> None:
        pass

    async def refuse(self, seat_id: str) -> None:
        pass

    def show(self, scene: Scene) -> None:
        self.shown.append(scene)

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        pass

    async def end(self) -> None:
        pass


@dataclass(frozen=True)
class Held:
    vault: object


def test_a_picture_that_the_patient_sees_is_a_row_of_the_session() -> None:
    plain = Plain()

    @asynccontextmanager
    async def open_line(language: str, devices: Devices) -> AsyncIterator[Plain]:
        yield plain

    screen, speaker = NullScreen(), NullSpeaker()
    devices = Devices(FakeCamera(), FakeMicrophone(), lambda _: screen, lambda _: speaker)
    with memory_vault(actor=Actor("anna", Role.NURSE), now=stepping_clock()) as vault:
        family = families.adopt(vault, trio())
        work = Sessions(Held(vault), open_line=open_line, languages=tuple)
        session = work.begin(family)

        async def meet() -> None:
            async with work.open_line("en", devices) as line:
                await line.show(PICTURE)
                await line.show(NOTHING)
                await line.show(PICTURE)

        asyncio.run(meet())
        rows = audit.rows(vault, family=family)
        shares = [(row.action, row.target) for row in rows if row.action == "share"]
    assert shares == [("share", f"session/{session}/board")] * 2
    assert plain.shown == [PICTURE, NOTHING, PICTURE]


def test_a_picture_that_cannot_be_written_down_is_not_shown() -> None:
    plain = Plain()

    def full() -> None:
        raise StorageError("storage.full")

    async def meet() -> None:
        line = SharedLine(plain, full)
        with pytest.raises(StorageError):
            await line.show(PICTURE)
        await line.show(NOTHING)

    asyncio.run(meet())
    assert plain.shown == [NOTHING]


def test_pictures_come_in_the_order_in_which_they_were_shared() -> None:
    plain, first = Plain(), asyncio.Event()
    waits = iter((True, False))

    async def meet() -> None:
        loop = asyncio.get_running_loop()
        released = asyncio.Event()

        def slowly() -> None:
            if next(waits):
                loop.call_soon_threadsafe(first.set)
                asyncio.run_coroutine_threadsafe(released.wait(), loop).result()

        line = SharedLine(plain, slowly)
        one = asyncio.create_task(line.show(PICTURE))
        await first.wait()
        two = asyncio.create_task(line.show(NOTHING))
        await asyncio.sleep(0)
        assert plain.shown == []
        released.set()
        await asyncio.gather(one, two)

    asyncio.run(meet())
    assert plain.shown == [PICTURE, NOTHING]
