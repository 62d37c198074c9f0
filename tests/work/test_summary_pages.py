"""A summary has two pages at most: a family of twenty, posted, all that is asked for filled in."""

import datetime
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from counselling.drawing.measure import Measure
from counselling.letters.finish import page_count
from counselling.letters.kinds.summary import TEMPLATE
from counselling.letters.parties import Address, Clinic, Counsellor
from counselling.letters.typeset import typeset
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import Gender, TestResult
from counselling.risk.model import Assessment
from counselling.work.files.read_family import read_file
from counselling.work.letters.write_letter import Asked, Letterhead, Tongue, write_letter
from counselling.work.risk.assess_risk import assess
from tests.letters.conftest import words
from tests.letters.languages import LANGUAGES
from tests.letters.test_window import SIX

_DEMO = Path("assets/demo/invented-breast-ovarian.canrisk4")
_DAY = datetime.date(2026, 11, 24)
# As long as such answers usually are; what is longer is a finding before the letter is sent.
FILLED = {
    "agreed": "We send you a blood sample kit for a gene test by 4 December 2026.\n"
    "Your GP, Dr Smith-Jones, books a breast MRI once a year (from age 38).\n"
    "We talk again on 2027-01-15 at 10:30 by video; call +49 30 1234567 to change it.",
    "support": "BRCA Network, https://support.example, +49 30 7654321",
    "insurance": "The law here forbids health insurers to ask for results of predictive tests.",
    "lab": "Rivertown Laboratory, report 2026/117, 2026-10-01",
    "copies": "Dr Jane Smith-Jones, your GP",
    "session_on": "2026-11-23",
    "way": "by video",
}
_ANSWERED = {
    "storage": True,
    "family_contact": True,
    "recontact": True,
    "research": False,
    "recording": False,
}
_HEAD = Letterhead(
    Clinic(
        "Clinic for Genetics, Rivertown",
        ("12 Lamp Street, 10115 Rivertown",),
        "+49 30 1234567",
        "genetics@clinic.example",
    ),
    Counsellor("Dr Ada Oak", "Genetic counsellor", "GCRB 0042"),
    None,
)


_CHANGE = GeneTest(
    "BRCA1", TestResult.POSITIVE, variant="NM_007294.4:c.5266dup p.(Gln1756Profs*74)"
)


@pytest.fixture(scope="module", params=[(), (_CHANGE,)], ids=["untested", "own change"])
def assessment(request: pytest.FixtureRequest) -> Assessment:
    family = read_file(Path(__file__).parents[2] / _DEMO).families[0]
    assert family.focus is not None
    tested = replace(family.person(family.focus), tests=request.param)
    return assess(family.replace_person(tested), person=None, country="UK")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_posted_summary_with_everything_in_it_has_two_pages(
    code: str, assessment: Assessment, measure: Measure, fonts: Path
) -> None:
    tongue = Tongue(words(code), words("en"))
    question = assessment.question
    person = question.family.person(question.person)
    for gender, form in product((Gender.WOMAN, Gender.MAN), tongue.words.traits.addresses):
        asked = Asked(
            TEMPLATE.kind,
            _DAY,
            _DAY,
            address=Address(form),
            filled={blank.name: FILLED[blank.name] for blank in TEMPLATE.blanks},
            answers=_ANSWERED,
            post=SIX[:5],
        )
        letter = write_letter(
            asked,
            question.family.replace_person(replace(person, gender=gender)),
            person.id,
            tongue,
            measure,
            head=_HEAD,
            assessment=assessment,
        )
        pages = page_count(typeset(letter, fonts=fonts, is_close=TEMPLATE.is_close))
        assert pages - (letter.annex is not None) <= TEMPLATE.most_pages, (gender, form)
