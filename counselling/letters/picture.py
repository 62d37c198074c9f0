"""A picture as Typst can set it: its SVG painter knows less of writing than a browser."""

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from counselling.letters.characters import without_orders

_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_TURNED_TEXT: Final = re.compile(r'(<text\b[^>]*\sdirection="rtl"[^>]*>)([^<]*)')
_WRITTEN: Final = frozenset({"L", "R", "AL", "AN", "EN", "NSM"})  # letters, digits and their marks
_MIRRORED: Final = str.maketrans("()[]", ")(][")
_ANCHOR: Final = re.compile(r'\stext-anchor="(\w+)"')
_SHOWN: Final = re.compile(r">([^<>]+)</(?:text|tspan)\s*>|>([^<>]+)<tspan\b")


def settable(svg: str) -> str:
    """Return the picture with the same look for Typst 0.15.2 as for a browser.

    Its painter counts a text's start from the left in every script and takes every line for a
    left-to-right one, so right-to-left texts get their anchors swapped and the marks at their ends
    put where they are to be seen. It cannot name a mark that no letter carries by itself (an
    Arabic vowel sign), and PDF/A wants a name for each: such marks go; the picture's description
    keeps them.
    """
    named = _FOREIGN.sub(_without_loose_marks, without_orders(svg))
    return _TURNED_TEXT.sub(_anchored_from_left, named)


def shown_words(svg: str) -> Iterator[str]:
    """Yield the texts that a picture shows."""
    for match in _SHOWN.finditer(svg):
        yield html.unescape(match[1] or match[2])


def _without_loose_marks(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) == "Mn" else found[0]


def _anchored_from_left(found: re.Match[str]) -> str:
    text = found[1].replace(' direction="rtl"', "")
    anchor = _ANCHOR.search(text)
    told = anchor[1] if anchor else "start"
    turned = {"start": "end", "end": "start"}.get(told, told)
    return f'{_ANCHOR.sub("", text)[:-1]} text-anchor="{turned}">{_as_seen(found[2])}'


def _as_seen(text: str) -> str:
    """Put the marks before the first letter behind the last one, and the other way round."""
    if "&" in text:
        text = html.unescape(text)
    kinds = [unicodedata.bidirectional(character) in _WRITTEN for character in text]
    if True not in kinds:
        return html.escape(text[::-1].translate(_MIRRORED), quote=False)
    first, last = kinds.index(True), len(kinds) - kinds[::-1].index(True)
    before, after = (part[::-1].translate(_MIRRORED) for part in (text[:first], text[last:]))
    return html.escape(after + text[first:last] + before, quote=False)
