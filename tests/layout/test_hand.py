"""What the hand does to a drawing stays, and nothing else goes wrong by it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.dragging import Drag, dropped, moved_by_key
from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout
from counselling.pedigree.arranging import Nudge, OrderSiblings, Pin, SetSide, Tidy
from counselling.pedigree.edits import Edit, RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.structure import AddChild
from counselling.pedigree.terms import Sex, Zygosity

Born = Callable[..., Person]
Faults = Callable[..., list[str]]
Families = st.SearchStrategy[Family]

soberly = settings(max_examples=60)


def done(family: Family, *edits: Edit) -> Family:
    for edit in edits:
        family = edit.apply(family)
    return family


@pytest.fixture
def family(born: Born) -> Family:
    """Three siblings; the middle one is married and has two children."""
    kids = tuple(born(f"k{i}", "m", "f", sex=Sex.FEMALE) for i in (1, 2, 3))
    below = tuple(born(f"c{i}", "k2", "x") for i in (1, 2))
    mate = born("x", sex=Sex.MALE)
    return Family("f", persons=(born("m"), born("f", sex=Sex.MALE), *kids, mate, *below))


def x_of(layout: Layout, person: str) -> float:
    return layout.by_person[person].x


@pytest.mark.parametrize("by", [0.3, -0.4, 1.5, -2.0])
def test_a_nudged_person_stands_where_the_hand_put_her(family: Family, by: float) -> None:
    afresh = place(family)
    for previous in (None, afresh):
        moved = place(done(family, Nudge("k3", by)), previous=previous)
        assert x_of(moved, "k3") == pytest.approx(x_of(afresh, "k3") + by, abs=0.02)


def test_a_nudge_goes_with_the_branch(family: Family, born: Born) -> None:
    nudged = done(family, Nudge("k3", 0.8))
    more = tuple(born(f"d{i}", "k1", "y") for i in range(4))
    grown = replace(nudged, persons=(*nudged.persons, born("y"), *more))
    tidy = place(done(grown, Tidy()))
    assert x_of(place(grown), "k3") == pytest.approx(x_of(tidy, "k3") + 0.8, abs=0.05)


def test_a_nudged_drawing_is_stable(family: Family) -> None:
    nudged = done(family, Nudge("c1", -0.7))
    first = place(nudged, previous=place(family))
    again = first
    for _ in range(5):
        again = place(nudged, previous=again)
    for name, node in first.by_person.items():
        assert x_of(again, name) == pytest.approx(node.x, abs=0.02)


def test_a_nudge_taken_back_leads_back(family: Family) -> None:
    before = place(family)
    moved = place(done(family, Nudge("k3", 1.5)), previous=before)
    after = place(family, previous=moved)
    assert x_of(after, "k3") == pytest.approx(x_of(before, "k3"), abs=0.02)


def test_a_pinned_person_stays_when_others_must_go(family: Family) -> None:
    before = place(family)
    pinned = done(family, Pin("k1", x_of(before, "k1")), Pin("k3", x_of(before, "k3") + 3))
    after = place(pinned, previous=before)
    links = family.person("k1").parents
    grown = done(pinned, *(AddChild(Person(f"n{i}", parents=links)) for i in range(2)))
    later = place(grown, previous=after)
    for layout in (after, later):
        assert x_of(layout, "k1") == pytest.approx(x_of(before, "k1"), abs=0.02)
        assert x_of(layout, "k3") == pytest.approx(x_of(before, "k3") + 3, abs=0.02)
    afresh = place(grown)
    distance = x_of(afresh, "k3") - x_of(afresh, "k1")
    assert distance == pytest.approx(x_of(after, "k3") - x_of(after, "k1"), abs=0.02)


@pytest.mark.parametrize("order", [("k3", "k2", "k1"), ("k2", "k1", "k3"), ("k2", "k3", "k1")])
def test_an_order_by_hand_comes_before_age(
    family: Family, order: tuple[str, ...], faults: Faults
) -> None:
    before = place(family)
    ordered = done(family, OrderSiblings(order))
    for previous in (None, before):
        after = place(ordered, previous=previous)
        assert tuple(name for name in after.rows[1] if name != "x") == order
        assert after.crossings == 0
        assert abs(after.rows[1].index("k2") - after.rows[1].index("x")) == 1
        assert faults(ordered, after) == []


def test_a_child_born_later_leaves_the_order_alone(family: Family) -> None:
    ordered = done(family, OrderSiblings(("k3", "k2", "k1")))
    grown = done(ordered, AddChild(Person("k4", parents=family.person("k1").parents)))
    row = [name for name in place(grown).rows[1] if name in ("k1", "k2", "k3")]
    assert row == ["k3", "k2", "k1"]


@pytest.mark.parametrize(("left", "right"), [("f", "m"), ("m", "f"), ("k2", "x"), ("x", "k2")])
def test_partners_stand_as_the_hand_put_them(
    family: Family, left: str, right: str, faults: Faults
) -> None:
    turned = done(family, SetSide(left, right))
    for previous in (None, place(family)):
        after = place(turned, previous=previous)
        assert x_of(after, right) - x_of(after, left) == pytest.approx(1.0, abs=0.1)
        assert after.crossings == 0
        assert faults(turned, after) == []


def test_twins_stay_together_in_an_order_by_hand(family: Family) -> None:
    twins = replace(family, twins=(TwinSet(("k1", "k3"), Zygosity.DIZYGOTIC),))
    row = place(done(twins, OrderSiblings(("k1", "k2", "k3")))).rows[1]
    assert abs(row.index("k1") - row.index("k3")) == 1


def test_an_arrangement_of_people_who_left_is_no_hindrance(family: Family) -> None:
    handled = done(
        family, Nudge("k3", 1), Pin("c1", 0), OrderSiblings(("k3", "k1")), SetSide("x", "k2")
    )
    for person in ("k3", "c1", "x"):
        handled = RemovePerson(person).apply(handled)
    assert handled.arrangement.is_empty
    assert place(handled).crossings == 0


@soberly
@given(data=st.data())
def test_whatever_the_hand_does_nothing_is_wrong(
    data: st.DataObject, wild_families: Families, faults: Faults
) -> None:
    family = data.draw(wild_families)
    before = place(family, effort=Effort.FIRST)
    for _ in range(data.draw(st.integers(1, 4))):
        person = data.draw(st.sampled_from(family.persons)).id
        x = x_of(before, person) + data.draw(st.floats(-6, 6))
        held = Drag(family, before, person).at(x)
        assert faults(family, held) == []
        family = done(family, *dropped(family, before, person, x))
        before = place(family, previous=before)
        assert faults(family, before) == []
    assert faults(family, place(family, effort=Effort.FIRST)) == []


@pytest.mark.parametrize(
    ("person", "to", "edits"),
    [
        ("k3", 0.02, ()),
        ("k3", 0.6, (Nudge("k3", 0.6),)),
        ("k1", 1.2, (Nudge("k1", 1.2),)),  # past a sibling's mate, who is nobody to her
        ("k3", -9.0, (OrderSiblings(("k3", "k1", "k2")),)),
        ("k1", 9.0, (OrderSiblings(("k2", "k3", "k1")),)),
        ("f", 1.5, (SetSide("m", "f"),)),
        ("m", -1.5, (SetSide("m", "f"),)),
    ],
)
def test_where_somebody_is_dropped_says_what_is_meant(
    family: Family, person: str, to: float, edits: tuple[Edit, ...]
) -> None:
    layout = place(family)
    assert dropped(family, layout, person, x_of(layout, person) + to) == edits


def test_a_drop_past_a_sibling_takes_her_nudge_back(family: Family) -> None:
    nudged = done(family, Nudge("k3", 0.5))
    layout = place(nudged)
    edits = dropped(nudged, layout, "k3", x_of(layout, "k1") - 0.2)
    assert edits == (Nudge("k3", 0.0), OrderSiblings(("k3", "k1", "k2")))


def test_a_pinned_person_is_pinned_where_she_is_dropped(family: Family) -> None:
    pinned = done(family, Pin("k3", 4.0))
    (pin,) = dropped(pinned, place(pinned), "k3", 4.5)
    assert pin == Pin("k3", 4.5)


def test_somebody_who_is_held_stands_where_she_will_stand(family: Family) -> None:
    layout = place(family)
    drag = Drag(family, layout, "k3")
    for by in (-9.0, -0.4, 0.3, 2.0):
        x = x_of(layout, "k3") + by
        after = place(done(family, *drag.dropped(x)), previous=layout)
        held = drag.at(x)
        for name, node in after.by_person.items():
            assert x_of(held, name) == pytest.approx(node.x, abs=0.01)


def test_a_key_passes_the_next_one_and_ends_at_the_end(family: Family) -> None:
    layout = place(family)
    assert moved_by_key(family, layout, "k1", to_right=False) == ()
    steps = 0
    while edits := moved_by_key(family, layout, "k1", to_right=True):
        family = done(family, *edits)
        layout = place(family, previous=layout)
        steps += 1
        assert steps < 5
    assert [name for name in layout.rows[1] if name != "x"] == ["k2", "k3", "k1"]
