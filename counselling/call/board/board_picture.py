"""A Scene as the board sends it: a closed list of shapes, each group with a place of its own.

What belongs to one person is told from where she stands, so that whoever only moves is the same
table at another place, and a patch says no more than where. Places are rounded to a quarter of a
point, which nobody sees: else a label that grows by a hair moves all of a family by less than one.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from counselling.drawing.json import item_json, scene_json
from counselling.drawing.scene import Group, Item, Line, Path, Scene, moved

Picture: TypeAlias = Mapping[str, object]

GRID_PT: Final = 0.25
_PLACES: Final = ("x", "y", "x1", "y1", "x2", "y2")


def board_picture(scene: Scene) -> Picture:
    """Return a scene as the page draws it; lengths in points, colours by role."""
    bare = Scene((), scene.width, scene.height, scene.title, scene.description)
    items = [_placed(item) for item in scene.items]
    return {**_whole(scene_json(bare)), "items": items}


def _placed(item: Item) -> Mapping[str, object]:
    table = dict(_table(item))
    if table["t"] in ("line", "text", "group"):
        table |= {key: _on_grid(table[key]) for key in _PLACES if key in table}
    return table


def _table(item: Item) -> Mapping[str, object]:
    if not isinstance(item, Group):
        return _whole(item_json(item))
    x, y = _start(item) or (0.0, 0.0)
    parts = [_table(moved(part, -x, -y)) for part in item.items]
    named = {"subject": item.subject, "label": item.label, "items": parts}
    return {"t": "group", "x": _short(x), "y": _short(y), **named}


def _start(item: Item) -> tuple[float, float] | None:
    match item:
        case Group(items):
            return next((s for s in map(_start, items) if s is not None), None)
        case Path(steps):
            return (float(steps[0][1]), float(steps[0][2])) if steps else None
        case Line():
            return item.x1, item.y1
    return item.x, item.y


def _whole(table: Mapping[str, object]) -> Mapping[str, object]:
    return {key: _short(value) for key, value in table.items()}


def _short(value: object) -> object:
    """Numbers as JavaScript writes them: 41 and not 41.0."""
    match value:
        case float():
            rounded = round(value, 2)
            return int(rounded) if rounded.is_integer() else rounded
        case list():
            return [_short(part) for part in value]
        case Mapping():
            return _whole(value)
    return value


def _on_grid(value: object) -> object:
    return _short(round(float(str(value)) / GRID_PT) * GRID_PT)
