"""Languages that nobody speaks, made from English: whoever builds screens sees what is not ready.

en-XA writes accents, is two fifths longer and stands in brackets: what is clipped, and what is not
in the catalogue, is seen at a glance. ar-XB runs from the right. Offered to nobody else.
"""

import re
from dataclasses import replace
from typing import Final

from counselling.language import messages
from counselling.language.catalogue import Catalogue
from counselling.language.messages import Blank, Choice, Hash, Message

LONG: Final = "en-XA"
TURNED: Final = "ar-XB"
CODES: Final = (LONG, TURNED)
OPEN, CLOSE = "[", "]"

_ACCENTED: Final = str.maketrans(
    "aceghijklnorstuwyzACDEGHIJKLNORSTUWYZ", "áçéğĥíĵķľñóřšţúŵýžÁÇĎÉĞĤÍĴĶĽÑÓŘŠŢÚŴÝŽ"
)
_SHARE: Final = 0.4  # what translations of short English words are longer by
_PADDING: Final = "vwxm"
# Entries that are read by the program: letters of keys, lists of words, words of the safety check.
_READ: Final = ("keyboard.", "letters.check.", "safety.words", "shorthand.", "demo.notes")
_FORMS: Final = ".forms"
# The patient's page reads an apostrophe as it stands: it is doubled only where it would quote.
_LINE: Final = re.compile(r"^(- )?(.*)$", re.MULTILINE)
_QUOTING: Final = re.compile(r"'(?=['{}#]|\Z)")


def pseudo(english: Catalogue, code: str) -> Catalogue:
    """Return English as one of CODES."""
    is_long = code == LONG
    raw = {
        key: text if _is_read(key) else _turned(text, is_long=is_long)
        for key, text in english.raw.items()
    }
    traits = replace(english.traits, cldr=english.traits.cldr or english.code)
    return Catalogue(code, "ltr" if is_long else "rtl", raw, traits)


def _is_read(key: str) -> bool:
    return key.startswith(_READ) or key.endswith(_FORMS)


def _turned(text: str, *, is_long: bool) -> str:
    parsed = messages.parse(text)
    if not is_long:
        return _between(_written(parsed, is_long=False))
    padding = _padding(round(_length(parsed) * _SHARE))
    return _between(f"{_written(parsed, is_long=True)}{padding}")


def _between(text: str) -> str:
    """Put each line between brackets, for it may stand alone; an item's mark stays before them."""
    return _LINE.sub(rf"\1{OPEN}\2{CLOSE}", text)


def _padding(many: int) -> str:
    """Words of four letters, about so many letters in all."""
    return "".join(f" {_PADDING}" for _ in range(-(-many // (len(_PADDING) + 1))))


def _length(message: Message) -> int:
    longest = 0
    for part in message:
        match part:
            case str():
                longest += len(part)
            case Choice(branches=branches):
                longest += max(map(_length, branches.values()))
            case _:
                longest += 2
    return longest


def _written(message: Message, *, is_long: bool) -> str:
    """Return a message as it stands in a catalogue, its words changed."""
    return "".join(_part(part, is_long=is_long) for part in message)


def _part(part: messages.Part, *, is_long: bool) -> str:
    match part:
        case str():
            return _quoted(part.translate(_ACCENTED) if is_long else part)
        case Blank(name, case):
            return f"{{{name}.{case}}}" if case else f"{{{name}}}"
        case Hash():
            return "#"
        case Choice(name, is_plural, branches):
            kind = "plural" if is_plural else "select"
            told = (
                f"{key} {{{_written(each, is_long=is_long)}}}" for key, each in branches.items()
            )
            return f"{{{name}, {kind}, {' '.join(told)}}}"


def _quoted(text: str) -> str:
    out = _QUOTING.sub("''", text)
    for mark in "{}#":
        out = out.replace(mark, f"'{mark}'")
    return out
