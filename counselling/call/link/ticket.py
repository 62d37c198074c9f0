"""What takes a room up again after its counsellor's program was killed: keys, links, who was in.

Whoever reads it holds the room and its links. It belongs into the vault, or into a file for its
owner's eyes, and is of no use any more when the session is over.
"""

from dataclasses import dataclass, field
from typing import Final

import msgspec

from counselling.call.link import outside
from counselling.call.link.invitation import SECRET_BYTES, Random, base64url, new_room
from counselling.call.link.room import SEATED, Role
from counselling.errors import CallError

_MAX_TICKET: Final = 64 * 1024  # bytes
_OWNER_BYTES: Final = 32


class KeptSeat(msgspec.Struct, frozen=True):
    """One seat. secret: of its link; is_let_in: whoever comes back to it is not asked again."""

    id: str
    secret: bytes
    is_let_in: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """A room. owner: the key by which the server knows whose it is."""

    room: str
    owner: str = field(repr=False)
    seats: tuple[KeptSeat, ...] = field(repr=False)


_TICKET: Final = msgspec.json.Decoder(Ticket)


def new_ticket(random: Random) -> Ticket:
    """Draw a room with a seat for everybody who may be invited; nobody is in it yet."""
    seats = (
        KeptSeat(str(number), random(SECRET_BYTES), is_let_in=False)
        for number, _ in enumerate(SEATED, start=1)
    )
    return Ticket(new_room(random), base64url(random(_OWNER_BYTES)), tuple(seats))


def role_at(seat: str) -> Role | None:
    """Return who a seat of a drawn room is for, by its id; None where it has no such seat."""
    return next((role for number, role in enumerate(SEATED, start=1) if seat == str(number)), None)


def write_ticket(ticket: Ticket) -> bytes:
    """Write a ticket as JSON."""
    return msgspec.json.encode(ticket)


def read_ticket(octets: bytes) -> Ticket:
    """Read a ticket. Raises CallError("call.ticket") when it is none."""
    if len(octets) > _MAX_TICKET:
        raise CallError("call.ticket")
    try:
        return outside.read(_TICKET, octets)
    except ValueError:
        raise CallError("call.ticket") from None
