"""People with more than one line up: donors, carriers, adoptive, foster and step parents."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.graph import NOBODY
from counselling.layout.layout import Effort, place
from counselling.layout.numbering import graph_of
from counselling.layout.result import Layout, SegmentKind
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import LineKind
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, PregnancyOutcome, Sex, Zygosity
from tests.families.complete import complete_families

Born = Callable[..., Person]
Faults = Callable[..., list[str]]

soberly = settings(max_examples=120)


def also(person: Person, *links: tuple[str, ParentKind]) -> Person:
    return replace(
        person, parents=(*person.parents, *(ParentLink(who, kind) for who, kind in links))
    )


@soberly
@given(data=st.data())
def test_nothing_is_wrong_whatever_kinds_of_parents_there_are(
    data: st.DataObject, faults: Faults
) -> None:
    family = data.draw(complete_families(has_facts=False))
    sizes = {p.id: data.draw(st.sampled_from((0.0, 0.4, 1.1, 2.3))) for p in family.persons}
    layout = place(family, widths=sizes, label_heights=sizes, effort=Effort.FIRST)
    assert faults(family, layout, sizes, sizes) == []


@settings(max_examples=8)
@given(data=st.data())
def test_a_search_leaves_nothing_wrong_with_them_either(
    data: st.DataObject, faults: Faults
) -> None:
    family = data.draw(complete_families(has_facts=False))
    searched = place(family)
    assert faults(family, searched) == []
    assert searched.crossings <= place(family, effort=Effort.FIRST).crossings


@soberly
@given(data=st.data())
def test_order_of_entry_changes_nothing(data: st.DataObject) -> None:
    family = data.draw(complete_families(has_facts=False))
    shuffled = replace(
        family,
        persons=tuple(
            replace(p, parents=p.parents[::-1]) for p in data.draw(st.permutations(family.persons))
        ),
        partnerships=family.partnerships[::-1],
        twins=family.twins[::-1],
    )
    assert place(family, effort=Effort.FIRST) == place(shuffled, effort=Effort.FIRST)


@soberly
@given(data=st.data())
def test_an_edit_leaves_nothing_wrong(data: st.DataObject, faults: Faults) -> None:
    family = data.draw(complete_families(has_facts=False))
    before = place(family, effort=Effort.FIRST)
    child = Person("new", parents=data.draw(st.sampled_from(family.persons)).parents)
    grown = replace(family, persons=(*family.persons, child))
    assert faults(grown, place(grown, previous=before)) == []


def test_stand_ins_are_no_people_of_the_layout(born: Born) -> None:
    family = _by_donor(born)
    assert len(graph_of(family).stands_for) == 1
    layout = place(family)
    assert {node.person for node in layout.nodes} == set(family.by_id)
    assert layout.rows == (("f", "m", "d"), ("c",))


def _by_donor(born: Born) -> Family:
    child = also(born("c", "m"), ("d", ParentKind.SPERM_DONOR), ("f", ParentKind.SOCIAL))
    return Family(
        "f",
        persons=(born("m"), replace(born("f"), sex=Sex.MALE), born("d"), child),
        partnerships=(Partnership(("f", "m")),),
    )


def lines_to(layout: Layout, child: str, line: LineKind) -> int:
    return sum(s.child == child and s.line is line for s in layout.segments)


def test_a_donor_stands_beside_the_couple_with_a_line_of_her_own(born: Born) -> None:
    layout = place(_by_donor(born))
    assert layout.crossings == 0
    assert lines_to(layout, "c", LineKind.DONOR)
    mates = {s.owner for s in layout.segments if s.kind is SegmentKind.MATE}
    assert mates == {("f", "m")}
    assert layout.by_person["c"].x == pytest.approx(
        (layout.by_person["f"].x + layout.by_person["m"].x) / 2, abs=0.1
    )


def test_an_adopted_child_is_drawn_once_between_both_families(born: Born, faults: Faults) -> None:
    child = also(born("c", "m", "f"), ("a", ParentKind.ADOPTIVE), ("b", ParentKind.ADOPTIVE))
    family = Family("f", persons=(born("m"), born("f"), born("a"), born("b"), child))
    layout = place(family)
    assert faults(family, layout) == []
    assert layout.crossings == 0
    assert lines_to(layout, "c", LineKind.ADOPTIVE)
    assert lines_to(layout, "c", LineKind.BIRTH)
    assert len({layout.by_person[who].y for who in "mfab"}) == 1


def test_a_child_adopted_by_her_grandparents_or_her_sister_hangs_on_both(
    born: Born, faults: Faults
) -> None:
    for parent in ("g", "s"):
        child = also(born("c", "m", "f"), (parent, ParentKind.ADOPTIVE))
        family = Family(
            "f", persons=(born("g"), born("m", "g"), born("f"), born("s", "m", "f"), child)
        )
        layout = place(family)
        assert faults(family, layout) == []
        assert lines_to(layout, "c", LineKind.ADOPTIVE)


def test_a_siblings_bar_is_solid_where_one_of_them_was_born_to_it(born: Born) -> None:
    child = also(born("c"), ("m", ParentKind.ADOPTIVE), ("f", ParentKind.ADOPTIVE))
    mixed = place(Family("f", persons=(born("m"), born("f"), born("b", "m", "f"), child)))
    said = {(s.kind, s.line) for s in mixed.segments if s.kind is not SegmentKind.CHILD}
    assert (SegmentKind.SIBSHIP, LineKind.BIRTH) in said
    assert not [line for _, line in said if line.is_dashed]
    alone = place(Family("f", persons=(born("m"), born("f"), child)))
    assert {s.line for s in alone.segments if s.kind is not SegmentKind.MATE} == {LineKind.ADOPTIVE}


def test_twins_lines_part_from_one_point_and_identical_ones_have_a_bar(born: Born) -> None:
    kids = tuple(born(f"t{i}", "m", "f") for i in range(4))
    sets = (
        TwinSet(("t0", "t1", "t2"), Zygosity.DIZYGOTIC),
        TwinSet(("t1", "t2"), Zygosity.MONOZYGOTIC),
    )
    layout = place(Family("f", persons=(born("m"), born("f"), *kids), twins=sets))
    slants = [s for s in layout.segments if s.kind is SegmentKind.TWIN]
    assert {s.child for s in slants} == {"t0", "t1", "t2"}
    assert len({(s.x1, s.y1) for s in slants}) == 1
    (bar,) = (s for s in layout.segments if s.kind is SegmentKind.IDENTICAL)
    assert bar.y1 == bar.y2
    inner = sorted(s.x2 for s in slants if s.child != "t0")
    assert min(inner) - 1e-3 < max(bar.x1, bar.x2) < max(inner) + 1e-3


def test_a_loss_hangs_on_a_shorter_line(born: Born) -> None:
    lost = replace(born("l", "m", "f"), pregnancy=PregnancyOutcome.ECTOPIC)
    layout = place(Family("f", persons=(born("m"), born("f"), born("c", "m", "f"), lost)))
    legs = {s.child: s for s in layout.segments if s.kind is SegmentKind.CHILD}
    assert legs["l"].y2 < legs["c"].y2
    assert layout.by_person["l"].rise == pytest.approx(legs["c"].y2 - legs["l"].y2)
    assert layout.by_person["l"].y == layout.by_person["c"].y


def test_words_between_partners_push_them_apart_and_the_next_row_down(born: Born) -> None:
    family = Family(
        "f",
        persons=(born("a"), born("b"), born("c", "a"), born("d", "c")),
        partnerships=(Partnership(("a", "b")),),
    )
    plain, marked = place(family), place(family, marks={("a", "b"): (1.5, 1.0)})

    def apart(layout: Layout) -> float:
        return abs(layout.by_person["a"].x - layout.by_person["b"].x)

    assert apart(marked) >= 0.5 + 1.5
    assert apart(marked) > apart(plain)
    assert marked.by_person["c"].y > plain.by_person["c"].y


def test_lines_to_stand_ins_belong_to_those_they_come_from(born: Born) -> None:
    graph = graph_of(_by_donor(born))
    (union,) = (u for u, stand_in in enumerate(graph.joins) if stand_in != NOBODY)
    assert graph.drawn_owner(union) == ("d",)
    assert {s.owner for s in place(_by_donor(born)).segments} == {("f", "m"), ("d",)}


def _by_one_donor(born: Born, count: int) -> Family:
    parents = ("d", ParentKind.SPERM_DONOR), ("f", ParentKind.SOCIAL)
    kids = tuple(also(born(f"c{i}", "m"), *parents) for i in range(count))
    return Family(
        "f",
        persons=(born("m"), replace(born("f"), sex=Sex.MALE), born("d"), *kids),
        partnerships=(Partnership(("f", "m")),),
    )


@pytest.mark.parametrize("count", [2, 3, 7])
def test_children_by_one_donor_have_one_line_in_common(
    born: Born, faults: Faults, count: int
) -> None:
    family = _by_one_donor(born, count)
    layout = place(family)
    assert len(graph_of(family).stands_for) == 1
    assert layout.crossings == 0
    assert faults(family, layout) == []
    donor = [s for s in layout.segments if s.owner == ("d",)]
    assert {s.line for s in donor} == {LineKind.DONOR}
    assert {s.child for s in donor} == {None}


def test_only_those_by_the_donor_stand_under_the_donors_bar(born: Born, faults: Faults) -> None:
    family = _by_one_donor(born, 3)
    others = (born("b0", "m", "f"), born("c0a", "m", "f"))
    family = replace(family, persons=(*family.persons, *others))
    layout = place(family)
    assert layout.crossings == 0
    assert faults(family, layout) == []
    row = [who for who in layout.rows[1] if who.startswith("c") and who != "c0a"]
    places = [layout.rows[1].index(who) for who in row]
    assert max(places) - min(places) == len(row) - 1


def test_two_donors_of_the_same_children_and_a_carrier_of_one_cross_nothing(
    born: Born, faults: Faults
) -> None:
    family = _by_one_donor(born, 3)
    egg = ("e", ParentKind.OVUM_DONOR)
    kids = [
        replace(also(p, egg), parents=also(p, egg).parents[1:]) if p.parents else p
        for p in family.persons
    ]
    kids = [also(p, ("m", ParentKind.SOCIAL)) if p.parents else p for p in kids]
    kids[-1] = also(kids[-1], ("s", ParentKind.GESTATIONAL_CARRIER))
    family = replace(family, persons=(*kids, born("e"), born("s")))
    layout = place(family)
    assert faults(family, layout) == []
    assert layout.crossings == 0


def test_a_line_to_some_of_the_twins_only_is_not_shared(born: Born) -> None:
    family = _by_one_donor(born, 3)
    twin = born("t", "m", "f")
    sets = (TwinSet(("c0", "t"), Zygosity.DIZYGOTIC),)
    family = replace(family, persons=(*family.persons, twin), twins=sets)
    assert len(graph_of(family).stands_for) == 3


def test_people_without_relatives_stand_in_a_block(born: Born, faults: Faults) -> None:
    alone = tuple(born(f"x{i}") for i in range(25))
    family = Family("f", persons=(born("m"), born("c", "m"), *alone))
    layout = place(family)
    assert faults(family, layout) == []
    places = [layout.by_person[person.id] for person in alone]
    assert len({node.y for node in places}) == 3
    assert max(n.x for n in places) - min(n.x for n in places) < 12
    assert [node.person for node in sorted(places, key=lambda n: (n.y, n.x))] == [
        person.id for person in alone
    ]


def test_an_elder_sister_who_fosters_her_siblings_has_a_line_to_each(
    born: Born, faults: Faults
) -> None:
    """She stands in their row by their adoption, so no line of hers can be theirs in common."""
    adopted = ("g", ParentKind.ADOPTIVE)
    sister = also(born("s"), adopted)
    children = [also(born(name, "m"), adopted, ("s", ParentKind.FOSTER)) for name in ("a", "b")]
    family = Family("f", persons=(born("m"), born("g"), sister, *children))
    layout = place(family)
    assert faults(family, layout) == []
    assert lines_to(layout, "a", LineKind.FOSTER)
    assert lines_to(layout, "b", LineKind.FOSTER)
