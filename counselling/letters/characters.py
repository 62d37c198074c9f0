"""Which characters may stand in a letter, and which way a text runs."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from counselling.errors import LetterError
from counselling.letters.inline import Direction

# Invisible orders to whoever sets the text: a name may hold one by accident or by malice, and the
# line around it would be read in another order. Direction is ours to give. Zero-width joiners
# (200C, 200D) stay: Farsi and many names are misspelt without them.
_ORDERS: Final = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACES: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_ODD: Final = re.compile(f"{_ORDERS.pattern}|[\x00-\x1f\x7f-\x9f\u2028\u2029]|  ")
_INVISIBLE: Final = frozenset("\u200c\u200d\u00ad")
_SAYING: Final = frozenset("LNS")  # letters, numbers, symbols: the first of a general category
# Letters and symbols by name that show nothing (Unicode 15.1, 23.5 and 18.6): fillers of Hangul,
# the Braille cell without a dot. A minus is typed for a dash.
_EMPTY: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u2212")


def without_orders(text: str) -> str:
    """Return the text composed (NFC), without the invisible orders to whoever sets it."""
    return _ORDERS.sub("", unicodedata.normalize("NFC", text))


def clean(text: str) -> str:
    """Return the text without orders and controls; every stretch of white space is one space.

    No-break spaces and the thin ones of French stay what they are.
    """
    composed = unicodedata.normalize("NFC", text)
    if not _ODD.search(composed):  # nearly always
        return composed
    return _SPACES.sub(" ", _ORDERS.sub("", composed))


def says_something(text: str) -> bool:
    """Whether a reader finds more in a text than nothing to see, marks and points."""
    return any(
        unicodedata.category(character)[0] in _SAYING
        for character in text
        if character not in _EMPTY
    )


def as_read(text: str) -> str:
    """Return a line as it is read: without orders and controls, "" where nothing is said."""
    return " ".join(clean(text).split()) if says_something(text) else ""


def direction_of(text: str, *, otherwise: Direction) -> Direction:
    """Tell which way a free text runs: as most of its letters do."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    rightwards, leftwards = kinds.count("L"), kinds.count("R") + kinds.count("AL")
    if rightwards == leftwards:
        return otherwise
    return "ltr" if rightwards > leftwards else "rtl"


def demand_glyphs(texts: Iterable[str], has_glyph: Callable[[str], bool]) -> None:
    """See to it that every character can be shown: a name or a variant is never set with a hole.

    has_glyph: whether one of the letter's fonts has this character.
    Raises LetterError("letter.no_glyph", character="U+05D0") for the first that cannot: the code
    point alone, so that nothing of the patient is in the error.
    """
    for character in sorted(set().union(*texts)):
        if character not in _INVISIBLE and not has_glyph(character):
            raise LetterError("letter.no_glyph", character=f"U+{ord(character):04X}")
