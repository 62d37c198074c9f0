"""The ticket of a letter: eight letters by which a stored document is asked for on the telephone.

It is the beginning of the document's id (40 of its 128 random bits) in Crockford's letters, which
have no I, L, O and U. Nothing is stored for it: the ids themselves are in order.
Source: Douglas Crockford, Base 32, crockford.com/base32.html.
"""

from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8
_BITS: Final = 5
_HEX: Final = LENGTH * _BITS // 4
_MISREAD: Final = str.maketrans("OIL", "011")


def ticket(document: str) -> str:
    """Return the ticket of a document, as it is shown: "7K3M-9QRT"."""
    number = int(document[:_HEX], 16)
    letters = [_LETTERS[number >> _BITS * place & 31] for place in reversed(range(LENGTH))]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def id_beginning(typed: str) -> str:
    """Return the beginning of the ids with this ticket; "" for what is no ticket."""
    letters = "".join(typed.upper().split()).replace("-", "").translate(_MISREAD)
    if len(letters) != LENGTH or not all(letter in _LETTERS for letter in letters):
        return ""
    number = 0
    for letter in letters:
        number = number << _BITS | _LETTERS.index(letter)
    return f"{number:0{_HEX}x}"
