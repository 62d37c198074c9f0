"""TOML written out: what tomllib reads, this writes, so that a foreign key survives our saving."""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import TypeAlias

Toml: TypeAlias = object
Table: TypeAlias = Mapping[str, Toml]


def render(table: Table) -> str:
    """Write a table: plain values first, then each sub-table under its head."""
    return "\n".join(_lines(table, ())) + "\n"


def _lines(table: Table, path: tuple[str, ...]) -> Iterator[str]:
    groups = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    for key, value in table.items():
        if key not in groups:
            yield f"{_key(key)} = {_value(value)}"
    for key, group in groups.items():
        inner = (*path, key)
        yield ""
        yield f"[{'.'.join(_key(part) for part in inner)}]"
        yield from _lines(group, inner)


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if is_bare else _text(key)


def _value(value: Toml) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else f"{value}"
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(_value(item) for item in value)}]"
        case Mapping():
            pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
    raise TypeError("no value of TOML")


def _text(text: str) -> str:
    """Quote as JSON does, which TOML reads too, but for the one sign that it forbids."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
