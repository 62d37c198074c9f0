"""Facts that stand before the person they are about: "CRC 38 in brother"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.tokens import Kind, Token

_ILL: Final = ("condition", "brca")
_WITH: Final = (
    "condition", "brca", "maybe", "history", "pathology", "bilateral", "left", "right", "dx", "at",
    "age", "filler", "vague", "article",
)  # fmt: skip
_LEADING: Final = ("at", "age", "dx", "within")


def told_ahead(facts: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Return the facts where the person who follows is joined to them by "in" or "bei".

    One illness, with its age if that is told; () for anything else.
    """
    rest = list(facts)
    while rest and rest[-1].has("article", "of-article", "the"):
        rest.pop()
    if len(rest) < 2 or rest[-1].norm not in lexicon.in_whom:
        return ()
    told = rest[:-1]
    ill = [token for token in told if token.has(*_ILL)]
    is_plain = all(token.has(*_WITH) or token.kind is Kind.NUMBER for token in told)
    return told if is_plain and len(ill) == 1 else ()


def joined(ahead: Sequence[Token], found: Sequence[Token]) -> Sequence[Token]:
    """Put what stood before a person before what stands behind: a number there is a new fact's."""
    if not found or found[0].kind is Kind.COMMA or found[0].has(*_LEADING):
        return (*ahead, *found)
    comma = replace(ahead[-1], kind=Kind.COMMA, text=",", norm=",", senses=(), start=found[0].start)
    return (*ahead, comma, *found)
