"""A letter as a record that programs read: embedded in its PDF, and what `verify-letter` tells.

It holds what is printed, in words and as data (facts.py), and nothing else, so that it discloses no
more than the paper does. Its keys: docs/decisions/0091.
"""

import json
from collections.abc import Iterator
from typing import Final

from counselling.letters.asking import Answer, Question, Signatures
from counselling.letters.characters import clean
from counselling.letters.facts import NAMES, Fact, Json, as_plain
from counselling.letters.inline import Gap, Parts, Strong, Token, words_of
from counselling.letters.letter import (
    Annex,
    Block,
    Bullets,
    Definitions,
    Figure,
    Heading,
    KeyBox,
    Letter,
    Notice,
    Paragraph,
    Section,
    SourceNote,
    Table,
)

SCHEMA: Final = "consultand-letter/2"
OLDER: Final = frozenset({"consultand-letter/1"})  # words and answers alone, no facts
FILE_NAME: Final = "letter.json"


def as_json(letter: Letter) -> str:
    """Return the record as one line of JSON; the same letter is the same line."""
    return json.dumps(record(letter), ensure_ascii=False, sort_keys=True)


def record(letter: Letter) -> Json:
    """Return the letter's words by section, its tokens, its answers and its facts.

    As they are printed: without orders to whoever sets or reads them.
    """
    return {key: _cleaned(told) for key, told in _told(letter).items()}


def _cleaned(told: object) -> object:
    if isinstance(told, str):
        return clean(told)
    if isinstance(told, dict):
        return {key: _cleaned(one) for key, one in told.items()}
    return [_cleaned(one) for one in told] if isinstance(told, list | tuple) else told


def _told(letter: Letter) -> Json:
    return {
        **{name: [] for name in NAMES.values()},
        **_facts(letter),
        "schema": SCHEMA,
        "kind": letter.kind,
        "template_version": letter.template_version,
        "version": letter.version,
        "id": letter.id,
        "language": letter.language,
        "form": letter.form.value,
        "title": letter.title,
        "written_on": letter.written_on.isoformat(),
        "sender": letter.sender.name,
        "signed_by": list(letter.signature),
        "notices": [words_of(notice.parts) for notice in letter.notices],
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
        "annex": _annex(letter.annex) if letter.annex else None,
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


def facts(section: Section) -> Iterator[Fact]:
    """Yield what a section says as data: in itself, then in its tables."""
    yield from section.facts
    for block in section.blocks:
        table = block.beside if isinstance(block, Figure) else block
        if isinstance(table, Table):
            yield from table.facts


def _facts(letter: Letter) -> dict[str, list[Json]]:
    told: dict[str, list[Json]] = {}
    for section in letter.sections:
        for fact in facts(section):
            listed = told.setdefault(NAMES[type(fact)], [])
            listed.append({"section": section.id, **as_plain(fact)})
    return told


def _annex(annex: Annex) -> Json:
    told = [words_of(parts) for block in annex.blocks for parts in lines(block)]
    return {"language": annex.language, "title": words_of(annex.title), "text": told}


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
