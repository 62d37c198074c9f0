"""Who shares a row with whom."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import LayoutError
from counselling.layout.generations import generations
from counselling.layout.numbering import graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person

Born = Callable[..., Person]


def _rows(*people: Person) -> Mapping[str, int]:
    graph = graph_of(Family("f", persons=people))
    return dict(zip(graph.ids, generations(graph), strict=True))


def test_partners_are_level_and_children_below(born: Born) -> None:
    rows = _rows(born("a"), born("b"), born("c", "a", "b"), born("d"), born("e", "c", "d"))
    assert rows == {"a": 0, "b": 0, "c": 1, "d": 1, "e": 2}


def test_a_mate_with_parents_brings_them_down(born: Born) -> None:
    rows = _rows(
        born("a"), born("b", "a"), born("c", "b"), born("m"), born("d", "m"), born("e", "c", "d")
    )
    assert (rows["d"], rows["m"]) == (rows["c"], rows["b"])


def test_an_uncle_stays_above_the_niece_he_marries(born: Born) -> None:
    rows = _rows(
        born("g"),
        born("uncle", "g"),
        born("s", "g"),
        born("niece", "s"),
        born("k", "niece", "uncle"),
    )
    assert (rows["uncle"], rows["niece"], rows["k"]) == (1, 2, 3)


def test_siblings_share_a_row_though_one_marries_further_down(born: Born) -> None:
    rows = _rows(
        *(born("g"), born("a", "g"), born("b", "g")),
        *(born("x"), born("y", "x"), born("z", "y"), born("k", "a", "z")),
    )
    assert rows["a"] == rows["b"] == rows["z"]


@settings(max_examples=80)
@given(data=st.data())
def test_children_stand_below_parents_and_siblings_level(
    data: st.DataObject, wild_families: st.SearchStrategy[Family]
) -> None:
    family = data.draw(wild_families)
    graph = graph_of(family)
    row = generations(graph)
    assert min(row) == 0
    for partners, kids in zip(graph.partners, graph.children, strict=True):
        assert len({row[kid] for kid in kids}) <= 1
        assert all(row[kid] > row[partner] for kid in kids for partner in partners)


@settings(max_examples=80)
@given(data=st.data())
def test_without_loops_all_partners_are_level(
    data: st.DataObject, trees: st.SearchStrategy[Family]
) -> None:
    graph = graph_of(data.draw(trees))
    row = generations(graph)
    assert all(len({row[partner] for partner in partners}) == 1 for partners in graph.partners)


def test_a_circle_of_ancestors_is_refused(born: Born) -> None:
    with pytest.raises(LayoutError):
        _rows(born("a", "b"), born("b", "a"))
