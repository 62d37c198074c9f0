"""Use case: the clinic's reviewer signs the wording of letters off, by kind and language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.readings import written_out
from counselling.language.registry import Language
from counselling.letters.registry import TEMPLATES, find
from counselling.letters.wording_hash import said, wording
from counselling.records.papers import letter_reviews
from counselling.records.papers.letter_reviews import Review
from counselling.records.vault.vault import Vault
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry

Words: TypeAlias = Callable[[str], Catalogue]


class Standing(StrEnum):
    """What counts for a wording."""

    REVIEWED = "reviewed"
    CHANGED = "changed"  # somebody signed other words off
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A kind of letter in a language. wording: of the words as they are now.

    reviewer, at: who signed them, or the words before them, off, and when; "" and None for nobody.
    """

    kind: str
    language: str
    wording: str
    standing: Standing
    reviewer: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a letter can say, and the same in the language of who reads it; "" where it has none.

    Each way to say it is a line (language/readings).
    """

    text: str
    beside: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a kind of letter can say in a language. wording: of exactly these words."""

    kind: str
    language: str
    wording: str
    sentences: tuple[Sentence, ...]


class LetterReviews:
    """Reviews of the open vault. Slow: none of it on the UI thread.

    words: catalogue of letters in a language; languages: those that have one.
    """

    def __init__(
        self, door: Door, *, words: Words, languages: Callable[[], tuple[Language, ...]]
    ) -> None:
        self._door, self._words, self._languages = door, words, languages

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which letters are written."""
        return self._languages()

    def listing(self, language: str) -> tuple[Reviewed, ...]:
        """Return how every kind of letter stands in a language. Raises VaultError."""
        return standing(self._door.vault, self._words(language))

    def read(self, kind: str, language: str, beside: str) -> Wording:
        """Return a wording, to be read before it is signed off. beside: the reader's language."""
        return whole(kind, self._words(language), self._words(beside))

    def sign(self, kind: str, language: str, seen: str) -> tuple[Reviewed, ...]:
        """Sign a wording off that was read, and return how all stand then. Raises as `sign`."""
        sign(self._door.vault, kind, self._words(language), seen=seen)
        return self.listing(language)

    def withdraw(self, kind: str, language: str) -> tuple[Reviewed, ...]:
        """Take a signature back, and return how all stand then. Raises as `withdraw`."""
        withdraw(self._door.vault, kind, self._words(language))
        return self.listing(language)


def reviewer(vault: Vault, kind: str, words: Catalogue) -> str | None:
    """Return who signed exactly these words off, None for nobody. Raises as `listing`."""
    found = _stand(letter_reviews.listing(vault), kind, words)
    return found.reviewer if found.standing is Standing.REVIEWED else None


def standing(vault: Vault, words: Catalogue) -> tuple[Reviewed, ...]:
    """Return how every kind of letter stands in a language. Raises as `listing`."""
    reviews = letter_reviews.listing(vault)
    return tuple(_stand(reviews, template.kind, words) for template in TEMPLATES)


def whole(kind: str, words: Catalogue, beside: Catalogue) -> Wording:
    """Return all that a kind of letter can say, every way to say it, in two languages.

    Raises LetterError for an unknown kind.
    """
    template = find(kind)
    sentences = tuple(
        Sentence(written_out(text, words), written_out(beside.raw.get(key, ""), beside))
        for key, text in said(template, words)
    )
    return Wording(kind, words.code, wording(template, words), sentences)


def sign(vault: Vault, kind: str, words: Catalogue, *, seen: str) -> None:
    """Sign the wording of a kind of letter off. seen: the wording that was read.

    Raises LetterError("letter.wording_changed") where the words are others by now, LetterError for
    an unknown kind, VaultError("vault.not_allowed"), StorageError.
    """
    now = wording(find(kind), words)
    if seen != now:
        raise LetterError("letter.wording_changed", kind=kind)
    letter_reviews.sign(vault, kind, words.code, now, is_signed=True)


def withdraw(vault: Vault, kind: str, words: Catalogue) -> None:
    """Take the signature under a wording back; the next letter says that it is unreviewed.

    Raises LetterError("letter.not_reviewed") where nobody signed it off; as `sign`.
    """
    find(kind)
    last = letter_reviews.last(letter_reviews.listing(vault), kind, words.code)
    if last is None or not last.is_signed:
        raise LetterError("letter.not_reviewed", kind=kind)
    letter_reviews.sign(vault, kind, words.code, last.wording, is_signed=False)


def by_command(
    entry: Entry,
    tongues: tuple[Catalogue, ...],
    *,
    kind: str = "",
    seen: str = "",
) -> tuple[Reviewed, ...]:
    """Return how letters stand in these languages.

    kind: it is signed off in them; seen: the wording that was read, "" to take the signature back.
    Raises as `open_vault`, `sign`, `withdraw`.
    """
    with entry.open() as vault:
        for words in tongues if kind else ():
            if seen:
                sign(vault, kind, words, seen=seen)
            else:
                withdraw(vault, kind, words)
        return tuple(one for words in tongues for one in standing(vault, words))


def _stand(reviews: tuple[Review, ...], kind: str, words: Catalogue) -> Reviewed:
    now, last = wording(find(kind), words), letter_reviews.last(reviews, kind, words.code)
    if last is None or not last.is_signed:
        return Reviewed(kind, words.code, now, Standing.UNREVIEWED)
    is_same = last.wording == now
    how = Standing.REVIEWED if is_same else Standing.CHANGED
    return Reviewed(kind, words.code, now, how, last.reviewer, last.at)
