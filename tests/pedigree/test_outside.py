"""Results of other programs: one a program and person, gone with her, undone like all else."""

from dataclasses import replace

import pytest

from counselling.errors import PedigreeError
from counselling.pedigree.edits import RemovePerson
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.outside_result import Entered, OutsideResult
from counselling.pedigree.steps import Way, retrace
from tests.families.builders import trio

FIRST = OutsideResult("child", "Elsewhere", "1", "2026-03-01", "2026-03-04", Entered.READ)


def test_later_result_of_the_same_program_takes_the_place_of_the_earlier() -> None:
    later = replace(FIRST, program="ELSEWHERE", version="2")
    other = replace(FIRST, program="Another")
    family = trio()
    for result in (FIRST, other, later):
        family = RecordOutside(result).apply(family)
    assert family.outside == (other, later)


def test_result_of_nobody_is_refused_and_one_put_away_is_gone() -> None:
    with pytest.raises(PedigreeError):
        RecordOutside(replace(FIRST, person="nobody")).apply(trio())
    kept = RecordOutside(FIRST).apply(trio())
    assert DropOutside("child", "elsewhere").apply(kept) == trio()
    assert DropOutside("mother", "Elsewhere").apply(kept) == kept


def test_result_goes_with_its_person() -> None:
    kept = RecordOutside(FIRST).apply(trio())
    assert RemovePerson("child").apply(kept).outside == ()


def test_undo_of_a_result_says_only_that() -> None:
    kept = RecordOutside(FIRST).apply(trio())
    back = retrace(kept, trio(), Way.BACK)
    assert back.apply(kept) == trio()
    assert (back.outside, back.inserted, back.notes) == ((), (), None)
