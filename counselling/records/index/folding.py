"""A name as it is looked for: without accents, joined, in Latin letters, by its sound.

Spellings that are one name meet in a key: Müller, Mueller, Muller; Łukasz, Lukasz; van der Berg,
Vanderberg; O'Brien, OBrien; Щербаков and each of its Latin spellings; Nováková and Novák.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.language.finding import LETTERS
from counselling.records.index.sounds import sounds
from counselling.records.index.transliteration import in_latin, is_cyrillic

MOST_LETTERS: Final = 48  # of a word; what is longer is no name

_JOINERS: Final = "'\u2019\u2018\u02bc\u02bb`\u00b4.\u00b7\u2010\u2011\u2013/-"
_CLUSTER: Final = re.compile(rf"[^\W_]+(?:[{_JOINERS}]{{1,2}}[^\W_]+)*")
_PART: Final = re.compile(r"[^\W_]+")

# Casefold has made two s of the sharp one already.
_LETTERS: Final = {
    **LETTERS,
    "ŧ": "t", "ŋ": "n", "ə": "e", "ĸ": "k", "ƒ": "f",
    # one letter of several forms in Arabic names
    "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ٱ": "ا", "ـ": "",
}  # fmt: skip
_SHORT: Final = str.maketrans(_LETTERS)
_LONG: Final = str.maketrans(_LETTERS | {"đ": "dj"})  # as passports and emigrants write it

# A second e or a may stand for a mark above the vowel: ue, oe, ae, aa. Both spellings lose it, so
# that the key of a beginning is the beginning of the key, which typing letter by letter needs.
_MARK_WRITTEN_OUT: Final = re.compile(r"(?<=[aou])e|(?<=a)a")
_SLAVIC_ENDING: Final = re.compile(r"(?<=...)(?<=[sc]k)(?:y|ij|iy|ii|yj|yi|yy)$")
_OF_WOMEN: Final = (
    ("skaja", "ski"), ("skaya", "ski"), ("skaia", "ski"), ("ova", "ov"), ("ova", ""), ("eva", "ev"),
    ("owa", "ow"), ("ewa", "ew"), ("ska", "ski"), ("cka", "cki"), ("dottir", "son"),
    ("poulou", "poulos"), ("idou", "idis"), ("iadou", "iadis"),
)  # fmt: skip
_SHORTEST_OF_WOMEN: Final = 6

_PARTICLES: Final = """
a af al and av bar ben bin d da dal dalla das de degli dei del dela della delle dello den der di do
dos du el het ibn ibni l la las le les lo los m mac mc o of op san sankt sant santa st t te ten ter
van vande vander vom von y z ze zu zum zur фон де ван дер
"""
PARTICLES: Final = frozenset(_PARTICLES.split())

# What stands before the name that somebody was born with.
_BORN: Final = re.compile(
    r"(?<![^\W_])(?:"
    r"geb(?:or(?:ene|ener|en))?\b\.?|gb\b\.|(?:n[ée]e|né)(?=\s)|born\b|maiden\s+name\b:?|z\s+domu\b"
    r"|rozen[áa]\b|roz\b\.|ro[đd]\b\.|ro[đd]ena\b|rojena\b|roj\b\.|sz[üu]l(?:etett)?\b\.?|sz\b\."
    r"|f[øo]dt\b|f[öo]dd\b|o\.?s\b\.|os\b\.|omaa\s+sukua\b|nata\b|nacida\b|nascida\b|n[ăa]scut[ăa]\b"
    r"|k[ıi]zl[ıi]k\s+soyad[ıi]\b:?|урожд[её]?(?:н(?:ная|\.)?)?\b\.?|рожд(?:ена)?\b\.?|рођ(?:ена)?\b\.?"
    r"|дівоче\b|уроджена\b|το\s+γένος|γεν\.)\s*",
    re.IGNORECASE,
)
_BORN_SHORT: Final = re.compile(r"(?<=\S\s)f\.\s+(?=[^\W\d_]+\s*$)")  # Nordic, at the end alone
_IN_BRACKETS: Final = re.compile(r"\(([^()]{2,40})\)\s*$")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as it was told. born: the name that somebody was born with, "" where none is told."""

    now: str
    born: str = ""


def name_parts(name: str) -> NameParts:
    """Part a name from the birth name after "geb.", "née", "z domu", "født" or in brackets."""
    name = unicodedata.normalize("NFC", name)
    for mark in (_BORN, _BORN_SHORT):
        found = mark.search(name, 1)
        if found and name[found.end() :].strip():
            born = name[found.end() :].strip(" ),.;")
            return NameParts(name[: found.start()].strip(" (,;"), born)
    found = _IN_BRACKETS.search(name, 1)
    if found:
        return NameParts(name[: found.start()].strip(), found[1].strip())
    return NameParts(name)


def spelled(text: str) -> str:
    """Return small letters, composed, without marks that no letter takes up."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")


def clusters(text: str) -> tuple[tuple[str, ...], ...]:
    """Cut a text into words, and each at its hyphens and apostrophes."""
    found = _CLUSTER.findall(spelled(text))
    return tuple(tuple(part[:MOST_LETTERS] for part in _PART.findall(one)) for one in found)


def keys(word: str) -> tuple[str, ...]:
    """Return the keys of one word, the one of its own spelling first.

    word: as `clusters` gives it. Each key has letters and digits only, small, without marks, and
    is its own first key.
    """
    found = dict.fromkeys(key for latin in in_latin(word) for key in _plain(latin))
    for key in tuple(found):
        found.update(dict.fromkeys(_of_men(key)))
    return tuple(key for key in found if key)


def key(word: str) -> str:
    """Return the first key of a word; "" where nothing is left of it."""
    return next(iter(keys(word)), "")


def _plain(word: str) -> Iterator[str]:
    for letters in (_SHORT, _LONG) if "đ" in word else (_SHORT,):
        marked = unicodedata.normalize("NFKD", word.translate(letters))
        bare = "".join(letter for letter in marked if letter.isalnum()).translate(_SHORT)
        yield _SLAVIC_ENDING.sub("i", _without_marks_written_out(bare))


def _without_marks_written_out(word: str) -> str:
    while (shorter := _MARK_WRITTEN_OUT.sub("", word)) != word:
        word = shorter
    return word


def _of_men(key: str) -> Iterator[str]:
    """The name as a brother bears it: families are looked for by either."""
    if len(key) >= _SHORTEST_OF_WOMEN:
        for woman, man in _OF_WOMEN:
            if key.endswith(woman):
                yield key.removesuffix(woman) + man


def joined_end(parts: tuple[tuple[str, ...], ...], place: int) -> int:
    """Return the place after the name that belongs to the particles at a place."""
    end = place
    while end < len(parts) - 1 and all(part in PARTICLES for part in parts[end]):
        end += 1
    return end + 1


def joined(parts: tuple[tuple[str, ...], ...], place: int) -> str:
    """Return the word that the particles at a place make with the name after them, "" for none.

    Parts of one word, cut at hyphens and apostrophes, are joined too.
    """
    together = parts[place : joined_end(parts, place)]
    several = [part for cluster in together for part in cluster]
    return "".join(several)[:MOST_LETTERS] if len(several) > 1 else ""


def name_keys(name: str) -> frozenset[str]:
    """Return all keys under which a name is found: its words, and particles joined with them."""
    parts = clusters(name)
    words = {part for cluster in parts for part in cluster}
    words |= {word for place in range(len(parts)) if (word := joined(parts, place))}
    return frozenset(key for word in words for key in keys(word))


def name_sounds(name: str) -> frozenset[str]:
    """Return how the words of a name sound; particles and initials are not heard."""
    found: set[str] = set()
    parts = clusters(name)
    words = {part for cluster in parts for part in cluster if part not in PARTICLES}
    words |= {word for place in range(len(parts)) if (word := joined(parts, place))}
    for word in words:
        found.update(word_sounds(word))
    return frozenset(found)


def word_sounds(word: str) -> tuple[str, ...]:
    """Return how one word sounds; less than three letters are not heard."""
    heard = keys(word) if is_cyrillic(word) else keys(word)[:1]
    return tuple(dict.fromkeys(code for key in heard if len(key) > 2 for code in sounds(key)))
