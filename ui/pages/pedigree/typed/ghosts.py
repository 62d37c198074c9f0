"""A picture of a family as it would be: who is not in it yet is drawn soft and dashed."""

from collections.abc import Collection
from dataclasses import replace

from counselling.drawing.ink import DASH, Ink
from counselling.drawing.scene import (
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from counselling.pedigree.person import PersonId

_SOFTER = {Ink.INK: Ink.ACCENT, Ink.SOFT: Ink.ACCENT}


def ghosted(scene: Scene, new: Collection[PersonId], changed: Collection[PersonId]) -> Scene:
    """Return the scene with new people dashed, and words about changed ones in the accent."""
    items = tuple(_item(item, frozenset(new), frozenset(changed)) for item in scene.items)
    return replace(scene, items=items)


def _item(item: Item, new: frozenset[PersonId], changed: frozenset[PersonId]) -> Item:
    if not isinstance(item, Group):
        return item
    if item.subject in new:
        return replace(item, items=tuple(_dashed(each) for each in item.items))
    if item.subject in changed:
        return replace(item, items=tuple(_accented(each) for each in item.items))
    return replace(item, items=tuple(_item(each, new, changed) for each in item.items))


def _dashed(item: Item) -> Item:
    match item:
        case Group():
            return replace(item, items=tuple(_dashed(each) for each in item.items))
        case Text():
            return _accented(item)
        case Line():
            return replace(item, stroke=_soft(item.stroke))
        case Rectangle() | Circle() | Path():
            fill = _SOFTER.get(item.fill, item.fill) if item.fill else None
            return replace(item, fill=fill, stroke=_soft(item.stroke) if item.stroke else None)


def _accented(item: Item) -> Item:
    if isinstance(item, Group):
        return replace(item, items=tuple(_accented(each) for each in item.items))
    return replace(item, ink=Ink.ACCENT) if isinstance(item, Text) else item


def _soft(stroke: Stroke) -> Stroke:
    return replace(stroke, ink=_SOFTER.get(stroke.ink, stroke.ink), dash=stroke.dash or DASH)
