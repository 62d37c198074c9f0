"""What each kind of letter holds, in which order: written by hand from what each must hold.

The lists are those of the research, section 4, numbered as there; a section that carries no number
of the list is ours. Nothing here is taken from the templates: who leaves a section out is found.
"""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.inline import Gap
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.page import page_data
from counselling.letters.parties import Address
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.voice import Voice
from counselling.letters.writing import write
from tests.letters.conftest import in_language, words
from tests.letters.languages import LANGUAGES
from tests.letters.samples import material

HELD = {
    "pretest_consent": (  # list (1)
        "test can_show changes family unexpected benefits sample_storage data insurance results "
        "research withdrawal special interpreter statements copy words contacts"
    ),
    "session_consent": (  # (2)
        "how identity place privacy data_path limits failure distress sharing interpreter cost "
        "others withdraw statements contacts"
    ),
    "summary": (  # (3)
        "main_points why_we_met what_we_looked_at what_it_means uncertainty agreed family support "
        "insurance recontact consents words contacts"
    ),
    "referrer": (  # (4)
        "headline patient findings risk management family psychosocial recontact open_items "
        "attachments contacts"
    ),
    "relative": (  # (5)
        "neutral found why can_do choice take_along find insurance pregnancy doctor words contacts"
    ),
    "invitation": (  # (6)
        "when length with_whom join test_device prepare who_may_attend interpreter change link "
        "emergency access privacy calendar contacts"
    ),
    "data_sharing": (  # (7)
        "main_points registry variant repository commercial abroad recontact recontact_results "
        "findings biobank ai who keeping safeguards risks benefits withdrawal statements words "
        "contacts"
    ),
    "tumour_board": (
        "question patient tumours tests family risk wishes proposal attachments contacts"
    ),
    "sample_kit": "contents before how label sending reminders results safety contacts",
}
SAID = {  # what a section must say, and not only be there
    "session_consent": (
        "In some countries we may not advise by video.",  # jurisdiction
        "Our servers stand here: Rivertown.",  # where data are processed
        "a server of the clinic passes picture and sound on. It could see and hear the talk.",
    ),
    "summary": (
        "Laboratory and report: Rivertown Laboratory",
        "A high number does not mean that an illness will come.",
        "Copies of this letter go to: Dr Jane Smith-Jones.",
    ),
    "referrer": (
        "Laboratory and report: Rivertown Laboratory, report 2026/117.",
        "Put into the model: people in the family tree: 6; with a known age: 6;",
        "Language of the talk: Swedish.",
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", HELD)
def test_a_letter_holds_every_section_in_order(
    kind: str, code: str, given: SummaryInput, english_words: Catalogue
) -> None:
    catalogue = words(code)
    made_of = material(find_kind(kind), in_language(given, catalogue))
    letter = write(find_kind(kind), made_of, catalogue, latin=english_words)
    # a glossary stands only where the letter's own words need one
    found = [section.id for section in letter.sections]
    wanted = HELD[kind].split()
    assert [each for each in wanted if each != "words" or each in found] == found


@pytest.mark.parametrize("kind", SAID)
def test_its_sections_say_what_they_must(
    kind: str, given: SummaryInput, english_words: Catalogue
) -> None:
    letter = write(
        find_kind(kind), material(find_kind(kind), given), english_words, latin=english_words
    )
    said = texts(letter.sections)
    assert [each for each in SAID[kind] if each not in said] == []


def _of(
    kind: str, code: str, given: SummaryInput, form: Address = Address.FORMAL, **filled: str
) -> tuple[Letter, Voice]:
    """A letter with further blanks filled, and how it speaks."""
    catalogue, found = words(code), find_kind(kind)
    made_of = material(found, in_language(given, catalogue), form=form)
    made_of = replace(made_of, filled={**made_of.filled, **filled})
    reader = made_of.frame.recipient
    voice = Voice(catalogue, reader.gender, form, found.template.audience)
    return write(found, made_of, catalogue, latin=words("en")), voice


def _in_section(letter: Letter, section_id: str) -> str:
    return texts([one for one in letter.sections if one.id == section_id])


@pytest.mark.parametrize("filled", ["", "Words of the clinic"])
@pytest.mark.parametrize("form", Address)
@pytest.mark.parametrize("kind", ["pretest_consent", "summary"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_insurance_and_work_has_a_word_on_both_whatever_the_clinic_adds(
    code: str, kind: str, form: Address, filled: str, given: SummaryInput
) -> None:
    letter, voice = _of(kind, code, given, form, insurance=filled)
    said, has = _in_section(letter, "insurance"), "yes" if filled else "no"
    both = voice.text("letters.insurance.text", has_insurance="no", insurance="")
    own = voice.text("letters.insurance.text", has_insurance=has, insurance=filled)
    assert own.removeprefix(filled).strip()  # the clinic's words do not stand alone
    assert said == own if kind == "summary" else said.endswith(both)
    assert said.startswith(filled)


WORK = {"en": "employer", "de": "Arbeitgeber", "fi": "yönantaj", "el": "εργοδότ", "ar": "العمل"}


@pytest.mark.parametrize("filled", ["", "Words of the clinic"])
@pytest.mark.parametrize("kind", ["pretest_consent", "summary"])
@pytest.mark.parametrize("code", WORK)
def test_insurance_and_work_names_employers(
    code: str, kind: str, filled: str, given: SummaryInput
) -> None:
    assert WORK[code] in _in_section(_of(kind, code, given, insurance=filled)[0], "insurance")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_summary_has_gene_variant_and_class_of_her_own_results(
    code: str, given: SummaryInput
) -> None:
    letter, voice = _of("summary", code, given)
    told = _in_section(letter, "what_we_looked_at").split("\n")
    change, uncertain = "CHEK2 c.470T>C p.(Ile157Thr)", voice.text("letters.result.uncertain")
    named = voice.text("letters.answer.name", question=change, answer=uncertain)
    lab = "Rivertown Laboratory, 2026-10-01"
    report = voice.text("letters.referrer.findings.lab", lab=lab)
    assert f"{named}. {report}" in told
    assert sum(lab in line for line in told) == 1


@pytest.mark.parametrize("kind", ["summary", "referrer", "relative"])
def test_who_names_a_laboratory_is_asked_for_the_reports_date(kind: str) -> None:
    (lab,) = (blank for blank in find_kind(kind).template.blanks if blank.name == "lab")
    assert "date" in words("en").say(lab.label)


@pytest.mark.parametrize("filled", ["", "Swedish"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_has_the_language_of_the_talk(code: str, filled: str, given: SummaryInput) -> None:
    letter, voice = _of("referrer", code, given, language=filled)
    told = filled or Gap("language", voice.text("letters.blank.language"))
    row = voice.text("letters.referrer.language", language=told)
    assert row in _in_section(letter, "psychosocial").split("\n")


def test_every_kind_has_its_list() -> None:
    assert HELD.keys() == {kind.template.kind for kind in KINDS}


@pytest.mark.parametrize("kind", HELD)
def test_the_version_of_the_words_is_printed_on_every_page(
    kind: str, given: SummaryInput, english_words: Catalogue
) -> None:
    found = find_kind(kind)
    letter = write(found, material(found, given), english_words, latin=english_words)
    foot = page_data(letter)["id_line"]
    assert isinstance(foot, list)
    assert "".join(str(run[0]) for run in foot).endswith(f" · {found.template.version}")
