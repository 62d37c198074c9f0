"""The line on the asyncio thread: commands go in, events come out on the UI thread."""

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from counselling.call.board.board_words import ToPage
from counselling.call.line.events import CallEvent, LinkReady
from counselling.call.link.before_call import Sentence
from counselling.call.media.devices import Devices
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import TalkOrder
from counselling.drawing.scene import Scene
from ui.kit.threads.courier import Courier
from ui.kit.threads.loop import Loop

if TYPE_CHECKING:
    from counselling.work.session.sessions import Line

OpenLine: TypeAlias = "Callable[[str, Devices], AbstractAsyncContextManager[Line]]"


class Conversation(QObject):
    """One line at a time.

    heard: a CallEvent. closed: the line is over, as it was asked to be. failed: it could not be
    opened, or broke down as a whole (Failure). refused: a single command was not possible.
    """

    heard = Signal(object)
    closed = Signal()
    failed = Signal(object)
    refused = Signal(object)

    def __init__(
        self, open_line: OpenLine, loop: Loop, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_line = open_line
        self._loop = loop
        self._courier = courier
        self._holding = loop.lane(self)
        self._count = 0  # of lines: what an earlier one still says is not heard
        self._is_ready = False
        self._line: Line | None = None  # touched on the asyncio thread only

    @property
    def is_busy(self) -> bool:
        """Whether there is a line, or one is being opened or closed."""
        return self._holding.is_busy

    def open(self, language: str, devices: Devices) -> None:
        """Open a line; language: of the patient's page."""
        self._count += 1
        self._is_ready = False
        work = partial(self._hold, self._count, language, devices)
        self._holding.ask(work, done=self._close, failed=self.failed.emit)

    def admit(self, seat: str) -> None:
        """Let in who knocks."""
        self._command(partial(self._admit, seat))

    def refuse(self, seat: str, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks."""
        self._command(partial(self._refuse, seat, sentence))

    def let_know(self, seat: str, note: Note) -> None:
        """Let one who waits know something."""
        self._command(partial(self._let_know, seat, note))

    def show(self, scene: Scene) -> None:
        """Push a picture."""
        self._command(partial(self._show, scene))

    def say(self, word: ToPage, seat: str) -> None:
        """Say something about the board to a seat, "" to all; lost where there is no line."""
        if self._is_ready:
            self._loop.post(partial(self._say, word, seat))

    def talk(self, order: TalkOrder) -> None:
        """Do something in the talk; lost where there is no line."""
        if self._is_ready:
            self._command(partial(self._talk, order))

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of us is sent."""
        self._command(
            partial(self._send, is_camera_on=is_camera_on, is_microphone_on=is_microphone_on)
        )

    def speak_alone(self, seats: tuple[str, ...]) -> None:
        """Have two speak with each other only; nobody: all with all."""
        self._command(partial(self._speak_alone, seats))

    def release(self, seat: str) -> None:
        """Free a link from its browser."""
        self._command(partial(self._release, seat))

    def end(self) -> None:
        """End the line for everybody; one that is still being opened is given up."""
        if self._is_ready and self.is_busy:
            self._command(self._end)
        elif self.is_busy:
            self._holding.cancel()
            self._close(None)

    # On the asyncio thread

    async def _hold(self, count: int, language: str, devices: Devices) -> None:
        async with self._open_line(language, devices) as line:
            self._line = line
            try:
                async for event in line.events():
                    self._courier.send(partial(self._hear, count, event))
            finally:
                self._line = None

    async def _admit(self, seat: str) -> None:
        if self._line is not None:
            await self._line.admit(seat)

    async def _refuse(self, seat: str, sentence: Sentence) -> None:
        if self._line is not None:
            await self._line.refuse(seat, sentence=sentence)

    async def _let_know(self, seat: str, note: Note) -> None:
        if self._line is not None:
            self._line.let_know(seat, note)

    async def _show(self, scene: Scene) -> None:
        if self._line is not None:
            await self._line.show(scene)

    def _say(self, word: ToPage, seat: str) -> None:
        if self._line is not None:
            self._line.say(word, seat=seat)

    async def _talk(self, order: TalkOrder) -> None:
        if self._line is not None:
            self._line.talk(order)

    async def _send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        if self._line is not None:
            self._line.send(is_camera_on=is_camera_on, is_microphone_on=is_microphone_on)

    async def _speak_alone(self, seats: tuple[str, ...]) -> None:
        if self._line is not None:
            self._line.speak_alone(*seats)

    async def _release(self, seat: str) -> None:
        if self._line is not None:
            self._line.release(seat)

    async def _end(self) -> None:
        if self._line is not None:
            await self._line.end()

    # On the UI thread

    def _command(self, work: Callable[[], Coroutine[object, object, None]]) -> None:
        # a lane for each: a newer command must not cancel one that is under way
        self._loop.lane(self).ask(work, done=self._did, failed=self.refused.emit)

    def _did(self, nothing: None) -> None:
        """Need nothing more: what came of it is told by an event."""

    def _hear(self, count: int, event: CallEvent) -> None:
        if isValid(self) and count == self._count:
            self._is_ready = self._is_ready or isinstance(event, LinkReady)
            self.heard.emit(event)

    def _close(self, nothing: None) -> None:
        self._is_ready = False
        self.closed.emit()
