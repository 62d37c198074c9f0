"""One link a person: what it carries, and the four keys that both ends derive from it.

    BASE/j/<room>#<secret>[.<language>][.<telephone>]

The telephone is the clinic's: it stands on the page also where no line to the desk comes about.
A browser never sends what follows the #, so the server that hands out the page never sees the
secret. HKDF-SHA256 (RFC 5869; salt: the room) makes four keys of it that do not reveal each
other: the join token, shown to the server, which keeps its SHA-256 only; the signalling key,
which seals every message that passes the server; the fingerprint key, which proves that a
DTLS certificate was chosen by somebody who holds the link; and the mailbox key, which seals what
is left for a host who is not there.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counselling.errors import LinkRefused

PROTOCOL: Final = "consultand/1"
ROOM_BYTES: Final = 16
SECRET_BYTES: Final = 32

Random: TypeAlias = Callable[[int], bytes]

_LINK: Final = re.compile(
    r"(?P<base>https?://[^\s/?#]+(?:/[^\s?#]*?)?)/j/(?P<room>[a-z2-7]{26})"
    r"#(?P<secret>[A-Za-z0-9_-]{43})(?:\.(?P<language>[A-Za-z-]{2,12}))?"
    r"(?:\.(?P<telephone>\+?[0-9]{5,20}))?"
)
_TELEPHONE: Final = re.compile(r"\+?[0-9]{5,20}")
_BETWEEN_DIGITS: Final = str.maketrans("", "", " \u00a0\u202f()./-")


@dataclass(frozen=True, slots=True)
class Keys:
    """What the secret becomes; none of the four reveals another or the secret."""

    join_token: str = field(repr=False)
    signalling: bytes = field(repr=False)
    fingerprint: bytes = field(repr=False)
    mailbox: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's way into one room.

    base: address of the rendezvous server, no slash at the end; room: 128 random bits in base32,
    not secret; secret: 256 random bits; language: the page's first language, "" for the browser's;
    telephone: the clinic's, as `dialled` returns it, "" for none;
    roots: of a server's own authority, as in ServerAddress: in no link, whoever comes must have it.
    """

    base: str
    room: str
    secret: bytes = field(repr=False)
    language: str = ""
    roots: str = field(default="", repr=False)
    telephone: str = ""

    @property
    def link(self) -> str:
        """What the person is sent. Whoever reads it can knock: it belongs in no log."""
        carried = (base64url(self.secret), self.language, self.telephone)
        return f"{self.base}/j/{self.room}#{'.'.join(each for each in carried if each)}"

    @property
    def keys(self) -> Keys:
        """The keys that both ends derive."""
        return Keys(
            join_token=base64url(_derived(self.secret, self.room, "join")),
            signalling=_derived(self.secret, self.room, "signalling"),
            fingerprint=_derived(self.secret, self.room, "fingerprint"),
            mailbox=_derived(self.secret, self.room, "mailbox"),
        )


def new_room(random: Random) -> str:
    """Draw a room's name."""
    return base64.b32encode(random(ROOM_BYTES)).decode().rstrip("=").lower()


def invite(
    base: str, room: str, *, random: Random, language: str = "", telephone: str = ""
) -> Invitation:
    """Make one person's invitation to a room."""
    secret = random(SECRET_BYTES)
    return Invitation(base.rstrip("/"), room, secret, language, telephone=telephone)


def dialled(told: str) -> str:
    """Return a telephone number as a link carries it, of digits; "" of what is not just a number.

    An extension ("ext. 12") is none: who dialled it with the rest would reach somebody else.
    """
    international = told.strip().startswith("+")  # in front of which the (0) is not dialled
    digits = (told.replace("(0)", "") if international else told).translate(_BETWEEN_DIGITS)
    return digits if _TELEPHONE.fullmatch(digits) else ""


def read_link(link: str) -> Invitation:
    """Read a link back. Raises LinkRefused("call.link") without saying what was wrong with it."""
    found = _LINK.fullmatch(link.strip())
    if found is None:
        raise LinkRefused("call.link")
    try:
        secret = base64.urlsafe_b64decode(found["secret"] + "=")
    except binascii.Error:
        raise LinkRefused("call.link") from None
    told = {name: found[name] or "" for name in ("language", "telephone")}
    return Invitation(found["base"], found["room"], secret, **told)


def base64url(octets: bytes) -> str:
    """Write bytes in base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def _derived(secret: bytes, room: str, purpose: str) -> bytes:
    info = f"{PROTOCOL} {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=room.encode(), info=info).derive(secret)
