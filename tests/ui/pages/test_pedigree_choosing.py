"""Who is selected, as values."""

from datetime import UTC, datetime

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.language.catalogue import Catalogue
from counselling.pedigree.branches import Branch, Fold
from counselling.records.log.families import FamilyRecord
from counselling.work.families.pedigrees import ShownFamily
from counselling.work.pedigree.draw_family import draw_family
from tests.conftest import catalogue
from tests.families.builders import three_generations
from ui.pages.pedigree.kept import choosing
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.targets import targets


@pytest.fixture
def words() -> Catalogue:
    return catalogue("en")


@pytest.fixture
def state(words: Catalogue, measure: FontMeasure) -> PedigreeState:
    family = three_generations()
    record = FamilyRecord("f", family, 1, datetime(2026, 1, 2, tzinfo=UTC), "")
    drawing = draw_family(family, words, measure)
    return PedigreeState(ShownFamily(record, drawing, ()), chosen="mother")


def test_one_more_is_selected_and_the_keys_walk_on_from_her(state: PedigreeState) -> None:
    now = choosing.with_one_more(state, "child")
    assert now.chosen == "child"
    assert targets(now) == ("child", "mother")


def test_who_is_turned_twice_is_as_before(state: PedigreeState) -> None:
    once = choosing.turned(state, "uncle")
    assert once.selected == ("uncle", "mother")
    twice = choosing.turned(once, "uncle")
    assert twice.selected == ("mother",)
    assert choosing.turned(once, "mother").selected == ("uncle",)


def test_last_one_stays_selected(state: PedigreeState) -> None:
    assert choosing.turned(state, "mother").selected == ("mother",)


def test_those_of_a_band_are_selected_and_who_was_chosen_stays_so(state: PedigreeState) -> None:
    assert choosing.together(state, ("uncle", "mother")).selected == ("mother", "uncle")
    assert choosing.together(state, ("uncle", "child")).chosen == "uncle"
    assert choosing.together(state, ()) == state


def test_several_are_counted_in_words_and_one_is_not(
    state: PedigreeState, words: Catalogue
) -> None:
    assert choosing.said(state, words) == ""
    now = choosing.together(state, ("uncle", "mother", "child"))
    assert choosing.said(now, words) == "3 people selected"


def test_branch_is_folded_away_and_out_by_the_same_verb() -> None:
    fold = Fold("mother", Branch.ANCESTORS)
    away = choosing.fold_turned("mother", Branch.ANCESTORS, ())
    assert away == (fold,)
    assert choosing.fold_turned("mother", Branch.ANCESTORS, away) == ()
    assert choosing.all_unfolded(away) == ()


def test_only_what_hides_somebody_is_folded_out_for_her() -> None:
    hiding, other = Fold("mother", Branch.DESCENDANTS), Fold("father", Branch.ANCESTORS)
    assert choosing.unfolded_for("child", three_generations(), (hiding, other)) == (other,)
    assert choosing.unfolded_for("uncle", three_generations(), (hiding,)) == (hiding,)
