"""The sex of a loss, told by a word for a child: "stillbirth (boy)", "stillborn son 32 wks"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.lexicon import Sense
from counselling.shorthand.tokens import Kind, Token

_SEXES: Final = {"son": "male", "daughter": "female"}
_BORN: Final = "SB"


def sexed(tokens: Sequence[Token]) -> list[Token]:
    """Read the child behind a loss as its sex: in brackets, or right behind a stillbirth."""
    found = list(tokens)
    hold_back(found)
    for at in range(len(found) - 1):
        if not found[at].has("loss"):
            continue
        place = at + 1
        is_bracketed = found[place].text == "(" and _closes(found, place + 2)
        is_behind = found[at].sense("loss") == _BORN and _ends(found, place + 1)
        place += is_bracketed
        if (is_bracketed or is_behind) and (sex := _sex(found[place])):
            found[place] = replace(found[place], senses=(Sense(sex, sex),))
    return found


def hold_back(found: list[Token]) -> None:
    """ "Stillbirth at 34 wks, girl": which of the two, or one more child? Nobody reads it."""
    for at in range(len(found) - 1):
        if found[at].sense("loss") != _BORN:
            continue
        place = at + 1
        while place < len(found) and _is_when(found[place]):
            place += 1
        child = place + 1
        if child >= len(found) or found[place].kind is not Kind.COMMA or not _sex(found[child]):
            continue
        if child + 1 >= len(found) or found[child + 1].kind in (Kind.COMMA, Kind.BREAK):
            found[child] = replace(found[child], kind=Kind.UNKNOWN, senses=())


def _is_when(token: Token) -> bool:
    is_number = token.kind in (Kind.NUMBER, Kind.PART)
    return is_number or token.has("at", "within", "week-unit")


def _sex(token: Token) -> str:
    one = [s for s in token.senses if s.category == "relation" and not s.is_plural]
    return _SEXES.get(one[0].id, "") if one else ""


def _closes(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text == ")"


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing of a born child follows: an age in years, or health."""
    if at >= len(tokens) or tokens[at].kind in (Kind.COMMA, Kind.BREAK, Kind.PART):
        return True
    is_weeks = tokens[at].kind is Kind.NUMBER and at + 1 < len(tokens)
    return is_weeks and tokens[at + 1].has("week-unit")
