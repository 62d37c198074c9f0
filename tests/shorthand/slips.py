"""Slips of the finger; one that leaves no letter of a word makes another note and is left out.

So are slips within a variant (c.68_69del) or a karyotype: their letters are data, as digits are.
"""

import re
from collections.abc import Iterator

_WORD = re.compile(r"(?<![\w.])[cp]\.\S+|\d\d,X[XY]*|[^\W_]+")
_VARIANT = ("c.", "p.", "45,X", "46,X", "47,X")
_SEPARATORS = ";,\n"


def slips(text: str) -> Iterator[str]:
    """Every note that one slip makes of this one: letters, separators, case, blanks."""
    for word in _WORD.finditer(text):
        if word[0].startswith(_VARIANT):
            continue
        letters = [at for at in range(word.start(), word.end()) if text[at].isalpha()]
        for at in letters:
            if len(letters) > 1:
                yield text[:at] + text[at + 1 :]
            yield text[:at] + text[at] + text[at:]
            yield text[:at] + text[at].swapcase() + text[at + 1 :]
            if at + 1 in letters and text[at] != text[at + 1]:
                yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    for at, letter in enumerate(text):
        if letter in _SEPARATORS:
            yield from (
                text[:at] + other + text[at + 1 :] for other in f"{_SEPARATORS}." if other != letter
            )
            yield text[:at] + " " + text[at + 1 :]
        if letter == " ":
            yield text[:at] + "  " + text[at:]
    yield text.upper()
    yield text.lower()
    yield text.title()
    yield f"  {text} "
