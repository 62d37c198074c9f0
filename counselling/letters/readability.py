"""How hard a text is to read, by the formula that its language names in its folder.

A formula is a lint, not a proof: it counts, and understands nothing. Flesch 1948 (J Appl Psychol
32:221) for English; Amstad 1978 for German; Kandel and Moles 1958 for French; Fernandez Huerta
1959 for Spanish; Gulpease (Lucisano and Piemontese 1988) for Italian; Douma 1960 for Dutch;
Oborneva 2005 for Russian; LIX (Bjornsson 1968) for languages without one of their own. The factors
are recalled: they warn who writes, and no patient is told them. Limits: what children of eleven or
twelve read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.language.traits import Ease

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END: Final = re.compile(r"(?<=[.!?؟…:])\s+|\n+")
_LONG_WORD: Final = 6  # letters; longer ones are long (LIX)

Count: TypeAlias = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Formula:
    """score: ease, the higher the easier, of words, sentences, syllables and long words.

    syllables: of a word; its letters where the formula counts these.
    """

    score: Callable[[int, int, int, int], float]
    syllables: Count


def _flesch(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def _amstad(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 180 - words / sentences - 58.5 * syllables / words


def _lix(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return -(words / sentences + 100 * long_words / words)


def _kandel_moles(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 207 - 1.015 * words / sentences - 73.6 * syllables / words


def _fernandez_huerta(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 206.84 - 1.02 * words / sentences - 60 * syllables / words


def _gulpease(words: int, sentences: int, letters: int, long_words: int) -> float:
    return 89 + (300 * sentences - 10 * letters) / words


def _douma(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 206.84 - 0.93 * words / sentences - 77 * syllables / words


def _oborneva(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 206.835 - 1.3 * words / sentences - 60.1 * syllables / words


_SILENT: Final = re.compile(r"(?<=[^aeiouy])e(?:s|d)?$(?<!le)(?<!les)")
_VOWELS: Final = re.compile(r"[aeiouyäöüáàâéèêëíìîïóòôúùûÿœæ]+")
_FRENCH_MUTE: Final = re.compile(r"(?<=[^aeiouyàâéèêëîïôùûü])e(?:s|nt)?$")
_SPANISH: Final = re.compile(r"[íú]|[iuü]?[aeoáéó][iuy]?|[iuüy]+")
_RUSSIAN: Final = re.compile(r"[аеёиоуыэюяaeiouy]")


def _english(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower()))))


def _vowel_groups(word: str) -> int:
    return max(1, len(_VOWELS.findall(word.lower())))


def _french(word: str) -> int:
    return max(1, len(_VOWELS.findall(_FRENCH_MUTE.sub("", word.lower()))))


def _spanish(word: str) -> int:
    return max(1, len(_SPANISH.findall(word.lower())))


def _russian(word: str) -> int:
    return max(1, len(_RUSSIAN.findall(word.lower())))


FORMULAS: Final[Mapping[str, Formula]] = {
    "flesch": Formula(_flesch, _english),
    "amstad": Formula(_amstad, _vowel_groups),
    "kandel_moles": Formula(_kandel_moles, _french),
    "fernandez_huerta": Formula(_fernandez_huerta, _spanish),
    "gulpease": Formula(_gulpease, len),
    "douma": Formula(_douma, _vowel_groups),
    "oborneva": Formula(_oborneva, _russian),
    "lix": Formula(_lix, len),
}
_FEW_WORDS: Final = 12  # a shorter sentence is not hard, whatever its words
_MANY_WORDS: Final = 30  # a longer one is


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut a text into sentences."""
    return tuple(found.strip() for found in _END.split(text) if _WORD.search(found))


def ease(text: str, by: Ease) -> float | None:
    """Return how easy a text is by its language's formula; None for a text without words."""
    return _ease(sentences_of(text), FORMULAS[by.formula])


def is_easy(text: str, by: Ease) -> bool:
    """Whether a whole letter is easy enough."""
    found = ease(text, by)
    return found is None or found >= by.least


def is_hard_sentence(sentence: str, by: Ease) -> bool:
    """Whether one sentence asks too much."""
    words = len(_WORD.findall(sentence))
    if words <= _FEW_WORDS:
        return False
    found = _ease((sentence,), FORMULAS[by.formula])
    return words > _MANY_WORDS or (found is not None and found < by.least_sentence)


def _ease(sentences: tuple[str, ...], formula: Formula) -> float | None:
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return None
    syllables = sum(formula.syllables(word) for word in words)
    long_words = sum(len(word) > _LONG_WORD for word in words)
    return formula.score(len(words), len(sentences), syllables, long_words)
