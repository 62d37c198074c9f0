"""Use case: find people of the vault by what is typed, in the words of every language we have."""

from collections.abc import Callable
from functools import cached_property

from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from counselling.records.index.condition_words import ConditionWords, condition_words
from counselling.records.search.search import MOST_HITS, Hit, search
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry


class People:
    """Everybody in the open vault who may be found. Reads the vault: not on the UI thread.

    words: the catalogue of a language by its code; languages: those that name conditions, all of
    which are read with the first search.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        languages: Callable[[], tuple[Language, ...]],
    ) -> None:
        self._door, self._words, self._languages = door, words, languages

    def find(self, typed: str, *, limit: int = MOST_HITS) -> tuple[Hit, ...]:
        """Return who is meant, the nearest first; written down before it is told.

        Every text is a question. Raises VaultLocked, StorageError, DamagedVault.
        """
        return search(self._door.vault, typed, limit=limit, conditions=self._conditions)

    @cached_property
    def _conditions(self) -> ConditionWords:
        return known_conditions(self._words, self._languages())


def search_vault(
    entry: Entry,
    typed: str,
    *,
    limit: int,
    words: Callable[[str], Catalogue],
    languages: tuple[Language, ...],
) -> tuple[Hit, ...]:
    """Open a vault, search it and close it. Raises as `open_vault`."""
    conditions = known_conditions(words, languages)
    with entry.open() as vault:
        return search(vault, typed, limit=limit, conditions=conditions)


def known_conditions(
    words: Callable[[str], Catalogue], languages: tuple[Language, ...]
) -> ConditionWords:
    """Gather what conditions are called in these languages."""
    return condition_words(words(language.code) for language in languages)
