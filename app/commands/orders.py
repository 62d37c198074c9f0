"""What a running `consultand host` is told on its standard input: one JSON object a line."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Final, TypeAlias

import msgspec

from app.commands.talk_orders import TalkCommand, in_talk
from counselling.call.host.call import Call
from counselling.call.link import outside
from counselling.call.link.before_call import Sentence, Typed
from counselling.call.server.messages import Note
from counselling.errors import CallError, UsageError

_MAX_ORDER: Final = 64 * 1024  # characters


class Admit(msgspec.Struct, frozen=True, tag="admit", tag_field="order"):
    """Let in who knocks at a seat."""

    seat: str


class Refuse(msgspec.Struct, frozen=True, tag="refuse", tag_field="order"):
    """Turn away who knocks at a seat; sentence: "another_time" or "phone", else no reason."""

    seat: str
    sentence: Sentence = Sentence.NONE


class LetKnow(msgspec.Struct, frozen=True, tag="let_know", tag_field="order"):
    """Let one who waits know something: a sentence that her page says, typed words, or both."""

    seat: str
    sentence: Sentence = Sentence.NONE
    text: Typed = ""


class Release(msgspec.Struct, frozen=True, tag="release", tag_field="order"):
    """Free a seat from its browser: its person changes to another one, and knocks anew."""

    seat: str


class Alone(msgspec.Struct, frozen=True, tag="alone", tag_field="order"):
    """Have two speak with each other only ("host": the counsellor); no seats: all with all."""

    seats: Annotated[tuple[str, ...], msgspec.Meta(max_length=2)] = ()


class Send(msgspec.Struct, frozen=True, tag="send", tag_field="order"):
    """Choose what of the counsellor is sent."""

    camera: bool = True
    microphone: bool = True


Order: TypeAlias = Admit | Refuse | LetKnow | Release | Alone | Send | TalkCommand

_ORDERS: Final[msgspec.json.Decoder[Order]] = msgspec.json.Decoder(Order)


def read_order(line: str) -> Order:
    """Read an order. Raises UsageError("host.order") when it is none."""
    if len(line) > _MAX_ORDER:
        raise UsageError("host.order")
    try:
        return outside.read(_ORDERS, line)
    except ValueError:
        raise UsageError("host.order") from None


async def carry_out(call: Call, order: Order) -> None:
    """Do what was ordered. Raises CallError when it cannot be done now."""
    match order:
        case Admit(seat):
            await call.admit(seat)
        case Refuse(seat, sentence):
            await call.refuse(seat, sentence=sentence)
        case LetKnow(seat, sentence, text):
            call.let_know(seat, Note(sentence, text))
        case Release(seat):
            call.room.seat(seat)
            call.release(seat)
        case Alone(seats):
            call.speak_alone(*seats)
        case Send(camera, microphone):
            call.send(is_camera_on=camera, is_microphone_on=microphone)
        case _:
            call.talk(in_talk(order))


async def obey(call: Call, refused: Callable[[UsageError | CallError], None]) -> None:
    """Carry out what is ordered until the input ends. refused: told of what cannot be done."""
    async for line in _lines():
        try:
            await carry_out(call, read_order(line))
        except (UsageError, CallError) as error:
            refused(error)


async def _lines() -> AsyncIterator[str]:
    """Yield the lines of our input, of whatever kind it is; a thread waits for them."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str]()

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # the session is over, and its loop is closed
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, "")

    # not waited for: reading from a terminal cannot be broken off
    threading.Thread(target=read, name="orders", daemon=True).start()
    while line := await lines.get():
        if line.strip():
            yield line
