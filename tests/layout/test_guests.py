"""Who loses the last relative, or a family that an edit parts, stays in the drawn order."""

from collections.abc import Callable
from dataclasses import replace

from counselling.layout.dragging import Drag
from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.structure import AddChild, AddPartner, RemovePeople

Born = Callable[..., Person]
Faults = Callable[..., list[str]]


def _family(born: Born) -> Family:
    """Three siblings; the one in the middle and each of the others have a mate and a child."""
    people = [born("m"), born("f"), *(born(f"k{i}", "m", "f") for i in range(3))]
    people += [born(f"x{i}") for i in range(3)]
    people += [born(f"c{i}", f"k{i}", f"x{i}") for i in range(3)]
    return Family("f", persons=tuple(people))


def row(layout: Layout, *names: str) -> list[str]:
    """The order of some people in the drawing."""
    return sorted(names, key=lambda name: layout.by_person[name].x)


def test_a_mate_left_alone_stays_between_the_others(born: Born, faults: Faults) -> None:
    family = _family(born)
    everyone = ("k0", "k1", "k2", "x0", "x1", "x2")
    before = place(family)
    for gone in range(3):
        left = RemovePeople((f"c{gone}",)).apply(family)
        after = place(left, previous=before)
        assert faults(left, after) == []
        assert row(after, *everyone) == row(before, *everyone)
        assert len({after.by_person[name].y for name in everyone}) == 1


def test_the_next_edits_leave_her_there_too_until_it_is_tidied(born: Born, faults: Faults) -> None:
    family = _family(born)
    before = place(family)
    family = RemovePeople(("c1",)).apply(family)
    layout = place(family, previous=before)
    family = AddChild(born("new", "k0", "x0")).apply(family)
    layout = place(family, previous=layout)
    family = AddPartner("k1", born("mate")).apply(family)
    layout = place(family, previous=layout, effort=Effort.LONG)
    everyone = ("k0", "k1", "k2", "x0", "x1", "x2")
    assert faults(family, layout) == []
    assert row(layout, *everyone) == row(before, *everyone)
    tidied = place(family)
    assert max(node.x for node in tidied.nodes) == tidied.by_person["x1"].x


def test_a_hand_moves_somebody_beside_a_guest(born: Born, faults: Faults) -> None:
    family = RemovePeople(("c1",)).apply(_family(born))
    layout = place(family, previous=place(_family(born)))
    moved = Drag(family, layout, "k1").at(layout.by_person["k1"].x + 0.2)
    assert faults(family, moved) == []
    assert row(moved, "x1", "k1", "k2") == row(layout, "x1", "k1", "k2")


def test_parents_above_take_the_guests_of_the_family_down(born: Born, faults: Faults) -> None:
    family = RemovePeople(("c1",)).apply(_family(born))
    layout = place(family, previous=place(_family(born)))
    people = tuple(p for p in family.persons if p.id != "m")
    grown = replace(family, persons=(*people, born("m", "gm", "gf"), born("gm"), born("gf")))
    after = place(grown, previous=layout)
    assert faults(grown, after) == []
    assert after.by_person["x1"].y == after.by_person["k1"].y


def test_a_family_parted_in_two_keeps_its_order(born: Born, faults: Faults) -> None:
    people = [born("m"), born("f"), *(born(f"k{i}", "m", "f") for i in range(3))]
    people += [born("x1", "xm", "xf"), born("xm"), born("xf"), born("c1", "k1", "x1")]
    people += [born("x0"), born("c0", "k0", "x0"), born("x2"), born("c2", "k2", "x2")]
    family = Family("f", persons=tuple(people))
    before = place(family)
    left = RemovePeople(("c1",)).apply(family)
    after = place(left, previous=before)
    names = ("k0", "k1", "k2", "x0", "x1", "x2")
    assert faults(left, after) == []
    assert row(after, *names) == row(before, *names)
    grown = AddChild(born("new", "xm", "xf")).apply(left)
    assert faults(grown, place(grown, previous=after)) == []


def test_who_stood_beside_a_family_does_not_pass_it(born: Born) -> None:
    """The first of a row goes nowhere, though others without relatives stand at the far side."""
    family = _family(born)
    family = replace(family, persons=(*family.persons, born("u1"), born("u2")))
    before = place(family)
    first = min(("x0", "x1", "x2"), key=lambda name: before.by_person[name].x)
    left = RemovePeople((f"c{first[1]}",)).apply(family)
    after = place(left, previous=before)
    for name in ("u1", "u2", first):
        assert abs(after.by_person[name].x - before.by_person[name].x) < 0.5


def test_a_couple_off_its_row_stays_there_with_one_more_mate(born: Born, faults: Faults) -> None:
    people = (
        *(born(f"g{i}") for i in (1, 2, 3, 4)),
        *(born(f"k{i}", "g1", "g2") for i in (1, 2)),
        *(born(f"k{i}", "g3", "g4") for i in (3, 4)),
        *(born("c1", "k1", "k3"), born("c2", "k2", "k4")),
    )
    family = Family("f", persons=people)
    before = place(family)
    ((_, (lifted, _), _),) = before.memory.lifts
    grown = AddPartner(lifted, born("new")).apply(family)
    after = place(grown, previous=before)
    assert after.memory.lifts == before.memory.lifts
    assert after.crossings == 0
    assert faults(grown, after) == []
