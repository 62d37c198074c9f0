"""What each kind of letter holds, in which order: written by hand from what each must hold.

The lists are those of the research, section 4, numbered as there; a section that carries no number
of the list is ours. Nothing here is taken from the templates: who leaves a section out is found.
"""

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.page import page_data
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import KINDS, find_kind
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
