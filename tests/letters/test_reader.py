"""To whom a letter goes: to nobody dead, and one that greets a child says so to its sender."""

from dataclasses import replace

import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.material import Kind
from counselling.letters.registry import KINDS
from counselling.letters.review import holds_back, review
from counselling.letters.template import Audience
from counselling.letters.writing import write
from counselling.pedigree.coming_of_age import ChildAges
from counselling.pedigree.person import Age, PartialDate, PregnancyOutcome
from counselling.pedigree.terms import Gender
from tests.letters.samples import material

TO_HER = [kind for kind in KINDS if kind.template.audience is Audience.PATIENT]
TO_DOCTORS = [kind for kind in KINDS if kind not in TO_HER]
HERS = pytest.mark.parametrize("kind", TO_HER, ids=lambda kind: kind.template.kind)
DOCTORS = pytest.mark.parametrize("kind", TO_DOCTORS, ids=lambda kind: kind.template.kind)
CHILD = pytest.mark.parametrize(
    "kind", [kind for kind in TO_HER if kind.template.kind != "relative"],
    ids=lambda kind: kind.template.kind,
)  # fmt: skip
GONE = (
    {"is_deceased": True},
    {"death": PartialDate(2020)},
    {"pregnancy": PregnancyOutcome.ONGOING},
)


def _letter(
    kind: Kind,
    given: SummaryInput,
    words: Catalogue,
    filled: dict[str, str] | None = None,
    ages: ChildAges = ChildAges(7, 16, 18),  # noqa: B008 - frozen
    **facts: object,
) -> Letter:
    made_of = material(kind, given)
    person = replace(made_of.subject, **facts)  # type: ignore[arg-type]
    family = made_of.family.replace_person(person)
    told = {**made_of.filled, **(filled or {})}
    return write(kind, replace(made_of, family=family, ages=ages, filled=told), words, latin=words)


def _children(letter: Letter, words: Catalogue) -> list[dict[str, object]]:
    found = review(letter, words, pages=1)
    assert not holds_back(found)
    return [dict(one.fields) for one in found if one.message_id == "finding.letter_child"]


@pytest.mark.parametrize("facts", GONE, ids=lambda facts: next(iter(facts)))
@HERS
def test_no_letter_goes_to_who_has_died_or_is_not_born(
    kind: Kind, facts: dict[str, object], given: SummaryInput, english_words: Catalogue
) -> None:
    with pytest.raises(LetterError) as refused:
        _letter(kind, given, english_words, **facts)
    assert refused.value.message_id == "letter.reader_not_living"


@DOCTORS
def test_a_doctor_is_told_of_who_has_died_and_of_a_child(
    kind: Kind, given: SummaryInput, english_words: Catalogue
) -> None:
    assert _letter(kind, given, english_words, is_deceased=True).kind == kind.template.kind
    child = _letter(kind, given, english_words, birth=None, age=Age.at(9))
    assert _children(child, english_words) == []


@CHILD
def test_a_letter_that_greets_a_child_says_so(
    kind: Kind, given: SummaryInput, english_words: Catalogue
) -> None:
    nine = {"birth": None, "age": Age.at(9)}
    assert _children(_letter(kind, given, english_words, **nine), english_words) == [{"years": 16}]
    for years, found in ((15, [{"years": 16}]), (16, []), (17, [])):
        letter = _letter(kind, given, english_words, birth=None, age=Age.at(years))
        assert _children(letter, english_words) == found, years
    own = _letter(kind, given, english_words, ages=ChildAges(7, 10, 18), birth=None, age=Age.at(11))
    assert _children(own, english_words) == []
    assert _children(_letter(kind, given, english_words), english_words) == []


@CHILD
def test_a_salutation_is_greeted_as_it_was_typed_and_then_greets_no_child(
    kind: Kind, given: SummaryInput, english_words: Catalogue
) -> None:
    told = {"salutation": "Dear Ms and Mr Lindqvist\u202e,"}
    letter = _letter(kind, given, english_words, told, birth=None, age=Age.at(9))
    assert words_of(letter.greeting) == "Dear Ms and Mr Lindqvist,"
    assert _children(letter, english_words) == []


@DOCTORS
def test_a_doctors_letter_has_no_salutation_to_fill(
    kind: Kind, given: SummaryInput, english_words: Catalogue
) -> None:
    with pytest.raises(LetterError) as refused:
        _letter(kind, given, english_words, {"salutation": "Dear all,"})
    assert refused.value.message_id == "letter.unknown_blank"


def test_who_is_greeted_changes_no_id(given: SummaryInput, english_words: Catalogue) -> None:
    letter = _letter(TO_HER[0], given, english_words, gender=Gender.WOMAN)
    assert replace(letter, child_under=16).id == letter.id
