"""The summary of a family of twenty is two pages, posted or not, in every language of the program.

The demo's family is the size most families are drawn in; its letter is what a reader gets.
"""

import datetime
from dataclasses import replace

import pytest

from app.letters import count_pages, set_letter
from app.paths import resource
from counselling.drawing.measure import FontMeasure
from counselling.letters.kinds.summary import TEMPLATE
from counselling.letters.letter import Letter
from counselling.letters.parties import Clinic, Counsellor
from counselling.letters.review import review
from counselling.risk.model import Assessment
from counselling.work.files.read_family import read_file
from counselling.work.letters.write_letter import Letterhead, write_summary
from counselling.work.risk.assess_risk import assess
from tests.conftest import catalogue

DAY = datetime.date(2026, 11, 24)
HEAD = Letterhead(
    Clinic(
        "Clinic for Genetics, Rivertown",
        ("12 Lamp Street", "10115 Rivertown"),
        "+49 30 1234567",
        "genetics@clinic.example",
    ),
    Counsellor("Dr Ada Oak", "Genetic counsellor", "GCRB 0042"),
    None,
)
STEPS = (
    "We send you a blood sample kit for a gene test by 4 December 2026.",
    "Your GP, Dr Smith-Jones, books a breast MRI once a year (from age 38).",
    "We talk again on 2027-01-15 at 10:30 by video; call +49 30 1234567 to change it.",
)
ADDRESS = ("c/o Maja Berg", "3 Bridge Lane", "10117 Rivertown")


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    demo = resource("assets", "demo", "invented-breast-ovarian.canrisk4")
    return assess(read_file(demo).families[0], person=None, country="UK")


@pytest.mark.parametrize("address", [(), ADDRESS], ids=["handed over", "posted"])
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_the_summary_is_two_pages(
    code: str, address: tuple[str, ...], assessment: Assessment, measure: FontMeasure
) -> None:
    letter = _letter(code, address, assessment, measure)
    pages = count_pages(set_letter(letter))
    assert {section.id for section in letter.sections} >= {*TEMPLATE.sections} - {"consents"}
    assert pages - (letter.annex is not None) <= TEMPLATE.most_pages
    found = review(letter, catalogue(code), pages=pages)
    assert "finding.letter_too_long" not in {one.message_id for one in found}


def _letter(
    code: str, address: tuple[str, ...], assessment: Assessment, measure: FontMeasure
) -> Letter:
    letter = write_summary(
        assessment,
        catalogue(code),
        measure,
        head=HEAD,
        session_on=DAY,
        written_on=DAY,
        agreed=STEPS,
    )
    return replace(letter, recipient=(*letter.recipient, *address))
