"""Where a person begins in the tokens: counts, sides and small words, then a relation."""

from collections.abc import Container, Sequence
from typing import Final

from counselling.shorthand.tokens import Kind, Token

MOST_COUNTED: Final = 12
POINTING: Final = ("her", "his", "their")
_LOOK_AHEAD: Final = 6
_SMALL: Final = (
    "side-mat",
    "side-pat",
    "the",
    "another",
    "aged",
    "former",
    "divorced",
    "male",
    "female",
    "twin",
    "mz",
    "dz",
    "each",
    "article",
    "of-article",
    "adopted",
)


def is_name(token: Token, names: Container[str]) -> bool:
    """Whether a token is the name of somebody who is there."""
    if token.kind is Kind.QUOTED:
        return token.text.strip('"').casefold() in names
    return token.kind in (Kind.WORD, Kind.UNSURE) and token.text.casefold() in names


def starts_person(tokens: Sequence[Token], at: int, names: Container[str]) -> bool:
    """Whether the tokens from here open a person, looking past counts, sides and small words."""
    for k in range(at, min(at + _LOOK_AHEAD, len(tokens))):
        token = tokens[k]
        if token.kind is Kind.REFERENCE or token.has("relation", "self", *POINTING):
            return True
        if k == at and is_name(token, names):
            return True
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        if token.has("side-mat", "side-pat") and following and following.has("sidenoun"):
            return False
        if token.has("adopted") and token.text.endswith("."):
            return False  # "Mum adopted. Dad 68"
        if k == at and token.has("several"):
            continue
        if token.has(*_SMALL) or token.kind is Kind.ORDINAL or counted(token):
            continue
        return False
    return False


def counted(token: Token) -> int:
    """Return how many people a number before a relation means, 0 for none."""
    if token.kind is Kind.MULTIPLE:
        text = token.text.rstrip("xX× ")
    else:
        text = token.text if token.kind is Kind.NUMBER else token.sense("figure")
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) <= MOST_COUNTED else 0
