"""Capitals as a language writes them: Turkish İ, Dutch IJ, Greek without accents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Capitals:
    """What differs from Unicode's own capitals.

    first: letters -> as a word begins with them, and in capitals throughout; where a single letter
    is named its capital has no other small one. among: letters -> in capitals throughout alone.
    """

    first: Mapping[str, str] = field(default_factory=dict)
    among: Mapping[str, str] = field(default_factory=dict)

    def begun(self, text: str) -> str:
        """Write the beginning large, the rest as it is."""
        for letters, capital in self.first.items():
            if text.startswith(letters):
                return capital + text[len(letters) :]
        return text[:1].title() + text[1:]

    def throughout(self, text: str) -> str:
        """Write all in capitals."""
        for letters, capital in ({**self.first, **self.among}).items():
            text = text.replace(letters, capital)
        return text.upper()

    def small(self, text: str) -> str:
        """Write in small letters, for comparing: ß as ss, every sigma alike."""
        return text.translate(self._smalls).replace("İ", "i").casefold()

    @cached_property
    def _smalls(self) -> Mapping[int, str]:
        return {ord(big): one for one, big in self.first.items() if len(one) == len(big) == 1}
