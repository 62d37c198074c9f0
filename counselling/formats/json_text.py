"""JSON from other programs: read without a crash, each value asked for with its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import msgspec

from counselling.errors import FormatError

_KEY: Final = re.compile(r'"([A-Za-z_]\w{0,40})"\s*:')
_LARGEST: Final = 1e15
_HEAD: Final = 20_000  # letters of a broken file that tell what it was meant to be
_BYTE: Final = re.compile(r"byte (\d+)")
_STRING: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


@dataclass(frozen=True)
class Node:
    """A value in a JSON file, and where it stands."""

    value: object
    place: str = "$"

    def __getitem__(self, key: str) -> "Node":
        """Return the value under a key; of nothing is nothing. Raises FormatError on a list."""
        if self.value is None:
            return Node(None, self.place)
        if not isinstance(self.value, dict):
            raise self.refused()
        return Node(self.value.get(key), f"{self.place}.{key}")

    def first(self, *keys: str) -> "Node":
        """Return the value under the first key that is there."""
        found = (self[key] for key in keys)
        return next((node for node in found if node.value is not None), Node(None, self.place))

    def items(self) -> Iterator["Node"]:
        """Values of a list; none of nothing."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.refused()
        for place, value in enumerate(self.value):
            yield Node(value, f"{self.place}[{place}]")

    def text(self) -> str:
        """A string or a number as text, "" where there is nothing."""
        match self.value:
            case None:
                return ""
            case bool():
                raise self.refused()
            case str():
                return self.value.strip()
            case int() | float() if abs(self.value) < _LARGEST:
                return str(self.value)
        raise self.refused()

    def flag(self) -> bool:
        """A truth value; nothing is false."""
        match self.value:
            case None:
                return False
            case bool():
                return self.value
        raise self.refused()

    def number(self) -> float | None:
        """A number, None where there is nothing."""
        if self.value is None:
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refused()
        if not abs(self.value) < _LARGEST:
            raise self.refused()
        return float(self.value)

    @property
    def keys(self) -> Sequence[str]:
        """Keys of an object."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def refused(self) -> FormatError:
        """Return the error for a value that cannot be understood."""
        return FormatError("format.json_value", place=self.place[:120])


@dataclass(frozen=True)
class Lines:
    """Lines of a JSON text on which strings first stand."""

    source: str

    @cached_property
    def _first(self) -> Mapping[str, int]:
        table: dict[str, int] = {}
        for number, line in enumerate(self.source.split("\n"), start=1):
            for found in _STRING.finditer(line):
                table.setdefault(found[1], number)
        return table

    def of(self, word: str) -> int:
        """Return the first line on which a string stands, 1 where it is written otherwise."""
        return self._first.get(word, 1)


def load(text: str) -> Node:
    """Read JSON. Raises FormatError("format.json_broken") with the line."""
    try:
        return Node(msgspec.json.decode(text))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        found = _BYTE.search(str(error))
        before = text.encode("utf-8", "replace")[: int(found[1])] if found else b""
        raise FormatError("format.json_broken", line=before.count(b"\n") + 1) from None


def keys(text: str) -> frozenset[str]:
    """Keys of the outermost object, or of the objects in an outermost list.

    Of a text that is broken, all keys of its beginning: somebody should say where it breaks.
    """
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return frozenset()
    try:
        if start == "{":
            return frozenset(msgspec.json.decode(text, type=dict[str, msgspec.Raw]))
        people = msgspec.json.decode(text, type=list[dict[str, msgspec.Raw]])
        return frozenset(key for person in people for key in person)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return frozenset(_KEY.findall(text[:_HEAD]))


def is_list(text: str) -> bool:
    """Whether the text is a JSON list."""
    return text.lstrip()[:1] == "["


def dump(value: object) -> str:
    """Write JSON, one value a line, letters of every script as they are."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"


def without_nothing(**values: object) -> dict[str, object]:
    """Return an object without what is not known."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, ())}
