"""Lines as they are drawn: the pieces of a trunk, twins' slants, and which of them cross."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from counselling.layout.blocks import Reals
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.labels import HALF_SYMBOL
from counselling.layout.result import Segment, SegmentKind, rounded
from counselling.layout.sketch import End, Trunk
from counselling.pedigree.lineage import LineKind
from counselling.pedigree.person import PersonId

_SAME: Final = 1e-6
_TOUCH: Final = 1e-3  # lines that meet by less do not cross
_AT_ONCE: Final = 256


class Piece(NamedTuple):
    """A straight piece of line; child: whose alone it is, or NOBODY."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: SegmentKind
    child: int = NOBODY

    def is_drawn(self) -> bool:
        """Whether it has a length."""
        return abs(self.x1 - self.x2) > _SAME or abs(self.y1 - self.y2) > _SAME


def pieces_of_trunk(
    trunk: Trunk, top: float, bar: float, bottom: float, identical: Sequence[frozenset[int]]
) -> Iterator[Piece]:
    """The bar of a trunk and its ends; a straight way down is one piece."""
    xs = [end.x for end in (*trunk.tops, *trunk.bottoms)]
    low, high = min(xs), max(xs)
    for end in trunk.bottoms:
        yield from _slants(end, bottom, identical)
    if high - low < _SAME and trunk.tops and trunk.bottoms:
        yield from _down(trunk.bottoms[0], top + trunk.tops[0].short, bottom)
        return
    if len(trunk.tops) == 2:  # partners joined below their row
        left, right = sorted(end.x for end in trunk.tops)
        yield Piece(left, bar, right, bar, SegmentKind.MATE)
        yield Piece(low, bar, left, bar, trunk.bar)
        yield Piece(right, bar, high, bar, trunk.bar)
    else:
        yield Piece(low, bar, high, bar, trunk.bar)
    for end in trunk.tops:
        yield Piece(end.x, top + end.short, end.x, bar, end.kind)
    for end in trunk.bottoms:
        yield from _down(end, bar, bottom)


def _down(end: End, start: float, bottom: float) -> Iterator[Piece]:
    """An end's way down, in pieces where others' lines meet it, and its own bar to others."""
    y = start
    for height in (*end.joints, end.short):
        yield Piece(end.x, y, end.x, bottom - height, end.kind, end.child)
        y = bottom - height
    for x in end.reach:
        yield Piece(end.x, y, x, y, SegmentKind.SIBSHIP, end.child)


def _slants(end: End, bottom: float, identical: Sequence[frozenset[int]]) -> Iterator[Piece]:
    """Lines of those born together, from where they part; a bar between identical ones."""
    top = bottom - end.short
    level = top + end.level * (end.short - HALF_SYMBOL)
    across: dict[int, float] = {}  # where each one's line meets the level
    for child, x, short, bend in end.slants:
        way = [(end.x, top), (x, bottom - short)]
        if bend:
            way.insert(1, (bend[0], bottom - bend[1]))
        for (x1, y1), (x2, y2) in pairwise(way):
            yield Piece(x1, y1, x2, y2, SegmentKind.TWIN, child)
            if y1 <= level <= y2:
                across[child] = x1 + (x2 - x1) * (level - y1) / (y2 - y1)
    for twins in identical:
        xs = [across[child] for child in twins if child in across]
        if len(xs) > 1:
            yield Piece(min(xs), level, max(xs), level, SegmentKind.IDENTICAL)


class Pen:
    """Writes down what each piece of a sketch says and whom it belongs to, shifted to its place."""

    def __init__(self, graph: Graph, shift: float) -> None:
        self._graph, self._shift = graph, shift
        self._joins = graph.joins
        self._people = graph.people
        unions = range(len(graph.partners))
        self._owner = [graph.drawn_owner(union) for union in unions]
        self._common = [self._common_line(union) for union in unions]

    def segment(self, piece: Piece, union: int) -> Segment:
        """A piece as a segment of the layout."""
        graph, shift, (x1, y1, x2, y2, kind, child) = self._graph, self._shift, piece
        if self._joins[union] != NOBODY:
            child = self._joins[union]
            kind = kind if kind is SegmentKind.SIBSHIP else SegmentKind.CHILD
        line = LineKind.BIRTH
        if kind is not SegmentKind.MATE:
            line = graph.line[child] if child != NOBODY else self._common[union]
        if child >= self._people:
            is_common = len(graph.sharers(child)) > 1
            child = NOBODY if is_common else graph.stands_for[child - self._people]
        start, end = rounded(x1 + shift), rounded(x2 + shift)
        person = None if child == NOBODY else graph.ids[child]
        return Segment(start, rounded(y1), end, rounded(y2), kind, self._owner[union], line, person)

    def _common_line(self, union: int) -> LineKind:
        """What the part of a sibship's lines says that is common to all: birth, if it is of one."""
        said = {self._graph.line[kid] for kid in self._graph.children[union]}
        return min(said, key=_BY_RANK.__getitem__, default=LineKind.BIRTH)


_BY_RANK: Final = {line: rank for rank, line in enumerate(LineKind)}


def count_crossings(segments: Sequence[Segment]) -> int:
    """How often lines of different unions cross in the drawing."""
    ends = np.array([(s.x1, s.y1, s.x2, s.y2) for s in segments]).reshape(-1, 4)
    number: dict[tuple[PersonId, ...], int] = {}
    owner = np.array([number.setdefault(s.owner, len(number)) for s in segments], dtype=np.intp)
    is_upright = np.abs(ends[:, 0] - ends[:, 2]) < _SAME
    is_level = np.abs(ends[:, 1] - ends[:, 3]) < _SAME
    upright = np.flatnonzero(is_upright)[np.argsort(ends[is_upright, 0], kind="stable")]
    level = np.flatnonzero(is_level & ~is_upright)
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
    slanted = np.flatnonzero(~is_upright & ~is_level)
    for place, slant in enumerate(slanted):
        others = np.flatnonzero((owner != owner[slant]) & (is_upright | is_level))
        others = np.concatenate((others, [s for s in slanted[:place] if owner[s] != owner[slant]]))
        crossings += _cut_by(ends[slant], ends[others.astype(np.intp)])
    return crossings


def _cut_by(slant: Reals, others: Reals) -> int:
    """How many of the other lines a slanted line cuts properly."""

    def sides(line: Reals, x: Reals, y: Reals) -> Reals:
        dx, dy = line[..., 2] - line[..., 0], line[..., 3] - line[..., 1]
        length = np.maximum(np.hypot(dx, dy), _SAME)
        across: Reals = (dx * (y - line[..., 1]) - dy * (x - line[..., 0])) / length
        return np.where(np.abs(across) < _TOUCH, 0.0, across)

    ends = sides(slant, others[:, 0], others[:, 1]) * sides(slant, others[:, 2], others[:, 3])
    mine = sides(others, slant[0], slant[1]) * sides(others, slant[2], slant[3])
    return int(np.count_nonzero((ends < 0) & (mine < 0)))
