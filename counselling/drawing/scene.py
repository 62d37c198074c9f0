"""The Scene: lines, shapes, paths and texts in points, y downwards, with what each part is about.

A Scene is a value without a colour, a font file or a device in it. Groups name their subject (a
person's id, a curve) so that a screen can select it, a reader can speak it and a page can patch it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from counselling.drawing.ink import LINE_PT, TEXT_PT, Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen. dash: lengths on and off in points, empty for a solid line."""

    ink: Ink = Ink.INK
    width_pt: float = LINE_PT
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: Stroke = Stroke()


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle; radius rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    stroke: Stroke | None = Stroke()
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: Ink | None = None
    stroke: Stroke | None = Stroke()


@dataclass(frozen=True, slots=True)
class Path:
    """Straight pieces and cubic curves.

    steps: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",), the first an "M".
    """

    steps: tuple[tuple[str | float, ...], ...]
    fill: Ink | None = None
    stroke: Stroke | None = Stroke()


class Anchor(StrEnum):
    """Which point of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text in one direction ("rtl" for Arabic, Farsi, Hebrew); y is the baseline.

    width_pt: how wide it is to be on another device's type, 0 for as wide as it comes.
    """

    x: float
    y: float
    text: str
    size_pt: float = TEXT_PT
    anchor: Anchor = Anchor.START
    ink: Ink = Ink.INK
    is_bold: bool = False
    direction: str = "ltr"
    width_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together. subject: what they are about; label: the same in spoken words."""

    items: tuple["Item", ...]
    subject: str = ""
    label: str = ""


Item: TypeAlias = Line | Rectangle | Circle | Path | Text | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture of width x height points; title and description are for those who hear it."""

    items: tuple[Item, ...]
    width: float
    height: float
    title: str = ""
    description: str = ""

    def flat(self) -> Iterator[Item]:
        """All items in painting order, groups opened."""
        yield from _flat(self.items)

    def groups(self) -> Iterator[Group]:
        """All groups, outer before inner."""
        stack = list(reversed(self.items))
        while stack:
            item = stack.pop()
            if isinstance(item, Group):
                yield item
                stack += reversed(item.items)


def _flat(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items)
        else:
            yield item


def moved(item: Item, dx: float, dy: float) -> Item:
    """Return the item shifted by (dx, dy) points."""
    match item:
        case Line(x1, y1, x2, y2, stroke):
            return Line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, stroke)
        case Rectangle(x, y, width, height, fill, pen, radius):
            return Rectangle(x + dx, y + dy, width, height, fill, pen, radius)
        case Circle(x, y, radius, fill, pen):
            return Circle(x + dx, y + dy, radius, fill, pen)
        case Path(steps, fill, pen):
            return Path(tuple(_moved_step(step, dx, dy) for step in steps), fill, pen)
        case Text():
            return Text(
                item.x + dx,
                item.y + dy,
                item.text,
                item.size_pt,
                item.anchor,
                item.ink,
                item.is_bold,
                item.direction,
                item.width_pt,
            )
        case Group(items, subject, label):
            return Group(tuple(moved(part, dx, dy) for part in items), subject, label)


def _moved_step(step: tuple[str | float, ...], dx: float, dy: float) -> tuple[str | float, ...]:
    if len(step) == 3:  # nearly every step: kept quick
        return step[0], float(step[1]) + dx, float(step[2]) + dy
    head, *numbers = step
    shifted = [float(n) + (dy if i % 2 else dx) for i, n in enumerate(numbers)]
    return (head, *shifted)
