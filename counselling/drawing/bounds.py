"""Where the parts of a scene lie: boxes that hold all of their ink."""

from collections.abc import Iterable
from typing import Final

from counselling.drawing.measure import Measure
from counselling.drawing.paper import Box
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Stroke,
    Text,
)

RISE: Final = 1.1  # of the type size: what letters and their marks take above the baseline
DROP: Final = 0.4  # and below it


def bounds(item: Item, measure: Measure) -> Box | None:
    """Return the box of an item, its pen's width counted; None where there is nothing."""
    match item:
        case Line(x1, y1, x2, y2, stroke):
            return _around(((x1, y1), (x2, y2)), stroke)
        case Rectangle(x, y, width, height, _, pen, _):
            return _around(((x, y), (x + width, y + height)), pen)
        case Circle(x, y, radius, _, pen):
            return _around(((x - radius, y - radius), (x + radius, y + radius)), pen)
        case Path(steps, _, pen):
            numbers = [[float(n) for n in step[1:]] for step in steps]
            points = [p for row in numbers for p in zip(row[::2], row[1::2], strict=True)]
            return _around(points, pen) if points else None
        case Text():
            wide = measure.width_pt(item.text, item.size_pt, is_bold=item.is_bold)
            left = (
                item.x
                - {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[item.anchor] * wide
            )
            size = item.size_pt
            return Box(left, item.y - RISE * size, wide, (RISE + DROP) * size)
        case Group(items):
            return joined(box for part in items if (box := bounds(part, measure)))


def joined(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box around others."""
    known = list(boxes)
    if not known:
        return None
    left, top = min(box.x for box in known), min(box.y for box in known)
    right, foot = max(box.right for box in known), max(box.foot for box in known)
    return Box(left, top, right - left, foot - top)


def _around(points: Iterable[tuple[float, float]], pen: Stroke | None) -> Box:
    known = list(points)
    rim = pen.width_pt / 2 if pen else 0.0
    left, top = min(x for x, _ in known), min(y for _, y in known)
    right, foot = max(x for x, _ in known), max(y for _, y in known)
    return Box(left, top, right - left, foot - top).inset(-rim)
