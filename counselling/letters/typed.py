"""What somebody typed for a letter, read for what it says: what cannot be seen says nothing."""

from collections.abc import Iterable, Mapping
from typing import Final

from counselling.letters.characters import clean, says_something
from counselling.letters.passages.steps import parts_of
from counselling.letters.template import DASH, NONE, Blank, Filling, Template

_ABSENT: Final = NONE | {" "}


def typed(template: Template, filled: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was filled into a template's blanks, without orders and controls.

    A blank that holds nothing to read (spaces, invisible characters, signs alone) is an empty one.
    A dash says that there is none where there can be none, and nothing where there cannot. Blanks
    that the template does not have stay: `blanks` refuses them.
    """
    known = {blank.name: blank for blank in template.asked}
    return {
        name: _typed(known[name], text) if name in known else text for name, text in filled.items()
    }


def steps_said(steps: Iterable[str]) -> tuple[str, ...]:
    """Return the steps that say something."""
    return tuple(step for step in steps if any(says_something(part) for part in parts_of(step)))


def _typed(blank: Blank, text: str) -> str:
    told = _lines(text) if blank.filling is Filling.PROSE else clean(text).strip()
    if blank.can_be_none and told and _ABSENT.issuperset(told):
        return DASH
    return told if says_something(told) else ""


def _lines(text: str) -> str:
    return "\n".join(clean(line).strip() for line in text.splitlines()).strip("\n")
