"""Files that are handed over: offered, taken or not, in pieces, resumed, checked at the end.

    offer -> take(start) -> pieces <-> got -> over(done)

Who sends keeps no more than a window on its way, so that sound and picture have room on the line
and progress is what has come. After a broken line the offer is made again and the other end takes
up where it stopped. What has come is checked by length, SHA-256 and its first bytes.

A piece is bytes: the file's id and the place in it, four bytes each, big-endian; then
what stands there.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from counselling.call.talk.talk_words import (
    MAX_FILE_BYTES,
    End,
    Got,
    Kind,
    Offer,
    OfFiles,
    Over,
    Take,
    clean_name,
)
from counselling.errors import CallError

WINDOW_BYTES: Final = 32 * 1024
PIECE_BYTES: Final = 8 * 1024
MAX_OFFERS: Final = 4  # of one end that wait or come at a time
MAX_FILES: Final = 200  # of one end in all: nobody keeps a desk busy with offers
_HEAD: Final = struct.Struct(">II")
_FIRST_BYTES: Final = {
    Kind.PDF: b"%PDF-",
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
    Kind.JPEG: b"\xff\xd8\xff",
}


class FileLine(Protocol):
    """Where words and pieces go; what is given to a line that is not open is lost."""

    def say(self, word: OfFiles) -> None:
        """Say something about a file."""
        ...

    def piece(self, piece: bytes) -> None:
        """Send a piece of a file."""
        ...


class FilesOwner(Protocol):
    """Whoever wants to know what becomes of the files between two ends."""

    def file_offered(self, offer: Offer) -> None:
        """The other end offers a file; its name is clean."""
        ...

    def file_moved(self, file: int, size: int) -> None:
        """So many bytes of a file have come, here or there; 0: it was taken."""
        ...

    def file_came(self, offer: Offer, content: bytes) -> None:
        """A file is here, as it was offered."""
        ...

    def file_over(self, file: int, end: End) -> None:
        """A hand-over is over."""
        ...


@dataclass(slots=True)
class _Sending:
    offer: Offer
    content: bytes
    is_taken: bool = False
    sent: int = 0
    got: int = 0


@dataclass(slots=True)
class _Coming:
    offer: Offer
    is_taken: bool = False
    told: int = 0
    content: bytearray = field(default_factory=bytearray)


def kind_of(content: bytes) -> Kind | None:
    """Return what a file is by its first bytes; None for what is not handed over."""
    return next((k for k, first in _FIRST_BYTES.items() if content.startswith(first)), None)


def offer_of(name: str, content: bytes, *, file: int) -> Offer:
    """Describe a file to be offered under an id.

    Raises CallError("call.file_kind") for another kind than PDF, PNG and JPEG,
    CallError("call.file_size") for none or more than 20 MB.
    """
    kind = kind_of(content)
    if kind is None:
        raise CallError("call.file_kind")
    if len(content) > MAX_FILE_BYTES:
        raise CallError("call.file_size")
    digest = hashlib.sha256(content).hexdigest()
    return Offer(file, clean_name(name, kind), kind, len(content), digest)


class Files:
    """All files between us and one other end, over one line after another."""

    def __init__(self, line: FileLine, owner: FilesOwner) -> None:
        self._line, self._owner = line, owner
        self._sending: dict[int, _Sending] = {}
        self._coming: dict[int, _Coming] = {}
        self._ended: dict[int, End] = {}  # of those that came, to be told again when asked
        self._count = 0

    # What we do

    def offer(self, offer: Offer, content: bytes) -> None:
        """Offer a file."""
        self._sending[offer.id] = _Sending(offer, content)
        self._line.say(offer)

    def take(self, file: int) -> None:
        """Take a file that was offered; a wrong moment changes nothing."""
        coming = self._coming.get(file)
        if coming is not None and not coming.is_taken:
            coming.is_taken = True
            self._owner.file_moved(file, 0)
            self._line.say(Take(file, len(coming.content)))

    def end(self, file: int) -> None:
        """Decline what is offered, or break off what goes or comes."""
        coming = self._coming.get(file)
        if coming is not None:
            self._over(file, End.CANCELLED if coming.is_taken else End.DECLINED)
        elif self._sending.pop(file, None) is not None:
            self._line.say(Over(file, End.CANCELLED))
            self._owner.file_over(file, End.CANCELLED)

    def again(self) -> None:
        """A new line is open: offer what was not finished, take up what was coming."""
        for sending in self._sending.values():
            sending.is_taken = False
            self._line.say(sending.offer)
        for coming in self._coming.values():
            if coming.is_taken:
                self._line.say(Take(coming.offer.id, len(coming.content)))

    # What the other end says

    def hear(self, word: OfFiles) -> None:
        """Take what the other end says about a file."""
        match word:
            case Offer():
                self._offered(word)
            case Take(file, start):
                self._begin(file, start)
            case Got(file, size):
                self._go_on(file, size)
            case Over(file, end):
                self._told_over(file, end)

    def hear_piece(self, message: bytes) -> None:
        """Take a piece; what does not follow on what is here is not a piece of it."""
        if len(message) <= _HEAD.size:
            return
        file, place = _HEAD.unpack_from(message)
        coming = self._coming.get(file)
        if coming is None or not coming.is_taken or place != len(coming.content):
            return
        coming.content += message[_HEAD.size :]
        self._look(coming)

    def _offered(self, offer: Offer) -> None:
        if offer.id in self._ended:
            self._line.say(Over(offer.id, self._ended[offer.id]))
        elif offer.id in self._coming:
            return  # known; again() asks for the rest
        elif self._is_too_much() or offer.id in self._sending:
            self._line.say(Over(offer.id, End.DECLINED))
        else:
            self._count += 1
            offer = _with_clean_name(offer)
            self._coming[offer.id] = _Coming(offer)
            self._owner.file_offered(offer)

    def _is_too_much(self) -> bool:
        return len(self._coming) >= MAX_OFFERS or self._count >= MAX_FILES

    def _begin(self, file: int, start: int) -> None:
        sending = self._sending.get(file)
        if sending is None:
            self._line.say(Over(file, End.CANCELLED))
        elif start <= sending.offer.size:
            sending.is_taken = True
            sending.sent = sending.got = start
            self._owner.file_moved(file, start)
            self._pump(sending)

    def _go_on(self, file: int, size: int) -> None:
        sending = self._sending.get(file)
        if sending is not None and sending.is_taken and sending.got < size <= sending.sent:
            sending.got = size
            self._owner.file_moved(file, size)
            self._pump(sending)

    def _pump(self, sending: _Sending) -> None:
        end = min(sending.got + WINDOW_BYTES, sending.offer.size)
        while sending.sent < end:
            piece = sending.content[sending.sent : min(sending.sent + PIECE_BYTES, end)]
            self._line.piece(_HEAD.pack(sending.offer.id, sending.sent) + piece)
            sending.sent += len(piece)

    def _told_over(self, file: int, end: End) -> None:
        sending = self._sending.pop(file, None)
        if sending is not None:
            if end is End.DONE and sending.sent < sending.offer.size:
                end = End.BROKEN  # nobody has all of a file of which not all was sent
            self._owner.file_over(file, end)
        elif self._coming.pop(file, None) is not None:
            self._owner.file_over(file, End.CANCELLED)

    def _look(self, coming: _Coming) -> None:
        """Tell how much is here; at the end, whether it is what was offered."""
        offer, here = coming.offer, len(coming.content)
        if here < offer.size:
            if here - coming.told >= PIECE_BYTES:
                coming.told = here
                self._line.say(Got(offer.id, here))
                self._owner.file_moved(offer.id, here)
            return
        content = bytes(coming.content)
        if _is_as_offered(offer, content):
            self._owner.file_moved(offer.id, here)
            self._owner.file_came(offer, content)
            self._over(offer.id, End.DONE)
        else:
            self._over(offer.id, End.BROKEN)

    def _over(self, file: int, end: End) -> None:
        del self._coming[file]
        self._ended[file] = end
        self._line.say(Over(file, end))
        self._owner.file_over(file, end)


def new_file(random: Callable[[int], bytes]) -> int:
    """Draw the id of a file."""
    return int.from_bytes(random(4), "big")


def _is_as_offered(offer: Offer, content: bytes) -> bool:
    return (
        len(content) == offer.size
        and kind_of(content) is offer.kind
        and hashlib.sha256(content).hexdigest() == offer.sha256
    )


def _with_clean_name(offer: Offer) -> Offer:
    return Offer(offer.id, clean_name(offer.name, offer.kind), offer.kind, offer.size, offer.sha256)
