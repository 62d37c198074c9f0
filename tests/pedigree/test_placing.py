"""Edits that let a value stand at a place: every kind of place there is."""

from dataclasses import replace

import pytest

from counselling.errors import PedigreeError
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.outside_result import Entered, OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink
from counselling.pedigree.places import FACTS, OF_FAMILY, Place, Value, at
from counselling.pedigree.placing import placed
from counselling.pedigree.settling import Settle
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Zygosity
from tests.families.builders import three_generations

FAMILY = three_generations()
ONE, OTHER, THIRD = (person.id for person in FAMILY.persons[:3])
ANSWER = Answer(ONE, Topic.AGE, Reply.UNKNOWN)
RESULT = OutsideResult(ONE, "Other", "1", "", "2026-11-28T09:00:00.000Z", Entered.TYPED)
PAIR = tuple(sorted((ONE, OTHER)))


def done(edits: tuple[Edit, ...], family: Family) -> Family:
    for edit in edits:
        family = edit.apply(family)
    return family


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("person", "new"), True),
        (("person", ONE), False),
        (("person", ONE, "name"), "Ida"),
        (("person", ONE, "age"), Age.at(41)),
        (("person", ONE, "age"), None),
        (("person", ONE, "diagnoses"), (Diagnosis("breast_cancer"),)),
        (("person", ONE, "is_deceased"), True),
        (("family", "name"), "Berg"),
        (("family", "historian"), "an aunt"),
        (("family", "proband"), THIRD),
        (("family", "consultand"), THIRD),
        (("family", "notes"), (FamilyNote("2026-11-28", "words"),)),
        (("couple", *PAIR), Partnership((PAIR[0], PAIR[1]), PartnershipStatus.DIVORCED)),
        (("twins", *PAIR), TwinSet((PAIR[0], PAIR[1]), Zygosity.MONOZYGOTIC)),
        (("answer", ONE, "age", ""), ANSWER),
        (("outside", ONE, "other"), RESULT),
    ],
)
def test_what_is_chosen_stands_and_can_be_taken_back(place: Place, value: Value) -> None:
    after = done(placed(place, value, FAMILY), FAMILY)
    assert at(after, place) == value
    back = done(placed(place, at(FAMILY, place), after), after)
    if place[0] not in ("answer",) and place != ("family", "notes") and value is not False:
        assert at(back, place) == at(FAMILY, place)


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_of_a_person_can_stand_as_it_is(name: str) -> None:
    place = ("person", ONE, name)
    assert placed(place, at(FAMILY, place), FAMILY) == (Settle(place),)


@pytest.mark.parametrize("name", OF_FAMILY)
def test_whatever_is_told_of_the_whole_family_has_an_edit(name: str) -> None:
    other = replace(FAMILY, name="x", proband=None, consultand=None, historian="y")
    place = ("family", name)
    assert at(done(placed(place, at(other, place), FAMILY), FAMILY), place) == at(other, place)


def test_what_no_edit_takes_back_is_said_to_be_right() -> None:
    family = done(placed(("answer", ONE, "age", ""), ANSWER, FAMILY), FAMILY)
    place = ("answer", ONE, "age", "")
    assert placed(place, None, family) == (Settle(place),)


def test_parents_that_would_make_a_circle_are_refused() -> None:
    child = next(person for person in FAMILY.persons if person.parents)
    parent = child.parents[0].parent
    circle = (ParentLink(child.id, ParentKind.MOTHER),)
    with pytest.raises(PedigreeError):
        placed(("person", parent, "parents"), circle, FAMILY)
