"""A person said twice: "mat cousin (dau of mat uncle)"; and how many a list of ages means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.pedigree.terms import Sex
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.path import PersonPhrase, Step
from counselling.shorthand.sharing import listed
from counselling.shorthand.tokens import Kind, Token

_SIBLINGS: Final = ("brother", "sister")
_CHILD: Final = {Sex.FEMALE: "daughter", Sex.MALE: "son", Sex.UNKNOWN: "child"}
_LAST: Final = {"sister": "sibling", "brother": "sibling", "mother": "mother", "father": "father"}


def same_person(outer: PersonPhrase, inner: PersonPhrase) -> PersonPhrase | None:
    """Return the phrase in brackets, said more closely, where it can be the same relative.

    The steps up and down must be the same, and the sides where both are told; else None.
    """
    if outer.anchor or inner.anchor or outer.is_twin or inner.is_twin:
        return None
    last, told = outer.steps[-1], inner.steps[-1]
    if (
        last.is_plural
        or told.is_plural
        or last.count
        or told.count
        or last.order
        or told.order
        or last.pick is not None
    ):
        return None
    one, other = _path(outer), _path(inner)
    sexes = {last.relation.sex, told.relation.sex}
    fits = len(sexes) == 1 or last.relation.sex.value == "unknown"
    if not fits or not _is_same(one, other):
        return None
    return replace(_sided(inner, outer.steps[0].side), start=outer.start)


def _sided(phrase: PersonPhrase, side: str) -> PersonPhrase:
    """The way in brackets, on the side that stood before them."""
    if phrase.owner is not None:
        return replace(phrase, owner=_sided(phrase.owner, side))
    first = phrase.steps[0]
    is_open = first.relation.paths[0][0] == "?parent" and not first.side
    steps = (replace(first, side=side), *phrase.steps[1:])
    return replace(phrase, steps=steps) if is_open and side else phrase


def owned(
    phrase: PersonPhrase, tokens: Sequence[Token], at: int, lexicon: Lexicon
) -> tuple[PersonPhrase, int]:
    """ "Gran (mum's)", "niece (brother's)": through whom. Return the phrase and the place behind.

    tokens[at] is the opening bracket; the place is `at` where nothing of that kind stands there.
    """
    if at + 2 >= len(tokens) or phrase.anchor or phrase.owner or len(phrase.steps) != 1:
        return phrase, at
    owner, step = tokens[at + 1], phrase.steps[0]
    place = at + 2 + (tokens[at + 2].kind is Kind.OWNER)
    is_owner = tokens[at + 2].kind is Kind.OWNER or owner.has("genitive")
    if not is_owner or not closes_at(tokens, place) or step.side or step.is_plural or step.count:
        return phrase, at
    near, path = owner.sense("relation"), step.relation.paths[0]
    end = tokens[place].end
    if path[0] == "?parent" and near in ("mother", "father"):
        steps: tuple[Step, ...] = (replace(step, side=near, end=end),)
    elif path == ("sibling", "child") and near in _SIBLINGS:
        child = lexicon.relations[_CHILD[step.relation.sex]]
        first = Step(lexicon.relations[near], owner, start=owner.start, end=owner.end)
        steps = (first, replace(step, relation=child))
    else:
        return phrase, at
    return replace(phrase, steps=steps, end=end), place + 1


def _path(phrase: PersonPhrase) -> tuple[str, ...]:
    """Elementary steps from the patient; "?" where a side is not told."""
    owner = _path(phrase.owner) if phrase.owner else ()
    found = list(owner)
    for step in phrase.steps:
        if step.relation.of:
            found += [step.side or "?", "?", _LAST[step.relation.of]]
            continue
        if len(step.relation.paths) != 1:
            return ("several",)
        for kind in step.relation.paths[0]:
            found.append((step.side or "?") if kind == "?parent" else kind)
    return tuple(found)


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other):
        return False
    for a, b in zip(one, other, strict=True):
        if a != b and not ("?" in (a, b) and {a, b} <= {"?", "mother", "father"}):
            return False
    return True


def counted_by_ages(phrase: PersonPhrase, following: Sequence[Token]) -> PersonPhrase:
    """ "Kids: 12, 10, 8" are three: as many as plain ages are listed behind a plural."""
    last = phrase.steps[-1] if phrase.steps else None
    if last is None or not last.is_plural or last.count or len(last.relation.paths) != 1:
        return phrase
    count = 2 if phrase.is_twin else listed(following)
    if count < 2:
        return phrase
    step: Step = replace(last, count=count)
    return replace(
        phrase,
        steps=(*phrase.steps[:-1], step),
        is_counted=True,
        is_each=phrase.is_each or phrase.is_twin,
    )


def closes_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket closes here."""
    return at < len(tokens) and tokens[at].kind is Kind.MARK and tokens[at].text == ")"
