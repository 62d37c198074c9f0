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
    DATE = "date"
    PART = "part"
    MULTIPLE = "multiple"
    PARITY = "parity"
    KARYOTYPE = "karyotype"
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
  (?P<karyotype>\b4[4-9],X[XY]{0,4}\b)
| (?P<break>[;\n\r\u2028\u2029]) | (?P<comma>,|-+>|=+>|→|\|)
| (?P<quoted>"[^"\n;]{1,80}")
| (?P<reference>\b[IVX]{1,6}[-–.:]\d{1,3}\b)
| (?P<variant>\b[cp]\.(?=[^\s,;]*\d)(?:\([\w*>=+-]*\)|[\w*>=+-])+)
| (?P<date>(?<![\d./])
    (?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{1,2}/\d{4})(?![\d/]))
| (?P<part>(?<![\d./])\d{1,2}/(?:12|40|52|7)(?![\w/]))
| (?P<parity>\b[Gg]\d{1,2}\s?[Pp]\d{1,2}(?:\+\d{1,2})?\b)
| (?P<owner>['’]s\b)
| (?P<times>\b[x×]\s?\d{1,2}\b)
| (?P<multiple>(?<![\w.])\d{1,2}\s?[x×](?=\s))
| (?P<index>\#\d{1,3}\b)
| (?P<half>1/2(?=[\s-]+[^\W\d_])|½)
| (?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b|(?<![\d.])\d\.(?=\s?[^\W\d_]))
| (?P<number>(?<!\w)['’]\d{2}(?![\w'’])
    |(?:[~<>≈]\s?|\?(?=\d))?\d+(?:[ \t]?[-–][ \t]?\d+)?(?:['’]?[sS]\b|ern?\b|ish\b|\+(?!\s?\w))?\??)
| (?P<gene>\b[Bb][Rr][Cc][Aa][\s-]?[12](?:/[12])?(?![\w/]))
| (?P<word>(?:[^\W\d_]\.){2,}|[tT][12][dD][mM]\b|h/o\b|s/p\b|w/(?=\s)
    |[^\W\d_]+(?:[&/'’+\-][^\W_]+|\d+)*(?:\+ve\b|-ve\b|[+\-](?=[\s,;)/]|$))?\.?)
| (?P<mark>\+ve\b|-ve\b|\S)
""",
    re.VERBOSE,
)
_GLUED: Final = re.compile(r"([^\W\d_]+)(\d{1,4})(?:([&+])(\d{2,4}))?")
_SIGNED: Final = re.compile(r"(.+?)(\+ve|-ve|[+\-])")
_PART: Final = re.compile(r"[^\-/+&]+|[/+&]")
_MARKED: Final = re.compile(r"(?:[^\W\d_]+\d?[+-]){2,}")
_MARK: Final = re.compile(r"[^\W\d_]+\d?[+-]")
_TAIL: Final = re.compile(r"['’]s$")
_BEFORE_NUMBER: Final = frozenset(
    (
        "dead", "born", "dx", "condition", "relation", "brca", "procedure", "circles", "age",
        "at", "now", "well", "alive", "loss", "bilateral",
    )
)  # fmt: skip
# Letters that may follow a number without a blank: units and what tells it apart.
_UNITS: Final = ("year-unit", "week-unit", "month-unit", "yo", "male", "female")
_MOST_COUNTED: Final = 12
_JOINED_KINDS: Final = (Kind.WORD, Kind.MARK, Kind.ORDINAL)


def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Cut a text; every letter that is no blank lies in exactly one token."""
    return tuple(_joined(list(_mended(_pieces(text, lexicon), lexicon)), text, lexicon))


def _pieces(text: str, lexicon: Lexicon) -> Iterator[Token]:
    after_number, is_few = -1, False
    for match in _TOKEN.finditer(text):
        kind, piece, start, end = match.lastgroup or "", match[0], match.start(), match.end()
        token = Token(Kind.WORD, piece, start, end, normal(piece))
        if kind == "gene":
            yield replace(token, norm=re.sub(r"[\s-]", "", piece.casefold()))
        elif kind == "half":
            yield replace(token, norm="1/2")
        elif kind == "word":
            parts = tuple(_words(token, lexicon))
            is_stray = len(piece) == 1 and text[start - 1 : start] in tuple(')]"')
            is_glued = start == after_number and not _is_unit(parts[0], lexicon)
            if is_stray or (is_glued and not (is_few and _is_kin(parts[0], lexicon))):
                yield replace(token, kind=Kind.UNKNOWN)
            else:
                yield from parts
        else:
            yield replace(token, kind=Kind(kind))
        after_number = end if kind == "number" else -1
        is_few = kind == "number" and piece.isdecimal() and int(piece[:3]) <= _MOST_COUNTED


def _is_unit(token: Token, lexicon: Lexicon) -> bool:
    senses = lexicon.phrases.get(token.norm, ())
    return any(sense.category in _UNITS for sense in senses)


def _is_kin(token: Token, lexicon: Lexicon) -> bool:
    """ "3bros": a few of them, and no age, whose letters are units."""
    senses = lexicon.phrases.get(token.norm, ())
    return any(sense.category == "relation" for sense in senses)


def _words(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Take apart what was written together: d62, aunt's, BRCA1+, TAH/BSO, Zwillingsschwester."""
    known, text, norm = lexicon.phrases, token.text, token.norm
    if norm in lexicon.compounds:
        yield from (replace(token, norm=normal(word)) for word in lexicon.compounds[norm])
    elif norm in known or norm in lexicon.words:
        yield token
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
    elif _MARKED.fullmatch(text) and all(m in known for m in _MARK.findall(norm)):
        yield from _pieces_of(token, _MARK)  # "ER+PR+HER2-"
    elif any(sign in text[1:-1] for sign in "-/+&") and _are_words(text, lexicon):
        yield from _pieces_of(token, _PART)
    else:
        yield token


def _pieces_of(token: Token, pattern: re.Pattern[str]) -> Iterator[Token]:
    for part in pattern.finditer(token.text):
        kind = Kind.MARK if part[0] in "/+&" else Kind.WORD
        kind = Kind.NUMBER if part[0].isdecimal() else kind
        start = token.start + part.start()
        yield Token(kind, part[0], start, start + len(part[0]), normal(part[0]))


def _are_words(text: str, lexicon: Lexicon) -> bool:
    parts = _PART.findall(text)
    is_letter = any(len(part) == 1 and part.isalpha() for part in parts[1:])  # "MSI-L" is no left
    return normal(parts[0]) in lexicon.words and not is_letter


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
        is_title = is_first and token.text.istitle()
        may_be_mended = (token.text.islower() or is_title) and token.norm.isalpha()
        is_first = token.kind in (Kind.BREAK, Kind.COMMA)
        if token.kind is not Kind.WORD or token.norm in lexicon.words:
            yield token
            continue
        if token.norm in lexicon.phrases or normal(token.text) in lexicon.given_names:
            yield token
        elif may_be_mended and (word := lexicon.mend(token.norm, is_title=is_title)):
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


def _cuts_condition(pieces: list[Token], at: int, size: int, lexicon: Lexicon) -> bool:
    """ "No ca ovary" is no "no ca" with an ovary behind."""
    senses = lexicon.phrases[" ".join(part.norm for part in pieces[at : at + size])]
    if size < 2 or senses[0].category != "unaffected":
        return False
    last = at + size - 1
    for longer in range(2, min(lexicon.longest.get(pieces[last].norm, 1), len(pieces) - last) + 1):
        phrase = " ".join(part.norm for part in pieces[last : last + longer])
        if any(sense.category == "condition" for sense in lexicon.phrases.get(phrase, ())):
            return True
    return False


def _longest(pieces: list[Token], at: int, text: str, lexicon: Lexicon) -> tuple[Token, int]:
    first = pieces[at]
    most = lexicon.longest.get(first.norm.split(" ")[0], 1)
    for size in range(min(most, len(pieces) - at), 0, -1):
        group = pieces[at : at + size]
        if any(part.kind not in _JOINED_KINDS for part in group):
            continue
        phrase = " ".join(part.norm for part in group)
        if phrase in lexicon.phrases and not _cuts_condition(pieces, at, size, lexicon):
            start, end = first.start, group[-1].end
            mended = " ".join(part.mended for part in group if part.mended)
            senses = lexicon.phrases[phrase]
            return Token(Kind.TERM, text[start:end], start, end, phrase, senses, mended), size
    if first.kind is Kind.WORD and first.mended:  # half a phrase is no reason to take a slip back
        return replace(first, kind=Kind.UNSURE, near=(first.mended,), mended=""), 1
    return first, 1
