"""GEDCOM's grammar: lines with levels become records, whatever version and encoding.

Source: GEDCOM 5.5.1 chapter 1 and FamilySearch GEDCOM 7.0 section 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from counselling.errors import FormatError
from counselling.formats import ansel, gedzip
from counselling.formats.format import Loss
from counselling.formats.text import decode

_LINE: Final = re.compile(
    r"[ \t\ufeff]*(\d{1,3})[ \t]+(?:@([^@\n]+)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.ASCII
)
_CHAR: Final = re.compile(rb"1\s+CHAR(?:ACTER)?\s+([\w-]+)")
_HEAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*0\s+HEAD\b")
_VERS: Final = re.compile(r"\s*2\s+VERS\s+(\S+)")
_SHOWN: Final = 20_000  # bytes of a header
_CODECS: Final = {
    b"ANSI": "cp1252",
    b"WINDOWS-1252": "cp1252",
    b"WINDOWS-1251": "cp1251",
    b"CYRILLIC": "cp1251",
    b"IBMPC": "cp437",
    b"IBM": "cp437",
    b"MSDOS": "cp850",
    b"MACINTOSH": "mac_roman",
}


@dataclass
class Record:
    """One line with everything below it; value without the escapes of "@"."""

    line: int
    tag: str
    value: str = ""
    xref: str = ""
    below: list["Record"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Record"]:
        """Records of these kinds, one level below."""
        return (record for record in self.below if record.tag in tags)

    def get(self, *path: str) -> str:
        """Value of the first record along a path of tags, "" when there is none."""
        record: Record | None = self
        for tag in path:
            record = next(record.all(tag), None) if record else None
        return record.value.strip() if record else ""

    def has(self, *tags: str) -> bool:
        """Whether there is such a record."""
        return any(True for _ in self.all(*tags))

    @property
    def pointer(self) -> str:
        """The record that the value points at, "" when it points nowhere (or at VOID)."""
        found = re.fullmatch(r"\s*@([^@#]+)@\s*", self.value)
        return found[1] if found and found[1] != "VOID" else ""


def unpack(data: bytes) -> str | None:
    """Return the text of a GEDCOM whose encoding its header tells; None where others can.

    ANSEL, code pages, and UTF-16 without its mark are known to no general door.
    """
    inside = gedzip.dataset(data)
    if inside is not None:
        return unpack(inside) or decode(inside)
    if data[:4] in (b"0\0 \0", b"\n\0000") or data[:4] == b"\0000\0 ":
        encoding = "utf-16-le" if data[:1] == b"0" else "utf-16-be"
        return _settled(data.decode(encoding, "replace"))
    if not _HEAD.match(data[:200]):
        return None
    told = _CHAR.search(data[:_SHOWN])
    name = told[1].upper() if told else b""
    if name == b"ANSEL":
        return _settled(ansel.decode(data))
    if name in _CODECS and not data.startswith(b"\xef\xbb\xbf"):
        return _settled(data.decode(_CODECS[name], "replace"))
    return None


def _settled(text: str) -> str:
    if "\0" in text:
        raise FormatError("format.binary")
    return text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")


def version(text: str) -> str:
    """Return the version that a header tells, "" when it tells none."""
    is_here = False
    for line in text[:_SHOWN].split("\n")[1:]:
        level, _, rest = line.strip().partition(" ")
        if level == "0":
            break
        if level == "1":
            is_here = rest.strip().upper() == "GEDC"
        found = _VERS.match(line) if is_here else None
        if found:
            return found[1]
    return ""


def records(text: str, losses: list[Loss]) -> list[Record]:
    """Read all records of level 0. Lines that are none are told as lost."""
    top: list[Record] = []
    open_records: list[tuple[int, Record]] = []
    is_seven = version(text).startswith("7")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            losses.append(Loss("loss.unknown_line", number))
            continue
        level, tag = int(found[1]), found[3].upper()
        value = _plain(found[4] or "", is_seven=is_seven)
        while open_records and open_records[-1][0] >= level:
            open_records.pop()
        above = open_records[-1][1] if open_records else None
        if above is not None and tag in ("CONC", "CONT"):
            above.value += value if tag == "CONC" else "\n" + value
            continue
        record = Record(number, tag, value, (found[2] or "").strip())
        if above is None and level > 0:
            losses.append(Loss("loss.unknown_line", number))
            continue
        (top if above is None else above.below).append(record)
        open_records.append((level, record))
    return top


def _plain(value: str, *, is_seven: bool) -> str:
    """Undo the doubling of "@": 7.0 doubles a leading one only."""
    if is_seven:
        return value[1:] if value.startswith("@@") else value
    return value.replace("@@", "@")
