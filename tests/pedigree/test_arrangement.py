"""Edits by hand: what they keep, refuse and forget."""

import pytest

from counselling.errors import PedigreeError
from counselling.pedigree.arrangement import Arrangement, Nudged, Pinned
from counselling.pedigree.arranging import (
    Nudge,
    OrderSiblings,
    Pin,
    SetSide,
    Tidy,
    Unpin,
    demand_whole,
)
from counselling.pedigree.edits import Edit, RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.structure import AddChild
from tests.families.builders import trio


def siblings() -> Family:
    links = trio().person("child").parents
    return AddChild(Person("second", parents=links)).apply(trio())


def done(*edits: Edit) -> Family:
    family = siblings()
    for edit in edits:
        family = edit.apply(family)
    return family


def test_a_nudge_takes_the_place_of_an_earlier_one_and_zero_takes_it_back() -> None:
    assert done(Nudge("child", 1.0), Nudge("child", 0.5)).arrangement.nudges == (
        Nudged("child", 0.5),
    )
    assert done(Nudge("child", 1.0), Nudge("child", 0.0)).arrangement.is_empty


def test_a_pin_and_a_nudge_take_each_others_place() -> None:
    pinned = done(Nudge("child", 1.0), Pin("child", 2.0)).arrangement
    assert (pinned.nudges, pinned.pins) == ((), (Pinned("child", 2.0),))
    assert pinned.pin_of("child") == 2.0
    nudged = done(Pin("child", 2.0), Nudge("child", 1.0)).arrangement
    assert (nudged.pin_of("child"), nudged.nudge_of("child")) == (None, 1.0)
    assert done(Pin("child", 2.0), Unpin("child")).arrangement.is_empty


def test_the_last_order_and_the_last_side_count() -> None:
    handled = done(
        OrderSiblings(("child", "second")),
        OrderSiblings(("second", "child")),
        SetSide("father", "mother"),
        SetSide("mother", "father"),
    ).arrangement
    assert handled.orders == (("second", "child"),)
    assert handled.sides == (("mother", "father"),)


def test_tidy_forgets_everything() -> None:
    assert done(Pin("child", 1), SetSide("mother", "father"), Tidy()) == siblings()


def test_who_leaves_takes_her_place_along() -> None:
    handled = done(Nudge("second", 1.0), Pin("child", 1.0), OrderSiblings(("second", "child")))
    left = RemovePerson("second").apply(handled).arrangement
    assert left == Arrangement(pins=(Pinned("child", 1.0),))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Nudge("nobody", 1.0), "no_such_person"),
        (Nudge("child", float("nan")), "no_such_place"),
        (Pin("child", float("inf")), "no_such_place"),
        (Pin("child", 1e9), "no_such_place"),
        (Unpin("nobody"), "no_such_person"),
        (OrderSiblings(("child",)), "no_siblings"),
        (OrderSiblings(("child", "child")), "no_siblings"),
        (OrderSiblings(("child", "mother")), "no_siblings"),
        (OrderSiblings(("father", "mother")), "no_siblings"),
        (SetSide("mother", "mother"), "partner_of_herself"),
    ],
)
def test_what_does_not_fit_is_refused(edit: Edit, message: str) -> None:
    with pytest.raises(PedigreeError, match=message):
        edit.apply(siblings())


def test_an_arrangement_is_whole_when_its_people_are_there() -> None:
    demand_whole(done(Nudge("child", 1.0), OrderSiblings(("second", "child"))))
    with pytest.raises(PedigreeError):
        demand_whole(Family("f", arrangement=Arrangement(sides=(("a", "b"),))))
