"""A long look finds an order near to the earlier one in which fewer lines cross."""

from collections.abc import Callable

from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.structure import AddParents, RemovePeople
from counselling.pedigree.terms import ParentKind, Sex
from tests.layout.test_stability import flips

Born = Callable[..., Person]
Faults = Callable[..., list[str]]


def _with_parents(family: Family, child: str) -> Family:
    parents = Person("xm", sex=Sex.FEMALE), Person("xf", sex=Sex.MALE)
    links = ParentLink("xm", ParentKind.MOTHER), ParentLink("xf", ParentKind.FATHER)
    return AddParents(child, parents, links).apply(family)


def _siblings(born: Born, count: int) -> Family:
    """Siblings with a mate and a child each."""
    people = [born("m"), born("f"), *(born(f"k{i}", "m", "f") for i in range(count))]
    people += [born(f"x{i}") for i in range(count)]
    people += [born(f"c{i}", f"k{i}", f"x{i}") for i in range(count)]
    return Family("f", persons=tuple(people))


def _order(layout: Layout, *names: str) -> list[str]:
    return sorted(names, key=lambda name: layout.by_person[name].x)


def test_with_a_guest_among_them_they_are_turned_too(born: Born, faults: Faults) -> None:
    """A mate who lost the last tie stands among the others; then another one gets parents."""
    family = RemovePeople(("c1",)).apply(_siblings(born, 4))
    layout = place(family, previous=place(_siblings(born, 4)))
    grown = _with_parents(family, "x2")
    crossed = place(grown, previous=layout)
    turned = place(grown, previous=crossed, effort=Effort.LONG)
    assert (crossed.crossings, turned.crossings) == (1, 0)
    assert faults(grown, turned) == []
    everyone = ("k0", "k1", "k3", "x0", "x1", "x3")
    assert _order(turned, *everyone) == _order(layout, *everyone)


def test_hardly_anybody_is_turned(born: Born, faults: Faults) -> None:
    """Those only whose line crossed: siblings far off keep their order."""
    family = _siblings(born, 6)
    grown = _with_parents(family, "x3")
    crossed = place(grown, previous=place(family))
    turned = place(grown, previous=crossed, effort=Effort.LONG)
    assert (crossed.crossings, turned.crossings) == (1, 0)
    assert faults(grown, turned) == []
    moved = {name for pair in flips(crossed, turned) for name in pair}
    rest = [f"{who}{i}" for i in (0, 1, 2, 4, 5) for who in "kxc"]
    pairs = [pair for pair in flips(crossed, turned) if set(pair) <= set(rest)]
    assert pairs == []
    assert moved


def test_where_every_order_crosses_the_fewest_are_kept(born: Born) -> None:
    """Three siblings whose mates have grandparents: one line has to cross, and the order stays."""
    people = [born("g"), *(born(f"s{i}", "g") for i in range(3))]
    for i in range(3):
        people += [born(f"p{i}"), born(f"q{i}", f"p{i}"), born(f"m{i}", f"q{i}")]
        people += [born(f"k{i}", f"s{i}", f"m{i}")]
    family = Family("f", persons=tuple(people))
    layout = place(family)
    assert layout.crossings == 1
    assert place(family, previous=layout, effort=Effort.LONG) == place(family, previous=layout)
