"""What belongs to whom: "mum has 2 sisters", "Tante hat einen Sohn", "sis' husband"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.lexicon import Lexicon, Sense
from counselling.shorthand.opening import counted
from counselling.shorthand.tokens import Kind, Token

_HAD: Final = ("child", "sibling")
_SO: Final = ("well", "alive", "unaffected", "dead")
_APOSTROPHES: Final = ("'", "’")
_THEIR: Final = (Sense("their", "their"),)


def possessed(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Read "has 2 sisters" as "their 2 sisters": of who was named last."""
    found = list(tokens)
    for at in range(1, len(found) - 2):
        is_having = found[at].norm in lexicon.having and found[at - 1].kind is not Kind.BREAK
        is_counted = bool(counted(found[at + 1])) or found[at + 1].has("article", "several")
        if is_having and is_counted and _is_had(found[at + 2], lexicon):
            found[at] = replace(found[at], senses=_THEIR)
    return found


def owning(tokens: Sequence[Token]) -> list[Token]:
    """Read "sis' husband" as "sis's husband", and "mother's age 62" as "mother age 62"."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        before, following = (
            found[-1] if found else None,
            tokens[at + 1] if at + 1 < len(tokens) else None,
        )
        is_kin = before is not None and before.has("relation") and before.end == token.start
        if (
            is_kin
            and following is not None
            and token.kind is Kind.OWNER
            and following.has("age", "dx")
        ):
            continue
        is_verb = before is not None and following is not None and following.has(*_SO)
        if token.kind is Kind.OWNER and is_verb:
            continue  # "Nan's fine"
        is_apostrophe = is_kin and token.text in _APOSTROPHES and following is not None
        if is_apostrophe and following is not None and following.has("relation"):
            token = replace(token, kind=Kind.OWNER)
        found.append(token)
    return found


def _is_had(token: Token, lexicon: Lexicon) -> bool:
    path = lexicon.relations[token.sense("relation")].paths[0] if token.has("relation") else ()
    return len(path) == 1 and path[0] in _HAD
