"""Breaks a line of mixed writing into runs of one direction and sets them side by side.

Scenes hold texts of one direction only, so that a number can never be reversed by a painter that
shapes but does not reorder (docs/decisions: right-to-left). Labels are short: letters, numbers and
punctuation; for running text letters have an engine with the whole Unicode algorithm.
"""

import unicodedata
from collections.abc import Sequence

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Anchor, Text

_STRONG = {"L": "ltr", "EN": "ltr", "AN": "ltr", "R": "rtl", "AL": "rtl"}
_SIGNS = ("ES", "ET")  # + - % and the like stay with the number or name before them
# Marks that catalogues put around names: what they ask for is what a run is.
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ARABIC_MARKS = "\u060c\u061b\u061f"  # comma, semicolon, question mark: only in Arabic fonts


def split(text: str, *, direction: str) -> tuple[tuple[str, str], ...]:
    """Split into (run, direction), in reading order.

    direction: "ltr" or "rtl", of the line as a whole. Blanks and punctuation between two
    directions take the line's own (rule N2 of Unicode's bidi algorithm).
    """
    if direction == "ltr" and text.isascii():  # nearly every label: one run
        return ((text, "ltr"),) if text else ()
    text = text.translate(_ISOLATES)
    kinds = _kinds(text)
    if "rtl" not in kinds and any(letter.isalpha() for letter in text):
        return ((text, "ltr"),)  # a foreign name or term alone in its line keeps its own order
    _pair_brackets(text, kinds, direction)
    runs: list[tuple[str, str]] = []
    for place, letter in enumerate(text):
        own = kinds[place] or _neutral(kinds, place, direction)
        if runs and runs[-1][1] == own:
            runs[-1] = (runs[-1][0] + letter, own)
        else:
            runs.append((letter, own))
    return tuple(runs)


def _kinds(text: str) -> list[str]:
    kinds: list[str] = []
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        own = "rtl" if letter in _ARABIC_MARKS else _STRONG.get(kind, "")
        if kind in _SIGNS and kinds and kinds[-1] == "ltr":
            own = "ltr"
        kinds.append(own)
    return kinds


def _pair_brackets(text: str, kinds: list[str], direction: str) -> None:
    """Give both brackets of a pair one direction (rule N0 of Unicode's bidi algorithm).

    The line's own where something within runs so, else that of what is within and before them.
    """
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter in _BRACKETS:
            opened.append(place)
        elif opened and letter == _BRACKETS[text[opened[-1]]]:
            start = opened.pop()
            within = {kind for kind in kinds[start + 1 : place] if kind}
            if within:
                before = next((kind for kind in reversed(kinds[:start]) if kind), direction)
                own = direction if direction in within else before
                kinds[start] = kinds[place] = own


def _neutral(kinds: Sequence[str], place: int, direction: str) -> str:
    before = next((kind for kind in reversed(kinds[:place]) if kind), direction)
    after = next((kind for kind in kinds[place:] if kind), direction)
    return before if before == after else direction


def wrapped(
    text: str, measure: Measure, *, width_pt: float, size_pt: float, is_bold: bool = False
) -> tuple[str, ...]:
    """Break a text at its blanks into lines that fit a width; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure.width_pt(longer, size_pt, is_bold=is_bold) <= width_pt:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def line_of_text(
    x: float,
    y: float,
    text: str,
    measure: Measure,
    *,
    size_pt: float = TEXT_PT,
    anchor: Anchor = Anchor.START,
    ink: Ink = Ink.INK,
    is_bold: bool = False,
    direction: str = "ltr",
) -> tuple[Text, ...]:
    """Set one line; x is its left end, middle or right end as `anchor` says."""
    runs = split(text, direction=direction)
    if len(runs) < 2:
        own = runs[0][1] if runs else direction
        return (Text(x, y, text, size_pt, anchor, ink, is_bold, own),)
    widths = [measure.width_pt(run, size_pt, is_bold=is_bold) for run, _ in runs]
    left = x - {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[anchor] * sum(widths)
    texts = []
    for place, run, own in _places(left, runs, widths, direction):
        # Painters drop blanks at a text's ends: they are left to the gap between the texts.
        blank = run[len(run.rstrip()) :] if own == "rtl" else run[: len(run) - len(run.lstrip())]
        place += measure.width_pt(blank, size_pt, is_bold=is_bold) if blank else 0.0
        texts.append(Text(place, y, run.strip(), size_pt, Anchor.START, ink, is_bold, own))
    return tuple(text for text in texts if text.text)


def _places(
    left: float, runs: Sequence[tuple[str, str]], widths: Sequence[float], direction: str
) -> Sequence[tuple[float, str, str]]:
    order = range(len(runs)) if direction == "ltr" else reversed(range(len(runs)))
    places = []
    for i in order:
        places.append((left, runs[i][0], runs[i][1]))
        left += widths[i]
    return places
