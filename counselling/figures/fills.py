"""Fills that survive greyscale and colour blindness: solid, hatched, dotted."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final, TypeAlias

from counselling.drawing.ink import HAIRLINE_PT, Ink
from counselling.drawing.scene import Circle, Item, Line, Path, Stroke

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = Sequence[Point]  # convex, corners in order

_SPACING_PT: Final = 4.2
_SAME: Final = 1e-6
_RINGS_PT: Final = 6.0
_RING: Final = Stroke(Ink.INK, HAIRLINE_PT)
_HATCH: Final = Stroke(Ink.INK, HAIRLINE_PT * 1.4)


class Fill(Enum):
    """How a condition is drawn, in the order in which conditions get one."""

    SOLID = "solid"
    RISING = "rising"
    LEVEL = "level"
    CROSSED = "crossed"
    UPRIGHT = "upright"
    FALLING = "falling"
    DOTTED = "dotted"  # kept for carriers
    RINGED = "ringed"  # kept for those with a variant and no signs yet


_ANGLES: Final[Mapping[Fill, tuple[float, ...]]] = {
    Fill.RISING: (45.0,),
    Fill.LEVEL: (0.0,),
    Fill.CROSSED: (45.0, 135.0),
    Fill.UPRIGHT: (90.0,),
    Fill.FALLING: (135.0,),
}
CONDITION_FILLS: Final = tuple(f for f in Fill if f not in (Fill.DOTTED, Fill.RINGED))


def filled(polygon: Polygon, fill: Fill) -> Iterator[Item]:
    """Fill a convex polygon."""
    if fill is Fill.SOLID:
        yield Path((("M", *polygon[0]), *(("L", *p) for p in polygon[1:]), ("Z",)), Ink.INK, None)
    elif fill is Fill.DOTTED:
        yield from _dots(polygon, Circle(0, 0, 0.9, Ink.INK, None), _SPACING_PT)
    elif fill is Fill.RINGED:
        yield from _dots(polygon, Circle(0, 0, 1.6, None, _RING), _RINGS_PT)
    else:
        for angle in _ANGLES[fill]:
            yield from _hatch(polygon, math.radians(angle))


def _hatch(polygon: Polygon, angle: float) -> Iterator[Item]:
    """Parallel lines across the polygon, at the given angle above the horizontal."""
    normal = (math.sin(angle), math.cos(angle))
    heights = [x * normal[0] + y * normal[1] for x, y in polygon]
    # from the symbol's own edge: the same wherever it stands, so that who moves is drawn as before
    level = min(heights) + _SPACING_PT / 2
    while level < max(heights):
        ends = list(_cuts(polygon, heights, level))
        if len(ends) == 2:
            yield Line(*ends[0], *ends[1], _HATCH)
        level += _SPACING_PT


def _cuts(polygon: Polygon, heights: Sequence[float], level: float) -> Iterator[Point]:
    """Where the line of one height crosses the polygon's edges: two points of a convex one."""
    for i, (ax, ay) in enumerate(polygon):
        bx, by = polygon[(i + 1) % len(polygon)]
        a, b = heights[i] - level, heights[(i + 1) % len(polygon)] - level
        if (a < 0) != (b < 0):
            share = a / (a - b)
            yield ax + share * (bx - ax), ay + share * (by - ay)


def _dots(polygon: Polygon, dot: Circle, step: float) -> Iterator[Item]:
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    y = min(ys) + step / 2
    while y < max(ys):
        x = min(xs) + step / 2
        while x < max(xs):
            if _is_inside(polygon, (x, y), dot.radius + 0.5):
                yield replace(dot, x=x, y=y)
            x += step
        y += step


def _is_inside(polygon: Polygon, point: Point, margin: float) -> bool:
    """Inside by more than a dot's size, so that no dot touches the outline."""
    side = 0.0
    for i, (ax, ay) in enumerate(polygon):
        bx, by = polygon[(i + 1) % len(polygon)]
        length = math.hypot(bx - ax, by - ay)
        if length < _SAME:
            continue
        distance = ((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) / length
        if abs(distance) < margin:
            return False
        if side and (distance > 0) != (side > 0):
            return False
        side = distance
    return True
