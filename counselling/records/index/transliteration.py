"""Names of Greek and Cyrillic script in Latin letters, by every standard that papers follow.

A passport, a school certificate and a German aunt spell one name in three ways; all of them are
kept, so that whichever is typed finds it. Diacritics are dropped: who types has none.
Sources: ISO 9:1995; ISO/R 9:1968 (scholarly); Duden (German); BGN/PCGN 1947 (English); ICAO Doc
9303 part 3 (passports); Bulgarian law of 2009; ELOT 743 and ISO 843:1997 (Greek).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

_CYRILLIC_PLAIN: Final = dict(
    zip(
        "абвгдезиіклмнопрстуфыѓґќјљњђћѕўєэ",
        (
            *("a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s"),
            *("t", "u", "f", "y", "gj", "g", "kj", "j", "lj", "nj", "dj", "c", "dz", "u", "e", "e"),
        ),
        strict=True,
    )
)


def _standard(**letters: str) -> Mapping[int, str]:
    """Complete a standard: keywords name its letters by their scholarly transliteration."""
    return str.maketrans(
        _CYRILLIC_PLAIN | {_CYRILLIC_NAMED[name]: text for name, text in letters.items()}
    )


_CYRILLIC_NAMED: Final[Mapping[str, str]] = {
    "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "shch": "щ", "hard": "ъ", "soft": "ь",
    "yo": "ё", "j": "й", "yu": "ю", "ya": "я", "yi": "ї", "dzh": "џ", "v": "в", "s": "с", "z": "з",
    "lj": "љ", "nj": "њ", "dj": "ђ", "gj": "ѓ", "kj": "ќ", "ye": "є", "i": "и", "g": "г", "u": "ў",
}  # fmt: skip

_ISO_9: Final = _standard(
    zh="z", kh="h", ts="c", ch="c", sh="s", shch="s", hard="", soft="", yo="e", j="j", yu="u",
    ya="a", yi="i", dzh="d", lj="l", nj="n", dj="d", gj="g", kj="k",
)  # fmt: skip
_SCHOLARLY: Final = _standard(
    zh="z", kh="h", ts="c", ch="c", sh="s", shch="sc", hard="", soft="", yo="e", j="j", yu="ju",
    ya="ja", yi="i", dzh="dz", ye="je",
)  # fmt: skip
_GERMAN: Final = _standard(
    zh="sch", kh="ch", ts="z", ch="tsch", sh="sch", shch="schtsch", hard="", soft="", yo="jo",
    j="i", yu="ju", ya="ja", yi="ji", dzh="dsch", v="w", z="s", ye="je", u="u",
)  # fmt: skip
_ENGLISH: Final = _standard(
    zh="zh", kh="kh", ts="ts", ch="ch", sh="sh", shch="shch", hard="", soft="", yo="yo", j="y",
    yu="yu", ya="ya", yi="yi", dzh="dzh", ye="ye", u="w",
)  # fmt: skip
_PASSPORT: Final = _standard(
    zh="zh", kh="kh", ts="ts", ch="ch", sh="sh", shch="shch", hard="ie", soft="", yo="e", j="i",
    yu="iu", ya="ia", yi="i", dzh="dzh", ye="ie",
)  # fmt: skip
_BULGARIAN: Final = _standard(
    zh="zh", kh="h", ts="ts", ch="ch", sh="sh", shch="sht", hard="a", soft="y", yo="yo", j="y",
    yu="yu", ya="ya", yi="yi", dzh="dzh",
)  # fmt: skip
_UKRAINIAN: Final = _standard(
    zh="zh", kh="kh", ts="ts", ch="ch", sh="sh", shch="shch", hard="", soft="", yo="yo", j="i",
    yu="iu", ya="ia", yi="i", dzh="dzh", ye="ie", i="y", g="h",
)  # fmt: skip
_OF_CYRILLIC: Final = (
    _ISO_9, _SCHOLARLY, _GERMAN, _ENGLISH, _PASSPORT, _BULGARIAN, _UKRAINIAN,
)  # fmt: skip

_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωσς",
        (
            *("a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p"),
            *("r", "s", "t", "y", "f", "ch", "ps", "o", "s", "s"),
        ),
        strict=True,
    )
)
_LETTERWISE: Final = str.maketrans(_GREEK | {"β": "b", "η": "e", "φ": "ph"})
_PHONETIC: Final = str.maketrans(_GREEK | {"υ": "i", "χ": "h"})
_PASSPORT_GREEK: Final = str.maketrans(_GREEK)
_PAIRS: Final = {"γγ": "ng", "γκ": "gk", "γξ": "nx", "γχ": "nch", "ου": "ou"}
_PAIRS_HEARD: Final = {
    "γγ": "ng", "γκ": "g", "ου": "u", "αι": "e", "ει": "i", "οι": "i", "ντ": "nt", "τζ": "tz",
}  # fmt: skip
_VOICELESS: Final = "θκξπσςτφχψ"


def is_cyrillic(word: str) -> bool:
    """Whether a word has a letter of Cyrillic script."""
    return any("\u0400" <= letter <= "\u052f" for letter in word)


def is_greek(word: str) -> bool:
    """Whether a word has a letter of Greek script."""
    return any("\u0370" <= letter <= "\u03ff" for letter in word)


def in_latin(word: str) -> Iterator[str]:
    """Tell a word in Latin letters by each standard; a word in Latin letters as it stands.

    word: small letters, composed (NFC) where it is Cyrillic: й and ё are letters of their own.
    """
    if is_cyrillic(word):
        for standard in _OF_CYRILLIC:
            yield word.translate(standard)
    elif is_greek(word):
        marked = unicodedata.normalize("NFD", word)
        word = "".join(letter for letter in marked if not unicodedata.combining(letter))
        yield _paired(word, _PAIRS).translate(_PASSPORT_GREEK)
        yield (
            word.replace("ου", "ou").replace("αυ", "au").replace("ευ", "eu").translate(_LETTERWISE)
        )
        yield _paired(word, _PAIRS_HEARD).translate(_PHONETIC)
    else:
        yield word


def _paired(word: str, pairs: Mapping[str, str]) -> str:
    """Write pairs of letters that are one sound; upsilon after alpha and epsilon is v or f."""
    for stop, at_beginning in (("μπ", "b"), ("ντ", "d"), ("γκ", "g")):
        if word.startswith(stop):
            word = at_beginning + word[2:]
    for first, latin in (("α", "a"), ("ε", "e")):
        head, *rest = word.split(f"{first}υ")
        word = head + "".join(
            f"{latin}{'f' if not part or part[0] in _VOICELESS else 'v'}{part}" for part in rest
        )
    for pair, latin in pairs.items():
        word = word.replace(pair, latin)
    return word
