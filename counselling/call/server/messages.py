"""What the two ends say to each other inside the seal.

    seat -> host   Hello       nonce, language, what the device check found
    host -> seat   Welcome     nonce, commitment: you may wait
    host -> seat   Note        something that one who waits is let know
    host -> seat   Offer       after admission only: until then nothing of the seat's camera or
                               microphone has left the browser
    seat -> host   Answer      with the seat's tag over both fingerprints
    host -> seat   Proof       with the host's tag; only now do both ends send and show media
    both ways      Addresses   more of them, as they are found
    seat -> host   Again       the line is silent: an Offer with a new way, Answer and Proof follow,
                               over the same fingerprints
    either         Left, Refused, Freed, Ended

In this order; what comes at another time is taken for an attack.
"""

from enum import StrEnum
from typing import Final, TypeAlias, TypeVar

import msgspec

from counselling.call.link import outside
from counselling.call.link.before_call import Findings, Sentence, Typed
from counselling.errors import PeerNotProven

_T = TypeVar("_T")

_MAX_LANGUAGE: Final = 12


class DeviceCheck(StrEnum):
    """What the page could use."""

    CAMERA_AND_SOUND = "camera_and_sound"
    SOUND = "sound"
    NOTHING = "nothing"


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """A seat's first words of a visit. found: what is not as it should be."""

    nonce: str
    language: str
    devices: DeviceCheck
    found: Findings = ()


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """The host's first words: the seat was heard and waits."""

    nonce: str
    commitment: str


class Note(msgspec.Struct, frozen=True, tag="note"):
    """The counsellor lets one who waits know something."""

    sentence: Sentence = Sentence.NONE
    text: Typed = ""


class TurnServer(msgspec.Struct, frozen=True):
    """The clinic's STUN or TURN server, and what opens it for some minutes."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


class Offer(msgspec.Struct, frozen=True, tag="offer"):
    """The host's session description.

    again: for the line that there is already. can_restart: whether Again would be of use.
    servers: those that the seat may ask for a way; no others.
    """

    sdp: str
    again: bool = False
    can_restart: bool = False
    servers: tuple[TurnServer, ...] = ()


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """The seat's session description and its tag."""

    sdp: str
    proof: str


class Proof(msgspec.Struct, frozen=True, tag="proof"):
    """The host's tag, and the nonce it had committed to.

    is_hushed: the host is to hear nothing of the seat for now (a private talk); is_held: the
    counsellor is away. A page that was loaded anew knows of neither, and shall say nothing before
    it does.
    """

    proof: str
    revealed: str
    is_hushed: bool = False
    is_held: bool = False


class Address(msgspec.Struct, frozen=True):
    """One network address of the sender, as ICE writes it."""

    candidate: str
    mid: str | None = None
    line: int | None = None


class Addresses(msgspec.Struct, frozen=True, tag="addresses"):
    """Addresses that the sender found since its description."""

    found: tuple[Address, ...]


class Again(msgspec.Struct, frozen=True, tag="again"):
    """The seat hears nothing any more and asks for a new way."""


class Left(msgspec.Struct, frozen=True, tag="left"):
    """The seat leaves; it may come back by the same link."""


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The host does not let the seat in, and may say why."""

    sentence: Sentence = Sentence.NONE


class Freed(msgspec.Struct, frozen=True, tag="freed"):
    """The seat's link was freed from this browser, for another one."""


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The host ends the session for everybody."""


FromSeat: TypeAlias = Hello | Answer | Addresses | Again | Left
FromHost: TypeAlias = Welcome | Note | Offer | Proof | Addresses | Refused | Freed | Ended

_FROM_SEAT: Final[msgspec.json.Decoder[FromSeat]] = msgspec.json.Decoder(FromSeat)
_FROM_HOST: Final[msgspec.json.Decoder[FromHost]] = msgspec.json.Decoder(FromHost)


def write(message: FromSeat | FromHost) -> bytes:
    """Write a message as JSON."""
    return msgspec.json.encode(message)


def read_from_seat(octets: bytes) -> FromSeat:
    """Read what a seat said. Raises PeerNotProven("call.message")."""
    message = _read(_FROM_SEAT, octets)
    if isinstance(message, Hello) and len(message.language) > _MAX_LANGUAGE:
        raise PeerNotProven("call.message")
    return message


def read_from_host(octets: bytes) -> FromHost:
    """Read what the host said. Raises PeerNotProven("call.message")."""
    return _read(_FROM_HOST, octets)


def _read(decoder: msgspec.json.Decoder[_T], octets: bytes) -> _T:
    try:
        return outside.read(decoder, octets)
    except ValueError:
        raise PeerNotProven("call.message") from None
