"""Proves that the two DTLS certificates of a call belong to the two holders of one link.

DTLS shows that whoever is on the line holds the key behind a fingerprint; the tags here show that
somebody who holds the link chose that fingerprint, for this visit and this direction. What is
proven is what the engines use: both fingerprints are read from the descriptions they applied.

The safety words let two people check the same by voice, against a page that was changed on its
way. The host commits to a nonce before it sees the patient's certificate and reveals it after, so
nobody in between can try certificates until the words happen to agree (the commitment of ZRTP,
RFC 6189, section 4.4.1.1): one guess in 2^24.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

from counselling.call.link.invitation import PROTOCOL
from counselling.call.link.sealing import End
from counselling.errors import PeerNotProven

WORDS_IN_LIST: Final = 256

_FINGERPRINT: Final = re.compile(r"^a=fingerprint:(\S+)[ \t]+(\S+)[ \t]*\r?$", re.MULTILINE)
_OTHER_ALGORITHMS: Final = re.compile(
    r"^a=fingerprint:(?!sha-256 )[^\n]*\n", re.MULTILINE | re.IGNORECASE
)
_SHA_256: Final = re.compile(r"(?:[0-9A-F]{2}:){31}[0-9A-F]{2}")


@dataclass(frozen=True, slots=True)
class SafetyWords:
    """Three numbers below 256, the same on both screens when nobody stands in between."""

    numbers: tuple[int, int, int]

    @property
    def digits(self) -> str:
        """As digits, for two people without a common language: "042 119 233"."""
        return " ".join(f"{number:03d}" for number in self.numbers)

    def in_words(self, words: str) -> str:
        """As words of a list: the catalogue's message `safety.words`, 256 words and spaces."""
        listed = words.split()
        return " · ".join(listed[number] for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Handshake:
    """What both tags and the words are made of.

    seat_nonce, host_nonce: this visit's; seat_print, host_print: fingerprints as the engines use
    them.
    """

    room: str
    seat: str
    seat_nonce: str
    host_nonce: str
    seat_print: str
    host_print: str

    def tag(self, key: bytes, sender: End) -> str:
        """Return the tag by which `sender` stands for its fingerprint."""
        return hmac.new(key, self._text("tag", sender, sender.other), hashlib.sha256).hexdigest()

    def check(self, key: bytes, sender: End, tag: str) -> None:
        """Check the tag of `sender`. Raises PeerNotProven("call.fingerprint")."""
        if not hmac.compare_digest(self.tag(key, sender).encode(), tag.encode()):
            raise PeerNotProven("call.fingerprint")

    def safety_words(self, revealed: str) -> SafetyWords:
        """Return the words; revealed: the nonce that the host had committed to."""
        digest = hashlib.sha256(self._text("words", revealed)).digest()
        return SafetyWords((digest[0], digest[1], digest[2]))

    def _text(self, *purpose: str) -> bytes:
        nonces = (self.seat_nonce, self.host_nonce)
        prints = (self.seat_print, self.host_print)
        return "\0".join((PROTOCOL, *purpose, self.room, self.seat, *nonces, *prints)).encode()


def commitment(nonce: str) -> str:
    """Return what binds the host to a nonce that it reveals later."""
    return hashlib.sha256(f"{PROTOCOL}\0commitment\0{nonce}".encode()).hexdigest()


def is_committed(committed: str, nonce: str) -> bool:
    """Tell whether a revealed nonce is the one that was committed to."""
    return hmac.compare_digest(committed, commitment(nonce))


def fingerprint(sdp: str) -> str:
    """Return the certificate's SHA-256 fingerprint of a session description, in capitals.

    All sections must name the same one and no other algorithm: an engine may accept any of
    several, and only one would be proven.
    Raises PeerNotProven("call.fingerprint_count").
    """
    named: set[tuple[str, str]] = {
        (kind.lower(), value.upper()) for kind, value in _FINGERPRINT.findall(sdp)
    }
    if len(named) != 1:
        raise PeerNotProven("call.fingerprint_count")
    kind, value = next(iter(named))
    if kind != "sha-256" or not _SHA_256.fullmatch(value):
        raise PeerNotProven("call.fingerprint_count")
    return value


def with_one_fingerprint(sdp: str) -> str:
    """Return our own description without the fingerprints by other algorithms that aiortc adds."""
    return _OTHER_ALGORITHMS.sub("", sdp)
