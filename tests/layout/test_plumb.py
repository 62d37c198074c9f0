"""A single child hangs straight below."""

import random
from collections.abc import Callable

import pytest

from counselling.layout.layout import place
from counselling.layout.result import Layout, SegmentKind
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.structure import AddChild
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
