"""Where sentences and lists of a note begin and end: full stops, bullets, headings, numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.lexicon import Lexicon, normal
from counselling.shorthand.opening import counted
from counselling.shorthand.tokens import Kind, Token

SIDES: Final = ("side-mat", "side-pat", "whole-mat", "whole-pat")
_BULLETS: Final = frozenset("-–—•·*>")
_LOOK_AHEAD: Final = 5
# Words that end what is said of a person.
_WHOLE: Final = ("well", "alive", "unaffected", "normal", "likewise")
# Relatives of whom a small number right behind is no age.
_ELDERS: Final = ("aunt", "uncle", "great-aunt", "great-uncle", "cousin", "cousin-m", "cousin-f")


def ends_sentence(facts: Sequence[Token], following: Token, lexicon: Lexicon) -> bool:
    """Whether the last of these words ends a sentence: "A&W. Dad 70".

    Not where its full stop may be an abbreviation's and the word belong to who follows: "Vater
    Darmkrebs 50, verst. Mutter".
    """
    last = facts[-1]
    if not last.text.endswith(".") or last.kind is Kind.MARK:
        return False
    is_first = len(facts) < 2 or facts[-2].kind is Kind.COMMA
    is_new = not following.text[:1].islower() or last.has(*_WHOLE)
    return is_new and not (is_first and last.norm in lexicon.leading)


def begins_after(
    facts: Sequence[Token], tokens: Sequence[Token], at: int, lexicon: Lexicon
) -> bool:
    """Whether somebody else begins here without a separator: "mum 61 ok dad 64 ok".

    What was said before must be whole, and no slip may have made a relative of another word.
    """
    last, following = facts[-1], tokens[at]
    is_well = last.has(*_WHOLE)
    is_whole = is_well or last.kind is Kind.NUMBER or last.has("year-unit", "yo")
    is_aged = all(t.kind is Kind.NUMBER or t.has("year-unit", "yo") for t in facts)
    is_plain = following.has("relation") and not following.mended and len(following.text) > 2
    return is_whole and is_plain and (is_well or is_aged or lexicon.is_kin_for_sure(following.norm))


def bullet(tokens: Sequence[Token]) -> int:
    """Return how many tokens at the beginning only mark an entry of a list: "- mum"."""
    is_mark = len(tokens) > 1 and tokens[0].kind is Kind.MARK and tokens[0].text in _BULLETS
    return 1 if is_mark else 0


def heading(tokens: Sequence[Token], at: int = 0) -> int:
    """Return where the heading of a side ends that begins here ("Mum's side:"), 0 without one."""
    if at >= len(tokens) or not tokens[at].has(*SIDES):
        return 0
    end = at + 1
    if end < len(tokens) and tokens[end].has("sidenoun"):
        end += 1
    return end + 1 if end < len(tokens) and tokens[end].text in (":", "-", "–") else 0


def is_heading_alone(tokens: Sequence[Token]) -> bool:
    """Whether a line says only which side follows: "Maternal", "väterliche Seite:"."""
    rest = [token for token in tokens if token.text not in (":", "-", "–")]
    is_side = bool(rest) and rest[0].has(*SIDES)
    return is_side and len(rest) <= 2 and all(token.has("sidenoun") for token in rest[1:])


def is_headed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the person who begins here is a heading of her own: "Bruder: Darm-Ca 39"."""
    for k in range(at, min(at + _LOOK_AHEAD, len(tokens) - 1)):
        if tokens[k].has("relation"):
            return any(token.text == ":" for token in tokens[k + 1 : k + 3])
    return False


def is_label(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number here only tells relatives apart: "mat aunt 1 br ca 42, mat aunt 2 A&W".

    at: the place of the number, right behind a relation. They must be counted from one, and none
    of the numbers may be an age.
    """
    relation = tokens[at - 1].sense("relation")
    places = [
        k
        for k in range(1, len(tokens))
        if tokens[k].kind is Kind.NUMBER and tokens[k - 1].sense("relation") == relation
    ]
    numbers = [counted(tokens[k]) for k in places]
    is_series = len(places) > 1 and numbers == list(range(1, len(places) + 1))
    if is_series and len(places) > 2 and all(_is_followed(tokens, k) for k in places):
        return True  # "sister 1 .., sister 2 .., sister 3 ..": no ages
    return is_series and all(_is_no_age(tokens, k, relation, lexicon) for k in places)


def _is_followed(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].kind is not Kind.COMMA


def _is_no_age(tokens: Sequence[Token], at: int, relation: str, lexicon: Lexicon) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind is Kind.COMMA:
        return False
    is_adult = following.sense("condition") in lexicon.groups["adult"]
    is_aged = following.kind is Kind.NUMBER or is_adult
    return is_aged or (relation in _ELDERS and bool(following.senses))


def sided_by_heading(tokens: Sequence[Token], side: str, lexicon: Lexicon) -> list[Token]:
    """Read "GM" under "Maternal" as the grandmother of that side: the heading decides.

    side: mother or father.
    """
    return [_decided(token, side, lexicon) for token in tokens]


def _decided(token: Token, side: str, lexicon: Lexicon) -> Token:
    if not token.has("ambiguous"):
        return token
    options = [lexicon.phrases.get(normal(word), ()) for word in lexicon.options[token.norm]]
    kin = [s for senses in options for s in senses if s.category == "relation"]
    fitting = [s for s in kin if lexicon.relations[s.id].paths[0][0] == side]
    is_clear = len(kin) == len(options) and len(fitting) == 1
    return replace(token, senses=tuple(fitting)) if is_clear else token
