"""Several people with a number each: "2 sons 8 and 11", "3 mat uncles d. 60, 62, 70"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.tokens import Kind, Token

_LEADING: Final = ("at", "age", "now", "dead", "well", "alive", "unaffected", "each")
_JOINTS: Final = ("and",)


def shared_out(tokens: Sequence[Token], count: int) -> tuple[tuple[Token, ...], ...]:
    """Return each person's own tokens, in the order told; () where no such list is there.

    As many numbers as people, at the beginning or right after a word for death: an age now and an
    age at death are told once a person. A diagnosis can be told twice, so its ages are asked.
    """
    first = _first_number(tokens)
    if count < 2 or first < 0:
        return ()
    places = [first]
    at = _past_her_own(tokens, first + 1)
    while len(places) < count:
        step = _to_next_number(tokens, at)
        if step < 0:
            return ()
        places.append(step)
        at = _past_her_own(tokens, step + 1)
    if _to_next_number(tokens, at) >= 0 or not all(_is_plain(tokens[place]) for place in places):
        return ()
    head, tail = tuple(tokens[:first]), tuple(tokens[at:])
    ends = (_past_her_own(tokens, place + 1) for place in places)
    own = [
        (tokens[place], *_own(tokens[place + 1 : end]))
        for place, end in zip(places, ends, strict=True)
    ]
    return tuple((*head, *told, *tail) for told in own)


def _past_her_own(tokens: Sequence[Token], at: int) -> int:
    """The place behind what is told of one of them: "10M", "47 (CRC 44)"."""
    if at < len(tokens) and tokens[at].has("male", "female"):
        return at + 1
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    closing = next((k for k in range(at, len(tokens)) if tokens[k].text == ")"), at - 1)
    return closing + 1


def _own(told: Sequence[Token]) -> Sequence[Token]:
    """What stands in brackets behind a number, as behind a comma."""
    if not told or told[0].text != "(":
        return told
    opening = told[0]
    return (replace(opening, kind=Kind.COMMA, text=","), *told[1:-1])


def listed(tokens: Sequence[Token]) -> int:
    """Return how many plain ages are listed here, 0 where the list is not plain."""
    first = _first_number(tokens)
    count, at = 0, first
    while at >= 0:
        if not _is_plain(tokens[at]):
            return 0
        count, at = count + 1, _to_next_number(tokens, _past_her_own(tokens, at + 1))
    return count


def _first_number(tokens: Sequence[Token]) -> int:
    for at, token in enumerate(tokens):
        if token.kind is Kind.NUMBER:
            return at
        is_of_all = (
            token.has("ambiguous") and tokens[at + 1 : at + 2] and tokens[at + 1].has("well")
        )
        is_leading = token.has(*_LEADING) or token.kind is Kind.COMMA or token.text in (":", "(")
        is_leading = is_leading or bool(is_of_all)
        if not is_leading:
            return -1
    return -1


def _to_next_number(tokens: Sequence[Token], at: int) -> int:
    """The place of the next number of a list, -1 where the list ends."""
    seen = 0
    while at < len(tokens) and (tokens[at].kind is Kind.COMMA or _is_joint(tokens[at])):
        at, seen = at + 1, seen + 1
    is_number = seen and at < len(tokens) and tokens[at].kind is Kind.NUMBER
    return at if is_number else -1


def _is_joint(token: Token) -> bool:
    return token.has(*_JOINTS) or token.text in ("&", "+", "/")


def _is_plain(token: Token) -> bool:
    return token.text.isdecimal()
