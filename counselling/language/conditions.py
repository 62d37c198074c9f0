"""Names a condition in a language: families hold one name for it, whatever language typed it."""

import re
from typing import Final

from counselling.language.catalogue import Catalogue

_GAPS: Final = re.compile(r"[^\w]+")


def condition_name(condition: str, words: Catalogue) -> str:
    """Name a condition in the language where it is known, as it was written otherwise.

    condition: as it stands in a family: a code, or the one name that all languages of the
    shorthand write down ("bowel cancer").
    """
    message = f"condition.{_GAPS.sub('_', condition.casefold()).strip('_')}"
    return words.say(message) if words.has(message) else condition
