"""Reads JSON that came from outside: whatever is wrong with it is one error, and never a crash.

A few kilobytes of brackets within brackets are neither malformed nor of another shape to msgspec:
it gives up with a RecursionError, which no reader of messages would think of.
"""

from typing import TypeVar

import msgspec

_T = TypeVar("_T")


def read(decoder: "msgspec.json.Decoder[_T]", text: str | bytes) -> _T:
    """Read one value. Raises ValueError when it is not to be read: broken, another kind, too deep.

    The error has no words: what came from outside is neither shown nor logged.
    """
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise ValueError from None
