"""An edit changes nobody's order."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout, Memory
from counselling.pedigree.edits import RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Sex

Born = Callable[..., Person]
Faults = Callable[..., list[str]]
Families = st.SearchStrategy[Family]

soberly = settings(max_examples=60, deadline=None)


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
    mate = data.draw(st.sampled_from(family.persons))
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


def test_parents_turn_a_drawing_only_to_keep_it_clean(born: Born, faults: Faults) -> None:
    """A mate in the middle of a sibship gets parents: their line must not cross the bar."""
    kids = tuple(born(f"k{i}", "m", "f", sex=Sex.FEMALE) for i in range(3))
    mate = born("x", sex=Sex.MALE)
    people = (born("m"), born("f"), *kids, born("c", "k1", "x"))
    before = place(Family("f", persons=(*people, mate)))
    grown = Family(
        "f", persons=(*people, born("x", "xm", "xf", sex=Sex.MALE), born("xm"), born("xf"))
    )
    after = place(grown, previous=before)
    assert (before.crossings, after.crossings) == (0, 0)
    assert flips(before, after)
    assert faults(grown, after) == []


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
