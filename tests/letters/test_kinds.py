"""Every kind of letter in every language: whole, in order, easy, and readable by machines."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.registry import find
from counselling.letters.asking import Question
from counselling.letters.calendar import calendar_file
from counselling.letters.finish import page_count
from counselling.letters.kinds import invitation
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.material import Kind
from counselling.letters.parties import Address
from counselling.letters.passages.glossary import texts
from counselling.letters.pdf import set_letter
from counselling.letters.record import record
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.review import review
from counselling.letters.seal import seal
from counselling.letters.seal_key import SealKey
from counselling.letters.template import Audience
from counselling.letters.voice import Voice
from counselling.letters.writing import write
from counselling.pedigree.terms import Gender
from tests.language.folders import traits
from tests.letters import verapdf
from tests.letters.conftest import in_language, words
from tests.letters.languages import LANGUAGES
from tests.letters.matrix import IS_WHOLE, pairs, today
from tests.letters.places import sheets
from tests.letters.reading import (
    dense,
    elements,
    glyphs_shown,
    out_of_order,
    pdfium_text,
    poppler_text,
    recall,
    told,
)
from tests.letters.samples import material
from tests.letters.test_seal import NOW

Written = Callable[..., Letter]
EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
READERS = [
    (gender, form)
    for gender in (Gender.WOMAN, Gender.MAN)
    for form in Address
    if IS_WHOLE or (gender is Gender.WOMAN) == (form is Address.INFORMAL)
]
EVERYWHERE = pytest.mark.parametrize("code", LANGUAGES)
TODAY = pytest.mark.parametrize(
    ("kind", "code"), [pytest.param(k, c, id=f"{k.template.kind}-{c}") for k, c in today()]
)


@pytest.fixture(scope="session")
def written(given: SummaryInput) -> Written:
    """A letter of a kind: written(kind, code, form=..., gender=...)."""
    known: dict[str, Catalogue] = {code: words(code) for code in LANGUAGES}

    def make(kind: Kind, code: str, **how: object) -> Letter:
        told_in = in_language(given, known[code])
        made_of = material(kind, told_in, **how)  # type: ignore[arg-type]  # as the tests say
        return write(kind, made_of, known[code], latin=known["en"])

    return make


def english(kind: str) -> Kind:
    return find_kind(kind)


@pytest.mark.parametrize("day", range(20))
@pytest.mark.parametrize("many", [1, 3, 8, 9, 31])
def test_every_day_has_every_kind_and_every_language(many: int, day: int) -> None:
    codes = [str(number) for number in range(many)]
    found = pairs(KINDS, codes, day)
    assert {code for _, code in found} == set(codes)
    assert {kind.template.kind for kind, _ in found} == {kind.template.kind for kind in KINDS}
    assert len(found) == max(len(KINDS), many)


@EACH
@EVERYWHERE
def test_every_section_stands_in_its_place(kind: Kind, code: str, written: Written) -> None:
    optional = {"words", "contacts"}
    found = [section.id for section in written(kind, code).sections]
    wanted = [section for section in kind.template.sections if section not in optional]
    assert [section for section in found if section not in optional] == wanted
    assert found == [section for section in kind.template.sections if section in found]


@EACH
@EVERYWHERE
def test_the_clinics_own_words_pass_every_check(kind: Kind, code: str, written: Written) -> None:
    letter = written(kind, code)
    assert review(letter, words(code), pages=1) == ()


@TODAY
def test_the_letter_keeps_to_its_pages_and_its_size(
    kind: Kind, code: str, written: Written, fonts: Path
) -> None:
    letter = written(kind, code)
    pdf = set_letter(letter, fonts=fonts)
    assert page_count(pdf) - (letter.annex is not None) <= kind.template.most_pages
    assert len(pdf) <= 200_000
    assert set_letter(letter, fonts=fonts) == pdf


@TODAY
def test_every_token_is_whole_and_no_glyph_is_a_hole(
    kind: Kind, code: str, written: Written, fonts: Path, tmp_path: Path
) -> None:
    letter, path = written(kind, code), tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    wanted = [dense(token) for paragraph in told(letter) for token in paragraph.tokens]
    for text in (dense(pdfium_text(path)), dense(poppler_text(path, raw=True))):
        assert [token for token in wanted if token not in text] == []
    assert 0 not in set(glyphs_shown(path))


@TODAY
def test_every_word_is_read_whole_and_in_its_order(
    kind: Kind, code: str, written: Written, fonts: Path, tmp_path: Path
) -> None:
    letter, path = written(kind, code), tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    paragraphs = list(told(letter))
    wanted = [dense(token) for paragraph in paragraphs for token in paragraph.tokens]
    said = " ".join(paragraph.text for paragraph in paragraphs)
    for text in (pdfium_text(path), poppler_text(path, raw=True)):
        assert out_of_order(wanted, dense(text)) == []
    for text in (pdfium_text(path), poppler_text(path)):
        assert recall(said, re.sub(r"-\r?\n", "-", text), letter.direction) >= 0.99


@TODAY
def test_no_word_is_printed_over_another_one(
    kind: Kind, code: str, written: Written, fonts: Path, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(set_letter(written(kind, code), fonts=fonts))
    assert [pair for sheet in sheets(path) for pair in sheet.overprinted()] == []


@TODAY
def test_it_conforms_unsigned_and_signed(
    kind: Kind, code: str, written: Written, fonts: Path, tmp_path: Path, key: SealKey
) -> None:
    _conforms(written(kind, code), fonts, tmp_path, key)


@pytest.mark.journey
@TODAY
@pytest.mark.parametrize(("gender", "form"), READERS)
def test_it_conforms_to_whomever_it_is(
    kind: Kind,
    code: str,
    gender: Gender,
    form: Address,
    written: Written,
    fonts: Path,
    tmp_path: Path,
    key: SealKey,
) -> None:
    letter = written(kind, code, gender=gender, form=form)
    _conforms(letter, fonts, tmp_path, key, is_signed_alone=not IS_WHOLE)


def _conforms(
    letter: Letter, fonts: Path, folder: Path, key: SealKey, *, is_signed_alone: bool = False
) -> None:
    unsigned = set_letter(letter, fonts=fonts)
    both = (("signed", seal(unsigned, letter, key, now=NOW)), ("unsigned", unsigned))
    for name, content in both[:1] if is_signed_alone else both:
        path = folder / f"{name}.pdf"
        path.write_bytes(content)
        for profile in (verapdf.PDF_UA_1, verapdf.PDF_A_3A):
            verdict = verapdf.check(path, profile)
            assert verdict.failures == {}, (name, profile)
            assert verdict.is_compliant


# languages that name words which only one form of address has
_SAID = [
    (code, form, other)
    for code in LANGUAGES
    for form, other in (tuple(Address), tuple(reversed(Address)))
    if other.value in traits(code).patterns
]


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind.template.audience is not Audience.PROFESSIONAL],
    ids=lambda kind: kind.template.kind,
)
def test_a_letter_says_one_you_or_the_other(kind: Kind, written: Written) -> None:
    for code, form, other in _SAID:
        said = texts(written(kind, code, form=form).sections)
        assert not re.search(traits(code).patterns[other.value], said), code


@EACH
def test_arabic_speaks_to_women_and_to_men(kind: Kind, written: Written) -> None:
    texts_of = [texts(written(kind, "ar", gender=g).sections) for g in (Gender.WOMAN, Gender.MAN)]
    assert all(texts_of)


@EACH
@EVERYWHERE
def test_a_page_in_latin_script_stands_behind_a_letter_from_right_to_left(
    kind: Kind, code: str, written: Written
) -> None:
    letter = written(kind, code)
    needs = find(code).direction == "rtl" or (kind.is_in_two_scripts and code != "en")
    assert (letter.annex is not None) == needs
    if letter.annex is not None:
        assert (letter.annex.language, letter.annex.direction) == ("en", "ltr")


@EACH
def test_no_title_names_a_person(kind: Kind, written: Written) -> None:
    for code in LANGUAGES:
        assert "Lindqvist" not in written(kind, code).title


def test_the_relatives_letter_names_nobody_and_nothing_without_consent(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = english("relative")
    told_of = replace(material(kind, given), consented=frozenset())
    letter = write(kind, told_of, english_words, latin=english_words)
    said = repr(record(letter)["sections"])
    for secret in ("BRCA1", "c.5266dup", "our mother", "breast", "ovar", "Lindqvist", "age of 45"):
        assert secret not in said, secret


def test_the_relatives_letter_tells_gene_and_chance_with_consent_and_never_who(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = english("relative")
    letter = write(kind, material(kind, given), english_words, latin=english_words)
    said = texts(letter.sections)
    assert "It is in the gene BRCA1." in said
    assert "about 50 have this gene change too. The other 50 do not." in said
    assert "NM_007294.4:c.5266dup" in said
    assert not re.search(r"our mother|breast cancer|Lindqvist", said)


@EVERYWHERE
def test_the_invitation_and_its_calendar_file_hold_no_health_word_in_their_titles(
    code: str, written: Written, given: SummaryInput
) -> None:
    kind, health = english("invitation"), traits(code).patterns["health"]
    said = texts(written(english("pretest_consent"), code).sections)
    assert re.search(health, said.lower())  # the pattern finds what it is for
    assert not re.search(health, written(kind, code).title.lower())
    ics = calendar_file(material(kind, given), words(code)).decode()
    title = re.search(r"SUMMARY:(.*)\r", ics)
    assert title is not None
    assert not re.search(health, title[1].lower())
    assert "Lindqvist" not in ics
    assert "DTSTART:20270115T093000Z" in ics  # half past ten in Berlin
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"start": "tomorrow"}, "letter.unclear_moment"),
        ({"zone": "Atlantis"}, "letter.unknown_zone"),
        ({"zone": "../../etc/passwd"}, "letter.unknown_zone"),
        ({"colour": "blue"}, "letter.unknown_blank"),
    ],
)
def test_a_blank_that_cannot_be_read_is_one_clear_error(
    filled: dict[str, str], error: str, given: SummaryInput, english_words: Catalogue
) -> None:
    kind = english("invitation")
    told_of = material(kind, given)
    spoilt = replace(told_of, filled={**told_of.filled, **filled})
    with pytest.raises(LetterError) as caught:
        invitation.write(spoilt, Voice(english_words))
    assert caught.value.message_id == error
    assert "tomorrow" not in str(caught.value.fields)


@EVERYWHERE
def test_data_sharing_says_no_until_a_yes_is_recorded(
    code: str, given: SummaryInput, written: Written
) -> None:
    kind = english("data_sharing")
    asked = [block for block in written(kind, code).blocks if isinstance(block, Question)]
    ticked = {question.id: [a.id for a in question.answers if a.is_ticked] for question in asked}
    assert ticked.pop("repository") == ["repository-yes"]
    assert set(map(tuple, ticked.values())) == {()}
    assert len(asked) == 10
    assert {question.level for question in asked} == {"MUST", "SHOULD"}


def test_a_child_is_asked_too_and_a_guardian_signs(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = english("pretest_consent")
    told_of = material(kind, given)
    age = replace(told_of.subject.age, low_years=9, high_years=9)
    child = replace(told_of.subject, birth=None, age=age)
    minor = replace(told_of, family=told_of.family.replace_person(child))
    ids = [f.id for f in write(kind, minor, english_words, latin=english_words).fields]
    assert {"assent-yes", "guardian"} <= set(ids)
    grown = [f.id for f in write(kind, told_of, english_words, latin=english_words).fields]
    assert not {"assent-yes", "guardian"} & set(grown)


@EACH
def test_every_field_has_a_name_of_its_own(kind: Kind, written: Written) -> None:
    for code in LANGUAGES:
        fields = list(written(kind, code).fields)
        assert len({field.id for field in fields}) == len(fields) > 0
        assert all(field.name.strip() for field in fields)


@TODAY
def test_the_tags_call_every_field_a_form(
    kind: Kind, code: str, written: Written, fonts: Path, tmp_path: Path
) -> None:
    letter, path = written(kind, code), tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    names = [element.alternative_text for element in elements(path) if element.kind == "Form"]
    assert sorted(names) == sorted(field.name for field in letter.fields)
    with pikepdf.open(path) as document:
        assert len(document.Root.AcroForm.Fields) == len(names)


@EVERYWHERE
def test_what_was_filled_in_stands_in_the_letter(code: str, written: Written) -> None:
    letter = written(english("sample_kit"), code)
    said = texts(letter.sections)
    assert "KIT-2026-00417" in said
    assert "Lindqvist" not in said
