"""A message of several lines as blocks: paragraphs, and what begins with "- " as a list."""

import unicodedata
from collections.abc import Iterator

from counselling.letters.inline import Gap, Inline, Parts, Strong, Token, words_of
from counselling.letters.letter import Block, Bullets, Paragraph
from counselling.letters.voice import Voice

_ITEM = "- "


def prose(voice: Voice, message_id: str, /, **fields: object) -> tuple[Block, ...]:
    """Return a message's blocks. What is filled in keeps its own lines out of it."""
    blocks: list[Block] = []
    items: list[Paragraph] = []
    for line in _lines(voice.parts(message_id, **fields)):
        first = line[0]
        if isinstance(first, str) and first.startswith(_ITEM):
            items.append(as_it_runs((first.removeprefix(_ITEM), *line[1:]), voice))
            continue
        if items:
            blocks.append(Bullets(tuple(items)))
            items = []
        blocks.append(as_it_runs(line, voice))
    if items:
        blocks.append(Bullets(tuple(items)))
    return tuple(blocks)


def as_it_runs(parts: Parts, voice: Voice) -> Paragraph:
    """Return a paragraph; one that somebody typed in another script runs as that script does."""
    letters = {unicodedata.bidirectional(letter) for letter in words_of(parts)}
    is_foreign = "L" in letters and not letters & {"R", "AL"} and not _has_gap(parts)
    if voice.catalogue.direction == "rtl" and is_foreign:
        return Paragraph(parts, "ltr")
    return Paragraph(parts)


def _has_gap(parts: Parts) -> bool:
    return any(isinstance(part, Gap) for part in parts)


def _lines(parts: Parts) -> Iterator[Parts]:
    line: list[Inline] = []
    for part in parts:
        match part:
            case str():
                first, *others = part.split("\n")
                line.append(first)
                for other in others:
                    yield _trimmed(line)
                    line = [other]
            case Token() | Gap() | Strong():
                line.append(part)
    yield _trimmed(line)


def _trimmed(line: list[Inline]) -> Parts:
    """Drop empty strings: a branch that says nothing leaves them behind."""
    return tuple(part for part in line if part != "") or ("",)
