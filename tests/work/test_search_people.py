"""People are found as soon as a family is taken in, and no longer than they are there."""

from dataclasses import replace
from pathlib import Path

from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.person import Diagnosis
from counselling.work.desk import Desk


def names(desk: Desk, typed: str) -> list[str]:
    return [hit.name for hit in desk.people.find(typed)]


def test_people_of_a_family_that_was_taken_in_are_found(desk: Desk, folder: Path) -> None:
    assert names(desk, "alexei")[0] == "Alexei"  # and others by their sound
    assert names(desk, "alexei 1904") == ["Alexei"]


def test_change_is_found_at_once_and_what_it_replaced_is_not(desk: Desk, folder: Path) -> None:
    (hit,) = desk.people.find("alexei 1904")
    record = desk.families.record(hit.family)
    alexei = record.family.person(hit.person)
    changed = replace(alexei, name="Zdeňka Příkladná", diagnoses=(Diagnosis("bowel cancer"),))
    desk.families.change(hit.family, (ChangePerson(changed),), after=record.sequence)
    assert names(desk, "prikladna") == ["Zdeňka Příkladná"]
    assert names(desk, "zdenka darmkrebs") == ["Zdeňka Příkladná"]
    assert "Alexei" not in names(desk, "alexei")
