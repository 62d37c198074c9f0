"""What a language's folder says of it beside its words: translations/<code>/language.toml.

Whatever differs from language to language and is no message stands there and nowhere in the code,
so that a new language is one folder and one line of the registry (docs/languages.md).
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from counselling.errors import LanguageError
from counselling.language.capitals import Capitals
from counselling.language.joints import Joint
from counselling.language.marks import DOMAINS
from counselling.language.order import LATIN, Order

FORMS_OF_ADDRESS: Final = ("formal", "informal")


class Use(Enum):
    """What a language can be used for; the value names the domains that it needs whole."""

    LETTERS = ("letters", "kin")
    PATIENT = ("patient",)
    DESK = DOMAINS


@dataclass(frozen=True, slots=True)
class Ease:
    """How the reading of a letter is measured: a formula of letters/readability and its limits.

    least: ease that a whole letter has at least; least_sentence: that one sentence has.
    """

    formula: str = "lix"
    least: float = -45.0
    least_sentence: float = -70.0


@dataclass(frozen=True, slots=True)
class Traits:
    """A language beside its words.

    complete: domains in which nothing is missing, as the tests hold it to. cldr: CLDR's name, ""
    where that is its code. addresses: the forms of address that it tells apart. patterns: what no
    title of an invitation says (health), no letter (forbidden), no letter in the other form of
    address (formal, informal). order: of names and words in lists. capitals: where they are other
    than Unicode's own. joint: the "and" of a list, where the next word changes it. colon: between
    a label and what it is of, with the space that the language sets before it.
    """

    complete: frozenset[str] = frozenset()
    cldr: str = ""
    addresses: tuple[str, ...] = FORMS_OF_ADDRESS
    ease: Ease = Ease()
    patterns: Mapping[str, str] = field(default_factory=dict, compare=False)
    order: Order = field(default=Order())
    capitals: Capitals = field(default=Capitals(), compare=False)
    joint: Joint = field(default=Joint(), compare=False)
    colon: str = ":"

    def is_for(self, use: Use) -> bool:
        """Whether all words are there that a use needs."""
        return self.complete >= set(use.value)


PLAIN: Final = Traits()
_PATTERNS: Final = ("health", "forbidden", "formal", "informal")
_EASE: Final = ("formula", "least", "least_sentence")
_ORDER: Final = ("alphabet", "spelled")
_CAPITALS: Final = ("first", "among")
_JOINT: Final = ("and", "becomes", "before")
_KEYS: Final = (
    "complete", "cldr", "addresses", "readability", "patterns", "order", "capitals", "lists",
    "colon",
)  # fmt: skip


def read_traits(text: str) -> Traits:
    """Read a language's file. Raises LanguageError("language.traits", key=...) with the place."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise _wrong("language.toml") from None
    _only(told, _KEYS, "")
    ease, patterns = _table(told, "readability"), _table(told, "patterns")
    _only(ease, _EASE, "readability.")
    _only(patterns, _PATTERNS, "patterns.")
    return Traits(
        complete=frozenset(_names(told, "complete", DOMAINS, ())),
        cldr=_text(told, "cldr", ""),
        addresses=_names(told, "addresses", FORMS_OF_ADDRESS, FORMS_OF_ADDRESS),
        ease=Ease(
            _text(ease, "formula", PLAIN.ease.formula),
            _number(ease, "least", PLAIN.ease.least),
            _number(ease, "least_sentence", PLAIN.ease.least_sentence),
        ),
        patterns={name: _pattern(patterns, name, "patterns.") for name in patterns},
        order=_order(_table(told, "order")),
        capitals=_capitals(_table(told, "capitals")),
        joint=_joint(_table(told, "lists")),
        colon=_colon(told),
    )


def _colon(told: Mapping[str, object]) -> str:
    found = _text(told, "colon", PLAIN.colon)
    if not found.strip() or found.endswith(" "):
        raise _wrong("colon")
    return found


def _order(told: Mapping[str, object]) -> Order:
    _only(told, _ORDER, "order.")
    alphabet = _text(told, "alphabet", LATIN)
    letters = alphabet.replace("=", " ").split()
    if not letters or len(set(letters)) < len(letters):
        raise _wrong("order.alphabet")
    return Order(alphabet, _spellings(told, "spelled", "order."))


def _capitals(told: Mapping[str, object]) -> Capitals:
    _only(told, _CAPITALS, "capitals.")
    first, among = (_spellings(told, key, "capitals.") for key in _CAPITALS)
    return Capitals(first, among)


def _wrong(key: str) -> LanguageError:
    return LanguageError("language.traits", key=key)


def _only(told: Mapping[str, object], known: Collection[str], where: str) -> None:
    for key in told:
        if key not in known:
            raise _wrong(f"{where}{key}")


def _table(told: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = told.get(key, {})
    if not isinstance(found, dict):
        raise _wrong(key)
    return found


def _joint(told: Mapping[str, object]) -> Joint:
    _only(told, _JOINT, "lists.")
    if told and not all(_is_word(told.get(key)) for key in _JOINT):
        raise _wrong("lists")
    before = _pattern(told, "before", "lists.")
    return Joint(_text(told, "and", ""), _text(told, "becomes", ""), before)


def _spellings(told: Mapping[str, object], key: str, where: str) -> Mapping[str, str]:
    found = told.get(key, {})
    if not isinstance(found, dict) or not all(one and _is_word(found[one]) for one in found):
        raise _wrong(f"{where}{key}")
    return {str(one): str(other) for one, other in found.items()}


def _is_word(told: object) -> bool:
    return isinstance(told, str) and told != ""


def _names(
    told: Mapping[str, object], key: str, known: Collection[str], otherwise: tuple[str, ...]
) -> tuple[str, ...]:
    found = told.get(key, list(otherwise))
    if not isinstance(found, list) or not all(name in known for name in found):
        raise _wrong(key)
    return tuple(map(str, found))


def _text(told: Mapping[str, object], key: str, otherwise: str) -> str:
    found = told.get(key, otherwise)
    if not isinstance(found, str):
        raise _wrong(key)
    return found


def _number(told: Mapping[str, object], key: str, otherwise: float) -> float:
    found = told.get(key, otherwise)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise _wrong(key)
    return float(found)


def _pattern(told: Mapping[str, object], key: str, where: str) -> str:
    found = _text(told, key, "")
    try:
        re.compile(found)
    except re.error:
        raise _wrong(f"{where}{key}") from None
    return found
