"""Words made ready for the page: nothing Latin or punctuated stands bare in right-to-left text.

Why: readers of PDF files (pdfium, which is Chrome's, and poppler) put the pieces of a right-to-left
line back together by rules of their own. A gene's name or a phone number that stands bare between
Arabic words comes out in the wrong order, and so it does to the eye. Set as a token each is whole
in both. The page's side of the cure is in letter.typ, the file's in finish.py.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, Literal, NamedTuple, TypeAlias

from counselling.letters.characters import clean
from counselling.letters.inline import Direction, Gap, Inline, Parts, Token

# Letters of usual print. A longer token may need more than a line: it gets lines of its own between
# right-to-left words; where all runs the same way its words are parted, and those that are as long
# begin a line, in which they may break.
LONGEST_INLINE: Final = 45
# Such a word of a token is kept together where its line is long enough.
_LONG_WORD: Final = re.compile(r"[^ ]{21,}")

Form: TypeAlias = Literal["words", "token", "line", "long", "turned", "gap"]


class Run(NamedTuple):  # made four times as fast as a dataclass, and there are many
    """A stretch of text to be set in one way.

    form: "words" as they come; "token" left to right and unbroken where a line holds it; "line"
    left to right on lines of its own; "long" a token that begins a line of a left-to-right text;
    "turned" right-to-left words inside a left-to-right text; "gap" a line to write on.
    address: where a token leads.
    """

    text: str
    form: Form = "words"
    is_strong: bool = False
    address: str = ""


def runs(
    parts: Parts, direction: Direction, *, is_prose: bool = True, longest: int = LONGEST_INLINE
) -> tuple[Run, ...]:
    """Return the runs of a paragraph that is set in this direction.

    is_prose: its lines end where they read well; an address stays letter by letter as it was told.
    longest: so many letters of a token stand inside a line.
    """
    left_to_right = _cut_words if is_prose else _cut_turned
    cut = partial(_cut_tokens, longest=longest) if direction == "rtl" else left_to_right
    pieces = (
        piece
        for part in parts
        for run in _opened(part)
        for piece in (cut(run) if run.form == "words" else (run,))
    )
    joined = _joined(pieces, direction)
    overlong = {run for run in joined if run.form == "token" and len(run.text) > longest}
    if not overlong:  # nearly always
        return joined
    placed = (
        placed
        for run in joined
        for placed in (_overlong(run, direction, longest) if run in overlong else (run,))
    )
    return tuple(_with_their_stops(placed))


def _overlong(run: Run, direction: Direction, longest: int) -> Iterator[Run]:
    """Yield a token that may be longer than its line."""
    if direction == "rtl":
        whole = _PHONE.sub(lambda found: found[0].replace(" ", "\u00a0"), run.text)
        yield _part(run, whole, "line")
        return
    at = 0
    for word in _LONG_WORD.finditer(run.text):
        if word.start() > at:
            yield _part(run, run.text[at : word.start()])
        yield _part(run, word[0], "long" if len(word[0]) > longest else "token")
        at = word.end()
    if at < len(run.text):
        yield _part(run, run.text[at:])


def _with_their_stops(placed: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs; a full stop behind a line of its own, or a long token, stands in it."""
    line: Run | None = None
    for run in placed:
        stop = _CLOSING.match(run.text) if line and run.form == "words" else None
        if line:
            yield line._replace(text=line.text + stop[0].rstrip()) if stop else line
        if stop:
            # what begins behind a line of its own begins with no space
            read = len(stop[0].rstrip()) if line and line.form == "long" else stop.end()
            run = run._replace(text=run.text[read:])
        line = run if run.form in ("line", "long") else None
        if line is None and run.text:
            yield run
    if line:
        yield line


def _opened(part: Inline) -> Iterator[Run]:
    match part:
        case str():
            yield Run(clean(part))
        case Token(text, address):
            yield Run(clean(text).strip(), "token", address=address)
        case Gap(label=label):
            yield Run(clean(label), "gap")
        case _:
            for inner in part.parts:
                for run in _opened(inner):
                    yield run._replace(is_strong=True)


_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # Hebrew to Arabic extended, their forms
# What holds a letter or a digit: all other spaces between words are none of it.
_STRETCH: Final = re.compile(rf"[^{_RTL}]*[^\W_{_RTL}][^{_RTL}]*")
# From the first letter or digit to the last, with a sign before and a percent sign after it.
_LATIN: Final = re.compile(
    r"[+\-\u2212<>≤≥±~]*[^\W_](?:.*[^\W_])?[\u0300-\u036f]*(?:[ \u00a0]?%|\+)?", re.DOTALL
)
_CLOSING: Final = re.compile(r"[.,;:!?…]+\s*")
_TURNED: Final = re.compile(rf"[{_RTL}]+(?:[\W\d]*[{_RTL}]+)*")
_REST_OF_WORD: Final = re.compile(r"[-\u2010][^\W\d_]{1,20}")
_NO_WORD: Final = re.compile(r"[\W_]*")
_LATIN_MARKS: Final = str.maketrans({"،": ",", "؛": ";", "؟": "?"})


def _part(run: Run, text: str, form: Form = "words") -> Run:
    """Return a part of a run; its own _replace takes three times as long."""
    return Run(text, form, run.is_strong, run.address)


def _cut_tokens(run: Run, longest: int) -> Iterator[Run]:
    """Cut what runs left to right out of right-to-left words."""
    at = 0
    for stretch in _STRETCH.finditer(run.text):
        found = _LATIN.search(stretch[0])
        if found:
            start, end = _balanced(stretch[0], found.start(), found.end())
            if end - start > longest and (closing := _CLOSING.match(stretch[0], end)):
                end = closing.end()
            yield _part(run, run.text[at : stretch.start() + start])
            yield _part(run, stretch[0][start:end], "token")
            at = stretch.start() + end
    yield _part(run, run.text[at:])


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a token to the bracket whose partner it holds."""
    for opening, closing in ("()", "[]"):
        lacking = text[start:end].count(opening) - text[start:end].count(closing)
        if lacking > 0 and text[end : end + 1] == closing:
            end += 1
        elif lacking < 0 and start > 0 and text[start - 1] == opening:
            start -= 1
    return start, end


# What no line may end in: a number before what it counts, a word of one letter (a Czech or Polish
# preposition), a telephone number, and a short first half of a word (Maltese and Irish articles:
# l-ittra, an t-ainm; Pani/Pana).
_BOUND: Final = re.compile(
    r"(?<![\w.,+/-])(?:\d{1,2}\.|\d{1,4}) (?=[^\W\d_])|(?<![\w.’'/:@-])[^\W\d_] (?=\S|$)"
)
_PHONE: Final = re.compile(r"\+\d[\d ()-]{5,}\d")
_WHOLE: Final = re.compile(
    _PHONE.pattern + r"|(?<![\w/:@.-])[^\W\d_]{1,5}[-/][^\W\d_]{1,14}(?![^\W_])(?![-/:@.]\w)"
)


def _cut_words(run: Run) -> Iterator[Run]:
    """Cut left-to-right words where something in them may not be broken or runs the other way."""
    for piece in _cut_turned(
        _part(run, _BOUND.sub(lambda found: found[0][:-1] + "\u00a0", run.text))
    ):
        if piece.form != "words":
            yield piece
            continue
        at = 0
        for found in _WHOLE.finditer(piece.text):
            yield _part(piece, piece.text[at : found.start()])
            yield _part(piece, found[0], "token")
            at = found.end()
        yield _part(piece, piece.text[at:])


def _cut_turned(run: Run) -> Iterator[Run]:
    """Set right-to-left words apart in left-to-right text, so that they turn nothing else."""
    at = 0
    for found in _TURNED.finditer(run.text):
        yield _part(run, run.text[at : found.start()])
        yield _part(run, found[0], "turned")
        at = found.end()
    yield _part(run, run.text[at:])


def _joined(pieces: Iterable[Run], direction: Direction) -> tuple[Run, ...]:
    """Join neighbours; in right-to-left text two tokens must have a word between them.

    Poppler swaps tokens that stand side by side, and Typst has been seen to fail on many
    neighbouring strings of one paragraph.
    """
    out: list[Run] = []
    for run in pieces:
        if not run.text:
            continue
        if out and out[-1].form == run.form == "words" and out[-1].is_strong == run.is_strong:
            out[-1] = run._replace(text=out[-1].text + run.text)
        elif direction == "rtl" and run.form == "token" and (before := _token_before(out)):
            between = "".join(piece.text for piece in out[before:]).translate(_LATIN_MARKS)
            del out[before:]
            text = out[-1].text + between + run.text
            out[-1] = run._replace(text=text, address=out[-1].address or run.address)
        elif direction == "ltr" and (rest := _rest_of_word(out, run)):
            out[-1] = out[-1]._replace(text=out[-1].text + rest)
            if len(rest) < len(run.text):
                out.append(run._replace(text=run.text[len(rest) :]))
        else:
            out.append(run)
    return tuple(out)


def _rest_of_word(out: list[Run], run: Run) -> str:
    """Return the end of the word that a token begins: Finnish BRCA1-geenin.

    A line may end behind whatever is set as one piece, also before a hyphen.
    """
    if not out or out[-1].form != "token" or run.form != "words" or out[-1].address:
        return ""
    found = _REST_OF_WORD.match(run.text) if out[-1].is_strong == run.is_strong else None
    return found[0] if found else ""


def _token_before(out: list[Run]) -> int:
    """Return where what lies between the last token and here begins; 0 when a word does."""
    at = len(out)
    while at and out[at - 1].form == "words" and _NO_WORD.fullmatch(out[at - 1].text):
        at -= 1
    return at if at and out[at - 1].form == "token" else 0
