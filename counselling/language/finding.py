"""Whether words that somebody types are in a text: without marks and capitals, as a hurried hand
types them on any keyboard.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

# Letters that no decomposition takes apart, as they are typed where the keyboard lacks them.
LETTERS: Final[Mapping[str, str]] = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip


class _Plain(dict[int, str | int | None]):
    """What becomes of each sign, as str.translate asks for it; looked up once a sign."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.combining(chr(code)) else code
        return found


_PLAIN: Final = _Plain({ord(letter): typed for letter, typed in LETTERS.items()})


def plain(text: str) -> str:
    """Return the text without marks, in small letters: İ, I, ı and i are one letter."""
    if text.isascii():
        return text.lower()
    whole = unicodedata.normalize("NFKD", text).casefold()  # 𝕊 is a capital only once it is apart
    return unicodedata.normalize("NFKD", whole).translate(_PLAIN)


def finder(typed: str) -> Callable[[str], bool]:
    """Return what tells whether a text holds every word typed; for many texts in a row."""
    words = plain(typed).split()

    def holds(text: str) -> bool:
        there = plain(text)
        return all(word in there for word in words)

    return holds


def holds(text: str, typed: str) -> bool:
    """Whether a text holds every word typed."""
    return finder(typed)(text)
