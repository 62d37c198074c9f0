"""What the rendezvous server and its visitors say to each other: envelopes, never their content.

Both ends of every socket read these types, so the server and its client cannot drift apart.
"""

import hashlib
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec

from counselling.call.link import outside
from counselling.errors import CallError

MAX_MESSAGE_BYTES: Final = 64 * 1024
SOCKET_PATH: Final = "/ws"
TO_HOST: Final = "host"

# Longer ones are nobody's: what a server remembers of a stranger's knock must stay small.
Short: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]

_T = TypeVar("_T")


class SeatPass(msgspec.Struct, frozen=True):
    """What the server is told of a seat: a name without meaning and the SHA-256 of its token."""

    id: Short
    token_hash: Short


class Open(msgspec.Struct, frozen=True, tag="open"):
    """A host opens its room, or takes it up again with the same owner key.

    host_key: who may open rooms here at all; owner: whose room it is; opens_in, closes_in: seconds
    from now between which the links work. From now, because two clocks need not agree on the day.
    """

    host_key: Short
    room: Short
    owner: Short
    seats: tuple[SeatPass, ...]
    opens_in: float
    closes_in: float


class Knock(msgspec.Struct, frozen=True, tag="knock"):
    """A visitor knocks. seat_key: drawn by the page at its first knock; it binds the link to it."""

    room: Short
    token: Short
    seat_key: Short


class Sealed(msgspec.Struct, frozen=True, tag="sealed"):
    """A sealed message: `to` a seat or "host" on its way in, `from_` on its way out."""

    body: str
    to: Short = ""
    from_: Short = msgspec.field(name="from", default="")


class Letterbox(msgspec.Struct, frozen=True, tag="letterbox"):
    """A visitor has something to leave for a host who need not be there; the link is not bound."""

    room: Short
    token: Short
    seat_key: Short


class TryTurn(msgspec.Struct, frozen=True, tag="try_turn"):
    """A visitor wants to see, before she is let in, whether the TURN server lets her through.

    Answered by Turn, or Refused; the link is not bound.
    """

    room: Short
    token: Short
    seat_key: Short


class Parcel(msgspec.Struct, frozen=True, tag="parcel"):
    """Something sealed for the host's mailbox. number: of this seat's parcels, from 1, no gap.

    seat: on its way out only.
    """

    number: int
    body: str
    seat: Short = ""


class Collect(msgspec.Struct, frozen=True, tag="collect"):
    """A host asks for what was left in its room."""

    host_key: Short
    room: Short
    owner: Short


class Received(msgspec.Struct, frozen=True, tag="received"):
    """The host has a parcel where it will not be lost; the server deletes it."""

    seat: Short
    number: int


class AskTurn(msgspec.Struct, frozen=True, tag="ask_turn"):
    """The host asks for a TURN server: for a seat that it let in, or for itself ("host")."""

    name: Short


class Release(msgspec.Struct, frozen=True, tag="release"):
    """The host frees a link from the browser that it was bound to (the patient changes phone)."""

    seat: Short


class Close(msgspec.Struct, frozen=True, tag="close"):
    """The host ends the room; its links are dead."""


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The room is open."""


class Waiting(msgspec.Struct, frozen=True, tag="waiting"):
    """The knock was right. seat: the visitor's own; is_host_here: somebody hears it now."""

    seat: Short
    is_host_here: bool


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Unknown, not yet, expired, used by another, wrong or locked: always this and only this."""


class Knocked(msgspec.Struct, frozen=True, tag="knocked"):
    """Somebody with the right token is at a seat."""

    seat: Short


class Gone(msgspec.Struct, frozen=True, tag="gone"):
    """A seat's socket closed."""

    seat: Short


class HostHere(msgspec.Struct, frozen=True, tag="host_here"):
    """The host came or went. When it came, whoever waits says hello anew."""

    is_here: bool


class Free(msgspec.Struct, frozen=True, tag="free"):
    """The visitor may leave a parcel of this number."""

    number: int


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """The parcel is where a power cut does not lose it."""

    number: int


class Full(msgspec.Struct, frozen=True, tag="full"):
    """No more can be left here now; what was kept stays."""


class Empty(msgspec.Struct, frozen=True, tag="empty"):
    """The host has all that was left."""


class Turn(msgspec.Struct, frozen=True, tag="turn"):
    """A TURN server and what opens it for so many seconds; no urls: the clinic has none."""

    name: Short
    urls: tuple[str, ...] = ()
    username: str = ""
    credential: str = ""
    seconds: int = 0


ToServer: TypeAlias = (
    Open | Knock | Sealed | Letterbox | TryTurn | Parcel | Collect | Received | AskTurn
    | Release | Close
)  # fmt: skip
FromServer: TypeAlias = (
    Opened | Waiting | Refused | Knocked | Gone | HostHere | Sealed
    | Free | Kept | Full | Parcel | Empty | Turn
)  # fmt: skip

_TO_SERVER: Final[msgspec.json.Decoder[ToServer]] = msgspec.json.Decoder(ToServer)
_FROM_SERVER: Final[msgspec.json.Decoder[FromServer]] = msgspec.json.Decoder(FromServer)


def token_hash(token: str) -> str:
    """Return what the server keeps of a token or a key."""
    return hashlib.sha256(token.encode()).hexdigest()


def write(message: ToServer | FromServer) -> str:
    """Write a message as one line of JSON."""
    return msgspec.json.encode(message).decode()


def read_at_server(text: str) -> ToServer:
    """Read what a visitor or host sent. Raises CallError("call.message")."""
    return _read(_TO_SERVER, text)


def read_from_server(text: str) -> FromServer:
    """Read what the server sent. Raises CallError("call.message")."""
    return _read(_FROM_SERVER, text)


def _read(decoder: msgspec.json.Decoder[_T], text: str) -> _T:
    try:
        return outside.read(decoder, text)
    except ValueError:
        raise CallError("call.message") from None
