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

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from counselling.call.board.alignment import aligned
from counselling.call.board.moves import STILL, Item, Way, moved, number, way

Picture: TypeAlias = Mapping[str, object]
Patch: TypeAlias = Mapping[str, object]

_HEAD: Final = ("v", "w", "h", "title", "description")


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
    for one, other in aligned(before, after):
        if one is None and other is not None:
            ops.insert(other)
        elif one is not None and other is None:
            ops.drop()
        elif one is not None and other is not None:
            ops.change(one, other)
    return ops.done


class _Ops:
    """A patch that grows; neighbours of one kind are told together."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def _count(self, sign: int) -> None:
        last = self.done[-1] if self.done else 0
        if isinstance(last, int) and last * sign > 0:
            self.done[-1] = last + sign
        else:
            self.done.append(sign)

    def drop(self) -> None:
        self._count(-1)

    def insert(self, item: Item) -> None:
        match self.done[-1:]:
            case [{"+": list(items)}]:
                items.append(item)
            case _:
                self.done.append({"+": [item]})

    def change(self, one: Item, other: Item) -> None:
        """Tell how an item became another of its kind."""
        by = way(one, other)
        there = moved(one, by)
        if there != other:
            told = _changes(there, other)
            self.done.append(told if by == STILL else {"m": [*by], **told})
        elif by == STILL:
            self._count(1)
        else:
            self._move(by)

    def _move(self, by: Way) -> None:
        match self.done[-1:]:
            case [[dx, dy, int(count)]] if (dx, dy) == by:
                self.done[-1] = [dx, dy, count + 1]
            case _:
                self.done.append([*by, 1])


def _changes(one: Item, other: Item) -> Mapping[str, object]:
    told: dict[str, object] = {}
    values = {key: other[key] for key in other if key != "items" and other[key] != one[key]}
    if values:
        told["="] = values
    if one["t"] == "group" and one["items"] != other["items"]:
        told["/"] = _ops(_items(one), _items(other))
    return told


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
                by = number(dx), number(dy)
                made += [moved(item, by) for item in _next(left, count)]
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
    by, values, inner = op.get("m", STILL), op.get("=", {}), op.get("/")
    if not isinstance(by, Sequence) or not isinstance(values, Mapping):
        raise ValueError("patch")
    changed = {**moved(item, (number(by[0]), number(by[1]))), **values}
    if isinstance(inner, Sequence):
        changed["items"] = _applied(inner, _items(changed))
    return changed


def _items(whole: Mapping[str, object]) -> Sequence[Item]:
    items = whole["items"]
    if not isinstance(items, Sequence):
        raise ValueError("patch")
    return items
