"""Where lines run: clear of each other and of labels, on one sheet with other families."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from counselling.layout.generations import generations
from counselling.layout.graph import parts
from counselling.layout.grid import Grid, grid_of
from counselling.layout.labels import Labels, labels_of
from counselling.layout.layout import place
from counselling.layout.lines import run_lines
from counselling.layout.numbering import graph_of
from counselling.layout.result import Node, SegmentKind
from counselling.layout.routing import route
from counselling.layout.sheet import Sheet
from counselling.layout.sketch import Sketch
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Zygosity

Born = Callable[..., Person]


def _drawn(family: Family, x: Mapping[str, float]) -> Sketch:
    """A family of one part with everybody where we say; waypoints are named `owner/person/n`."""
    (part,) = parts(graph_of(family))
    grid = grid_of(part, generations(part))
    rows = [
        sorted((n for n, r in enumerate(grid.row) if r == row), key=lambda n: x[grid.known_as[n]])
        for row in range(len(grid.levels))
    ]
    where = np.array([x[name] for name in grid.known_as])
    return route(grid, run_lines(grid, rows), where, _no_labels(grid))


def _no_labels(grid: Grid) -> Labels:
    return labels_of(grid.graph, {}, {})


def _great_uncle(born: Born) -> Family:
    """d marries u, the brother of her grandmother s: his line passes the row of c."""
    people = (born("g"), born("u", "g"), born("s", "g"), born("c", "s"))
    return Family("f", persons=(*people, born("d", "c"), born("e", "c"), born("k", "d", "u")))


def test_a_line_that_passes_a_row_moves_off_the_leg_below_it(born: Born) -> None:
    x = {"g": 0.0, "u": 2.0, "s": 0.0, "c": 0.0, "d": -1.0, "e": 1.0, "k": 2.0}
    sketch = _drawn(_great_uncle(born), {**x, "d+u/u/2": 1.0, "d+u/u/1": 3.0})
    passing = sketch.x[sketch.grid.known_as.index("d+u/u/2")]
    assert passing != 1.0
    assert passing == pytest.approx(1.0, abs=0.2)


def test_a_line_bent_by_a_hair_is_straightened(born: Born) -> None:
    x = {"g": 0.0, "u": 2.0, "s": 0.0, "c": 0.0, "d": -1.0, "e": 1.0, "k": 2.0}
    sketch = _drawn(_great_uncle(born), {**x, "d+u/u/2": 2.3, "d+u/u/1": 2.25})
    upper, lower = sketch.x[sketch.grid.people :]
    assert upper == lower
    assert abs(upper - 2.0) < 0.25  # within the symbol that the line comes from


def test_a_stem_comes_down_between_the_labels(born: Born) -> None:
    family = Family("f", persons=(born("a"), born("b"), born("c", "a", "b")))
    layout = place(family, widths={"a": 2.4, "b": 0.2}, label_heights={"a": 0.5, "b": 0.5})
    wide, narrow = layout.by_person["a"], layout.by_person["b"]
    stems = [s for s in layout.segments if s.kind is not SegmentKind.MATE and s.y1 == wide.y]
    assert stems
    for stem in stems:
        assert abs(stem.x1 - wide.x) > 1.2
        assert abs(stem.x1 - narrow.x) > 0.25


def test_families_stay_apart_in_neighbouring_rows_too(born: Born) -> None:
    """Bars reach from a row to the next, so a row must be clear of its neighbours'."""
    one = _far_apart((born("a"), born("b", "a")), parent=8.0)
    other = _far_apart((born("c"), born("d", "c")), parent=0.0)
    nodes: Mapping[str, Node] = {node.person: node for node in Sheet([one, other]).nodes()}
    assert nodes["d"].x > nodes["a"].x
    assert nodes["c"].x > nodes["a"].x


def _far_apart(people: tuple[Person, ...], *, parent: float) -> Sketch:
    (part,) = parts(graph_of(Family("f", persons=people)))
    grid = grid_of(part, generations(part))
    return Sketch(grid, _no_labels(grid), (parent, 0.0), (), ((), (), ()), ((), (), ()))


def test_twins_part_clear_of_a_couples_line_over_the_row(born: Born) -> None:
    """Of a stranger between them, whose line ends where their own would part."""
    people = [born("m"), born("f"), born("t", "m", "f"), born("u", "m", "f")]
    people += [born(who) for who in ("q", "v", "w", "z")]
    people += [born("c", "u", "v"), born("d", "v", "w")]
    family = Family(
        "f",
        persons=tuple(people),
        partnerships=(Partnership(("q", "z")),),
        twins=(TwinSet(("t", "u"), Zygosity.UNKNOWN),),
    )
    family = replace(family, persons=(*family.persons, born("e", "z", "w")))
    x = {"m": 0.6, "f": 1.6, "t": 0.0, "q": 1.0, "u": 2.2125, "v": 3.2, "w": 4.2, "z": 5.2}
    sketch = _drawn(family, {**x, "c": 2.7, "d": 3.7, "e": 4.7})
    ends = [end for trunk in sketch.gaps[1] for end in trunk.bottoms]
    (parting,) = (end for end in ends if end.slants)
    others = [end.x for end in ends if not end.slants]
    assert any(abs(end - 1.1) < 0.05 for end in others)
    assert all(abs(end - parting.x) > 0.03 for end in others)
