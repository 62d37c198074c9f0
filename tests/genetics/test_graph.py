"""From a family to its graph."""

import pytest

from counselling.errors import PedigreeError
from counselling.genetics.graph import build, graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex, Zygosity


def child(person: str, **parents: str) -> Person:
    links = tuple(ParentLink(who, ParentKind(kind)) for kind, who in parents.items())
    return Person(person, sex=Sex.FEMALE, parents=links)


def test_parent_is_made_where_only_the_other_is_known() -> None:
    graph = build(["m", "c"], mothers=[-1, 0], fathers=[-1, -1])
    assert graph.trios == ((0, 2, 1),)
    assert graph.founders == (0, 2)
    assert graph.size == 3


def test_two_children_of_a_single_parent_get_two_different_other_parents() -> None:
    graph = build(["m", "a", "b"], mothers=[-1, 0, 0], fathers=[-1, -1, -1])
    assert {father for _, father, _ in graph.trios} == {3, 4}


def test_monozygotic_twins_share_a_node_and_are_born_once() -> None:
    family = Family(
        "f",
        persons=(
            Person("m"),
            Person("f"),
            child("t1", mother="m", father="f"),
            child("t2", mother="m", father="f"),
        ),
        twins=(TwinSet(("t1", "t2"), Zygosity.MONOZYGOTIC),),
    )
    graph = graph_of(family)
    assert graph.node("t1") == graph.node("t2")
    assert len(graph.trios) == 1


@pytest.mark.parametrize("zygosity", [Zygosity.DIZYGOTIC, Zygosity.UNKNOWN])
def test_other_twins_stay_two_people(zygosity: Zygosity) -> None:
    family = Family(
        "f",
        persons=(Person("m"), child("t1", mother="m"), child("t2", mother="m")),
        twins=(TwinSet(("t1", "t2"), zygosity),),
    )
    graph = graph_of(family)
    assert graph.node("t1") != graph.node("t2")


def test_adoptive_parents_leave_no_trace_and_donors_do() -> None:
    family = Family(
        "f",
        persons=(
            Person("a"),
            Person("d"),
            Person("m"),
            child("c", mother="m", sperm_donor="d", adoptive="a"),
        ),
    )
    graph = graph_of(family)
    assert graph.trios == ((graph.node("m"), graph.node("d"), graph.node("c")),)


def test_own_ancestor_is_refused() -> None:
    with pytest.raises(PedigreeError) as caught:
        build(["a", "b"], mothers=[1, 0], fathers=[-1, -1])
    assert caught.value.message_id == "genetics.cycle"
