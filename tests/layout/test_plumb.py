"""A single child hangs straight below."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from counselling.layout.generations import generations
from counselling.layout.graph import parts
from counselling.layout.grid import grid_of
from counselling.layout.labels import labels_of
from counselling.layout.layout import place
from counselling.layout.lines import run_lines
from counselling.layout.numbering import graph_of
from counselling.layout.plumb import Hanging, bends, hangings, is_bent
from counselling.layout.result import Layout, SegmentKind
from counselling.layout.trial import begin
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.structure import AddChild, RemovePeople
from counselling.pedigree.terms import ParentKind, Zygosity
from tests.families.unseen import label_sizes, unseen_family

Born = Callable[..., Person]


def jog(layout: Layout, *parents: str) -> float:
    """How far beside the stem of an only child's parents the child's own line runs."""
    stem, leg = (
        next((s.x1 for s in layout.segments if s.owner == parents and s.kind is kind), float("nan"))
        for kind in (SegmentKind.DESCENT, SegmentKind.CHILD)
    )
    return 0.0 if stem != stem else abs(leg - stem)  # one piece where both are one line


def _chain(born: Born) -> Family:
    """An only son among cousins, whose three children pull him aside."""
    people = [born("a"), born("b"), *(born(f"k{i}", "a", "b") for i in range(3))]
    people += [born(f"x{i}") for i in range(3)]
    people += [born(f"c{i}", f"k{i}", f"x{i}") for i in range(3)]
    people += [born("y1"), *(born(f"d{i}", "c1", "y1") for i in range(3))]
    return Family("f", persons=tuple(people))


def test_an_only_child_hangs_straight_below_though_a_family_pulls_aside(born: Born) -> None:
    layout = place(_chain(born))
    for number in range(3):
        assert jog(layout, f"k{number}", f"x{number}") == 0


@pytest.mark.parametrize("wide", [0.4, 0.9, 1.3, 1.6])
def test_an_only_child_hangs_between_its_parents_labels(born: Born, wide: float) -> None:
    family = Family("f", persons=(born("a"), born("b"), born("c", "a", "b")))
    layout = place(family, widths={"a": wide, "b": 0.5}, label_heights={"a": 0.3, "b": 0.3})
    assert jog(layout, "a", "b") == 0


def test_an_edit_elsewhere_bends_no_line(born: Born) -> None:
    family = _chain(born)
    before = place(family)
    grown = AddChild(born("new", "k0", "x0")).apply(family)
    after = place(grown, previous=before)
    assert [jog(after, f"k{number}", f"x{number}") for number in (1, 2)] == [0, 0]


def test_a_line_straightened_after_an_edit_takes_nobody_far() -> None:
    """The parents of a child who lost a sibling stay, though she does not hang plumb at once."""
    family = unseen_family(11, 19)
    before = place(family)
    after = place(RemovePeople(("p10",)).apply(family), previous=before).by_person
    assert all(abs(after[n].x - node.x) < 0.5 for n, node in before.by_person.items() if n in after)


def test_hardly_an_only_child_of_an_unseen_family_hangs_aside_by_little() -> None:
    """Some must: a line of somebody else ends where the stem would, or there is no room."""
    chosen = random.Random(7).sample(range(2000), 30)
    bent, only = 0, 0
    for seed in chosen:
        family = unseen_family(seed, 40)
        widths, heights = label_sizes(family, seed)
        layout = place(family, widths=widths, label_heights=heights)
        for union in family.unions:
            if len(union.children) == 1 and len(union.partners) == 2:
                only += 1
                bent += 0.001 < jog(layout, *sorted(union.partners)) < 0.2
    assert only > 30
    assert bent <= 0.02 * only


def _bend(aside: float, *, low: float = 0.33, high: float = 0.33) -> list[float]:
    """Where a child is asked to stand who stands so far aside of parents at -0.5 and 0.5."""
    hanging = Hanging(left=0, right=1, first=2, last=2, low=low, high=high)
    return [round(wanted, 4) for _, wanted in bends([hanging], [-0.5, 0.5, aside])]


@pytest.mark.parametrize(
    ("aside", "wanted"),
    [
        (0.0, []),  # well within the stem's reach
        (0.14, []),
        (0.155, [0.155]),  # so near its end that she is asked to stay
        (0.17, [0.16]),
        (0.4, [0.16]),
        (0.51, [0.16]),
        (0.53, []),  # to straighten that would part couples
    ],
)
def test_whoever_misses_the_stem_by_little_is_asked_to_its_end(
    aside: float, wanted: list[float]
) -> None:
    assert _bend(aside) == wanted
    assert _bend(-aside) == [-x for x in wanted]


def test_a_label_takes_the_stems_reach_on_its_side() -> None:
    assert _bend(-0.2, low=0.45) == [-0.04]
    assert _bend(0.2, low=0.45) == [0.16]


def test_between_labels_without_room_the_middle_is_wanted() -> None:
    assert _bend(0.1, low=0.5, high=0.5) == [0.0]


def test_a_line_is_bent_if_its_child_does_not_stand_where_it_is_asked_to() -> None:
    hanging = [Hanging(left=0, right=1, first=2, last=3, low=0.33, high=0.33)]
    assert is_bent(hanging, [-0.5, 0.5, -0.2, 0.8])
    assert not is_bent(hanging, [-0.5, 0.5, -0.5, 0.5])
    assert not is_bent(hanging, [-0.5, 0.5, -0.34, 0.66])  # in reach
    assert not is_bent(hanging, [-0.5, 0.5, 0.5, 1.5])  # not by little


def _hanging(family: Family) -> list[tuple[str, ...]]:
    """Who hangs on one stem in the first order: ends of the line, first and last below."""
    (part,) = parts(graph_of(family))
    grid = grid_of(part, generations(part))
    start = begin(grid)
    found = hangings(grid, run_lines(grid, start.order.rows), labels_of(part, {}, {}))
    return [tuple(grid.known_as[node] for node in hanging[:4]) for hanging in found]


def test_only_children_and_those_of_one_birth_hang_on_one_stem(born: Born) -> None:
    people = [born("m"), born("f"), *(born(f"k{i}", "m", "f") for i in range(3))]
    people += [born("x0"), born("c", "k0", "x0"), born("a", "k1"), born("b", "k1")]
    one = Family("f", persons=tuple(people))
    assert _hanging(one) == [("x0", "k0", "c", "c")]
    twins = replace(one, twins=(TwinSet(("a", "b"), Zygosity.UNKNOWN),))
    assert sorted(_hanging(twins)) == [("k1", "k1", "a", "b"), ("x0", "k0", "c", "c")]


def test_a_donors_line_may_come_from_aside(born: Born) -> None:
    links = (
        ParentLink("m", ParentKind.MOTHER),
        ParentLink("d", ParentKind.SPERM_DONOR),
        ParentLink("f", ParentKind.SOCIAL),
    )
    people = (born("m"), born("f"), born("d"), Person("c", parents=links))
    family = Family("f", persons=people, partnerships=(Partnership(("f", "m")),))
    assert [hanging[2:] for hanging in _hanging(family)] == [("c", "c")]


def test_a_single_parents_child_hangs_beside_the_middle_at_most(born: Born) -> None:
    family = Family("f", persons=(born("m"), born("c", "m")))
    (part,) = parts(graph_of(family))
    grid = grid_of(part, generations(part))
    (hanging,) = hangings(grid, run_lines(grid, [[1], [0]]), labels_of(part, {}, {}))
    assert hanging.low == hanging.high < 0
