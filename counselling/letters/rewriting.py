"""A PDF file as Typst writes it: some objects written anew, all others as they are, byte for byte.

A library that saves a file looks through every object of it first. That takes as long as all else
that is done to a letter, for a dozen objects that change.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Final
from zlib import compress

import pikepdf

from counselling.errors import LetterError

_TABLE: Final = re.compile(rb"xref\n0 (\d+)\n")
_TRAILER: Final = re.compile(rb"trailer\s*<<.*?/Root (\d+ 0 R)\s*/Info (\d+ 0 R)", re.DOTALL)
_END: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY: Final = 20  # bytes of a line of the table (ISO 32000-1, 7.5.4)
# of zlib, which takes longer than all else in here: two thirds of its time for a twentieth more
_PACKED: Final = 3

Entries = Mapping[str, bytes]


class Rewriting:
    """The objects of a file, by number, and new ones behind them.

    Raises LetterError("letter.not_set") for a file with more than one table of objects, or with
    objects packed in others: Typst writes neither.
    """

    def __init__(self, pdf: bytes) -> None:
        end = _END.search(pdf)
        at = int(end[1]) if end else len(pdf)
        table, trailer = _TABLE.match(pdf, at), _TRAILER.search(pdf, at)
        if table is None or trailer is None:
            raise LetterError("letter.not_set")
        self._root, self._info = trailer[1], trailer[2]
        starts = [int(pdf[at : at + 10]) for at in _lines(table.end(), int(table[1]))]
        ends = dict(zip(sorted(starts), (*sorted(starts)[1:], at), strict=True))
        self._head = pdf[: min(starts[1:])]
        self._objects = [pdf[start : ends[start]] for start in starts[1:]]
        if not all(one.startswith(b"%d 0 obj" % n) for n, one in enumerate(self._objects, 1)):
            raise LetterError("letter.not_set")

    def put(self, number: int, body: bytes) -> None:
        """Write an object anew."""
        self._objects[number - 1] = b"%d 0 obj\n%s\nendobj\n" % (number, body)

    def add(self, body: bytes) -> bytes:
        """Write one more object; returns how others refer to it."""
        self._objects.append(b"")
        number = len(self._objects)
        self.put(number, body)
        return b"%d 0 R" % number

    def whole(self) -> bytes:
        """Return the file; the same objects are the same bytes, with an id made from them."""
        parts, places, at = [self._head], [], len(self._head)
        for one in self._objects:
            places.append(b"%010d 00000 n\r\n" % at)
            parts.append(one)
            at += len(one)
        size = len(places) + 1
        parts += [b"xref\n0 %d\n0000000000 65535 f\r\n" % size, *places]
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
        parts.append(
            b"trailer\n<< /Size %d /Root %s /Info %s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (size, self._root, self._info, name, name, at)
        )
        return b"".join(parts)


def _lines(begin: int, count: int) -> range:
    return range(begin, begin + count * _ENTRY, _ENTRY)


def number_of(found: pikepdf.Object) -> int:
    """Return the number of an object.

    Raises LetterError("letter.not_set") where it stands inside another one.
    """
    if not found.is_indirect:
        raise LetterError("letter.not_set")
    return int(found.objgen[0])


def dictionary(
    entries: Entries, of: pikepdf.Object | None = None, *, without: Collection[str] = ()
) -> bytes:
    """Return a dictionary as it is written: these entries, and those of another one."""
    told = {
        key: _written(value)
        for key, value in (of.items() if of is not None else ())
        if key not in without
    }
    return b"<< %s >>" % b" ".join(
        key.encode() + b" " + value for key, value in {**told, **entries}.items()
    )


def _written(value: object) -> bytes:
    """Return a value; pikepdf gives numbers and truths as Python's own."""
    if isinstance(value, pikepdf.Object):
        return value.unparse()
    return str(value).lower().encode()


def stream(content: bytes, entries: Entries | None = None) -> bytes:
    """Return a packed stream as it is written."""
    packed = compress(content, _PACKED)
    length = {"/Length": b"%d" % len(packed), "/Filter": b"/FlateDecode"}
    return dictionary({**(entries or {}), **length}) + b"\nstream\n" + packed + b"\nendstream"
