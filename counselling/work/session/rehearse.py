"""Use case: rehearse a session from knock to goodbye with a visitor who is a program.

The line, the browser and the vault are real; only camera and sound are made up.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from counselling.call.line.events import (
    BoardShown,
    CallEvent,
    Connected,
    Ended,
    Failed,
    FirstFrame,
    Knocked,
    Left,
    LinkReady,
    Media,
    Statistics,
)
from counselling.call.media.devices import Devices
from counselling.call.media.statistics import Second
from counselling.drawing.scene import Scene
from counselling.errors import CallError
from counselling.records.papers.sessions import SessionId
from counselling.session.quality import CallFigures, as_fields, summarise
from counselling.work.session.sessions import Line, Sessions

_LONGEST_STEP_SECONDS: Final = 60.0
_Event = TypeVar("_Event")


class Visitor(Protocol):
    """Somebody at a browser who holds a link."""

    async def open(self, link: str) -> None:
        """Open the link."""
        ...

    async def knock(self) -> None:
        """Check camera and microphone, and knock."""
        ...

    async def wait_for_call(self) -> None:
        """Wait until the counsellor is seen."""
        ...

    async def wait_for_picture(self) -> None:
        """Wait until the shared picture is drawn."""
        ...

    async def evaluate(self, expression: str) -> object:
        """Ask the page something."""
        ...

    async def screenshot(self) -> bytes:
        """Return a PNG of the page."""
        ...

    async def leave(self) -> None:
        """Leave by the button."""
        ...


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How it went. Times in milliseconds: from knock to the waiting room, from admission to both
    pictures, from pushing the drawing until it stood on the visitor's screen."""

    session: SessionId
    knock_ms: float
    both_ways_ms: float
    picture_ms: float
    are_safety_words_equal: bool
    note_revisions: int
    figures: CallFigures
    screenshot: bytes


@dataclass
class _Heard:
    """Events of the line as they come; whoever waits for one is woken."""

    events: list[CallEvent] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, line: Line) -> None:
        async for event in line.events():
            self.events.append(event)
            self.news.set()

    async def wait_for(self, kind: type[_Event], *, wanted: Callable[[_Event], bool]) -> _Event:
        """Return the first event of a kind that is wanted; a failure of the line is raised."""
        while True:
            self.news.clear()
            for event in self.events:
                if isinstance(event, Failed):
                    raise event.error
                if isinstance(event, kind) and wanted(event):
                    return event
                if isinstance(event, Ended):
                    raise CallError("call.lost")
            await self.news.wait()

    @property
    def seconds(self) -> Sequence[Second]:
        return [event.second for event in self.events if isinstance(event, Statistics)]


def _any(event: object) -> bool:
    return True


async def rehearse(
    sessions: Sessions,
    family_id: str,
    *,
    visitor: Callable[[], AbstractAsyncContextManager[Visitor]],
    devices: Devices,
    picture: Scene,
    language: str,
    notes: Sequence[str],
    seconds: float,
) -> Rehearsal:
    """Hold a session: let the visitor in, show her the picture, write the notes, measure, part.

    notes: the text as it grows, saved at each pause. seconds: how long to stay connected.
    Raises CallError when a step does not come about, StorageError, VaultError.
    """
    session = await asyncio.to_thread(sessions.begin, family_id)
    heard = _Heard()
    async with sessions.open_line(language, devices) as line, _listening(heard, line):
        link = (await _in_time(heard.wait_for(LinkReady, wanted=_any))).link
        async with visitor() as guest:
            met = await _meet(line, heard, guest, link)
            shown = await _show(line, heard, guest, picture)
            revisions = await _write(sessions, session, notes)
            is_same = await _has_same_words(heard, guest)
            await asyncio.sleep(max(0.0, seconds))
            seen = await guest.screenshot()
            await guest.leave()
            await _in_time(heard.wait_for(Left, wanted=_any))
    figures = summarise(heard.seconds)
    await asyncio.to_thread(sessions.end, session, figures=as_fields(figures))
    return Rehearsal(session, *met, shown, is_same, revisions, figures, seen)


@asynccontextmanager
async def _listening(heard: _Heard, line: Line) -> AsyncIterator[None]:
    listener = asyncio.create_task(heard.listen(line))
    try:
        yield
        await line.end()
        await listener
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def _meet(line: Line, heard: _Heard, guest: Visitor, link: str) -> tuple[float, float]:
    """Knock, be let in, and see each other; returns both times."""
    started = time.perf_counter()
    await guest.open(link)
    await guest.knock()
    knocked = await _in_time(heard.wait_for(Knocked, wanted=_any))
    waiting = 1000 * (time.perf_counter() - started)
    await line.admit(knocked.seat)
    await _in_time(guest.wait_for_call())
    ours = await _in_time(heard.wait_for(FirstFrame, wanted=lambda e: e.media is Media.VIDEO))
    sound = await _in_time(heard.wait_for(FirstFrame, wanted=lambda e: e.media is Media.AUDIO))
    return waiting, max(ours.milliseconds, sound.milliseconds)


async def _show(line: Line, heard: _Heard, guest: Visitor, picture: Scene) -> float:
    await line.show(picture)
    await _in_time(guest.wait_for_picture())
    return (await _in_time(heard.wait_for(BoardShown, wanted=_any))).milliseconds


async def _write(sessions: Sessions, session: SessionId, notes: Sequence[str]) -> int:
    revision = 0
    for text in notes:
        saved = await asyncio.to_thread(sessions.save_notes, session, text)
        revision = saved.revision
    return revision


async def _has_same_words(heard: _Heard, guest: Visitor) -> bool:
    """Whether both screens show the same safety words: nobody sits between."""
    words = (await _in_time(heard.wait_for(Connected, wanted=_any))).safety_words
    ours = " ".join(str(number) for number in words.numbers)
    theirs = await guest.evaluate("document.getElementById('safety').dataset.numbers ?? ''")
    return bool(theirs) and str(theirs) == ours


async def _in_time(step: Awaitable[_Event]) -> _Event:
    try:
        return await asyncio.wait_for(step, _LONGEST_STEP_SECONDS)
    except TimeoutError:
        raise CallError("call.rehearsal_stuck") from None
