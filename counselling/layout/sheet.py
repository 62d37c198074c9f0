"""Sketches put on one sheet: heights of rows and lanes, families side by side, lines as drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from counselling.layout.abreast import Stand, abreast
from counselling.layout.endings import COMMON_LANE, TWINS_PART
from counselling.layout.grid import Level
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.paper import Pen, Piece, pieces_of_trunk
from counselling.layout.result import LOSS_RISE, Node, Segment, SegmentKind, rounded
from counselling.layout.sketch import Sketch, Trunk

_PITCH: Final = 1.0  # smallest distance of two rows
_THIN_PITCH: Final = 0.75  # where one of them holds only a couple off its row
_LANE: Final = 0.1  # distance of two bars in one gap
_BELOW_SYMBOL: Final = 0.12  # from a symbol or its label to the first bar
_ABOVE_SYMBOL: Final = 0.22  # from the last bar to the symbols below
_ABOVE_TWINS: Final = TWINS_PART + 0.1
_ABOVE_LOSS: Final = LOSS_RISE + 0.17
_ABOVE_QUESTION: Final = 0.36  # above somebody whose parents nobody knows
_MOVED: Final = 1e-3


class Sheet:
    """Sketches side by side on common rows; stands: where they stood before an edit."""

    def __init__(self, sketches: Sequence[Sketch], stands: Sequence[Stand | None] = ()) -> None:
        self._sketches = sketches
        levels = sorted({level for sketch in sketches for level in sketch.grid.levels})
        self._at: Mapping[Level, int] = {level: row for row, level in enumerate(levels)}
        self._rows = [[self._at[level] for level in sketch.grid.levels] for sketch in sketches]
        self._label_below = [0.0] * len(levels)
        for sketch, rows in zip(sketches, self._rows, strict=True):
            for person, height in enumerate(sketch.labels.height):
                row = rows[sketch.grid.row[person]]
                self._label_below[row] = max(self._label_below[row], height)
            for union, partners in enumerate(
                sketch.grid.graph.partners if sketch.labels.marks else ()
            ):
                row = rows[sketch.grid.row_of_union[union]]
                _, height = sketch.labels.marks.get((partners[0], partners[-1]), (0.0, 0.0))
                self._label_below[row] = max(self._label_below[row], height - HALF_SYMBOL)
        self._above = self._room_above(len(levels))
        self._y = self._heights(levels)
        outlines = list(map(_outline, sketches, self._rows))
        self._shift = abreast(outlines, stands or [None] * len(sketches))

    def nodes(self) -> Iterator[Node]:
        """Everybody's place; the highest generation is 0."""
        top = min((min(s.grid.generation) for s in self._sketches if s.grid.generation), default=0)
        for sketch, rows, shift in zip(self._sketches, self._rows, self._shift, strict=True):
            grid = sketch.grid
            heights = [rounded(self._y[row]) for row in rows]
            for person, name in enumerate(grid.graph.ids[: grid.graph.people]):
                x, y = rounded(sketch.x[person] + shift), heights[grid.row[person]]
                rise = LOSS_RISE if person in grid.graph.losses else 0.0
                yield Node(name, x, y, grid.generation[person] - top, rise)

    def waypoints(self) -> Iterator[tuple[str, float]]:
        """Name and x of every stand-in and waypoint."""
        for sketch, shift in zip(self._sketches, self._shift, strict=True):
            people = sketch.grid.graph.people
            names = sketch.grid.known_as[people:]
            for name, x in zip(names, sketch.x[people:], strict=True):
                yield name, rounded(x + shift)

    def tidy(self) -> Iterator[tuple[str, float]]:
        """Name and x, without the hand, of whoever stands elsewhere because of it."""
        for sketch, shift in zip(self._sketches, self._shift, strict=True):
            for name, x, without in zip(sketch.grid.known_as, sketch.x, sketch.tidy, strict=False):
                if abs(x - without) > _MOVED:
                    yield name, rounded(without + shift)

    def segments(self) -> Iterator[Segment]:
        """Every line, in pieces."""
        for number, sketch in enumerate(self._sketches):
            if sketch.couples or any(sketch.gaps):
                pen = Pen(sketch.grid.graph, self._shift[number])
                for union, pieces in self._lines(number):
                    for piece in pieces:
                        if piece.is_drawn():
                            yield pen.segment(piece, union)

    def _lines(self, number: int) -> Iterator[tuple[int, Iterable[Piece]]]:
        """Pieces by union, before the sketch is shifted."""
        sketch, rows = self._sketches[number], self._rows[number]
        identical = sketch.grid.graph.identical
        for union, row, left, right in sketch.couples:
            y = self._y[rows[row]]
            yield union, (Piece(left, y, right, y, SegmentKind.MATE),)
        for gap, trunks in enumerate(sketch.gaps):
            top, bottom = self._gap(number, gap)
            bars = self._lane_heights(number, gap) if trunks else ()
            for trunk, lane in zip(trunks, sketch.lanes[gap], strict=True):
                yield trunk.union, pieces_of_trunk(trunk, top, bars[lane], bottom, identical)

    def _gap(self, number: int, gap: int) -> tuple[float, float]:
        """Middle of the row above a gap and of the row below it."""
        rows = self._rows[number]
        above = self._y[rows[gap - 1]] if gap else float("nan")
        below = self._y[rows[gap]] if gap < len(rows) else float("nan")
        return above, below

    def _lane_heights(self, number: int, gap: int) -> list[float]:
        """Of every lane of a gap: the height of its bars."""
        lanes = range(max(self._sketches[number].lanes[gap]) + 1)
        above, below = self._gap(number, gap)
        room = self._above[self._rows[number][gap]] if gap < len(self._rows[number]) else 0.0
        first, last = above + self._room_below(number, gap), below - HALF_SYMBOL - room
        if gap == 0:
            return [last - _LANE * lane for lane in reversed(lanes)]
        if gap == len(self._rows[number]):
            return [first + _LANE * lane for lane in lanes]
        if len(lanes) == 1:
            return [(first + last) / 2]
        return [first + (last - first) * lane / (len(lanes) - 1) for lane in lanes]

    def _room_below(self, number: int, gap: int) -> float:
        label = self._label_below[self._rows[number][gap - 1]] if gap else 0.0
        return HALF_SYMBOL + label + _BELOW_SYMBOL

    def _room_above(self, count: int) -> list[float]:
        """Of every row: what its symbols ask for above them, free of bars."""
        above = [_ABOVE_SYMBOL] * count
        for sketch, rows in zip(self._sketches, self._rows, strict=True):
            grid, graph = sketch.grid, sketch.grid.graph
            needs = [(group[0], _ABOVE_TWINS) for group in graph.births]
            needs += [(person, _ABOVE_LOSS) for person in graph.losses]
            needs += [(person, _ABOVE_QUESTION) for person in graph.without_parents]
            for person, need in needs:
                row = rows[grid.row[person]]
                above[row] = max(above[row], need)
            for row, trunks in zip(rows, sketch.gaps if graph.meeting else (), strict=False):
                above[row] = max([above[row], *_above_lines_in_common(trunks)])
        return above

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
                room = self._above[lower] + HALF_SYMBOL
                need = self._room_below(number, gap) + lanes * _LANE + room
                needs.setdefault(lower, []).append((upper, need))
        for row in range(1, len(levels)):
            y[row] = y[row - 1] + pitch[row - 1]
            y[row] = max([y[row], *(y[upper] + need for upper, need in needs.get(row, ()))])
        return y


def _above_lines_in_common(trunks: Iterable[Trunk]) -> Iterator[float]:
    """What bars over siblings with a line in common ask for above them in their row."""
    for trunk in trunks:
        for end in trunk.bottoms:
            if end.reach:
                yield end.short - HALF_SYMBOL + 2 * COMMON_LANE


def _outline(sketch: Sketch, at: Sequence[int]) -> dict[int, tuple[float, float]]:
    """From where to where each row of the sheet a sketch reaches, labels included."""
    outline: dict[int, tuple[float, float]] = {}
    for node, (row, x) in enumerate(zip(sketch.grid.row, sketch.x, strict=True)):
        side = sketch.labels.side(node) if sketch.grid.is_person(node) else 0.0
        low, high = outline.get(at[row], (x - side, x + side))
        outline[at[row]] = min(low, x - side), max(high, x + side)
    return outline
