"""How hard a text is to read, by the formula of its language; one line a language.

A formula is a lint, not a proof: it counts, and understands nothing. Flesch 1948 (J Appl Psychol
32:221) for English; Amstad 1978 for German; LIX (Bjornsson 1968) for languages without one of
their own. Limits: what children of eleven or twelve read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END: Final = re.compile(r"(?<=[.!?؟…:])\s+|\n+")
_LONG_WORD: Final = 6  # letters; longer ones are long (LIX)

Count: TypeAlias = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Formula:
    """score: ease, the higher the easier, of words, sentences, syllables and long words.

    least: ease that a whole letter has at least; least_sentence: that a single sentence has.
    """

    score: Callable[[int, int, int, int], float]
    least: float
    least_sentence: float
    syllables: Count


def _flesch(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def _amstad(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return 180 - words / sentences - 58.5 * syllables / words


def _lix(words: int, sentences: int, syllables: int, long_words: int) -> float:
    return -(words / sentences + 100 * long_words / words)


_SILENT: Final = re.compile(r"(?<=[^aeiouy])e(?:s|d)?$(?<!le)(?<!les)")
_VOWELS: Final = re.compile(r"[aeiouyäöü]+")


def _english(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower()))))


def _vowel_groups(word: str) -> int:
    return max(1, len(_VOWELS.findall(word.lower())))


FORMULAS: Final[Mapping[str, Formula]] = {
    "en": Formula(_flesch, 65.0, 30.0, _english),
    "de": Formula(_amstad, 55.0, 20.0, _vowel_groups),
}
_LIX: Final = Formula(_lix, -40.0, -60.0, len)
_FEW_WORDS: Final = 12  # a shorter sentence is not hard, whatever its words
_MANY_WORDS: Final = 30  # a longer one is


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut a text into sentences."""
    return tuple(found.strip() for found in _END.split(text) if _WORD.search(found))


def ease(text: str, language: str) -> float | None:
    """Return how easy a text is by its language's formula; None for a text without words."""
    return _ease(sentences_of(text), FORMULAS.get(language, _LIX))


def is_easy(text: str, language: str) -> bool:
    """Whether a whole letter is easy enough."""
    found = ease(text, language)
    return found is None or found >= FORMULAS.get(language, _LIX).least


def is_hard_sentence(sentence: str, language: str) -> bool:
    """Whether one sentence asks too much."""
    words, formula = len(_WORD.findall(sentence)), FORMULAS.get(language, _LIX)
    if words <= _FEW_WORDS:
        return False
    found = _ease((sentence,), formula)
    return words > _MANY_WORDS or (found is not None and found < formula.least_sentence)


def _ease(sentences: tuple[str, ...], formula: Formula) -> float | None:
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return None
    syllables = sum(formula.syllables(word) for word in words)
    long_words = sum(len(word) > _LONG_WORD for word in words)
    return formula.score(len(words), len(sentences), syllables, long_words)
