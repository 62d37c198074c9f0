"""A drawing without heights: where every line runs, gap by gap."""

from dataclasses import dataclass
from typing import NamedTuple

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import Labels
from counselling.layout.result import SegmentKind


class Slant(NamedTuple):
    """The last piece of a twin's line: to whom, at which x, how far from the row's middle.

    bend: x, and how far from the row's middle, of a bend on the way; empty where it is straight.
    """

    child: int
    x: float
    short: float
    bend: tuple[float, ...] = ()


class End(NamedTuple):
    """A vertical end of a bar: where, and how far from the row's middle it stops.

    child: whose line it is alone, or NOBODY. slants: to those born together who part from it.
    level: how far down the slants the bar between identical ones lies, 0..1. joints: where other
    unions' lines to several siblings meet it, as far from the row's middle. reach: from where to
    where such a line runs at its own end; empty for any other.
    """

    x: float
    short: float
    kind: SegmentKind
    child: int = NOBODY
    slants: tuple[Slant, ...] = ()
    level: float = 0.5
    joints: tuple[float, ...] = ()
    reach: tuple[float, ...] = ()


class Trunk(NamedTuple):
    """Lines of one union in one gap: a bar, its ends in the row above and in the row below.

    bar: what the bar means. Of a bar that joins partners below their row, the piece between the
    tops is a mates' line, whatever the rest is.
    """

    union: int
    tops: tuple[End, ...]
    bottoms: tuple[End, ...]
    bar: SegmentKind


class Couple(NamedTuple):
    """A straight line between partners in a row."""

    union: int
    row: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing without heights: x of every node, lines in the rows, trunks and lanes by gap.

    tidy: x of every node if nobody had been moved by hand; empty when nobody was.
    """

    grid: Grid
    labels: Labels
    x: tuple[float, ...]
    couples: tuple[Couple, ...]
    gaps: tuple[tuple[Trunk, ...], ...]
    lanes: tuple[tuple[int, ...], ...]
    tidy: tuple[float, ...] = ()
