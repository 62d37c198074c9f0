"""A side in brackets that stands behind other words: "aunt Mary br ca 44 (mat)"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.lexicon import Sense
from counselling.shorthand.tokens import Kind, Token

_HALF: Final = {"brother": "half-brother", "sister": "half-sister", "sibling": "half-sibling"}
_SIDES: Final = ("side-mat", "side-pat", "whole-mat", "whole-pat")


def sided(tokens: Sequence[Token]) -> list[Token]:
    """Move a bracketed side right behind the last relation before it, where a person's belongs."""
    found: list[Token] = []
    at, relation = 0, -1
    while at < len(tokens):
        token = tokens[at]
        if _is_side(tokens, at) and 0 <= relation < len(found) - 1:
            is_bracketed = token.text == "("
            found[relation + 1 : relation + 1] = tokens[at : at + 2 + is_bracketed]
            at, relation = at + 2 + is_bracketed, -1
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
    is_between = opening.kind is Kind.COMMA and closing.kind is Kind.COMMA
    is_apart = is_between and (side.has("whole-mat", "whole-pat") or " " in side.norm)
    return side.has(*_SIDES) and (is_apart or (opening.text == "(" and closing.text == ")"))


def _is_shared_parent(tokens: Sequence[Token], at: int) -> bool:
    """ "Half sister br ca 31, same mother": whom they share is said at the end."""
    if at + 1 >= len(tokens) or tokens[at].kind is not Kind.COMMA:
        return False
    following = tokens[at + 2] if at + 2 < len(tokens) else None
    is_end = following is None or following.kind in (Kind.COMMA, Kind.BREAK)
    return is_end and tokens[at + 1].has("same-mat", "same-pat")


def _is_half(token: Token) -> bool:
    return token.sense("relation").startswith("half-")


def halved(tokens: Sequence[Token]) -> list[Token]:
    """Read "brother (half, same dad)" as the half-brother that it says."""
    found = list(tokens)
    at = 0
    while at + 3 < len(found):
        is_half = found[at + 1].text == "(" and found[at + 2].has("half")
        half = _HALF.get(found[at].sense("relation"), "")
        if is_half and half:
            at = _join_half(found, at, half)
        at += 1
    return found


def _join_half(found: list[Token], at: int, half: str) -> int:
    """Put one token in the place of a relation and its brackets, where it can."""
    place = at + 3
    shared: list[Token] = []
    if found[place].kind is Kind.COMMA and place + 2 < len(found):
        shared, place = [found[place + 1]], place + 2
    is_shared = not shared or shared[0].has("same-mat", "same-pat", "side-mat", "side-pat")
    if found[place].text != ")" or not is_shared:
        return at
    kin = (sense for sense in found[at].senses if sense.category == "relation")
    senses = tuple(Sense("relation", half, sense.is_plural) for sense in kin)
    said = f"{found[at + 2].text} {found[at].text}"
    first = replace(found[at], senses=senses, text=said, end=found[at + 2].end)
    rest = [replace(token, end=found[place].end) for token in shared]
    found[at : place + 1] = [first, *rest] if rest else [replace(first, end=found[place].end)]
    return at
