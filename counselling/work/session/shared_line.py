"""A line whose pictures are written down before they are shown: no row, no picture."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from counselling.call.board.board_words import ToPage
from counselling.call.line.events import Admitted, CallEvent, Freed, Left, LinkReady
from counselling.call.link.before_call import Sentence
from counselling.call.link.ticket import Ticket
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import TalkOrder
from counselling.drawing.scene import Scene
from counselling.errors import CounsellingError


class PlainLine(Protocol):
    """The counsellor's end of a call, as the call has it."""

    @property
    def ticket(self) -> Ticket:
        """What takes the room up again as it is now."""
        ...

    def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last."""
        ...

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat."""
        ...

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks at a seat."""
        ...

    def let_know(self, seat_id: str, note: Note) -> None:
        """Let one who waits know something."""
        ...

    def show(self, scene: Scene) -> None:
        """Put a picture up for everybody in the room."""
        ...

    def say(self, word: ToPage, *, seat: str = "") -> None:
        """Say something about the board, to one seat or to everybody in the room."""
        ...

    def talk(self, order: TalkOrder) -> None:
        """Do something in the talk: write, hold, hand over."""
        ...

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of the counsellor is sent."""
        ...

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": the counsellor); nobody: all with all."""
        ...

    def release(self, seat_id: str) -> None:
        """Free a link from its browser."""
        ...

    async def end(self) -> None:
        """End the session for everybody."""
        ...


class SharedLine:
    """A line as the desk holds it. write_down: writes the row; it waits for the disk.

    keep: keeps what takes the room up again, whenever somebody was let in or left.
    """

    def __init__(
        self,
        line: PlainLine,
        write_down: Callable[[], None],
        keep: Callable[[Ticket], None] | None = None,
    ) -> None:
        self._line, self._write_down, self._keep = line, write_down, keep
        self._turn = asyncio.Lock()  # pictures come in the order in which they were shared

    async def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last. For one reader."""
        async for event in self._line.events():
            yield event  # the screen does not wait for the disk
            if isinstance(event, Admitted | Left | Freed | LinkReady):
                await self._keep_room()

    async def _keep_room(self) -> None:
        if self._keep is None:
            return
        # A locked vault or a full disk ends no call: who comes back is asked for once more then.
        with contextlib.suppress(CounsellingError):
            await asyncio.get_running_loop().run_in_executor(None, self._keep, self._line.ticket)

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat."""
        await self._line.admit(seat_id)

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks at a seat."""
        await self._line.refuse(seat_id, sentence=sentence)

    def let_know(self, seat_id: str, note: Note) -> None:
        """Let one who waits know something. Raises CallError."""
        self._line.let_know(seat_id, note)

    async def show(self, scene: Scene) -> None:
        """Write down that a picture is shared, then put it up. An empty one shows nobody.

        Raises VaultError, StorageError; then it is not shown.
        """
        async with self._turn:
            if scene.items:
                await asyncio.get_running_loop().run_in_executor(None, self._write_down)
            self._line.show(scene)

    def say(self, word: ToPage, *, seat: str = "") -> None:
        """Say something about the board, to one seat or to everybody in the room."""
        self._line.say(word, seat=seat)

    def talk(self, order: TalkOrder) -> None:
        """Do something in the talk: write, hold, hand over."""
        self._line.talk(order)

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of the counsellor is sent."""
        self._line.send(is_camera_on=is_camera_on, is_microphone_on=is_microphone_on)

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": the counsellor); nobody: all with all."""
        self._line.speak_alone(*seats)

    def release(self, seat_id: str) -> None:
        """Free a link from its browser: another one may open it. Raises CallError."""
        self._line.release(seat_id)

    async def end(self) -> None:
        """End the session for everybody."""
        await self._line.end()


@asynccontextmanager
async def shared(
    opening: AbstractAsyncContextManager[PlainLine],
    write_down: Callable[[], None],
    keep: Callable[[Ticket], None] | None = None,
) -> AsyncIterator[SharedLine]:
    """Hold a line whose pictures are written down."""
    async with opening as line:
        yield SharedLine(line, write_down, keep)
