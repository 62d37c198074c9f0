"""The letter to a relative says what is true of its reader, and is not written to who it is not."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.material import Material
from counselling.letters.parties import Address
from counselling.letters.passages.glossary import texts
from counselling.letters.readability import sentences_of
from counselling.letters.registry import find_kind
from counselling.letters.voice import Voice
from counselling.letters.writing import write
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Age, Diagnosis, PartialDate, Person
from counselling.pedigree.terms import PregnancyOutcome, Zygosity
from tests.letters.conftest import words
from tests.letters.languages import LANGUAGES
from tests.letters.samples import material
from tests.letters.test_inheriting import kin

To = Callable[..., Letter]


@pytest.fixture
def to(given: SummaryInput, english_words: Catalogue) -> To:
    """The letter to somebody of a family: to(family, reader, consented=...)."""

    def make(family: Family, reader: str, *agreed: str) -> Letter:
        told = _material(given, family, reader, *agreed)
        return write(find_kind("relative"), told, english_words, latin=english_words)

    return make


def _material(given: SummaryInput, family: Family, reader: str, *agreed: str) -> Material:
    usual = material(find_kind("relative"), given)
    return replace(usual, family=family, person=reader, consented=frozenset(agreed))


def _counts(letter: Letter) -> list[int]:
    said = texts(letter.sections)
    assert "BRCA1" in said
    return [int(found) for found in re.findall(r"about (\d+) have this gene change", said)]


@pytest.mark.parametrize(
    ("carrier", "reader", "count"),
    [
        ("mother", "brother", 50),
        ("mother", "daughter", 25),
        ("anna", "fathers_sister", 25),
        ("anna", "mothers_mother", 25),
        ("cousin", "anna", 13),
        ("cousin", "daughter", 6),
    ],
)
def test_of_a_hundred_is_what_the_familys_tree_says(
    carrier: str, reader: str, count: int, to: To
) -> None:
    assert _counts(to(kin(carrier), reader, carrier)) == [count]


def test_results_of_others_change_the_number_and_name_nobody(to: To) -> None:
    whole = kin("mothers_mother", free=("anna",))
    letter = to(whole, "brother", "mothers_mother")
    assert _counts(letter) == [17]
    said = texts([one for one in letter.sections if one.id != "words"]).lower()
    assert not re.search(r"\b(anna|sister|mother)", said)


@pytest.mark.parametrize("reader", ["mother", "mothers_sister"])
def test_near_certainty_is_said_without_a_number(reader: str, to: To) -> None:
    certain = kin("cousin", "brother")  # whose mothers must have it
    letter = to(certain, reader, "cousin", "brother")
    assert _counts(letter) == []
    assert "very likely that you have this gene change too" in texts(letter.sections)


def test_an_identical_twin_reads_that_it_is_very_likely(to: To) -> None:
    sisters = (TwinSet(("mother", "mothers_sister"), Zygosity.MONOZYGOTIC),)
    whole = replace(kin("mothers_sister"), twins=sisters)
    assert "very likely" in texts(to(whole, "mother", "mothers_sister").sections)
    assert _counts(to(whole, "anna", "mothers_sister")) == [50]


@pytest.mark.parametrize("gene", ["MUTYH", "GENE9"])
def test_a_gene_of_unknown_inheritance_gets_no_number(gene: str, to: To) -> None:
    said = texts(to(kin("mother", gene=gene), "anna", "mother").sections)
    assert "We can work it out with you." in said
    assert "Out of 100" not in said


@pytest.mark.parametrize(
    ("carriers", "free", "reader", "error"),
    [
        ("mother", "", "husband", "letter.not_inherited"),
        ("mother", "", "fathers_sister", "letter.not_inherited"),
        ("mothers_sister", "mother", "anna", "letter.not_inherited"),
        ("mother", "anna", "anna", "letter.reader_tested"),
        ("mother", "", "mother", "letter.reader_tested"),
        ("mother anna", "", "anna", "letter.reader_tested"),
        ("", "", "husband", "letter.not_inherited"),
    ],
)
@pytest.mark.parametrize("agreed", [(), ("mother", "mothers_sister")])
def test_whom_it_would_not_be_true_of_gets_none_with_consent_or_without(
    carriers: str, free: str, reader: str, error: str, agreed: tuple[str, ...], to: To
) -> None:
    whole = kin(*carriers.split(), free=tuple(free.split()))
    ill = replace(whole.person("mothers_sister"), diagnoses=(Diagnosis("breast", Age.at(44)),))
    with pytest.raises(LetterError) as refused:
        to(whole.replace_person(ill), reader, *agreed)
    assert refused.value.message_id == error


def test_a_family_without_any_result_writes_to_who_shares_blood_with_the_ill(to: To) -> None:
    whole = kin()
    ill = replace(whole.person("mothers_sister"), diagnoses=(Diagnosis("breast", Age.at(44)),))
    said = texts(to(whole.replace_person(ill), "anna").sections)
    assert "There may be a risk of illness in your family" in said


def test_who_was_tested_for_one_change_reads_of_the_other(to: To) -> None:
    whole = kin("mother", free=("anna",))
    fathers = kin("father", gene="PALB2").person("father")
    letter = to(whole.replace_person(fathers), "anna", "mother", "father")
    said = texts(letter.sections)
    assert "PALB2" in said
    assert "BRCA1" not in said


ALREADY = {"birth": PartialDate(2000, 1, 1)}


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"is_deceased": True}, "letter.reader_not_living"),
        ({"death": PartialDate(2020)}, "letter.reader_not_living"),
        ({"pregnancy": PregnancyOutcome.ONGOING}, "letter.reader_not_living"),
        ({"age": Age.at(12)}, "letter.reader_child"),
        ({"age": Age(13, 17)}, "letter.reader_child"),
        ({"birth": PartialDate(2008, 11, 25)}, "letter.reader_child"),  # eighteen tomorrow
        ({"birth": PartialDate(2008, 11, 24)}, ""),
        ({"birth": PartialDate(2008)}, ""),
        ({"age": Age(17, 18)}, ""),
        ({"age": Age.at(12), **ALREADY}, ""),  # told long ago
    ],
)
def test_it_goes_to_nobody_dead_unborn_or_under_age(
    facts: dict[str, object], error: str, to: To
) -> None:
    whole = kin("mother")
    reader: Person = replace(whole.person("brother"), **facts)  # type: ignore[arg-type]
    if not error:
        assert _counts(to(whole.replace_person(reader), "brother", "mother")) == [50]
        return
    with pytest.raises(LetterError) as refused:
        to(whole.replace_person(reader), "brother", "mother")
    assert refused.value.message_id == error


ASKED = ("letters.relative.neutral.text", "letters.relative.doctor.private")  # of a relative


def _said(given: SummaryInput, code: str, form: Address, *agreed: str) -> tuple[str, Voice]:
    """All that is said to Anna, whose aunt is ill, and how it is said."""
    whole, catalogue = kin(), words(code)
    ill = replace(whole.person("mothers_sister"), diagnoses=(Diagnosis("breast", Age.at(44)),))
    told = _material(given, whole.replace_person(ill), "anna", *agreed)
    reader = replace(told.frame.recipient, form=form)
    told = replace(told, frame=replace(told.frame, recipient=reader))
    letter = write(find_kind("relative"), told, catalogue, latin=words("en"))
    return texts(letter.sections), Voice(catalogue, reader.gender, form)


@pytest.mark.parametrize("form", Address)
@pytest.mark.parametrize("code", LANGUAGES)
def test_without_consent_nobody_is_said_to_have_asked_or_come(
    code: str, form: Address, given: SummaryInput
) -> None:
    said, voice = _said(given, code, form)
    for message_id in ASKED:
        assert next(iter(sentences_of(voice.text(message_id)))) not in said
    for message_id in ("letters.relative.neutral.unasked", "letters.relative.doctor.unasked"):
        assert voice.text(message_id) in said


@pytest.mark.parametrize("form", Address)
@pytest.mark.parametrize("code", LANGUAGES)
def test_with_consent_somebody_asked_and_came(
    code: str, form: Address, given: SummaryInput
) -> None:
    said, voice = _said(given, code, form, "mothers_sister")
    for message_id in ASKED:
        assert voice.text(message_id) in said
    assert voice.text("letters.relative.neutral.unasked") not in said


def test_the_readers_own_consent_is_nobody_elses(given: SummaryInput) -> None:
    said, voice = _said(given, "en", Address.FORMAL, "anna")
    assert voice.text("letters.relative.neutral.unasked") in said


@pytest.mark.parametrize(
    ("carriers", "refused", "agreed", "error"),
    [
        ("mother", "mother", "", "letter.contact_refused"),
        ("mother", "anna", "", "letter.contact_refused"),  # who brought the family, or asks
        ("", "anna", "", "letter.contact_refused"),
        ("mother", "mother", "anna", "letter.contact_refused"),  # whose no is of her own result
        ("mother", "fathers_sister", "", ""),
        ("mother", "brother", "", ""),  # the reader
        ("mother mothers_sister", "mother", "mothers_sister", ""),  # who may tell of herself
    ],
)
def test_an_explicit_no_holds_the_letter_back(
    carriers: str, refused: str, agreed: str, error: str, given: SummaryInput
) -> None:
    whole = replace(kin(*carriers.split()), proband="mother", consultand="anna")
    told = _material(given, whole, "brother", *agreed.split())
    told = replace(told, refused=frozenset({refused}))
    kind, english = find_kind("relative"), words("en")
    if not error:
        assert write(kind, told, english, latin=english).sections
        return
    with pytest.raises(LetterError) as held:
        write(kind, told, english, latin=english)
    assert held.value.message_id == error
