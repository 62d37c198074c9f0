"""A letter as a value: words in blocks, blocks in sections, before any page, font or file.

Whatever shows a letter (the PDF, later its HTML twin, the preview on the desk) walks these blocks;
whatever checks one (length, undefined terms, missing sections) reads them.
"""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias

from counselling.errors import LetterError
from counselling.letters.asking import Answer, Question, SignatureLine, Signatures
from counselling.letters.facts import Fact
from counselling.letters.inline import Direction, Parts
from counselling.letters.parties import Address


class Slot(StrEnum):
    """A place in the foot of the page that only the finished letter can fill."""

    PAGE = "page"
    PAGES = "pages"
    LETTER = "letter"  # the letter's id
    TEMPLATE = "template"  # the version of the words that it was written from


Foot: TypeAlias = tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the letter's title is level 1, a section's title level 2."""

    level: int
    parts: Parts


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. direction None: the letter's; free text may run the other way."""

    parts: Parts
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class KeyBox:
    """The few points that must be read even if nothing else is."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row of headings, then rows of the same length.

    wide: index of the column that takes the room which the others leave. facts: the same as data.
    """

    header: tuple[Parts, ...]
    rows: tuple[tuple[Parts, ...], ...]
    wide: int = 0
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """Words explained: the word, what it means."""

    entries: tuple[tuple[Parts, Parts], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before reading: set apart, never overlooked."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class SourceNote:
    """The small print that belongs to a number: how it was made, and from which publications.

    label: the word before the sources.
    """

    parts: Parts
    label: Parts = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector picture in points, and the same in words of the letter's language."""

    svg: str
    alternative_text: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the picture states them (viewBox, else width and height).

        Raises LetterError("letter.picture") when it states neither.
        """
        head = re.search(r"<svg\b[^>]*>", self.svg)
        found = _numbers(head[0]) if head else None
        if found is None or min(found) <= 0:
            raise LetterError("letter.picture")
        return found


_MM_PER_PT: Final = 25.4 / 72
_NUMBER: Final = r"[\d.]+(?:e[+-]?\d+)?"


def _numbers(head: str) -> tuple[float, float] | None:
    box = re.search(rf'\bviewBox="\S+[\s,]+\S+[\s,]+({_NUMBER})[\s,]+({_NUMBER})"', head)
    if box:
        return float(box[1]), float(box[2])
    sides = [re.search(rf'\s{side}="({_NUMBER})', head) for side in ("width", "height")]
    width, height = (float(side[1]) if side else 0.0 for side in sides)
    return width, height


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in its place: as wide as told on paper, with its caption.

    note: the small print of the numbers that the picture shows; it stands beside it. beside: a
    table that stands there, where the picture is narrow.
    """

    picture: Picture
    width_mm: float
    caption: Parts
    note: SourceNote | None = None
    beside: Table | None = None

    @classmethod
    def fitted(
        cls,
        picture: Picture,
        caption: Parts,
        *,
        most_mm: tuple[float, float],
        note: SourceNote | None = None,
    ) -> "Figure":
        """Place a picture in its own size, or as large as both limits (width, height) allow."""
        width, height = picture.size
        most_wide, most_high = most_mm
        fitting = min(width * _MM_PER_PT, most_wide, most_high * width / height)
        return cls(picture, round(fitting, 2), caption, note)


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | KeyBox
    | Table
    | Definitions
    | Notice
    | SourceNote
    | Figure
    | Question
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter under its heading.

    id: of the template's list, which fixes the order. terms: words of the field that its blocks
    use, so that the letter explains them. is_aside: stands beside its heading. is_half: short
    enough for half a page's width; two in a row stand side by side. facts: beside its tables' own.
    """

    id: str
    title: Parts
    blocks: tuple[Block, ...]
    terms: tuple[str, ...] = ()
    is_aside: bool = False
    is_half: bool = False
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        if not self.blocks:
            raise LetterError("letter.empty_section", section=self.id)


@dataclass(frozen=True, slots=True)
class Sender:
    """Head of the letter: who writes, and where to reach them.

    return_line: name and address for the post, above the recipient's; "" where none is known.
    """

    name: str
    lines: tuple[Parts, ...]
    return_line: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A page in another language for another reader: her doctor, who cannot read the letter's."""

    language: str
    direction: Direction
    title: Parts
    blocks: tuple[Block, ...]


@dataclass(frozen=True)  # without slots: it keeps its id
class Letter:
    """A whole letter in one language.

    title: what the document is, without anybody's name: lists show it. date: in words; written_on:
    the same day for the file's own record. id_line, page_line: the foot of every page. about: two
    marks of the patient, () where none may be told. seal: where the clinic's seal goes. version: of
    this letter to this person, from 1. form: of address, as it speaks to its reader. child_under:
    under so many years is whom it greets, or 0. colon: what its language sets behind a label.
    """

    kind: str
    template_version: str
    language: str
    direction: Direction
    title: str
    sender: Sender
    recipient: tuple[str, ...]
    date: str
    written_on: datetime.date
    notices: tuple[Notice, ...]
    greeting: Parts
    sections: tuple[Section, ...]
    closing: Parts
    signature: tuple[str, ...]
    id_line: Foot
    page_line: Foot
    about: Parts = ()
    seal: SignatureLine | None = None
    annex: Annex | None = None
    version: int = 1
    form: Address = Address.FORMAL
    child_under: int = field(default=0, repr=False)  # no word of it
    colon: str = field(default=":", repr=False)

    @property
    def is_posted(self) -> bool:
        """Whether the recipient's address is known, and stands where an envelope's window is."""
        return len(self.recipient) > 1

    @property
    def fields(self) -> Iterator[Answer | SignatureLine]:
        """All that can be ticked or signed, in reading order."""
        for block in self.blocks:
            if isinstance(block, Question):
                yield from block.answers
            elif isinstance(block, Signatures):
                yield from block.lines
        if self.seal is not None:
            yield self.seal

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order, headings included."""
        yield Heading(1, (self.title,))
        yield from self.notices
        yield Paragraph(self.greeting)
        for section in self.sections:
            yield Heading(2, section.title)
            yield from section.blocks
        yield Paragraph(self.closing)

    @cached_property
    def id(self) -> str:
        """Short name of exactly this letter: another word, another id.

        Printed on every page, so that a paper and a record can be told to be the same. 40 bits of
        SHA-256 in base 32 without the letters that look alike.
        """
        bits = int.from_bytes(hashlib.sha256(repr(self).encode()).digest()[:5], "big")
        letters = [_BASE32[bits >> shift & 31] for shift in range(35, -5, -5)]
        return "".join(letters[:4]) + "-" + "".join(letters[4:])


_BASE32: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
