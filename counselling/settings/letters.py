"""The letters of the drawn family's keys: which deed has which, in a language and by choice."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from counselling.errors import SettingsError
from counselling.language.catalogue import Catalogue

# Each deed of the keys, with its letter on an English keyboard; "" has none unless one is chosen.
# A language says its own letters as `keyboard.<deed>`.
ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mother": "m",
        "father": "f",
        "partner": "p",
        "sibling": "s",
        "child": "c",
        "half": "h",
        "donor": "r",
        "join": "j",
        "condition": "a",
        "death": "d",
        "alive": "w",
        "birth": "b",
        "test": "g",
        "operation": "o",
        "loss": "l",
        "name": "n",
        "sex": "x",
        "adoption": "y",
        "couple": "k",
        "more": "i",
        "change": "v",
        "card": "e",
        "undo": "z",
        "former": "",
        "ancestry": "",
        "carrier": "",
        "childless": "",
        "consultand": "",
        "contact": "",
        "death_date": "",
        "documented": "",
        "due": "",
        "evaluation": "",
        "family_name": "",
        "group": "",
        "karyotype": "",
        "last_period": "",
        "note": "",
        "placeholder": "",
        "presymptomatic": "",
        "proband": "",
        "pronouns": "",
        "risk_factor": "",
        "status_unknown": "",
        "unknown_parents": "",
        "weeks": "",
    }
)


class Mistake(NamedTuple):
    """What is wrong with a chosen letter: the deed, and the deed that has the letter already."""

    deed: str
    other: str = ""


def mistakes(chosen: Mapping[str, object]) -> Iterator[Mistake]:
    """Return what is wrong with chosen letters by themselves, in their order.

    A deed that is none, a letter that is none, a letter for two deeds. "" takes a letter away.
    """
    taken: dict[str, str] = {}
    for deed, letter in chosen.items():
        is_text = isinstance(letter, str)
        if deed not in ENGLISH or not is_text or (letter and not _is_letter(str(letter))):
            yield Mistake(deed)
        elif letter:
            folded = str(letter).casefold()
            if folded in taken:
                yield Mistake(deed, taken[folded])
            taken[folded] = deed


def in_force(chosen: Mapping[str, str], words: Catalogue) -> Mapping[str, str]:
    """Return each deed's letter: the chosen one, else the language's; deeds without one left out.

    Raises SettingsError("settings.letter_taken", key=..., other=...) where a chosen letter is
    another deed's in this language, and that one was given no other.
    """
    letters = {deed: said(deed, words) for deed in ENGLISH}
    letters.update({deed: words.small(letter) for deed, letter in chosen.items()})
    owners: dict[str, str] = {}
    for deed in (*(d for d in ENGLISH if d not in chosen), *chosen):
        letter = letters[deed]
        if letter and letter in owners:
            key, other = f"keys.{deed}", f"keys.{owners[letter]}"
            raise SettingsError("settings.letter_taken", key=key, other=other, line=0)
        owners[letter] = deed
    return {deed: letter for deed, letter in letters.items() if letter}


def said(deed: str, words: Catalogue) -> str:
    """Return the letter that a language gives a deed; "" for none."""
    message = f"keyboard.{deed}"
    return words.say(message) if ENGLISH[deed] and words.has(message) else ENGLISH[deed]


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()
