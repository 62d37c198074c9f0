"""A side in brackets that stands behind other words: "aunt Mary br ca 44 (mat)"."""

from collections.abc import Sequence
from typing import Final

from counselling.shorthand.tokens import Kind, Token

_SIDES: Final = ("side-mat", "side-pat", "whole-mat", "whole-pat")


def sided(tokens: Sequence[Token]) -> list[Token]:
    """Move a bracketed side right behind the last relation before it, where a person's belongs."""
    found: list[Token] = []
    at, relation = 0, -1
    while at < len(tokens):
        token = tokens[at]
        if _is_side(tokens, at) and 0 <= relation < len(found) - 1:
            found[relation + 1 : relation + 1] = tokens[at : at + 3]
            at, relation = at + 3, -1
            continue
        if _is_shared_parent(tokens, at) and relation >= 0 and _is_half(found[relation]):
            found[relation + 1 : relation + 1] = tokens[at : at + 2]
            at, relation = at + 2, -1
            continue
        if token.kind is Kind.COMMA and found and found[-1].kind is Kind.COMMA:
            at += 1  # ",," is a slip
            continue
        if token.kind is Kind.BREAK:
            relation = -1
        elif token.has("relation"):
            relation = len(found)
        found.append(token)
        at += 1
    return found


def _is_side(tokens: Sequence[Token], at: int) -> bool:
    if at + 2 >= len(tokens):
        return False
    opening, side, closing = tokens[at : at + 3]
    return opening.text == "(" and side.has(*_SIDES) and closing.text == ")"


def _is_shared_parent(tokens: Sequence[Token], at: int) -> bool:
    """ "Half sister br ca 31, same mother": whom they share is said at the end."""
    if at + 1 >= len(tokens) or tokens[at].kind is not Kind.COMMA:
        return False
    following = tokens[at + 2] if at + 2 < len(tokens) else None
    is_end = following is None or following.kind in (Kind.COMMA, Kind.BREAK)
    return is_end and tokens[at + 1].has("same-mat", "same-pat")


def _is_half(token: Token) -> bool:
    return token.sense("relation").startswith("half-")
