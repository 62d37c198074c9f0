"""Whatever is typed: no failure, every place within the text, time that grows with its length."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import LANGUAGES, lexicon
from tests.shorthand.facts_told import patient
from tests.shorthand.notes_read import FOLDER, notes

WORDS = sorted(
    {word for language in LANGUAGES for word in lexicon(language).phrases}
    | {"42", "d60", "40s", "~50", "?", ",", ";", "\n", "'s", "#2", "x2", "II-3", "&", "(", ")"}
)
STEPS_A_LETTER = 400
TEXTS = [note.text for file in FOLDER.glob("*.tsv") for note in notes(file.stem)]


def _read(language: str, text: str) -> Reading:
    reading = read(text, patient(), lexicon(language))
    for part in (*reading.echoes, *reading.questions, *reading.unread):
        assert 0 <= part.start < part.end <= len(text)
    family = patient()
    for edit in reading.edits:
        family = edit.apply(family)
    assert family == reading.family
    return reading


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=300))
def test_any_text_is_read_asked_or_refused(language: str, text: str) -> None:
    _read(language, text)


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=300)
def test_any_order_of_known_words_is_read_asked_or_refused(language: str, words: list[str]) -> None:
    _read(language, " ".join(words))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0", "mother\0br ca 42", "👩‍👧 br ca", "أمي سرطان الثدي ٤٢",
        "\u202emother br ca 42",
        "mother br ca ４２", "mother br ca ²", "I" * 10_000, "9" * 10_000, "a" * 10_000,
        "a-1" * 3_300, "c." + "a" * 9_998, "a.b" * 3_333, "'s" * 5_000, "the " * 2_500,
        "mat " * 2_500, "of mother " * 1_000, "mother's " * 1_100, "2 " * 5_000, "(" * 10_000,
        "sister of " * 1_000, "her " * 2_500, "bro;" * 2_500, "no " * 3_300, "br ca " * 1_600,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_and_long_texts_are_no_trouble(language: str, text: str) -> None:
    assert _steps(language, text) < STEPS_A_LETTER * max(len(text), 100)


def test_digits_of_other_scripts_are_the_same_numbers_and_small_ones_are_none() -> None:
    plain = _read("en", "mother br ca 42").edits
    assert _read("en", "mother br ca ４２").edits == plain
    assert _read("en", "mother br ca ٤٢").edits == plain
    assert not _read("en", "mother br ca 4²").is_complete


def _steps(language: str, text: str) -> int:
    """How many functions are called while a text is read: the work, whatever the machine."""
    lexicon(language)
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        read(text, patient(), lexicon(language))
    finally:
        sys.setprofile(None)
    _read(language, text)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "mother br ca 42, d 60; ",
        "mat aunt br ca 42, her dau br ca 30; ",
        "xyzzyx plugh; ",
        "bro; ",
        "mother br ca 42, d 60, ",
        "no br ca or ov ca ",
        "her mother's ",
        "(mat) aunt ",
    ],
)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    short, long = _steps("en", piece * 60), _steps("en", piece * 240)
    assert long < 4 * short * 1.5


def test_a_note_takes_little_work() -> None:
    most = max(_steps("en", text) for text in TEXTS)
    assert most < 20_000
