"""Sketches put on one sheet: heights of rows and lanes, families side by side, lines as drawn."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from counselling.layout.grid import Level
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.result import Node, Segment, SegmentKind
from counselling.layout.routing import Sketch, Trunk
from counselling.pedigree.person import PersonId

_PITCH: Final = 1.0  # smallest distance of two rows
_THIN_PITCH: Final = 0.75  # where one of them holds only a couple off its row
_LANE: Final = 0.1  # distance of two bars in one gap
_BELOW_SYMBOL: Final = 0.12  # from a symbol or its label to the first bar
_ABOVE_SYMBOL: Final = 0.22  # from the last bar to the symbols below
_FAMILIES: Final = 0.5  # between families without a common line
_SAME: Final = 1e-6
_TOUCH: Final = 1e-3  # lines that meet by less do not cross
_AT_ONCE: Final = 256


class Sheet:
    """Sketches side by side on common rows."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self._sketches = sketches
        levels = sorted({level for sketch in sketches for level in sketch.grid.levels})
        self._at: Mapping[Level, int] = {level: row for row, level in enumerate(levels)}
        self._rows = [[self._at[level] for level in sketch.grid.levels] for sketch in sketches]
        self._label_below = [0.0] * len(levels)
        for sketch, rows in zip(sketches, self._rows, strict=True):
            for person, height in enumerate(sketch.labels.height):
                row = rows[sketch.grid.row[person]]
                self._label_below[row] = max(self._label_below[row], height)
        self._y = self._heights(levels)
        self._shift = self._shifts(len(levels))

    def nodes(self) -> Iterator[Node]:
        """Everybody's place."""
        for sketch, rows, shift in zip(self._sketches, self._rows, self._shift, strict=True):
            grid = sketch.grid
            for person, name in enumerate(grid.graph.ids):
                x = round(sketch.x[person] + shift, 4)
                y = round(self._y[rows[grid.row[person]]], 4)
                yield Node(name, x, y, grid.generation[person])

    def waypoints(self) -> Iterator[tuple[str, float]]:
        """Name and x of every waypoint."""
        for sketch, shift in zip(self._sketches, self._shift, strict=True):
            xs = sketch.x[sketch.grid.people :]
            for name, x in zip(sketch.grid.names, xs, strict=True):
                yield name, round(x + shift, 4)

    def segments(self) -> Iterator[Segment]:
        """Every line, in pieces."""
        for number, sketch in enumerate(self._sketches):
            owners = [sketch.grid.graph.owner(u) for u in range(len(sketch.grid.row_of_union))]
            for x1, y1, x2, y2, kind, union in self._lines(number):
                if abs(x1 - x2) > _SAME or abs(y1 - y2) > _SAME:
                    ends = (round(x1, 4), round(y1, 4), round(x2, 4), round(y2, 4))
                    yield Segment(*ends, kind, owners[union])

    def _lines(self, number: int) -> Iterator[tuple[float, float, float, float, SegmentKind, int]]:
        sketch, rows, shift = self._sketches[number], self._rows[number], self._shift[number]
        for union, row, left, right in sketch.couples:
            y = self._y[rows[row]]
            yield left + shift, y, right + shift, y, SegmentKind.MATE, union
        for gap, trunks in enumerate(sketch.gaps):
            lanes = sketch.lanes[gap]
            for trunk, lane in zip(trunks, lanes, strict=True):
                top, bottom = self._gap(number, gap)
                bar = self._lane_height(number, gap, lane)
                for x1, y1, x2, y2, kind in _pieces(trunk, top, bar, bottom):
                    yield x1 + shift, y1, x2 + shift, y2, kind, trunk.union

    def _gap(self, number: int, gap: int) -> tuple[float, float]:
        """Middle of the row above a gap and of the row below it."""
        rows = self._rows[number]
        above = self._y[rows[gap - 1]] if gap else float("nan")
        below = self._y[rows[gap]] if gap < len(rows) else float("nan")
        return above, below

    def _lane_height(self, number: int, gap: int, lane: int) -> float:
        lanes = max(self._sketches[number].lanes[gap]) + 1
        above, below = self._gap(number, gap)
        first, last = above + self._room_below(number, gap), below - HALF_SYMBOL - _ABOVE_SYMBOL
        if gap == 0:
            return last - _LANE * (lanes - 1 - lane)
        if gap == len(self._rows[number]):
            return first + _LANE * lane
        if lanes == 1:
            return (first + last) / 2
        return first + (last - first) * lane / (lanes - 1)

    def _room_below(self, number: int, gap: int) -> float:
        label = self._label_below[self._rows[number][gap - 1]] if gap else 0.0
        return HALF_SYMBOL + label + _BELOW_SYMBOL

    def _heights(self, levels: Sequence[Level]) -> list[float]:
        """y of every row: as close as labels and lanes allow."""
        pitch = [
            _THIN_PITCH if upper.thin or lower.thin else _PITCH for upper, lower in pairwise(levels)
        ]
        y = [0.0] * len(levels)
        needs: dict[int, list[tuple[int, float]]] = {}
        for number, sketch in enumerate(self._sketches):
            for gap, (upper, lower) in enumerate(pairwise(self._rows[number]), start=1):
                lanes = max(sketch.lanes[gap], default=0)
                need = self._room_below(number, gap) + lanes * _LANE + _ABOVE_SYMBOL + HALF_SYMBOL
                needs.setdefault(lower, []).append((upper, need))
        for row in range(1, len(levels)):
            y[row] = y[row - 1] + pitch[row - 1]
            y[row] = max([y[row], *(y[upper] + need for upper, need in needs.get(row, ()))])
        return y

    def _shifts(self, rows: int) -> list[float]:
        """How far to the right each sketch goes so that families stand beside each other."""
        right = [float("-inf")] * (rows + 2)  # by row, with one to spare on either side
        shifts = []
        for sketch, at in zip(self._sketches, self._rows, strict=True):
            outline = _outline(sketch)
            shift = max(
                (
                    max(right[at[row] : at[row] + 3]) + _FAMILIES - low
                    for row, (low, _) in outline.items()
                ),
                default=0.0,
            )
            shift = shift if shift > float("-inf") else 0.0
            for row, (_, high) in outline.items():
                right[at[row] + 1] = max(right[at[row] + 1], high + shift)
            shifts.append(shift)
        return shifts


def _outline(sketch: Sketch) -> dict[int, tuple[float, float]]:
    """From where to where each row of a sketch reaches, labels included."""
    outline: dict[int, tuple[float, float]] = {}
    for node, (row, x) in enumerate(zip(sketch.grid.row, sketch.x, strict=True)):
        side = sketch.labels.side(node) if sketch.grid.is_person(node) else 0.0
        low, high = outline.get(row, (x - side, x + side))
        outline[row] = min(low, x - side), max(high, x + side)
    return outline


def _pieces(
    trunk: Trunk, top: float, bar: float, bottom: float
) -> Iterator[tuple[float, float, float, float, SegmentKind]]:
    """The bar of a trunk and its ends; a straight way down is one piece."""
    xs = [end.x for end in (*trunk.tops, *trunk.bottoms)]
    low, high = min(xs), max(xs)
    if high - low < _SAME and trunk.tops and trunk.bottoms:
        end = trunk.bottoms[0]
        yield low, top + trunk.tops[0].short, low, bottom - end.short, end.kind
        return
    if len(trunk.tops) == 2:  # partners joined below their row
        left, right = sorted(end.x for end in trunk.tops)
        yield left, bar, right, bar, SegmentKind.MATE
        yield low, bar, left, bar, trunk.bar
        yield right, bar, high, bar, trunk.bar
    else:
        yield low, bar, high, bar, trunk.bar
    for end in trunk.tops:
        yield end.x, top + end.short, end.x, bar, end.kind
    for end in trunk.bottoms:
        yield end.x, bar, end.x, bottom - end.short, end.kind


def count_crossings(segments: Sequence[Segment]) -> int:
    """How often lines of different unions cross in the drawing."""
    ends = np.array([(s.x1, s.y1, s.x2, s.y2) for s in segments]).reshape(-1, 4)
    number: dict[tuple[PersonId, ...], int] = {}
    owner = np.array([number.setdefault(s.owner, len(number)) for s in segments], dtype=np.intp)
    is_upright = np.abs(ends[:, 0] - ends[:, 2]) < _SAME
    upright = np.flatnonzero(is_upright)[np.argsort(ends[is_upright, 0], kind="stable")]
    level = np.flatnonzero(~is_upright)
    low, high = np.sort(ends[level][:, ::2], axis=1).T
    first = np.searchsorted(ends[upright, 0], low + _TOUCH)
    last = np.searchsorted(ends[upright, 0], high - _TOUCH)
    top, foot = np.sort(ends[:, 1::2], axis=1).T
    crossings = 0
    for start in range(0, len(level), _AT_ONCE):  # a few lines at a time: their pairs are many
        some = slice(start, start + _AT_ONCE)
        met = np.maximum(last[some] - first[some], 0)
        bar = np.repeat(level[some], met)
        post = upright[np.arange(met.sum()) + np.repeat(first[some] - np.cumsum(met) + met, met)]
        y = ends[bar, 1]
        is_cut = (top[post] < y - _TOUCH) & (foot[post] > y + _TOUCH) & (owner[post] != owner[bar])
        crossings += int(np.count_nonzero(is_cut))
    return crossings
