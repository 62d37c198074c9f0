"""Who has no ties but the parents comes back to the siblings where that costs less."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from counselling.layout.courtesies import gathered
from counselling.layout.generations import generations
from counselling.layout.graph import parts
from counselling.layout.grid import grid_of
from counselling.layout.numbering import graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Zygosity

Born = Callable[..., Person]


def _gathered(family: Family, *rows: str) -> list[str]:
    (part,) = parts(graph_of(family))
    grid = grid_of(part, generations(part))
    number = {name: node for node, name in enumerate(grid.known_as)}
    return _names(
        grid.known_as, gathered(grid, [[number[name] for name in row.split()] for row in rows])
    )


def _names(known_as: Sequence[str], rows: Sequence[Sequence[int]]) -> list[str]:
    return [" ".join(known_as[node] for node in row) for row in rows]


def _two_families(born: Born) -> Family:
    """Siblings a, b, c and siblings s, t; b and s have a child."""
    people = [born("m"), born("f"), *(born(kid, "m", "f") for kid in "abc")]
    people += [born("n"), born("g"), *(born(kid, "n", "g") for kid in "st")]
    return Family("f", persons=(*people, born("k", "b", "s")))


def test_a_child_beyond_another_family_comes_back(born: Born) -> None:
    family = _two_families(born)
    rows = _gathered(family, "f m g n", "a b s t c", "k")
    assert rows == ["f m g n", "a c b s t", "k"]  # beside the nearest one, parting no couple


def test_who_stands_beside_a_sibling_or_the_siblings_mate_stays(born: Born) -> None:
    family = _two_families(born)
    family = replace(
        family,
        persons=(*family.persons, born("x")),
        partnerships=(Partnership(("a", "x")),),
    )
    told = "f m g n", "c x a b s t", "k"
    assert _gathered(family, *told) == list(told)


def test_a_twin_comes_beside_the_twin_not_the_nearest_sibling(born: Born) -> None:
    family = _two_families(born)
    people = (*family.persons, born("d", "m", "f"))
    twins = replace(family, persons=people, twins=(TwinSet(("a", "c"), Zygosity.UNKNOWN),))
    row = _gathered(twins, "f m g n", "a d b s t c", "k")[1].split()
    assert abs(row.index("a") - row.index("c")) == 1


def test_nobody_comes_back_across_a_line(born: Born) -> None:
    """Where it would cost more than standing apart does."""
    family = _two_families(born)
    told = "f m g n", "a c b s t", "k"
    assert _gathered(family, *told) == list(told)


def test_somebody_with_a_mate_is_left_where_the_mate_stands(born: Born) -> None:
    family = _two_families(born)
    family = replace(
        family,
        persons=(*family.persons, born("x")),
        partnerships=(Partnership(("c", "x")),),
    )
    told = "f m g n", "a b s t c x", "k"
    assert _gathered(family, *told) == list(told)
