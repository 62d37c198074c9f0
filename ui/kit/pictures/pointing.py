"""Where subjects of a picture are: under the pointer, in a direction, and how to frame one."""

from collections.abc import Sequence
from statistics import median_low as median
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF

from ui.kit.pictures.scene_painter import Prepared, Subject

_MARGIN_PT: Final = 5.0
_LEAST_MARGIN_PT: Final = 0.5
_SAMPLE: Final = 80  # subjects looked at to see where a picture has gone
_ASIDE: Final = 2.0  # how much more a step aside counts than a step in the way pressed


def subject_at(subjects: Sequence[Subject], point: QPointF, *, reach: float) -> Subject | None:
    """Return the subject under a point; a symbol smaller than a target may be missed by a little.

    reach: how far from a symbol's centre still counts, in points.
    """
    hit = [s for s in subjects if s.bounds.contains(point) or _is_near(s, point, reach)]
    return min(hit, key=lambda s: _length(s.symbol.center() - point), default=None)


def nearest(subjects: Sequence[Subject], origin: Subject | None, way: QPointF) -> Subject | None:
    """Return the next subject from `origin` in a direction; from nobody, the first one."""
    if origin is None:
        return subjects[0] if subjects else None
    start = origin.symbol.center()

    def cost(subject: Subject) -> float:
        step = subject.symbol.center() - start
        along = QPointF.dotProduct(step, way)
        aside = abs(step.x() * way.y() - step.y() * way.x())
        return along + _ASIDE * aside if along > abs(aside) / 4 and along > 0 else float("inf")

    best = min((s for s in subjects if s is not origin), key=cost, default=None)
    return best if best is not None and cost(best) < float("inf") else None


def frame_around(subject: Subject, picture: Prepared, *, pen: float) -> QRectF:
    """Return the frame of a selected subject: close around its symbol, over nobody's label.

    pen: width of the frame's line in points.
    """
    symbol = subject.symbol
    sides = {"left": _MARGIN_PT, "top": _MARGIN_PT, "right": _MARGIN_PT, "bottom": _MARGIN_PT}
    widest = symbol.adjusted(-2 * _MARGIN_PT, -2 * _MARGIN_PT, 2 * _MARGIN_PT, 2 * _MARGIN_PT)
    for text in (picture.texts[number] for number in picture.text_index.near(widest)):
        if not text.intersects(widest):
            continue
        gaps = {
            "left": symbol.left() - text.right(),
            "top": symbol.top() - text.bottom(),
            "right": text.left() - symbol.right(),
            "bottom": text.top() - symbol.bottom(),
        }
        side = max(gaps, key=lambda name: gaps[name])
        if gaps[side] >= 0:  # else the text stands in the symbol and is its own
            sides[side] = max(min(sides[side], gaps[side] - pen), _LEAST_MARGIN_PT)
    return symbol.adjusted(-sides["left"], -sides["top"], sides["right"], sides["bottom"])


def stayed(before: Prepared, after: Prepared, sought: str | None) -> QPointF:
    """Return how far a picture moved on its paper while one looks: by how far most of it did.

    sought: who is looked at; where she is in both, it is she who shall stay.
    """
    known = before.by_name
    if sought is not None and sought in known and sought in after.by_name:
        return after.by_name[sought].symbol.center() - known[sought].symbol.center()
    step = max(1, len(after.subjects) // _SAMPLE)
    moves = [
        subject.symbol.center() - known[subject.name].symbol.center()
        for subject in after.subjects[::step]
        if subject.name in known
    ]
    if not moves:
        return QPointF()
    return QPointF(median(move.x() for move in moves), median(move.y() for move in moves))


def way_into(window: QRect, place: QRectF, *, margin: float) -> QPointF:
    """Return the shortest way by which a place comes into a window; none where it is there."""
    room = QRectF(window).adjusted(margin, margin, -margin, -margin)
    dx = max(room.left() - place.left(), 0.0) or min(room.right() - place.right(), 0.0)
    dy = max(room.top() - place.top(), 0.0) or min(room.bottom() - place.bottom(), 0.0)
    return QPointF(dx, dy)


def _is_near(subject: Subject, point: QPointF, reach: float) -> bool:
    return _length(subject.symbol.center() - point) <= reach


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
