"""Who loses the last relative, or a family that an edit parts, stays in the drawn order."""

from collections.abc import Callable
from dataclasses import replace

from counselling.layout.dragging import Drag
from counselling.layout.guests import generations_as_before, parts_as_before
from counselling.layout.layout import Effort, place
from counselling.layout.numbering import graph_of
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


def _names(family: Family, layout: Layout) -> list[list[str]]:
    """Of every part: its people, and those of each family drawn in it if there are several."""
    found = parts_as_before(graph_of(family), layout)
    return sorted(
        sorted("".join(part.ids[p] for p in sorted(kin)) for kin in part.families)
        or ["".join(part.ids)]
        for part in found
    )


def _stood(layout: Layout, **places: tuple[float, int]) -> Layout:
    """A drawing in which people stood elsewhere: x and generation."""
    return replace(
        layout,
        nodes=tuple(
            n._replace(x=places[n.person][0], generation=places[n.person][1])
            if n.person in places
            else n
            for n in layout.nodes
        ),
    )


def _trio(born: Born, names: str) -> tuple[Person, ...]:
    mother, father, child = list(names)
    return born(mother), born(father), born(child, mother, father)


def test_families_stay_apart_that_stood_left_of_each_other(born: Born) -> None:
    family = Family("f", persons=(*_trio(born, "abc"), *_trio(born, "xyz")))
    layout = place(family)
    assert _names(family, layout) == [["abc"], ["xyz"]]
    # one beside the other's child only: rows next to each other count, those farther off do not
    inside = _stood(layout, a=(0, 0), b=(1, 0), c=(0.5, 1), x=(0, 2), y=(2, 2), z=(1, 3))
    assert _names(family, inside) == [["abc", "xyz"]]
    below = _stood(layout, a=(0, 0), b=(1, 0), c=(0.5, 1), x=(0, 3), y=(2, 3), z=(1, 4))
    assert _names(family, below) == [["abc"], ["xyz"]]


def test_three_families_in_each_other_are_drawn_as_one(born: Born) -> None:
    people = (*_trio(born, "abc"), *_trio(born, "def"), *_trio(born, "xyz"))
    family = Family("f", persons=people)
    layout = _stood(
        place(family),
        a=(0, 0), b=(4, 0), c=(2, 1), d=(6, 0), e=(9, 0), f=(7.5, 1), x=(3, 0), y=(8, 0), z=(5, 1),
    )  # fmt: skip
    assert _names(family, layout) == [["abc", "def", "xyz"]]


def test_people_alone_on_either_side_of_a_family_are_no_block(born: Born) -> None:
    family = Family("f", persons=(*_trio(born, "abc"), born("l"), born("r"), born("i")))
    layout = _stood(place(family), a=(0, 0), b=(2, 0), c=(1, 1), l=(-2, 0), r=(4, 0), i=(1, 0))
    assert _names(family, layout) == [["abc", "i"], ["l"], ["r"]]


def test_a_guest_keeps_her_row_below_the_one_that_stood_nearest(born: Born) -> None:
    """In the row of the relative beside her, though another one of another row stood nearer."""
    family = Family("f", persons=(*_trio(born, "abc"), born("g", "c"), born("i")))
    layout = _stood(place(family), a=(0, 0), b=(2, 0), c=(1, 1), g=(1.1, 2), i=(1.2, 1))
    (part,) = parts_as_before(graph_of(family), layout)
    rows = dict(zip(part.ids, generations_as_before(part, layout), strict=True))
    assert rows == {"a": 0, "b": 0, "c": 1, "g": 2, "i": 1}


def test_a_family_that_an_edit_parts_stays_where_it_was(born: Born, faults: Faults) -> None:
    """Its rows too, though drawn afresh it would begin in the top row."""
    people = [*_trio(born, "abc"), born("k", "c", "x"), born("x", "y", "z"), born("y"), born("z")]
    people += [born("m", "k", "q"), born("q", "r"), born("r")]
    family = Family("f", persons=tuple(people))
    before = place(family)
    left = RemovePeople(("m",)).apply(family)
    after = place(left, previous=before)
    assert faults(left, after) == []
    assert before.by_person["r"].y > before.by_person["a"].y
    for name in "qr":
        assert after.by_person[name].generation == before.by_person[name].generation
        assert abs(after.by_person[name].x - before.by_person[name].x) < 0.5
    assert place(left).by_person["r"].generation == 0


def test_who_comes_above_the_top_row_moves_no_other_family_up(born: Born) -> None:
    family = Family("f", persons=(*_trio(born, "abc"), *_trio(born, "xyz")))
    before = place(family)
    parents = (replace(born("x", "p", "q"), sex=family.person("x").sex), born("p"), born("q"))
    grown = replace(family, persons=(*(p for p in family.persons if p.id != "x"), *parents))
    after = place(grown, previous=before)
    assert {after.by_person[name].y for name in "abxy"} == {after.by_person["a"].y}
    assert min(node.generation for node in after.nodes) == 0
