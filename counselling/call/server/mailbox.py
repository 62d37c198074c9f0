"""What a patient leaves while the desk is off, and how the desk fetches it: sealed all the way.

Every parcel is sealed by AES-256-GCM under the link's mailbox key, with the room and the parcel's
number as associated data, and padded, so that the server learns its length in steps of 1024 bytes
and nothing else. Numbers only rise: a parcel that is given out again, or after a later one, is not
taken. One that is held back leaves a gap, which is told. Who holds the key is who holds the link,
so a parcel is the patient's as far as her link is hers.
"""

import base64
import binascii
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counselling.call.link.invitation import PROTOCOL, Invitation, Random, base64url
from counselling.call.link.plan import ServerAddress
from counselling.call.link.ticket import Ticket
from counselling.call.server import wire
from counselling.call.server.signalling import Signalling, connect
from counselling.errors import CallError, ConnectionLost, LinkRefused, PeerNotProven

_STEP: Final = 1024
_LENGTH_BYTES: Final = 4
_NONCE_BYTES: Final = 12
MOST_BYTES: Final = 43 * _STEP - _LENGTH_BYTES  # sealed and in base64url below MAX_SEALED
_MOST_PARCELS: Final = 512  # more than any room can hold: who gives out more, lies


@dataclass(frozen=True, slots=True)
class Box:
    """A room's mailbox, as its host knows it. owner: key of the room; invitations: by seat."""

    server: ServerAddress
    owner: str = field(repr=False)
    invitations: Mapping[str, Invitation]

    @property
    def room(self) -> str:
        """The room's name."""
        return next(iter(self.invitations.values())).room


def box_of(ticket: Ticket, server: ServerAddress, *, language: str = "") -> Box:
    """Return the mailbox of a ticket's room. language: of the patient's page, "" unknown."""
    base = server.url.rstrip("/")
    return Box(
        server,
        ticket.owner,
        {seat.id: Invitation(base, ticket.room, seat.secret, language) for seat in ticket.seats},
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """Something that was left. missing: how many before it never came."""

    seat: str
    number: int
    message: bytes = field(repr=False)
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Something that is not what was left: changed, given out again or out of turn. Not taken."""

    seat: str
    number: int
    error: CallError


Arrived: TypeAlias = Letter | Spoilt
Keep: TypeAlias = Callable[[Arrived], Awaitable[None]]


def seal(invitation: Invitation, number: int, message: bytes, *, random: Random) -> str:
    """Seal a parcel. Raises CallError("call.mail_long") beyond MOST_BYTES."""
    if len(message) > MOST_BYTES:
        raise CallError("call.mail_long", kilobytes=MOST_BYTES // 1024)
    content = len(message).to_bytes(_LENGTH_BYTES, "big") + message
    padded = content + bytes(-len(content) % _STEP)
    nonce = random(_NONCE_BYTES)
    cipher = AESGCM(invitation.keys.mailbox)
    return base64url(nonce + cipher.encrypt(nonce, padded, _about(invitation, number)))


def unseal(invitation: Invitation, number: int, body: str) -> bytes:
    """Open a parcel. Raises PeerNotProven("call.mail_sealed")."""
    try:
        octets = base64.b64decode(body + "=" * (-len(body) % 4), "-_", validate=True)
        cipher = AESGCM(invitation.keys.mailbox)
        about = _about(invitation, number)
        padded = cipher.decrypt(octets[:_NONCE_BYTES], octets[_NONCE_BYTES:], about)
    except (InvalidTag, binascii.Error, ValueError):
        raise PeerNotProven("call.mail_sealed") from None
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


async def announce(box: Box, *, opens_in: float, closes_in: float) -> None:
    """Make a room's links known to the server, and leave: from now on something can be left.

    opens_in, closes_in: seconds from now between which the links let people in; things can be left
    until closes_in. Raises ConnectionLost, LinkRefused("call.host_key").
    """
    async with connect(box.server) as line:
        await _open(box, line, opens_in, closes_in)


async def withdraw(box: Box) -> None:
    """End a room before its time: its links are dead. Raises as `announce`."""
    async with connect(box.server) as line:
        await _open(box, line, 0.0, 1.0)
        await line.send(wire.Close())
        with contextlib.suppress(ConnectionLost):
            await line.receive()  # the server goes when it has done it


async def _open(box: Box, line: Signalling, opens_in: float, closes_in: float) -> None:
    passes = tuple(
        wire.SeatPass(seat, wire.token_hash(invitation.keys.join_token))
        for seat, invitation in box.invitations.items()
    )
    key = box.server.host_key
    await line.send(wire.Open(key, box.room, box.owner, passes, opens_in, closes_in))
    if not isinstance(await line.receive(), wire.Opened):
        raise LinkRefused("call.host_key")


async def collect(box: Box, *, taken: Mapping[str, int], keep: Keep) -> None:
    """Fetch what was left. taken: the number of the last letter that was taken, by seat.

    keep: puts a letter where it will not be lost; the server deletes it when that is done. When
    keep raises, the letter stays on the server and nothing further is fetched.
    Raises ConnectionLost, LinkRefused("call.host_key"), CallError("call.message").
    """
    last = dict(taken)
    async with connect(box.server) as line:
        await line.send(wire.Collect(box.server.host_key, box.room, box.owner))
        for _ in range(_MOST_PARCELS):
            match await line.receive():
                case wire.Parcel() as parcel:
                    arrived = _arrived(box, parcel, last.get(parcel.seat, 0))
                    if arrived is not None:
                        await keep(arrived)
                    if isinstance(arrived, Letter):
                        last[parcel.seat] = parcel.number
                    await line.send(wire.Received(parcel.seat, parcel.number))
                case wire.Empty():
                    return
                case wire.Refused():
                    raise LinkRefused("call.host_key")
                case _:
                    break
    raise CallError("call.message")


async def leave(invitation: Invitation, message: bytes, *, seat_key: str, random: Random) -> int:
    """Leave something for the host, as the patient's page does; returns its number.

    seat_key: the browser's own. Raises ConnectionLost, LinkRefused("call.link_refused"),
    CallError: "call.mail_long", "call.mailbox_full", "call.message".
    """
    keys = invitation.keys
    async with connect(ServerAddress(invitation.base, "", invitation.roots)) as line:
        await line.send(wire.Letterbox(invitation.room, keys.join_token, seat_key))
        match await line.receive():
            case wire.Free(number):
                body = seal(invitation, number, message, random=random)
            case wire.Refused():
                raise LinkRefused("call.link_refused")
            case _:
                raise CallError("call.message")
        await line.send(wire.Parcel(number, body))
        match await line.receive():
            case wire.Kept(kept) if kept == number:
                return number
            case wire.Full():
                raise CallError("call.mailbox_full")
    raise CallError("call.message")


def _arrived(box: Box, parcel: wire.Parcel, last: int) -> Arrived | None:
    """Return what a parcel is; None for the last one again: we were cut off before we said so."""
    if parcel.number == last and parcel.seat in box.invitations:
        return None
    try:
        if parcel.number < last or parcel.seat not in box.invitations:
            raise PeerNotProven("call.mail_late")
        message = unseal(box.invitations[parcel.seat], parcel.number, parcel.body)
    except PeerNotProven as error:
        return Spoilt(parcel.seat, parcel.number, error)
    return Letter(parcel.seat, parcel.number, message, parcel.number - last - 1)


def _about(invitation: Invitation, number: int) -> bytes:
    return "\0".join((PROTOCOL, "mailbox", invitation.room, str(number))).encode()
