"""Seals the messages that pass the rendezvous server, so that it can only deliver or drop them.

AES-256-GCM with a random 96-bit nonce. The associated data hold the protocol, the room, the seat,
who speaks to whom, how many messages went this way before, and the two nonces of this visit once
they are known. A message that is changed, repeated, reflected, reordered, left out or taken from
another visit does not open, and after that nothing opens: the visit is over.
"""

import base64
import binascii
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counselling.call.link.invitation import PROTOCOL, Random, base64url
from counselling.errors import PeerNotProven

MAX_SEALED: Final = 60_000  # characters; the server lets 64 KiB pass, envelope included
_NONCE_BYTES: Final = 12


class End(StrEnum):
    """The two ends of a sealed line."""

    HOST = "host"
    SEAT = "seat"

    @property
    def other(self) -> "End":
        """The end across."""
        return End.SEAT if self is End.HOST else End.HOST


class SealedLine:
    """One end of one visit's sealed line: counts what went each way."""

    def __init__(self, key: bytes, *, room: str, seat: str, end: End, random: Random) -> None:
        self._cipher = AESGCM(key)
        self._place = (PROTOCOL, room, seat)
        self._end = end
        self._random = random
        self._nonces: tuple[str, ...] = ()
        self._sent = 0
        self._opened = 0

    def bind(self, nonce: str) -> None:
        """Bind all that follows to a nonce of this visit."""
        self._nonces += (nonce,)

    def seal(self, message: bytes) -> str:
        """Seal the next message to the other end."""
        nonce = self._random(_NONCE_BYTES)
        about = self._about(self._end, self._sent)
        self._sent += 1
        return base64url(nonce + self._cipher.encrypt(nonce, message, about))

    def open(self, sealed: str) -> bytes:
        """Open the next message from the other end. Raises PeerNotProven("call.sealed")."""
        if len(sealed) > MAX_SEALED:
            raise PeerNotProven("call.sealed")
        about = self._about(self._end.other, self._opened)
        try:
            octets = base64.b64decode(sealed + "=" * (-len(sealed) % 4), "-_", validate=True)
            message = self._cipher.decrypt(octets[:_NONCE_BYTES], octets[_NONCE_BYTES:], about)
        except (InvalidTag, binascii.Error, ValueError):
            raise PeerNotProven("call.sealed") from None
        self._opened += 1
        return message

    def _about(self, sender: End, count: int) -> bytes:
        words = (*self._place, sender, sender.other, str(count), *self._nonces)
        return "\0".join(words).encode()
