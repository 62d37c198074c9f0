"""A person said twice: "mat cousin (dau of mat uncle)"; and how many a list of ages means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.path import PersonPhrase, Step
from counselling.shorthand.sharing import listed
from counselling.shorthand.tokens import Kind, Token

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
    return replace(inner, start=outer.start)


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
