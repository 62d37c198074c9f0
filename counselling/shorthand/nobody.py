"""Relatives who are none: "sibs: none", "Kinder: keine", "children - 0"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.tokens import Kind, Token

_ASKED_OF: Final = ("sibling", "child", "brother", "sister", "son", "daughter")


class Nobody(NamedTuple):
    """A word for relatives of whom there are none. end: the place behind the statement of it."""

    relation: Token
    last: Token
    end: int


def nobody(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Nobody | None:
    """Return what is said here, None where it is anything else.

    Only of siblings and children in the plural, with nothing else said of them: how many mothers
    there are nobody asks, and "aunts: none" is of one side or of both.
    """
    relation = tokens[at] if at < len(tokens) else None
    if relation is None or not _is_many(relation):
        return None
    at += 1
    is_apart = at < len(tokens) and (tokens[at].text in (":", "-", "–") or _is_comma(tokens[at]))
    at += is_apart
    if at >= len(tokens) or not _is_none(tokens[at], lexicon, is_apart=is_apart):
        return None
    last = tokens[at]
    at += 1
    is_end = at >= len(tokens) or _is_comma(tokens[at]) or tokens[at].text in ".("
    return Nobody(relation, last, at) if is_end or last.text.endswith(".") else None


def _is_many(token: Token) -> bool:
    kin = [sense for sense in token.senses if sense.category == "relation"]
    return any(s.is_plural for s in kin) and kin[0].id in _ASKED_OF


def _is_none(token: Token, lexicon: Lexicon, *, is_apart: bool) -> bool:
    """Whether a word says none; some say it only apart: "sibs nil" may be of cancer."""
    return token.norm in lexicon.none or (is_apart and token.norm in lexicon.none_apart)


def _is_comma(token: Token) -> bool:
    return token.kind is Kind.COMMA
