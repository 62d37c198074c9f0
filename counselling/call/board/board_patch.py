"""What changed from one picture of the board to the next, as a small table; and its application.

A patch walks the items of the picture before, in painting order:

    n                     the next n stay as they are
    -n                    the next n go
    [dx, dy, n]           the next n stay, moved
    {"+": [item, ...]}    new ones
    {"=": {...}}          the next one with other values; "m": [dx, dy] moves it first
    {"/": [...]}          the next one is a group: so its items change; "=" and "m" as above

It uses up all items of the picture before, or it is of another picture. The patient's page does
the same sums in the same order (assets/patient_page/patch.js), so that both ends have one picture.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

Item: TypeAlias = Mapping[str, object]
Picture: TypeAlias = Mapping[str, object]
Patch: TypeAlias = Mapping[str, object]
Way: TypeAlias = tuple[float, float]

_HEAD: Final = ("v", "w", "h", "title", "description")
_ACROSS: Final = ("x", "x1", "x2")
_DOWN: Final = ("y", "y1", "y2")
_STILL: Final = (0.0, 0.0)


def diff(before: Picture, after: Picture) -> Patch:
    """Return the patch that makes one picture of another: {"head": {...}, "ops": [...]}.

    Pictures are as `board_picture` makes them. `apply(diff(a, b), a)` equals b.
    """
    head = {key: after[key] for key in _HEAD if after[key] != before[key]}
    return {"head": head, "ops": _ops(_items(before), _items(after))}


def apply(patch: Patch, before: Picture) -> Picture:
    """Return the picture after a patch. Raises ValueError when it is of another picture."""
    head, ops = patch["head"], patch["ops"]
    if not isinstance(head, Mapping) or not isinstance(ops, Sequence):
        raise ValueError("patch")
    return {**before, **head, "items": _applied(ops, _items(before))}


# ---- finding


def _ops(before: Sequence[Item], after: Sequence[Item]) -> list[object]:
    ops = _Ops()
    keys = [_key(item) for item in before], [_key(item) for item in after]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(before[i1:i2], after[j1:j2], strict=True):
                ops.change(one, other)
        else:
            _replace(ops, before[i1:i2], after[j1:j2])
    return ops.done


def _replace(ops: "_Ops", before: Sequence[Item], after: Sequence[Item]) -> None:
    """Change in place what is of one kind, in order; what is left over goes or is new."""
    kinds = [item["t"] for item in before], [item["t"] for item in after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *kinds, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(before[i1:i2], after[j1:j2], strict=True):
                ops.change(one, other)
        else:
            ops.drop(i2 - i1)
            ops.insert(after[j1:j2])


class _Ops:
    """A patch that grows; neighbours of one kind are told together."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self._kept, self._way = 0, _STILL

    def keep(self, way: Way) -> None:
        last = self.done[-1] if self.done else None
        if way == _STILL:
            if isinstance(last, int) and last > 0:
                self.done[-1] = last + 1
            else:
                self.done.append(1)
        elif isinstance(last, list) and tuple(last[:2]) == way:
            last[2] += 1
        else:
            self.done.append([*map(_short, way), 1])

    def drop(self, count: int) -> None:
        if count:
            self.done.append(-count)

    def insert(self, items: Sequence[Item]) -> None:
        if items:
            self.done.append({"+": list(items)})

    def change(self, one: Item, other: Item) -> None:
        """Tell how an item became another of its kind."""
        way = _way(one, other)
        moved = _moved(one, way)
        if moved == other:
            self.keep(way)
            return
        told = _changes(moved, other)
        self.done.append(told if way == _STILL else {"m": [_short(n) for n in way], **told})


def _changes(one: Item, other: Item) -> Mapping[str, object]:
    told: dict[str, object] = {}
    values = {key: other[key] for key in other if key != "items" and other[key] != one[key]}
    if values:
        told["="] = values
    if one["t"] == "group" and one["items"] != other["items"]:
        told["/"] = _ops(_items(one), _items(other))
    return told


def _key(item: Item) -> object:
    """What an item is known by, wherever it stands: about whom it is, or how it looks."""
    if item["t"] == "group":
        return "group", item["subject"] or item["label"]
    shape = [(k, str(item[k])) for k in item if k not in (*_ACROSS, *_DOWN, "d")]
    if item["t"] == "line":
        shape += [("dx", _span(item, "x")), ("dy", _span(item, "y"))]
    return tuple(shape)


def _span(line: Item, axis: str) -> str:
    return f"{_number(line[axis + '2']) - _number(line[axis + '1']):.1f}"


def _way(one: Item, other: Item) -> Way:
    """How far an item moved, by its first point; a guess, which is tried before it is told."""
    start, end = _start(one), _start(other)
    if start is None or end is None:
        return _STILL
    return _round(end[0] - start[0]), _round(end[1] - start[1])


def _start(item: Item) -> Way | None:
    match item:
        case {"d": [[_, x, y, *_], *_]} | {"x": x, "y": y} | {"x1": x, "y1": y}:
            return _number(x), _number(y)
    return None


# ---- applying


def _applied(ops: Sequence[object], before: Sequence[Item]) -> list[Item]:
    left = iter(before)
    made: list[Item] = []
    for op in ops:
        match op:
            case bool():
                raise ValueError("patch")
            case int() if op > 0:
                made += _next(left, op)
            case int():
                _next(left, -op)
            case [dx, dy, int(count)]:
                way = _number(dx), _number(dy)
                made += [_moved(item, way) for item in _next(left, count)]
            case {"+": [*items]}:
                made += items
            case Mapping():
                made.append(_changed(op, *_next(left, 1)))
            case _:
                raise ValueError("patch")
    if next(left, None) is not None:
        raise ValueError("patch")
    return made


def _next(left: Iterator[Item], count: int) -> list[Item]:
    taken = [item for _, item in zip(range(count), left, strict=False)]
    if len(taken) < count:
        raise ValueError("patch")
    return taken


def _changed(op: Mapping[str, object], item: Item) -> Item:
    way, values, inner = op.get("m", _STILL), op.get("=", {}), op.get("/")
    if not isinstance(way, Sequence) or not isinstance(values, Mapping):
        raise ValueError("patch")
    changed = {**_moved(item, (_number(way[0]), _number(way[1]))), **values}
    if isinstance(inner, Sequence):
        changed["items"] = _applied(inner, _items(changed))
    return changed


def _moved(item: Item, way: Way) -> Item:
    if way == _STILL:
        return item
    moved = dict(item)
    for keys, by in ((_ACROSS, way[0]), (_DOWN, way[1])):
        for key in keys:
            if key in moved:
                moved[key] = _round(_number(moved[key]) + by)
    if isinstance(steps := moved.get("d"), Sequence):
        moved["d"] = [_moved_step(step, way) for step in steps]
    return moved  # what a group holds is measured from the group


def _moved_step(step: Sequence[object], way: Way) -> list[object]:
    head, *numbers = step
    return [head, *(_round(_number(n) + way[i % 2]) for i, n in enumerate(numbers))]


def _round(value: float) -> float:
    """To hundredths, by the sums that JavaScript does too."""
    return math.floor(value * 100 + 0.5) / 100


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise ValueError("patch")
    return float(value)


def _short(value: float) -> float:
    """A whole number without its point, as JavaScript writes it."""
    return int(value) if value.is_integer() else value


def _items(whole: Mapping[str, object]) -> Sequence[Item]:
    items = whole["items"]
    if not isinstance(items, Sequence):
        raise ValueError("patch")
    return items
