"""Lists of words in a catalogue, as patterns: "gene, genes, Gentest*", where * is any letters."""

import re
from functools import cache
from typing import Final

_NEVER: Final = re.compile(r"(?!)")


@cache
def any_of(listed: str) -> re.Pattern[str]:
    """Return a pattern that finds whole words of a list, whatever their case."""
    words = [word.strip() for word in listed.split(",") if word.strip()]
    if not words:
        return _NEVER
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
