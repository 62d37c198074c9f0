"""Conditions as they are looked for: in the words of every language the program has."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.records.index.folding import clusters, key
from counselling.risk.organs import cancer_of

_NAMES: Final = ("condition.", "shorthand.condition.")
_SHORTEST_BEGINNING: Final = 4
_MOST: Final = 24  # conditions that one word may mean: "cancer" means them all


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """What typed words mean. phrases: names in keys, joined by spaces -> codes; words: sorted."""

    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: tuple[tuple[str, str], ...] = ()

    def named(self, phrase: tuple[str, ...]) -> frozenset[str]:
        """Tokens of the conditions that have exactly this name; phrase: its keys."""
        found = set(self.phrases.get(" ".join(phrase), ()))
        organ = cancer_of(" ".join(phrase))
        return frozenset({t for code in found for t in tokens(code)} | _organ(organ))

    def begun(self, beginning: str) -> frozenset[str]:
        """Tokens of the conditions with a word in their names that begins so."""
        if len(beginning) < _SHORTEST_BEGINNING:
            return frozenset()
        found: set[str] = set()
        for word, code in self.words[bisect_left(self.words, (beginning, "")) :]:
            if not word.startswith(beginning) or len(found) >= _MOST:
                break
            found.update(tokens(code))
        return frozenset(found)


def condition_words(catalogues: Iterable[Catalogue]) -> ConditionWords:
    """Gather what conditions are called in these languages."""
    phrases: dict[str, set[str]] = {}
    words: set[tuple[str, str]] = set()
    for catalogue in catalogues:
        for code, name in _names(catalogue):
            folded = phrase(name)
            phrases.setdefault(" ".join(folded), set()).add(code)
            words.update((word, code) for word in folded)
    return ConditionWords({name: frozenset(c) for name, c in phrases.items()}, tuple(sorted(words)))


def phrase(text: str) -> tuple[str, ...]:
    """Return the keys of the words of a condition's name."""
    return tuple(k for cluster in clusters(text) for part in cluster if (k := key(part)))


def tokens(condition: str) -> frozenset[str]:
    """Return what a condition is found by: its code, and the organ whose cancer it is.

    condition: a code, or the text that stands in a family.
    """
    code = "".join(letter for letter in condition.casefold() if letter.isalnum())
    return frozenset({f"c{code}"} | _organ(cancer_of(condition.replace("_", " "))))


def _organ(cancer: str) -> frozenset[str]:
    return frozenset({f"o{cancer.replace('_', '')}"} if cancer else ())


def _names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for message, text in catalogue.raw.items():
        for beginning in _NAMES:
            if message.startswith(beginning):
                yield message.removeprefix(beginning), text
