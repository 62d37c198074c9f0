"""The door of the layout: nothing is ever wrong with a drawing, whatever the family."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import LayoutError
from counselling.layout.layout import Effort, place
from counselling.layout.result import SegmentKind, as_json
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import LineKind
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex, Zygosity

Born = Callable[..., Person]
Faults = Callable[..., list[str]]
Families = st.SearchStrategy[Family]

soberly = settings(max_examples=60)


def test_a_family_without_people_is_an_empty_layout() -> None:
    layout = place(Family("empty"))
    assert (layout.nodes, layout.segments, layout.crossings) == ((), (), 0)


def test_one_person_is_one_node_without_lines() -> None:
    layout = place(Family("one", persons=(Person("a"),)))
    assert [node.person for node in layout.nodes] == ["a"]
    assert layout.segments == ()


@soberly
@given(data=st.data())
def test_nothing_is_wrong_with_any_drawing(
    data: st.DataObject, wild_families: Families, faults: Faults
) -> None:
    family = data.draw(wild_families)
    assert faults(family, place(family, effort=Effort.FIRST)) == []


@soberly
@given(data=st.data())
def test_labels_keep_clear_of_each_other(
    data: st.DataObject, wild_families: Families, faults: Faults
) -> None:
    family = data.draw(wild_families)
    sizes = st.fixed_dictionaries(
        {person.id: st.sampled_from((0.0, 0.4, 1.1, 2.3)) for person in family.persons}
    )
    widths, heights = data.draw(sizes), data.draw(sizes)
    layout = place(family, widths=widths, label_heights=heights, effort=Effort.FIRST)
    assert faults(family, layout, widths, heights) == []


@settings(max_examples=10)
@given(data=st.data())
def test_a_search_leaves_nothing_wrong_and_adds_no_crossing(
    data: st.DataObject, wild_families: Families, faults: Faults
) -> None:
    family = data.draw(wild_families)
    searched = place(family)
    assert faults(family, searched) == []
    assert searched.crossings <= place(family, effort=Effort.FIRST).crossings


@soberly
@given(data=st.data())
def test_order_of_entry_of_unrelated_facts_changes_nothing(
    data: st.DataObject, wild_families: Families
) -> None:
    family = data.draw(wild_families)
    shuffled = Family(
        "shuffled",
        persons=tuple(data.draw(st.permutations(family.persons))),
        partnerships=tuple(
            Partnership(p.partners[::-1]) for p in data.draw(st.permutations(family.partnerships))
        ),
        twins=tuple(TwinSet(t.members[::-1], t.zygosity) for t in family.twins[::-1]),
    )
    assert place(family, effort=Effort.FIRST) == place(shuffled, effort=Effort.FIRST)


def test_somebody_who_is_her_own_ancestor_is_refused(born: Born) -> None:
    circle = (born("a", "c", "x"), born("b", "a", "y"), born("c", "b", "z"))
    family = Family("circle", persons=(*circle, born("x"), born("y"), born("z")))
    with pytest.raises(LayoutError) as error:
        place(family)
    assert error.value.sentence_id == "error.layout.own_ancestor"


def test_her_own_mother_is_refused(born: Born) -> None:
    with pytest.raises(LayoutError):
        place(Family("circle", persons=(born("a", "a"),)))


def test_a_parent_who_is_not_in_the_family_counts_as_unknown(born: Born, faults: Faults) -> None:
    family = Family("f", persons=(born("a"), born("b", "a", "nobody"), born("c", "no", "body")))
    layout = place(family)
    assert faults(family, layout) == []
    assert {segment.owner for segment in layout.segments} == {("a",)}


def test_a_child_of_one_known_parent_hangs_on_that_parent(born: Born, faults: Faults) -> None:
    family = Family("f", persons=(born("a"), born("b", "a"), born("c", "a")))
    layout = place(family)
    assert faults(family, layout) == []
    mother = layout.by_person["a"]
    stem = next(s for s in layout.segments if s.kind is SegmentKind.DESCENT)
    assert stem.x1 == pytest.approx(mother.x, abs=1e-3)


def test_a_childless_couple_is_joined_by_a_line() -> None:
    family = Family(
        "f", persons=(Person("a"), Person("b")), partnerships=(Partnership(("a", "b")),)
    )
    (line,) = place(family).segments
    assert (line.kind, line.owner, line.y1) == (SegmentKind.MATE, ("a", "b"), line.y2)


def test_adoptive_parents_are_not_drawn_as_genetic_ones() -> None:
    child = Person("c", parents=(ParentLink("a", ParentKind.ADOPTIVE),))
    layout = place(Family("f", persons=(Person("a"), child)))
    assert len(layout.nodes) == 2
    assert {segment.line for segment in layout.segments} == {LineKind.ADOPTIVE}


def test_twins_stand_together_whatever_their_ages(born: Born) -> None:
    years = {"a": 1950, "b": 1952, "c": 1954, "d": 1956, "e": 1958}
    kids = tuple(born(name, "m", "f", year=year) for name, year in years.items())
    sets = (
        TwinSet(("a", "c", "e"), Zygosity.DIZYGOTIC),
        TwinSet(("a", "e"), Zygosity.MONOZYGOTIC),
    )
    layout = place(Family("f", persons=(born("m"), born("f"), *kids), twins=sets))
    assert "".join(layout.rows[1]) == "aecbd"


def test_elder_siblings_stand_left_by_birth_where_it_is_known_else_by_id(born: Born) -> None:
    kids = (
        born("k1", "m", "f", year=1980),
        born("k2", "m", "f"),
        born("k10", "m", "f", year=1970),
    )
    layout = place(Family("f", persons=(born("m"), born("f"), *kids)))
    assert layout.rows[1] == ("k10", "k2", "k1")


def test_of_a_couple_the_man_stands_left(born: Born) -> None:
    family = Family(
        "f",
        persons=(
            born("a", sex=Sex.FEMALE),
            born("b", sex=Sex.MALE),
            born("c", "a", "b", sex=Sex.FEMALE),
            born("d", sex=Sex.MALE),
            born("e", "c", "d"),
        ),
    )
    layout = place(family)
    assert layout.rows[:2] == (("b", "a"), ("d", "c"))


def test_the_tallest_label_of_a_row_pushes_the_next_row_down(born: Born) -> None:
    family = Family("f", persons=(born("a"), born("b", "a"), born("c", "a"), born("d", "b")))
    plain = place(family)
    labelled = place(family, label_heights={"c": 2.0})
    assert labelled.by_person["b"].y == plain.by_person["b"].y
    assert labelled.by_person["d"].y >= labelled.by_person["c"].y + 2.5


def test_families_without_a_common_line_stand_side_by_side(born: Born, faults: Faults) -> None:
    one = (born("a"), born("b", "a"), born("c", "a"))
    other = (born("d"), born("e", "d"))
    family = Family("f", persons=(*one, *other, born("alone")))
    layout = place(family)
    assert faults(family, layout) == []
    assert layout.rows == (("a", "d", "alone"), ("b", "c", "e"))


def test_two_siblings_who_marry_two_siblings_need_no_crossing(born: Born, faults: Faults) -> None:
    family = _double_cousins(born)
    layout = place(family)
    assert layout.crossings == 0
    assert faults(family, layout) == []


def test_cousins_who_marry_stand_side_by_side_and_so_do_their_parents(born: Born) -> None:
    aunts = [born(f"a{i}", "m", "f", sex=Sex.FEMALE) for i in range(5)]
    uncles = [born(f"u{i}", sex=Sex.MALE) for i in range(5)]
    cousins = [born(f"c{i}{j}", f"a{i}", f"u{i}") for i in range(5) for j in range(4)]
    people = (born("m"), born("f"), *aunts, *uncles, *cousins, born("k", "c01", "c32"))
    layout = place(Family("f", persons=people))
    assert layout.crossings == 0
    one, other = layout.by_person["c01"], layout.by_person["c32"]
    assert abs(one.x - other.x) == pytest.approx(1.0, abs=0.05)
    mothers = [person for person in layout.rows[1] if person.startswith("a")]
    assert mothers in (["a0", "a3", "a1", "a2", "a4"], ["a1", "a2", "a0", "a3", "a4"])


def test_a_couple_off_its_row_keeps_its_generation(born: Born) -> None:
    layout = place(_double_cousins(born))
    assert [len(row) for row in layout.rows] == [4, 4, 2]
    assert len({layout.by_person[name].y for name in ("g1", "g2", "g3", "g4")}) == 2


def test_a_thousand_people_are_drawn_without_a_crossing(born: Born) -> None:
    people = [born("p0"), born("p1")]
    couples = [("p0", "p1")]
    while len(people) < 1000:
        mother, father = couples.pop(0)
        for _ in range(3):
            kid, mate = f"p{len(people)}", f"p{len(people) + 1}"
            people += [born(kid, mother, father), born(mate)]
            couples.append((kid, mate))
    layout = place(Family("big", persons=tuple(people)))
    assert len(layout.nodes) == len(people)
    assert layout.crossings == 0


def test_a_chain_of_marriages_may_be_as_long_as_it_likes(born: Born) -> None:
    people = [born("a0", "m0"), born("b0", "m0"), born("m0")]
    for i in range(1, 500):
        people += [born(f"m{i}"), born(f"a{i}", f"m{i}"), born(f"b{i}", f"m{i}")]
        people.append(born(f"k{i}", f"b{i - 1}", f"a{i}"))
    assert place(Family("chain", persons=tuple(people))).crossings == 0


def test_the_json_names_what_the_measure_reads(born: Born) -> None:
    layout = place(Family("f", persons=(born("a"), born("b"), born("c", "a", "b"))))
    table = json.loads(json.dumps(as_json(layout, family="f", milliseconds=1.0)))
    assert (table["unit"], table["crossings"], table["error"]) == (1, 0, None)
    assert {tuple(node) for node in table["nodes"]} == {("id", "x", "y", "w", "h")}
    assert {line["owner"] for line in table["segments"]} == {"a+b"}


def _double_cousins(born: Born) -> Family:
    return Family(
        "double",
        persons=(
            *(born(f"g{i}") for i in (1, 2, 3, 4)),
            *(born(f"k{i}", "g1", "g2", sex=Sex.FEMALE) for i in (1, 2)),
            *(born(f"k{i}", "g3", "g4", sex=Sex.MALE) for i in (3, 4)),
            born("c1", "k1", "k3"),
            born("c2", "k2", "k4"),
        ),
    )
