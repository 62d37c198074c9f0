"""An edit changes nobody's order."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout, Memory
from counselling.pedigree.edits import RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from counselling.pedigree.structure import RemovePeople
from counselling.pedigree.terms import Sex

Born = Callable[..., Person]
Faults = Callable[..., list[str]]
Families = st.SearchStrategy[Family]

soberly = settings(max_examples=60)


def flips(before: Layout, after: Layout) -> list[tuple[str, str]]:
    """Pairs of one row, before and after, who changed places."""
    both = [name for name in before.by_person if name in after.by_person]
    pairs = []
    for one, other in combinations(both, 2):
        was, is_now = (
            (layout.by_person[one], layout.by_person[other]) for layout in (before, after)
        )
        level = was[0].y == was[1].y and is_now[0].y == is_now[1].y
        if level and (was[0].x - was[1].x) * (is_now[0].x - is_now[1].x) < 0:
            pairs.append((one, other))
    return pairs


@soberly
@given(data=st.data())
def test_one_more_child_flips_nobody(data: st.DataObject, trees: Families, faults: Faults) -> None:
    family = data.draw(trees)
    sibling = data.draw(st.sampled_from(family.persons))
    child = replace(sibling, id="new", sex=Sex.FEMALE)
    grown = replace(family, persons=(*family.persons, child))
    before = place(family)
    after = place(grown, previous=before)
    assert faults(grown, after) == []
    assert flips(before, after) == []


@soberly
@given(data=st.data())
def test_where_lines_cross_already_no_edit_flips_anybody(
    data: st.DataObject, wild_families: Families, faults: Faults
) -> None:
    family = data.draw(wild_families)
    before = place(family, effort=Effort.FIRST)
    # whoever has no relatives leaves the others who have none when somebody joins her
    related = [who for union in family.unions for who in (*union.partners, *union.children)]
    assume(related)
    mate = family.person(data.draw(st.sampled_from(related)))
    grown = replace(
        family,
        persons=(*family.persons, Person("new")),
        partnerships=(*family.partnerships, Partnership(("new", mate.id))),
    )
    after = place(grown, previous=before)
    assert faults(grown, after) == []
    if before.crossings:
        assert flips(before, after) == []


@soberly
@given(data=st.data())
def test_any_person_may_leave(data: st.DataObject, wild_families: Families, faults: Faults) -> None:
    family = data.draw(wild_families)
    before = place(family, effort=Effort.FIRST)
    left = RemovePerson(data.draw(st.sampled_from(family.persons)).id).apply(family)
    assert faults(left, place(left, previous=before)) == []


def mate_gets_parents(born: Born) -> tuple[Family, Family]:
    """A mate in the middle of a sibship gets parents: their line must cross the sibship's bar."""
    kids = tuple(born(f"k{i}", "m", "f", sex=Sex.FEMALE) for i in range(3))
    people = (born("m"), born("f"), *kids, born("c", "k1", "x"))
    before = Family("f", persons=(*people, born("x", sex=Sex.MALE)))
    parents = (born("x", "xm", "xf", sex=Sex.MALE), born("xm"), born("xf"))
    return before, Family("f", persons=(*people, *parents))


def test_not_even_a_crossing_turns_a_drawing_at_once(born: Born, faults: Faults) -> None:
    family, grown = mate_gets_parents(born)
    before = place(family)
    after = place(grown, previous=before)
    assert (before.crossings, after.crossings) == (0, 1)
    assert flips(before, after) == []
    assert faults(grown, after) == []


def test_a_long_look_turns_a_drawing_to_make_it_clean(born: Born, faults: Faults) -> None:
    family, grown = mate_gets_parents(born)
    crossed = place(grown, previous=place(family))
    turned = place(grown, previous=crossed, effort=Effort.LONG)
    assert turned.crossings == 0
    assert faults(grown, turned) == []
    assert place(family, previous=place(family), effort=Effort.LONG) == place(
        family, previous=place(family)
    )


def far(before: Layout, after: Layout) -> list[str]:
    """Who moved by more than half a unit."""
    return [
        name
        for name, node in before.by_person.items()
        if name in after.by_person and abs(after.by_person[name].x - node.x) > 0.5
    ]


@pytest.mark.parametrize("place_in_row", range(7))
def test_a_full_row_makes_room_to_both_sides(born: Born, place_in_row: int) -> None:
    kids = [born(f"k{i}", "m", "f", year=1950 + 2 * i) for i in range(6)]
    family = Family("f", persons=(born("m"), born("f"), *kids))
    before = place(family)
    new = born("new", "m", "f", year=1949 + 2 * place_in_row)
    after = place(replace(family, persons=(*family.persons, new)), previous=before)
    assert far(before, after) == []
    assert after.rows[1].index("new") == place_in_row


def test_a_branch_that_leaves_takes_nobody_along(born: Born) -> None:
    kids = [born(f"k{i}", "m", "f") for i in range(4)]
    mates = [born(f"x{i}") for i in range(4)]
    below = [born(f"c{i}{j}", f"k{i}", f"x{i}") for i in range(4) for j in range(3)]
    family = Family("f", persons=(born("m"), born("f"), *kids, *mates, *below))
    before = place(family)
    after = place(RemovePeople(("k1", "x1", "c10", "c11", "c12")).apply(family), previous=before)
    assert far(before, after) == []


def test_families_side_by_side_make_room_together(born: Born) -> None:
    def trio(name: str) -> tuple[Person, ...]:
        return (born(f"{name}m"), born(f"{name}f"), born(f"{name}c", f"{name}m", f"{name}f"))

    family = Family("f", persons=(*trio("a"), *trio("b")))
    before = place(family)
    couple = Partnership(("am", "new"))
    grown = replace(family, persons=(*family.persons, born("new")), partnerships=(couple,))
    assert far(before, place(grown, previous=before)) == []


def test_people_without_relatives_stay_when_one_of_them_leaves(born: Born) -> None:
    family = Family("f", persons=tuple(born(f"p{i}") for i in range(25)))
    before = place(family)
    left = RemovePerson("p3").apply(family)
    after = place(replace(left, persons=(*left.persons, born("p30"))), previous=before)
    assert far(before, after) == []


def test_a_drawing_pulled_out_of_shape_comes_right(born: Born) -> None:
    """Parents far from their children do not stay there for the sake of keeping still."""
    family = Family("f", persons=(born("a"), born("b"), *(born(f"k{i}", "a", "b") for i in "12")))
    before = place(family)
    nodes = tuple(n._replace(x=n.x + 9 if n.person in "ab" else n.x) for n in before.nodes)
    after = place(family, previous=replace(before, nodes=nodes)).by_person
    middle = (after["a"].x + after["b"].x - after["k1"].x - after["k2"].x) / 2
    assert abs(middle) < 1


def test_an_unchanged_family_does_not_move(born: Born) -> None:
    people = (born("a"), born("b"), *(born(f"k{i}", "a", "b") for i in range(4)))
    family = Family("f", persons=people)
    before = place(family)
    after = place(family, previous=before)
    for name, node in before.by_person.items():
        assert abs(after.by_person[name].x - node.x) < 0.01


def test_a_couple_off_its_row_stays_there(born: Born) -> None:
    people = (
        *(born(f"g{i}") for i in (1, 2, 3, 4)),
        *(born(f"k{i}", "g1", "g2") for i in (1, 2)),
        *(born(f"k{i}", "g3", "g4") for i in (3, 4)),
        *(born("c1", "k1", "k3"), born("c2", "k2", "k4")),
    )
    before = place(Family("f", persons=people))
    assert before.memory.lifts
    after = place(Family("f", persons=(*people, born("c3", "k2", "k4"))), previous=before)
    assert after.memory.lifts == before.memory.lifts
    assert after.crossings == 0
    assert flips(before, after) == []


def test_a_layout_of_another_family_is_no_hindrance(born: Born) -> None:
    other = place(Family("other", persons=(born("x"), born("y", "x"))))
    family = Family("f", persons=(born("a"), born("b", "a")))
    assert place(family, previous=other) == place(family)


def test_a_memory_of_couples_long_gone_is_forgotten(born: Born, faults: Faults) -> None:
    family = Family("f", persons=(born("a"), born("b"), born("c", "a", "b")))
    before = place(family)
    lifts = (("RAISED", ("a", "zz"), ()), ("TUCKED", ("a", "b"), ("gone", "too")))
    after = place(family, previous=replace(before, memory=Memory(lifts=lifts)))
    assert faults(family, after) == []
    assert after.memory.lifts == ()


def test_families_beside_each_other_are_parted_where_the_fewest_go_far(born: Born) -> None:
    """One sibling by a tenth too far, or three strangers: the people count, not the families."""
    kids = [born(f"k{i}", "m", "f") for i in range(5)]
    strangers = [born(f"u{i}") for i in range(3)]
    family = Family("f", persons=(born("m"), born("f"), *kids, *strangers))
    before = place(family)
    grown = replace(family, persons=(*family.persons, born("new", "m", "f")))
    assert len(far(before, place(grown, previous=before))) <= 1
