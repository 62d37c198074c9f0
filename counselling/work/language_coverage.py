"""Use case: how much of the program a language says, and which of its messages are broken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.errors import LanguageError
from counselling.language import messages
from counselling.language.catalogue import Catalogue

_FUZZY: Final = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_OWN: Final = "kin."  # case forms differ by language


@dataclass(frozen=True, slots=True)
class Coverage:
    """messages: that the source language has; missing: of them, untranslated or doubtful ones;
    fuzzy: marked doubtful in the files; malformed: ids of texts that cannot be read.
    """

    messages: int
    missing: int
    fuzzy: int
    malformed: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Whole percent that are there; 100 only where nothing is missing."""
        there = self.messages - self.missing
        return 100 * there // self.messages if self.messages else 100


def coverage(files: Mapping[str, str], words: Catalogue, source: Catalogue) -> Coverage:
    """Compare a language with the one that the program is written in.

    files: text of its PO files by domain; words, source: both as catalogues.
    """
    wanted = {key for key in source.raw if not key.startswith(_OWN)}
    malformed = tuple(sorted(key for key, text in words.raw.items() if not _is_readable(text)))
    fuzzy = sum(len(_FUZZY.findall(text)) for text in files.values())
    return Coverage(len(wanted), len(wanted - words.raw.keys()), fuzzy, malformed)


def _is_readable(text: str) -> bool:
    try:
        messages.parse(text)
    except LanguageError:
        return False
    return True
