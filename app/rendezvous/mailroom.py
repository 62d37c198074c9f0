"""The mailbox's sockets: a visitor leaves parcels, the host fetches them one by one.

A parcel is deleted when the host says that it has it, or after 14 days (store.py). The server can
hold one back, which its number shows to the host; it can open none.
"""

from collections.abc import Callable
from typing import Final

from app.rendezvous.line import Line
from app.rendezvous.store import PARCELS_WAITING, Parcel, Store
from counselling.call.link.sealing import MAX_SEALED
from counselling.call.server import wire

_MOST_WORDS: Final = PARCELS_WAITING * 2  # of one visitor's socket: then she connects anew


async def take_in(
    line: Line, store: Store, where: str, seat: str, *, now: Callable[[], float]
) -> None:
    """Let a visitor leave parcels, until she has said enough or hangs up."""
    line.say(wire.Free(await store.next_number(where, seat)))
    for _ in range(_MOST_WORDS):
        match await line.read():
            case wire.Parcel(number, body) if body and len(body) <= MAX_SEALED:
                is_kept = await store.keep(where, Parcel(seat, number, body), now())
                line.say(wire.Kept(number) if is_kept else wire.Full())
            case _:
                return


async def hand_out(line: Line, store: Store, where: str, *, now: Callable[[], float]) -> None:
    """Hand a host its parcels; each is deleted when the host says that it has it."""
    while (parcel := await store.oldest(where, now())) is not None:
        line.say(wire.Parcel(parcel.number, parcel.body, parcel.seat))
        match await line.read():
            case wire.Received(seat, number) if (seat, number) == (parcel.seat, parcel.number):
                await store.remove(where, seat, number)
            case _:
                return
    line.say(wire.Empty())
