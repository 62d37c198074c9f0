"""What is looked at before a letter is sent: each check is seen to find, and to let pass."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.language.traits import Ease
from counselling.letters import readability
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Definitions, Letter
from counselling.letters.registry import find_kind
from counselling.letters.review import holds_back, review
from counselling.letters.wording import any_of
from counselling.letters.writing import write
from tests.letters.samples import material

Write = Callable[..., Letter]


def _found(letter: Letter, catalogue: Catalogue) -> list[str]:
    found = review(letter, catalogue, pages=1)
    return [finding.message_id.removeprefix("finding.letter_") for finding in found]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("It is autosomal.", ["jargon"]),
        ("Your risk of cancer is 12 %.", ["percent", "no_span"]),
        ("Your risk of cancer is 12 % by the age of 80.", ["percent"]),
        ("About 12 in 100 get cancer.", ["no_span"]),
        ("About 12 in 100 get cancer by the age of 80.", []),
        (
            "Considering the aforementioned multidisciplinary recommendations, individualised "
            "surveillance examinations necessitate interdepartmental coordination before it.",
            ["hard_sentence"],
        ),
        ("See the surgeon in May.", []),
    ],
)
def test_what_the_counsellor_typed_is_looked_at(
    line: str, found: list[str], write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words, agreed=("We call you.", line))
    assert _found(letter, english_words) == found
    if found:
        finding = review(letter, english_words, pages=1)[0]
        assert dict(finding.fields)["section"] == "What we agreed"
        assert dict(finding.fields)["number"] == 2


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Ihr Risiko für Brustkrebs ist 12 %."),
        ("ar", "خطر إصابتك بمرض السرطان هو 12 % تقريبا لديك."),
    ],
)
def test_the_lists_of_other_languages_find_too(
    code: str, line: str, write: Write, request: pytest.FixtureRequest
) -> None:
    from tests.letters.conftest import words

    catalogue = words(code)
    assert {"percent", "no_span"} <= set(_found(write(catalogue, agreed=("x", line)), catalogue))


def test_an_empty_needed_blank_holds_the_letter_back(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("pretest_consent")
    empty = replace(material(kind, given), filled={"lab": "Rivertown"})
    letter = _letter(kind.template.kind, empty, english_words)
    found = review(letter, english_words, pages=1)
    assert holds_back(found)
    assert found[0].message_id == "finding.letter_blank"
    assert dict(found[0].fields) == {"blank": "which test", "section": "What this test is"}
    assert "finding.letter_gap" in {finding.message_id for finding in found}


def test_places_and_blanks_are_named_in_the_counsellors_language(
    given: SummaryInput, english_words: Catalogue, arabic_words: Catalogue
) -> None:
    kind = find_kind("referrer")
    empty = replace(material(kind, given), filled={})
    letter = write(kind, empty, arabic_words, latin=english_words)
    beside = write(kind, empty, english_words, latin=english_words)
    found = review(letter, arabic_words, pages=2, own=english_words, beside=beside)
    told = [tuple(dict(one.fields).values()) for one in found[:2]]
    assert told == [
        ("doctor", "Report of a genetic consultation"),
        ("result in one sentence", "In short"),
    ]


def _letter(kind: str, made_of: object, words: Catalogue) -> Letter:
    return write(find_kind(kind), made_of, words, latin=words)  # type: ignore[arg-type]


def test_a_term_that_is_not_explained_or_explained_twice_is_found(
    write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words)
    without = tuple(section for section in letter.sections if section.id != "words")
    assert "undefined" in _found(replace(letter, sections=without), english_words)
    words = next(section for section in letter.sections if section.id == "words")
    (block,) = words.blocks
    assert isinstance(block, Definitions)
    twice = replace(words, blocks=(Definitions((*block.entries, block.entries[0])),))
    sections = tuple(twice if s.id == "words" else s for s in letter.sections)
    assert "defined_twice" in _found(replace(letter, sections=sections), english_words)


def test_a_professional_is_not_spared_hard_words(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("referrer")
    told = material(kind, given)
    told = replace(told, filled={**told.filled, "headline": "Autosomal dominant, 12 % by age 80."})
    assert _found(_letter("referrer", told, english_words), english_words) == []


@pytest.mark.parametrize("formula", readability.FORMULAS)
def test_ease_falls_with_longer_words_and_longer_sentences(formula: str) -> None:
    by = Ease(formula, least=40 if formula != "lix" else -40)
    easy = "We call you. You ask us. It is good."
    hard = "Interdisciplinary considerations necessitate extraordinarily comprehensive evaluations."
    found = readability.ease(easy, by), readability.ease(hard, by)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0] > found[1]
    assert readability.is_easy(easy, by)
    assert not readability.is_easy(hard, by)
    assert readability.ease("12 % ...", by) is None


def test_words_are_found_whole_and_by_their_beginnings() -> None:
    assert any_of("gene, genes").search("a gene.")
    assert not any_of("gene").search("general")
    assert any_of("Gentest*").search("GENTESTS")
    assert not any_of("").search("anything")
    assert any_of("a.b").search("a.b")
    assert not any_of("a.b").search("axb")
