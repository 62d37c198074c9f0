"""The result of a layout: where people stand and which lines join them.

Unit of all lengths: the smallest gap between the centres of two neighbours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from counselling.pedigree.lineage import LineKind
from counselling.pedigree.person import PersonId

SYMBOL_UNITS = 0.5  # side of a symbol, as a share of the smallest gap between neighbours
LOSS_SHARE = 0.7  # of a symbol's size: that of a pregnancy not carried to term
_FINENESS = 1e4  # places are told to a ten-thousandth of a unit
_SURE = 0.4999  # nearer to a half it takes the slow way to know which side is meant
LOSS_RISE = 0.12  # how much higher its symbol hangs, on a shorter line


def rounded(x: float) -> float:
    """Return `round(x, 4)`, which alone is three times as slow: an edit asks for ten thousand."""
    fine = x * _FINENESS
    whole = round(fine)
    return whole / _FINENESS if abs(fine - whole) < _SURE else round(x, 4)


class SegmentKind(StrEnum):
    """What a line means."""

    MATE = "mate"  # between partners
    DESCENT = "conn"  # from a couple down to its children's bar
    SIBSHIP = "sib"  # the bar over the children
    CHILD = "leg"  # from the bar down to one child
    TWIN = "twin"  # from the point where twins part down to one of them
    IDENTICAL = "identical"  # between the slants of monozygotic twins


class Node(NamedTuple):
    """A person's place: centre of the symbol, y downwards; generation counts from 0 at the top.

    A named tuple, as are the segments: every edit of a large family makes thousands of them.
    rise: how much higher the symbol hangs than the others of its row: a loss on a shorter line.
    """

    person: PersonId
    x: float
    y: float
    generation: int
    rise: float = 0.0


class Segment(NamedTuple):
    """A straight line that belongs to a union; owner: its partners' ids, sorted.

    line: what it says. child: whose line alone it is, None where it is common to several.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    kind: SegmentKind
    owner: tuple[PersonId, ...]
    line: LineKind = LineKind.BIRTH
    child: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What a later layout of the edited family needs beside people's places.

    Plain text and numbers, to be stored with the drawing. waypoints: name and x of the places kept
    free for lines. lifts: couples off their rows, as (how, owner, owner of the union above).
    tidy: name and x of those who would stand elsewhere if nobody had been moved by hand.
    """

    waypoints: tuple[tuple[str, float], ...] = ()
    lifts: tuple[tuple[str, tuple[PersonId, ...], tuple[PersonId, ...]], ...] = ()
    tidy: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Layout:
    """Places and lines of a family. crossings: lines of different unions that cross.

    memory: what keeps everybody's order when the family is edited.
    """

    nodes: tuple[Node, ...]
    segments: tuple[Segment, ...]
    crossings: int
    memory: Memory = Memory()

    @cached_property
    def by_person(self) -> Mapping[PersonId, Node]:
        """Places by person."""
        return {node.person: node for node in self.nodes}

    @cached_property
    def rows(self) -> tuple[tuple[PersonId, ...], ...]:
        """Generations from the top, people from left to right: what pedigree numbers count."""
        by_generation: dict[int, list[Node]] = {}
        for node in self.nodes:
            by_generation.setdefault(node.generation, []).append(node)
        return tuple(
            tuple(n.person for n in sorted(by_generation[g], key=lambda n: (n.x, n.person)))
            for g in sorted(by_generation)
        )


def as_json(layout: Layout, *, family: str, milliseconds: float) -> dict[str, object]:
    """Return the drawing as the plain table that every drawing program is measured by."""
    return {
        "tool": "consultand",
        "family": family,
        "unit": 1,
        "nodes": [
            {
                "id": n.person,
                "x": round(n.x, 4),
                "y": round(n.y, 4),
                "w": SYMBOL_UNITS,
                "h": SYMBOL_UNITS,
            }
            for n in layout.nodes
        ],
        "segments": [
            {
                "x1": round(s.x1, 4),
                "y1": round(s.y1, 4),
                "x2": round(s.x2, 4),
                "y2": round(s.y2, 4),
                "type": s.kind.value,
                "owner": "+".join(s.owner),
            }
            for s in layout.segments
        ],
        "time_ms": round(milliseconds, 2),
        "crossings": layout.crossings,
        "error": None,
    }
