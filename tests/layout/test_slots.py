"""Newcomers without parents come to where they cross least and push nobody far."""

from collections.abc import Callable

import pytest

from counselling.layout.layout import place
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.structure import AddParents
from counselling.pedigree.terms import ParentKind, Sex
from tests.families.unseen import unseen_family

Born = Callable[..., Person]
Faults = Callable[..., list[str]]


def with_parents(family: Family, child: str) -> Family:
    """Somebody gets a mother and a father."""
    parents = Person("xm", sex=Sex.FEMALE), Person("xf", sex=Sex.MALE)
    links = ParentLink("xm", ParentKind.MOTHER), ParentLink("xf", ParentKind.FATHER)
    return AddParents(child, parents, links).apply(family)


def far(before: Layout, after: Layout) -> list[str]:
    """Who moved by more than half a unit."""
    return [n for n, node in before.by_person.items() if abs(after.by_person[n].x - node.x) > 0.5]


def _in_law_within_a_sibship(born: Born, siblings: int) -> Family:
    """Grandparents with full rows of uncles beside them; the mate of a child in the middle."""
    people = [born("gm"), born("gf"), *(born(f"u{i}", "gm", "gf") for i in range(siblings))]
    people += [born("m"), *(born(f"k{i}", "m", "u1") for i in range(3))]
    return Family("f", persons=(*people, born("x"), born("c", "k1", "x")))


@pytest.mark.parametrize("siblings", [3, 4, 5])
def test_parents_whose_line_must_cross_push_nobody_and_part_no_couple(
    born: Born, faults: Faults, siblings: int
) -> None:
    family = _in_law_within_a_sibship(born, siblings)
    before = place(family)
    grown = with_parents(family, "x")
    after = place(grown, previous=before)
    assert faults(grown, after) == []
    assert after.crossings == 1
    assert far(before, after) == []
    row = after.rows[1]
    assert abs(row.index("m") - row.index("u1")) == 1


def test_parents_without_a_crossing_stay_above_their_child(born: Born, faults: Faults) -> None:
    """Though two must go far for them: that is less than a crossing, or a couple apart."""
    people = [born("a"), born("b"), born("c"), born("d")]
    people += [born("k1", "a", "b"), born("k2", "c", "d"), born("x"), born("y")]
    people += [born("l1", "k1", "x"), born("l2", "k2", "x")]
    family = Family("f", persons=tuple(people))
    before = place(family)
    grown = with_parents(family, "x")
    after = place(grown, previous=before)
    assert faults(grown, after) == []
    assert after.crossings == 0
    assert set(after.rows[0][2:4]) == {"xm", "xf"}
    assert len(far(before, after)) <= 2


def test_parents_part_no_couple_though_a_line_crosses_then(born: Born, faults: Faults) -> None:
    """The search in the background undoes a crossing; it would leave a couple parted."""
    people = [born("1", sex=Sex.MALE), born("2", sex=Sex.FEMALE), born("3", sex=Sex.MALE)]
    people += [born("4", "2", "1"), born("5", "4", "3"), born("6", "5", "1")]
    family = Family("f", persons=tuple(people))
    before = place(family)
    grown = with_parents(family, "3")
    after = place(grown, previous=before)
    assert faults(grown, after) == []
    row = after.rows[0]
    assert abs(row.index("1") - row.index("2")) == 1
    assert far(before, after) == []


def test_parents_stand_over_their_child_not_at_the_far_end_of_the_row() -> None:
    family = unseen_family(26, 34)
    before = place(family)
    after = place(with_parents(family, "p12"), previous=before)
    assert after.by_person["xm"].x > before.by_person["p1"].x
    assert abs(after.by_person["p0"].x - before.by_person["p0"].x) < 0.5
