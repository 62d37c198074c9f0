"""Nothing typed is dropped: every token is told in an echo, asked, unread, or a small word."""

import pytest

from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from counselling.shorthand.tokens import Kind, Token, tokens
from tests.shorthand.composed import composed
from tests.shorthand.facts_told import patient
from tests.shorthand.notes_read import FOLDER, Note, after, notes, type_on

NOTES = [note for file in sorted(FOLDER.glob("*.tsv")) for note in notes(file.stem)]
# Small words: they say nothing by themselves, or lead to what the echo tells.
SMALL = {
    "filler", "of", "of-article", "because", "purpose", "history", "article", "copula", "past",
    "and", "or", "each", "the", "at", "within", "about", "age", "now", "dx", "between", "to",
    "tested", "year-unit", "week-unit", "month-unit", "day-unit", "yo", "sidenoun", "contrast",
    "likewise", "variant", "she", "he",
}  # fmt: skip

# Words for people: an echo names the person, whoever was there already.
PERSONS = {
    "relation", "genitive", "self", "her", "his", "their", "side-mat", "side-pat", "whole-mat",
    "whole-pat", "remove",
}  # fmt: skip


def is_told(token: Token, reading: Reading) -> bool:
    parts = (*reading.echoes, *reading.questions, *reading.unread)
    return any(part.start <= token.start and token.end <= part.end for part in parts)


def is_person(token: Token, words: Lexicon) -> bool:
    """Whether a token can only mean people, one or another: "GM" under the heading of a side."""
    options = words.options.get(token.norm, ()) if token.has("ambiguous") else ()
    senses = [words.phrases.get(option.casefold(), ()) for option in options]
    return bool(senses) and all(any(s.category == "relation" for s in one) for one in senses)


def is_small(token: Token, text: str) -> bool:
    is_all = token.has("ambiguous") and text[token.start : token.end].casefold() in ("all", "alle")
    marks = (Kind.COMMA, Kind.BREAK, Kind.MARK)
    is_person = token.has(*PERSONS) or token.kind in (Kind.REFERENCE, Kind.INDEX, Kind.OWNER)
    return token.kind in marks or token.has(*SMALL) or is_all or is_person


def dropped(text: str, reading: Reading, words: Lexicon) -> list[str]:
    """Tokens of the statements that were applied which are in no echo."""
    waits = [(q.start, q.end) for q in reading.questions] + [
        (u.start, u.end) for u in reading.unread
    ]
    lost, start = [], 0
    found = tokens(text, words)
    for at, token in enumerate((*found, None)):
        if token is not None and token.kind is not Kind.BREAK:
            continue
        statement = found[start:at]
        start = at + 1
        if not statement:
            continue
        first, last = statement[0].start, statement[-1].end
        if any(first <= begin and end <= last for begin, end in waits):
            continue
        lost += [
            t.text
            for t in statement
            if not (is_told(t, reading) or is_small(t, text) or is_person(t, words))
        ]
    return lost


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.text[:60])
def test_every_word_of_a_note_is_accounted_for(note: Note) -> None:
    reading = type_on(note.language, after(note.language, note.before), note.text)
    assert dropped(note.text, reading, lexicon(note.language)) == []


def test_every_word_of_a_note_put_together_by_chance_is_accounted_for() -> None:
    for seed in range(500):
        text, _ = composed(seed)
        reading = read(text, patient(), lexicon("en"))
        assert dropped(text, reading, lexicon("en")) == [], text


def test_the_account_would_notice_a_lost_word() -> None:
    text = "mother br ca 42, smoker"
    reading = read(text, patient(), lexicon("en"))
    short = Reading(reading.family, reading.edits, reading.echoes[:-1])
    assert dropped(text, short, lexicon("en")) == ["smoker"]


@pytest.mark.parametrize("seed", range(60))
def test_statements_typed_one_by_one_make_the_same_family(seed: int) -> None:
    text, _ = composed(seed)
    whole = read(text, patient(), lexicon("en"))
    if not whole.is_complete:
        return
    step = Reading(patient())
    for line in text.replace("; ", "\n").split("\n"):
        step = type_on("en", step, line)
        assert step.is_complete
    assert step.family == whole.family


@pytest.mark.parametrize("note", NOTES[:200], ids=lambda note: note.text[:60])
def test_reading_again_says_the_same(note: Note) -> None:
    before = after(note.language, note.before)
    first, again = (type_on(note.language, before, note.text) for _ in range(2))
    assert first == again
