"""People as numbers, in an order that the order of entry cannot reach."""

from collections.abc import Callable

from counselling.layout.graph import NOBODY, natural_key, parts
from counselling.layout.numbering import graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Zygosity

Born = Callable[..., Person]


def test_ids_sort_by_their_numbers() -> None:
    ids = ["p10", "p2", "", "II-1", "I-2", "p02", "3", "ب٣"]
    assert sorted(ids, key=natural_key) == ["", "3", "I-2", "II-1", "p02", "p2", "p10", "ب٣"]


def test_a_couple_named_either_way_round_is_one_union(born: Born) -> None:
    family = Family(
        "f",
        persons=(born("a"), born("b"), born("c", "a", "b"), born("d", "b", "a")),
        partnerships=(Partnership(("b", "a")),),
    )
    assert graph_of(family).partners == ((0, 1),)


def test_a_link_knows_the_other_partner(born: Born) -> None:
    graph = graph_of(Family("f", persons=(born("a"), born("b"), born("c", "a", "b"))))
    assert graph.links_of == ((0,), (1,), ())
    assert graph.mate_at == (1, 0)


def test_a_single_parent_has_a_union_without_a_mate(born: Born) -> None:
    graph = graph_of(Family("f", persons=(born("a"), born("b", "a"))))
    assert graph.partners == ((0,),)
    assert graph.mate_at[0] == NOBODY
    assert graph.parents == (NOBODY, 0)


def test_those_of_known_birth_take_each_others_places(born: Born) -> None:
    kids = (
        born("k1", "m", year=1990),
        born("k2", "m"),
        born("k3", "m", year=1980),
        born("k4", "m", year=1985),
    )
    graph = graph_of(Family("f", persons=(*kids, born("m"))))
    assert [graph.ids[kid] for kid in graph.children[0]] == ["k3", "k2", "k4", "k1"]


def test_twins_come_together_where_the_first_of_them_was(born: Born) -> None:
    kids = tuple(born(f"k{i}", "m") for i in range(6))
    sets = (
        TwinSet(("k5", "k1", "k3"), Zygosity.DIZYGOTIC),
        TwinSet(("k1", "k5"), Zygosity.MONOZYGOTIC),
    )
    graph = graph_of(Family("f", persons=(born("m"), *kids), twins=sets))
    assert [graph.ids[kid] for kid in graph.children[0]] == ["k0", "k1", "k5", "k3", "k2", "k4"]


def test_twins_of_different_parents_are_not_believed(born: Born) -> None:
    people = (born("m"), born("f"), born("a", "m"), born("b", "f"), born("c", "m"))
    family = Family("f", persons=people, twins=(TwinSet(("a", "b"), Zygosity.UNKNOWN),))
    assert graph_of(family).twins == ()


def test_parts_share_no_line_and_the_largest_comes_first(born: Born) -> None:
    small = (born("a"), born("b", "a"))
    large = (born("c"), born("d", "c"), born("e", "c"))
    graph = graph_of(Family("f", persons=(*small, born("z"), *large)))
    assert [part.ids for part in parts(graph)] == [("c", "d", "e"), ("a", "b"), ("z",)]


def test_descendants_are_counted_through_all_generations(born: Born) -> None:
    people = (born("a"), born("b", "a"), born("c", "b"), born("d", "b"))
    graph = graph_of(Family("f", persons=people))
    assert graph.descendants == (3, 2)
