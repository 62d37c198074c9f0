"""What is said of the others in the room, over a line that stands and is proven: a closed list.

    host -> seat   Circle       who is in the room, and who speaks with whom alone
                   Introduce    a line to another peer: the pair's secret, and who offers
                   Carried      what the other end of such a line says
                   Part         no line to that peer any more
                   Narrow       how much picture the line to a peer bears
    seat -> host   Here         the lines that stand, when the channel opened
                   Carry        for the other end of a line
                   Made         a line stands, proven
                   Broken       a line is lost, or was never made
                   EndPrivate   whoever speaks alone wants to be heard by all again

A peer is another guest, by her seat, or the clinic's media server: to it a guest offers what she
sends; what comes of another over it is offered as if by that other. The host knows the pair's
secret and reads what it carries; the rendezvous server sees none of this, for it goes over the
host's own lines to the two.
"""

from enum import StrEnum
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from counselling.call.link import outside
from counselling.call.link.room import Role
from counselling.call.server.messages import Address, TurnServer

CHANNEL: Final = "circle"
SERVER: Final = "server"  # the clinic's media server, in the place of a peer and of her role
HOST: Final = "host"  # the counsellor among the seats
COUNSELLOR: Final = "counsellor"  # and as a role
MAX_SAID: Final = 60_000  # characters of one message
SECRET_LENGTH: Final = 43  # characters of base64url: 256 bits
_MOST_PEERS: Final = 16

_T = TypeVar("_T")

Id: TypeAlias = Annotated[str, Meta(max_length=64)]
Which: TypeAlias = Annotated[int, Meta(ge=1, le=99)]  # of several of one role
Sdp: TypeAlias = Annotated[str, Meta(max_length=50_000)]
Tag: TypeAlias = Annotated[str, Meta(max_length=64)]
Found: TypeAlias = Annotated[tuple[Address, ...], Meta(max_length=100)]


class PairOffer(msgspec.Struct, frozen=True, tag="offer"):
    """The session description of who offers."""

    sdp: Sdp


class PairAnswer(msgspec.Struct, frozen=True, tag="answer"):
    """The description of who answers, and its tag over both fingerprints."""

    sdp: Sdp
    proof: Tag


class PairProof(msgspec.Struct, frozen=True, tag="proof"):
    """The tag of who offered; only now does the other end send and show."""

    proof: Tag


class PairAddresses(msgspec.Struct, frozen=True, tag="addresses"):
    """Addresses that were found since the description."""

    found: Found


PairWord: TypeAlias = PairOffer | PairAnswer | PairProof | PairAddresses


class Member(msgspec.Struct, frozen=True):
    """Somebody in the room. seat: HOST for the counsellor; role: her role's name.

    number: which of her role she is, as the desk counts them; the first is called by it alone.
    """

    seat: Id
    role: str
    number: Which = 1


class Circle(msgspec.Struct, frozen=True, tag="circle", tag_field="t"):
    """Who is in the room besides her. role: her own.

    alone: the seats that speak with each other only, or none; is_served: what guests send each
    other goes over the clinic's media server, which can see it.
    """

    role: str
    members: Annotated[tuple[Member, ...], Meta(max_length=_MOST_PEERS)]
    alone: Annotated[tuple[Id, ...], Meta(max_length=_MOST_PEERS)] = ()
    is_served: bool = False


class Introduce(msgspec.Struct, frozen=True, tag="introduce", tag_field="t"):
    """A line to a peer is to be made, in place of one there may be.

    line: its name, new each time; secret: 256 bits in base64url, drawn for this line; servers:
    those that may be asked for a way; number: as a member's.
    """

    peer: Id
    role: str
    line: Id
    secret: Annotated[str, Meta(min_length=SECRET_LENGTH, max_length=SECRET_LENGTH)]
    is_offering: bool
    servers: tuple[TurnServer, ...] = ()
    number: Which = 1


class Carried(msgspec.Struct, frozen=True, tag="carried", tag_field="t"):
    """What the other end of a line says."""

    line: Id
    word: PairWord


class Part(msgspec.Struct, frozen=True, tag="part", tag_field="t"):
    """Whoever sat there left, or was turned away."""

    peer: Id


class Narrow(msgspec.Struct, frozen=True, tag="narrow", tag_field="t"):
    """How much picture the line to a peer bears: a rung's name in small letters."""

    peer: Id
    rung: Id


class Here(msgspec.Struct, frozen=True, tag="here", tag_field="t"):
    """The lines that stand at this end: peer and line."""

    lines: Annotated[dict[Id, Id], Meta(max_length=_MOST_PEERS)]


class Carry(msgspec.Struct, frozen=True, tag="carry", tag_field="t"):
    """For the other end of a line."""

    line: Id
    word: PairWord


class Made(msgspec.Struct, frozen=True, tag="made", tag_field="t"):
    """A line stands and its other end is proven."""

    line: Id


class Broken(msgspec.Struct, frozen=True, tag="broken", tag_field="t"):
    """A line is lost, or its other end was not proven."""

    line: Id


class EndPrivate(msgspec.Struct, frozen=True, tag="end_private", tag_field="t"):
    """One of those who speak alone wants all to hear again."""


class Listening(StrEnum):
    """What a listener hears of the others while an interpreter is in the room."""

    BOTH = "both"  # the interpreter, and the others quietly
    ORIGINAL = "original"
    INTERPRETER = "interpreter"


class SpeaksTo(StrEnum):
    """To whom an interpreter speaks: two languages need not be heard over each other."""

    ALL = "all"
    FAMILY = "family"  # the patient, and who is with her
    CLINIC = "clinic"  # the counsellor and the nurse


FromSeat: TypeAlias = Here | Carry | Made | Broken | EndPrivate
FromHost: TypeAlias = Circle | Introduce | Carried | Part | Narrow

_FAMILY: Final = (Role.PATIENT, Role.RELATIVE, SERVER)  # over it, all guests hear the same
_FROM_SEAT: Final[msgspec.json.Decoder[FromSeat]] = msgspec.json.Decoder(FromSeat)
_FROM_HOST: Final[msgspec.json.Decoder[FromHost]] = msgspec.json.Decoder(FromHost)


def write(word: FromSeat | FromHost) -> str:
    """Write a word as JSON."""
    return msgspec.json.encode(word).decode()


def read_from_seat(text: object) -> FromSeat | None:
    """Read what a seat says; None when it is nothing that may be said."""
    return _read(_FROM_SEAT, text)


def read_from_host(text: object) -> FromHost | None:
    """Read what the host says; None when it is nothing that may be said."""
    return _read(_FROM_HOST, text)


def is_hearing(seat: str, other: str, alone: tuple[str, ...]) -> bool:
    """Tell whether what one says is for the other's ears: both speak alone, or neither does."""
    return (seat in alone) == (other in alone)


def is_spoken_to(role: str, speaks_to: SpeaksTo) -> bool:
    """Tell whether an interpreter who speaks to one side means a person of this role."""
    return speaks_to is SpeaksTo.ALL or (role in _FAMILY) == (speaks_to is SpeaksTo.FAMILY)


def _read(decoder: msgspec.json.Decoder[_T], text: object) -> _T | None:
    if not isinstance(text, str) or len(text) > MAX_SAID:
        return None
    try:
        return outside.read(decoder, text)
    except ValueError:
        return None
