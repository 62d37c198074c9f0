"""A Scene as the plain table that the patient's page draws: a closed list of shapes, no markup."""

from collections.abc import Mapping
from typing import Final

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

VERSION: Final = 1


def scene_json(scene: Scene) -> Mapping[str, object]:
    """Return the scene as JSON-ready tables; lengths in points, colours by role."""
    return {
        "v": VERSION,
        "w": _short(scene.width),
        "h": _short(scene.height),
        "title": scene.title,
        "description": scene.description,
        "items": [item_json(item) for item in scene.items],
    }


def item_json(item: Item) -> Mapping[str, object]:
    """Return one item as JSON-ready tables, with all that it holds."""
    match item:
        case Line(x1, y1, x2, y2, stroke):
            ends = {"x1": _short(x1), "y1": _short(y1), "x2": _short(x2), "y2": _short(y2)}
            return {"t": "line", **ends, "stroke": _stroke(stroke)}
        case Rectangle(x, y, width, height, fill, stroke, radius):
            box = {"x": _short(x), "y": _short(y), "w": _short(width), "h": _short(height)}
            return {
                "t": "rect",
                **box,
                "r": _short(radius),
                "fill": fill,
                "stroke": _stroke(stroke),
            }
        case Circle(x, y, radius, fill, stroke):
            round_ = {"x": _short(x), "y": _short(y), "r": _short(radius)}
            return {"t": "circle", **round_, "fill": fill, "stroke": _stroke(stroke)}
        case Path(steps, fill, stroke):
            pen = [[s if isinstance(s, str) else _short(s) for s in step] for step in steps]
            return {"t": "path", "d": pen, "fill": fill, "stroke": _stroke(stroke)}
        case Text():
            return {
                "t": "text",
                "x": _short(item.x),
                "y": _short(item.y),
                "text": item.text,
                "size": item.size_pt,
                "anchor": item.anchor.value,
                "ink": item.ink.value,
                "bold": item.is_bold,
                "dir": item.direction,
                **({"width": _short(item.width_pt)} if item.width_pt else {}),
            }
        case Group(items, subject, label):
            parts = [item_json(part) for part in items]
            return {"t": "group", "subject": subject, "label": label, "items": parts}


def _stroke(stroke: Stroke | None) -> Mapping[str, object] | None:
    if stroke is None:
        return None
    return {"ink": stroke.ink.value, "w": stroke.width_pt, "dash": list(stroke.dash)}


def _short(value: float | str) -> float:
    return round(float(value), 2)
