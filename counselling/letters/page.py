"""A letter as the plain data that letter.typ reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from counselling.drawing.ink import PAPER_COLOURS
from counselling.letters.asking import Answer, Question, SignatureLine, Signatures
from counselling.letters.characters import clean, direction_of
from counselling.letters.halves import in_second_column
from counselling.letters.inline import Direction, Parts, Token, words_of
from counselling.letters.letter import (
    Annex,
    Block,
    Bullets,
    Definitions,
    Figure,
    Foot,
    Heading,
    KeyBox,
    Letter,
    Notice,
    Paragraph,
    Slot,
    SourceNote,
    Table,
)
from counselling.letters.picture import settable, shown_words
from counselling.letters.record import as_json
from counselling.letters.runs import LONGEST_INLINE, Run, runs

Json: TypeAlias = dict[str, object]
Words: TypeAlias = list[list[str | bool]]  # runs: text, form, is it strong, where it leads
FIELD: Final = "consultand-field:"  # a place on the page that finish.py makes a form's field of

LATIN_FONTS: Final = ("Noto Sans", "Noto Sans Symbols2", "Noto Sans Math")
ARABIC_FONT: Final = "Consultand Arabic"
MARK_FONT: Final = "LineBreakMark"  # marks that show nothing, for the readers of the file
FONTS: Final = frozenset({*LATIN_FONTS, ARABIC_FONT, MARK_FONT})


_ASIDE_MM: Final = 32.0
_USUAL_HEADING: Final = 14  # letters of a word that it holds
_BOLD_LETTER_MM: Final = 2.4  # of usual print, on average
_LONGEST_HEADING: Final = 20  # letters; what is longer is broken, or nothing were left beside it
_WIDE_TOKEN: Final = 34  # letters; more of them are wider than a column


class Size(Enum):
    """How large a letter is set: its text in points."""

    USUAL = 11.0
    LARGE = 18.0  # clear print for people with low vision: 16 to 18 points

    @property
    def longest_inline(self) -> int:
        """So many letters of a token stand inside a line."""
        return int(LONGEST_INLINE * Size.USUAL.value / self.value)


def page_data(
    letter: Letter, size: Size = Size.USUAL, *, is_close: bool = False, has_air: bool = False
) -> Json:
    """Return everything that the template asks for. is_close, has_air: as `typeset`."""
    write = _Writer(letter.direction, size.longest_inline)
    # The script's own font comes first: the space between its words must be its own, too.
    own = (ARABIC_FONT, *LATIN_FONTS)
    letter_id = letter.id  # a hash over all of it
    return {
        "language": letter.language,
        "direction": letter.direction,
        "colon": letter.colon,
        "fonts": own if letter.direction == "rtl" else (*LATIN_FONTS, ARABIC_FONT),
        "latin": LATIN_FONTS,
        "colours": {ink.value: colour for ink, colour in PAPER_COLOURS.items()},
        "text_pt": size.value,
        "is_close": is_close,
        "has_air": has_air,
        "title": clean(letter.title),
        "record": as_json(letter),
        "author": clean(letter.sender.name),
        "keywords": [letter.kind, letter.template_version, letter_id],
        "day": [letter.written_on.year, letter.written_on.month, letter.written_on.day],
        "sender": write.words((letter.sender.name,)),
        "sender_lines": [write.words(line) for line in letter.sender.lines],
        "is_posted": letter.is_posted,
        "return_line": write.address_line(letter.sender.return_line),
        "recipient": [write.address_line(line) for line in letter.recipient],
        "date": write.words((letter.date,)),
        "heading": write.words((letter.title,)),
        "about": write.words(letter.about),
        "notices": [write.block(notice) for notice in letter.notices],
        "greeting": write.words(letter.greeting),
        "sections": [
            {
                "title": write.words(section.title),
                "aside": section.is_aside,
                "half": section.is_half,
                "second": is_second,
                "blocks": [write.block(block) for block in section.blocks],
            }
            for section, is_second in zip(
                letter.sections, in_second_column(letter.sections), strict=True
            )
        ],
        "aside_mm": _aside_mm(letter),
        "closing": write.words(letter.closing),
        "signature": [write.words((line,)) for line in letter.signature],
        "seal": write.line(letter.seal) if letter.seal else None,
        "annex": _annex(letter.annex) if letter.annex else None,
        "id_line": write.foot(letter.id_line, letter_id, letter.template_version),
        "page_line": write.foot(letter.page_line, letter_id, letter.template_version),
    }


def _aside_mm(letter: Letter) -> float:
    """Return how wide headings are that stand beside their parts: no word of theirs is broken."""
    titles = (words_of(section.title) for section in letter.sections if section.is_aside)
    longest = max((len(word) for title in titles for word in title.split()), default=0)
    if longest <= _USUAL_HEADING:
        return _ASIDE_MM
    return min(longest, _LONGEST_HEADING) * _BOLD_LETTER_MM


def _annex(annex: Annex) -> Json:
    write = _Writer(annex.direction, LONGEST_INLINE)  # in usual print whatever the letter is in
    return {
        "language": annex.language,
        "direction": annex.direction,
        "title": write.words(annex.title),
        "blocks": [write.block(block) for block in annex.blocks],
    }


def shown_texts(data: Json) -> list[str]:
    """Return every text that must appear on paper, pictures included."""
    texts: list[str] = []
    _gather(data, texts)
    return texts


def _gather(data: object, texts: list[str]) -> None:
    # one list for all: to hand each text up through every level takes ten times as long
    if isinstance(data, str):
        texts.append(data)
    elif isinstance(data, list | tuple):
        for value in data:
            _gather(value, texts)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "svg":
                texts += shown_words(value)
            elif key != "record":
                _gather(value, texts)


def _written(told: Iterable[Run]) -> Words:
    return [[run.text, run.form, run.is_strong, run.address] for run in told]


def _is_wide(cell: Words) -> bool:
    return any(len(str(run[0])) > _WIDE_TOKEN for run in cell if run[1] in ("token", "line"))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of a letter that runs in this direction. longest: as `runs`."""

    direction: Direction
    longest: int

    def words(self, parts: Parts, direction: Direction | None = None) -> Words:
        return _written(runs(parts, direction or self.direction, longest=self.longest))

    def foot(self, line: Foot, letter_id: str, template_version: str) -> Words:
        written: Words = []
        for part in line:
            if part is Slot.LETTER:
                written += self.words((Token(letter_id),))
            elif part is Slot.TEMPLATE:
                written += self.words((Token(template_version),))
            else:
                written.append(
                    [str(part), "page" if isinstance(part, Slot) else "words", False, ""]
                )
        return written

    def paragraph(self, paragraph: Paragraph) -> Json:
        direction = paragraph.direction or self.direction
        return {"direction": direction, "runs": self.words(paragraph.parts, direction)}

    def address_line(self, line: str) -> Json:
        """A line of an address runs as its own script does: the post reads it, not the patient."""
        direction = direction_of(line, otherwise=self.direction)
        told = _written(runs((line,), direction, is_prose=False, longest=self.longest))
        return {"direction": direction, "runs": told}

    def line(self, line: SignatureLine) -> Json:
        return {"field": FIELD + line.id, "label": self.words(line.label)}

    def answer(self, answer: Answer) -> Json:
        return {"field": FIELD + answer.id, "label": self.words(answer.label)}

    def block(self, block: Block) -> Json:
        match block:
            case Heading(level, parts):
                return {"kind": "heading", "level": level, "runs": self.words(parts)}
            case Paragraph():
                return {"kind": "paragraph", **self.paragraph(block)}
            case Bullets(items) | KeyBox(items):
                kind = "key_box" if isinstance(block, KeyBox) else "bullets"
                return {"kind": kind, "items": [self.paragraph(item) for item in items]}
            case Table(header, rows, wide):
                heads = [self.words(cell) for cell in header]
                cells = [self.words(cell) for row in rows for cell in row]
                return {
                    "kind": "table",
                    "header": heads,
                    "cells": cells,
                    "wide": wide,
                    "by_row": self.direction == "rtl" and any(map(_is_wide, cells)),
                }
            case Definitions(entries):
                pairs = [[self.words(word), self.words(meaning)] for word, meaning in entries]
                return {"kind": "definitions", "entries": pairs}
            case Notice(parts):
                return {"kind": "notice", "runs": self.words(parts)}
            case SourceNote(parts, label, sources):
                return {
                    "kind": "source_note",
                    "runs": self.words(parts),
                    "label": self.words(label),
                    "sources": clean("; ".join(sources)),
                }
            case Question(parts=parts, answers=answers):
                boxes = [self.answer(answer) for answer in answers]
                return {"kind": "question", "runs": self.words(parts), "answers": boxes}
            case Signatures(lines, day):
                places = [self.line(line) for line in lines]
                return {"kind": "signatures", "lines": places, "day": self.words(day)}
            case Figure(picture, width_mm, caption, note, beside):
                return {
                    "kind": "figure",
                    "svg": settable(picture.svg),
                    "alternative_text": clean(picture.alternative_text),
                    "width_mm": width_mm,
                    "caption": self.words(caption),
                    "beside": self.block(beside) if beside else None,
                    "note": self.block(note) if note else None,
                }
