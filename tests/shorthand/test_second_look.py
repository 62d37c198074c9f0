"""The second look finds what was read otherwise than a much simpler rule would."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from counselling.pedigree.person import Age
from counselling.pedigree.terms import Sex
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Echo, Reading
from counselling.shorthand.registry import lexicon
from counselling.shorthand.second_look import dissents, misplaced
from counselling.shorthand.tokens import tokens
from tests.shorthand.composed import composed
from tests.shorthand.facts_told import patient
from tests.shorthand.notes_read import FOLDER, Note, notes, told

CLEAR = [
    note
    for file in sorted(FOLDER.glob("*.tsv"))
    for note in notes(file.stem)
    if told(note)[0].is_complete and "\n" not in note.text
]


def found(text: str, echoes: Iterable[Echo], language: str = "en") -> list[str]:
    words = lexicon(language)
    return [token.text for token in dissents(tokens(text, words), tuple(echoes), words)]


def reading_of(text: str, language: str = "en") -> Reading:
    reading = read(text, patient(), lexicon(language))
    assert reading.is_complete
    return reading


@pytest.mark.parametrize("note", CLEAR, ids=lambda note: note.text[:60])
def test_it_has_nothing_against_a_note_that_is_read_as_meant(note: Note) -> None:
    reading, words = told(note)[0], lexicon(note.language)
    cut = tokens(note.text, words)
    assert list(dissents(cut, reading.echoes, words)) == []
    assert list(misplaced(cut, reading.echoes, words, reading.family.by_id)) == []


def test_it_has_nothing_against_notes_put_together_by_chance() -> None:
    for seed in range(300):
        text, _ = composed(seed)
        reading = read(text, patient(), lexicon("en"))
        if reading.is_complete:
            assert found(text, reading.echoes) == [], text


@pytest.mark.parametrize(
    ("text", "kind", "fields", "lost"),
    [
        ("mum br ca 42", "condition", {"age": Age.at(43)}, []),  # a year is too near
        ("mum br ca 42", "condition", {"age": Age.at(24)}, ["42"]),
        ("mum br ca 42", "condition", {"condition": "ovary"}, ["br ca"]),
        ("mum L br ca 42", "condition", {"with_side": "right"}, ["L"]),
        ("mum BRCA1 pos", "test", {"result": "negative"}, ["pos"]),
        ("mum BRCA1 pos", "test", {"gene": "BRCA2"}, ["BRCA1"]),
        ("2 SABs", "pregnancy", {"count": 3}, ["2"]),
    ],
)
def test_it_notices_a_value_that_the_words_do_not_say(
    text: str, kind: str, fields: dict[str, object], lost: list[str]
) -> None:
    turned = []
    for echo in reading_of(text).echoes:
        if echo.message_id == f"shorthand.echo.{kind}":
            values = {**dict(echo.fields), **fields}
            echo = replace(echo, fields=tuple(values.items()))  # type: ignore[arg-type] # any value
        turned.append(echo)
    assert found(text, turned) == lost


@pytest.mark.parametrize(
    ("text", "was", "became", "lost"),
    [
        ("mum no br ca", "excluded", "condition_no_age", ["no"]),
        ("mum ?br ca 42", "suspected", "condition", ["?", "42"]),
        ("mum d 60", "died_at", "age", ["d"]),
        ("mum A&W", "well", "alive", ["A&W"]),
        ("mum RRSO 45", "procedure", "note", ["RRSO", "45"]),
    ],
)
def test_it_notices_a_fact_of_another_kind(
    text: str, was: str, became: str, lost: list[str]
) -> None:
    turned = [
        replace(echo, message_id=f"shorthand.echo.{became}", fields=())
        if echo.message_id == f"shorthand.echo.{was}"
        else echo
        for echo in reading_of(text).echoes
    ]
    assert set(found(text, turned)) >= set(lost[:1])


def test_it_notices_a_fact_of_somebody_of_the_other_sex() -> None:
    text = "mum br ca 42"
    reading, words = reading_of(text), lexicon("en")
    assert reading.family.person("father").sex is Sex.MALE
    turned = [replace(echo, persons=("father",)) for echo in reading.echoes]
    cut = tokens(text, words)
    people = reading.family.by_id
    assert [t.text for t in misplaced(cut, turned, words, people)] == ["br ca"]
    assert list(misplaced(cut, reading.echoes, words, people)) == []
