"""The letter to the doctor tells to whom of the family a letter was written, and only that one."""

from pathlib import Path

import pytest

from app.letters import verify_letter
from counselling.letters.order import Order
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers.consents import Consent, Scope, record
from counselling.work.desk import Desk

DOCTOR = {"doctor": "Dr Jane Smith-Jones", "headline": "A change in BRCA1."}


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def _letters(desk: Desk, family: str) -> list[dict[str, str]]:
    shown = desk.letters.preview(Order(family, "referrer", "en", "UK", filled=DOCTOR))
    told = verify_letter(shown.content).record.whole["letters"]
    assert isinstance(told, list)
    return told


def _untested(desk: Desk, family: str) -> PersonId:
    """Somebody who can be written to: a sister or brother of the carrier's parents."""
    vault = desk.unlock.vault
    known = families.open_family(vault, family).family
    return next(one.id for one in known.persons if one.name.startswith("Karin"))


def test_who_has_a_letter_is_told_with_its_day_once(desk: Desk, family: str) -> None:
    assert _letters(desk, family) == []
    record(desk.unlock.vault, family, Consent("", Scope.FAMILY_CONTACT, is_given=True))
    person = _untested(desk, family)
    for _ in range(2):
        made = desk.letters.write(Order(family, "relative", "en", "UK", person=person))
    (told,) = _letters(desk, family)
    assert told["written_on"] == made.created_at.astimezone().date().isoformat()
    assert told["whose"]
