"""A letter as a record that programs read: embedded in its PDF, and what `verify-letter` tells.

It holds what is printed and nothing else, so that it discloses no more than the paper does.
"""

import json
from collections.abc import Iterator
from typing import Final, TypeAlias

from counselling.letters.asking import Answer, Question, Signatures
from counselling.letters.inline import Gap, Parts, Strong, Token, words_of
from counselling.letters.letter import (
    Block,
    Bullets,
    Definitions,
    Figure,
    Heading,
    KeyBox,
    Letter,
    Notice,
    Paragraph,
    SourceNote,
    Table,
)

SCHEMA: Final = "consultand-letter/1"
FILE_NAME: Final = "letter.json"

Json: TypeAlias = dict[str, object]


def as_json(letter: Letter) -> str:
    """Return the record as one line of JSON; the same letter is the same line."""
    return json.dumps(record(letter), ensure_ascii=False, sort_keys=True)


def record(letter: Letter) -> Json:
    """Return the letter's words by section, its tokens and its answers."""
    return {
        "schema": SCHEMA,
        "kind": letter.kind,
        "template_version": letter.template_version,
        "version": letter.version,
        "id": letter.id,
        "language": letter.language,
        "written_on": letter.written_on.isoformat(),
        "sender": letter.sender.name,
        "recipient": list(letter.recipient),
        "about": words_of(letter.about),
        "sections": [
            {
                "id": section.id,
                "title": words_of(section.title),
                "text": [words_of(parts) for block in section.blocks for parts in lines(block)],
            }
            for section in letter.sections
        ],
        "tokens": list(dict.fromkeys(_tokens(letter))),
        "questions": [_question(block) for block in letter.blocks if isinstance(block, Question)],
    }


def lines(block: Block) -> Iterator[Parts]:
    """Yield the lines of a block in reading order."""
    match block:
        case Heading(parts=parts) | Paragraph(parts=parts) | Notice(parts=parts):
            yield parts
        case Bullets(items) | KeyBox(items):
            yield from (item.parts for item in items)
        case Table(header, rows):
            yield from (cell for row in (header, *rows) for cell in row)
        case Definitions(entries):
            yield from (part for entry in entries for part in entry)
        case SourceNote(parts, label, sources):
            yield from (parts, label, ("; ".join(sources),))
        case Question(parts=parts, answers=answers):
            yield from (parts, *(answer.label for answer in answers))
        case Signatures(places, day):
            yield from (*(place.label for place in places), day)
        case Figure(picture, caption=caption, note=note, beside=beside):
            yield from ((picture.alternative_text,), caption)
            for other in (beside, note):
                if other is not None:
                    yield from lines(other)


def _tokens(letter: Letter) -> Iterator[str]:
    for section in letter.sections:
        for block in section.blocks:
            for parts in lines(block):
                yield from _tokens_of(parts)


def _tokens_of(parts: Parts) -> Iterator[str]:
    for part in parts:
        match part:
            case Token(text):
                yield text
            case Strong(inner):
                yield from _tokens_of(inner)
            case str() | Gap():
                pass


def _question(question: Question) -> Json:
    answered: list[Answer] = [answer for answer in question.answers if answer.is_ticked]
    return {
        "id": question.id,
        "level": question.level,
        "answered": [answer.id for answer in answered],
        "codes": [code for answer in answered for code in answer.codes],
    }
