"""Whether words that somebody types are in a text: without marks and capitals, as a hurried hand
types them on any keyboard.
"""

import unicodedata
from typing import Final

# Letters that no decomposition takes apart, as they are typed where the keyboard lacks them.
_TYPED: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)


def plain(text: str) -> str:
    """Return the text without marks, in small letters: İ, I, ı and i are one letter."""
    whole = unicodedata.normalize("NFKD", text).casefold()  # 𝕊 is a capital only once it is apart
    apart = unicodedata.normalize("NFKD", whole)
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_TYPED)


def holds(text: str, typed: str) -> bool:
    """Whether a text holds every word typed."""
    there = plain(text)
    return all(word in there for word in plain(typed).split())
