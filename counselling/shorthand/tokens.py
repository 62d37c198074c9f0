"""Cuts a text into tokens: numbers, separators, and the longest phrases that the lexicon knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from counselling.shorthand.lexicon import Lexicon, Sense, normal


class Kind(StrEnum):
    """What a token is. TERM has senses; UNSURE may be one of `near`; UNKNOWN is read by nobody."""

    TERM = "term"
    NUMBER = "number"
    COMMA = "comma"
    BREAK = "break"
    QUOTED = "quoted"
    REFERENCE = "reference"
    VARIANT = "variant"
    OWNER = "owner"
    TIMES = "times"
    INDEX = "index"
    ORDINAL = "ordinal"
    MARK = "mark"
    WORD = "word"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text with its place. mended: the word it was taken for after one slip."""

    kind: Kind
    text: str
    start: int
    end: int
    norm: str = ""
    senses: tuple[Sense, ...] = ()
    mended: str = ""
    near: tuple[str, ...] = ()

    def sense(self, *categories: str) -> str:
        """Return the id of the first sense in one of these categories, "" without one."""
        return next((s.id for s in self.senses if s.category in categories), "")

    def has(self, *categories: str) -> bool:
        """Whether the token can mean one of these."""
        return any(s.category in categories for s in self.senses)


_TOKEN: Final = re.compile(
    r"""
  (?P<break>[;\n\r\u2028\u2029]) | (?P<comma>,)
| (?P<quoted>"[^"\n;]{1,80}")
| (?P<reference>\b[IVX]{1,6}[-–.:]\d{1,3}\b)
| (?P<variant>\b[cp]\.[\w*>()=+-]*\d[\w*>()=+-]*)
| (?P<owner>['’]s\b)
| (?P<times>\b[x×]\s?\d{1,2}\b)
| (?P<index>\#\d{1,3}\b)
| (?P<half>1/2(?=[\s-]+[^\W\d_])|½)
| (?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b|(?<![\d.])\d\.(?=\s?[^\W\d_]))
| (?P<number>(?:[~<>≈]\s?|\?(?=\d))?\d+(?:\s?[-–]\s?\d+)?(?:['’]?s\b|er\b|\+(?!\s?\w))?\??)
| (?P<gene>\b[Bb][Rr][Cc][Aa][\s-]?[12](?:/[12])?(?![\w/]))
| (?P<word>(?:[^\W\d_]\.){2,}|h/o\b|w/(?=\s)
    |[^\W\d_]+(?:[&/'’+\-][^\W_]+|\d+)*(?:\+ve\b|-ve\b|[+\-](?=[\s,;)/]|$))?\.?)
| (?P<mark>\+ve\b|-ve\b|\S)
""",
    re.VERBOSE,
)
_GLUED: Final = re.compile(r"([^\W\d_]+)(\d{2,4})(?:([&+])(\d{2,4}))?")
_SIGNED: Final = re.compile(r"(.+?)(\+ve|-ve|[+\-])")
_PART: Final = re.compile(r"[^\-/]+|/")
_TAIL: Final = re.compile(r"['’]s$")
_BEFORE_NUMBER: Final = ("dead", "born", "dx", "condition", "relation", "brca", "procedure")
# Letters that may follow a number without a blank: units and what tells it apart.
_UNITS: Final = ("year-unit", "week-unit", "month-unit", "yo")
_JOINED_KINDS: Final = (Kind.WORD, Kind.MARK, Kind.ORDINAL)


def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Cut a text; every letter that is no blank lies in exactly one token."""
    return tuple(_joined(list(_mended(_pieces(text, lexicon), lexicon)), text, lexicon))


def _pieces(text: str, lexicon: Lexicon) -> Iterator[Token]:
    after_number = -1
    for match in _TOKEN.finditer(text):
        kind, piece, start, end = match.lastgroup or "", match[0], match.start(), match.end()
        token = Token(Kind.WORD, piece, start, end, normal(piece))
        if kind == "gene":
            yield replace(token, norm=re.sub(r"[\s-]", "", piece.casefold()))
        elif kind == "half":
            yield replace(token, norm="1/2")
        elif kind == "word":
            parts = tuple(_words(token, lexicon))
            if start == after_number and not _is_unit(parts[0], lexicon):
                yield replace(token, kind=Kind.UNKNOWN)
            else:
                yield from parts
        else:
            yield replace(token, kind=Kind(kind))
        after_number = end if kind == "number" else -1


def _is_unit(token: Token, lexicon: Lexicon) -> bool:
    senses = lexicon.phrases.get(token.norm, ())
    return any(sense.category in _UNITS for sense in senses)


def _words(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Take apart what was written together: d62, aunt's, BRCA1+, TAH/BSO, Zwillingsschwester."""
    known, text, norm = lexicon.phrases, token.text, token.norm
    if norm in known or norm in lexicon.words:
        yield token
    elif norm in lexicon.compounds:
        yield from (replace(token, norm=normal(word)) for word in lexicon.compounds[norm])
    elif (glued := _GLUED.fullmatch(text)) and _may_precede_number(glued[1], lexicon):
        kinds = (Kind.WORD, Kind.NUMBER, Kind.MARK, Kind.NUMBER)
        for group, kind in enumerate(kinds, start=1):
            if part := glued[group]:
                start, end = (token.start + at for at in glued.span(group))
                yield Token(kind, part, start, end, normal(part))
    elif _TAIL.search(text):
        yield from _split(token, len(text) - 2, Kind.OWNER)
    elif (signed := _SIGNED.fullmatch(text)) and normal(signed[1]) in known:
        yield from _split(token, len(signed[1]), Kind.MARK)
    elif ("-" in text[1:-1] or "/" in text[1:-1]) and _are_words(text, lexicon):
        for part in _PART.finditer(text):
            kind = Kind.MARK if part[0] == "/" else Kind.WORD
            start = token.start + part.start()
            yield Token(kind, part[0], start, start + len(part[0]), normal(part[0]))
    else:
        yield token


def _are_words(text: str, lexicon: Lexicon) -> bool:
    return normal(_PART.findall(text)[0]) in lexicon.words


def _may_precede_number(word: str, lexicon: Lexicon) -> bool:
    senses = lexicon.phrases.get(normal(word), ())
    return any(sense.category in _BEFORE_NUMBER for sense in senses)


def _split(token: Token, at: int, kind: Kind) -> Iterator[Token]:
    left, right = token.text[:at], token.text[at:]
    yield Token(Kind.WORD, left, token.start, token.start + at, normal(left))
    yield Token(kind, right, token.start + at, token.end, normal(right))


def _mended(pieces: Iterator[Token], lexicon: Lexicon) -> Iterator[Token]:
    """Take one slip back where only one word is near; words with capitals are asked."""
    is_first = True
    for token in pieces:
        may_be_mended = token.text.islower() or (is_first and token.text.istitle())
        is_first = token.kind in (Kind.BREAK, Kind.COMMA)
        if token.kind is not Kind.WORD or token.norm in lexicon.words:
            yield token
            continue
        if token.norm in lexicon.phrases or normal(token.text) in lexicon.given_names:
            yield token
        elif may_be_mended and (word := lexicon.mend(token.norm)):
            yield replace(token, norm=word, mended=word)
        elif near := lexicon.near(token.norm):
            yield replace(token, kind=Kind.UNSURE, near=near)
        else:
            yield token


def _joined(pieces: list[Token], text: str, lexicon: Lexicon) -> Iterator[Token]:
    at = 0
    while at < len(pieces):
        token, size = pieces[at], 1
        if token.kind in _JOINED_KINDS:
            token, size = _longest(pieces, at, text, lexicon)
        at += size
        if token.kind is Kind.WORD and _TAIL.search(token.text):
            base, tail = _split(token, len(token.text) - 2, Kind.OWNER)
            yield _longest([base], 0, text, lexicon)[0]
            yield tail
        else:
            yield token


def _longest(pieces: list[Token], at: int, text: str, lexicon: Lexicon) -> tuple[Token, int]:
    first = pieces[at]
    most = lexicon.longest.get(first.norm.split(" ")[0], 1)
    for size in range(min(most, len(pieces) - at), 0, -1):
        group = pieces[at : at + size]
        if any(part.kind not in _JOINED_KINDS for part in group):
            continue
        phrase = " ".join(part.norm for part in group)
        if phrase in lexicon.phrases:
            start, end = first.start, group[-1].end
            mended = " ".join(part.mended for part in group if part.mended)
            senses = lexicon.phrases[phrase]
            return Token(Kind.TERM, text[start:end], start, end, phrase, senses, mended), size
    if first.kind is Kind.WORD and first.mended:  # half a phrase is no reason to take a slip back
        return replace(first, kind=Kind.UNSURE, near=(first.mended,), mended=""), 1
    return first, 1
