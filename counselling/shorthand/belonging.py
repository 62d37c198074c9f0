"""Whose relative somebody is behind a comma: the patient's, or the one's named before?"""

from collections.abc import Sequence
from typing import Final

from counselling.shorthand.path import PersonPhrase
from counselling.shorthand.tokens import Token

_OFFSPRING: Final = ("child", "partner", "step-child", "foster-child")
_PARENTS: Final = ("mother", "father")
# How the person before is related to the patient, as far as it matters here.
_NOBODY: Final = ""
_OTHER: Final = "other"
_ELDER: Final = "grandparent"


def standing(phrase: PersonPhrase) -> str:
    """Say in one word how a person of a phrase stands to the patient."""
    if not phrase.steps:
        return _NOBODY
    if not _is_patients(phrase):
        return _OTHER
    path = [kind for step in phrase.steps for kind in step.relation.paths[0]]
    if len(path) == 1:
        return path[0]
    is_elder = len(path) == 2 and path[1] in _PARENTS and path[0] in (*_PARENTS, "?parent")
    return _ELDER if is_elder else _OTHER


def is_doubtful(phrase: PersonPhrase, prior: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the relative can be of whom was spoken before: "husband CRC 50, father CRC 60".

    prior: how that one stands to the patient. tokens, at: the statement, and where the phrase
    begins in it.
    """
    is_said = phrase.anchor is not None or phrase.owner is not None
    if not phrase.steps or is_said or prior == _NOBODY:
        return False
    step = phrase.steps[0]
    path = step.relation.paths[0]
    if path[0] in _OFFSPRING:
        return prior not in _OFFSPRING
    if at and tokens[at - 1].text == ".":
        return False  # a new sentence begins with the patient's
    if len(phrase.steps) > 1:
        return prior == "partner"  # "husband CRC 50, mother's brother CRC 60"
    if path == ("sibling",):
        is_counted = bool(step.count) or tokens[at].has("article", "figure", "the")
        return prior in (*_OFFSPRING, _OTHER, _ELDER) or (prior in _PARENTS and is_counted)
    if path[0] in _PARENTS and len(path) == 1:
        return prior in (*_OFFSPRING, _OTHER)
    if path[0] == "sibling":
        return prior in ("partner", _OTHER)
    return False


def _is_patients(phrase: PersonPhrase) -> bool:
    """Whether the path starts at the patient."""
    is_self = phrase.anchor is not None and phrase.anchor.has("self")
    return (phrase.anchor is None or is_self) and phrase.owner is None
