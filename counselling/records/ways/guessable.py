"""Which long passphrases guessers try first, although they have characters enough.

Lists of leaked passwords hold few texts of fifteen characters and more; those are built from the
words below, doubled, counted up, or typed along a row of the keyboard, and so is what is refused
here. It is a bar against the careless, not a measure of strength.
"""

import re
import unicodedata
from typing import Final

_FEWEST_CHARACTERS: Final = 6  # different ones in a passphrase
_FEWEST_OF_OWN: Final = 8  # characters left when the usual words and digits are taken out
_USUAL: Final = (
    "administrator", "administrador", "consultand", "counselling", "counsellor", "counseling",
    "genetics", "genetic", "genetik", "beratung", "krankenhaus", "hospital", "clinic", "klinik",
    "praxis", "practice", "patient", "passphrase", "password", "passwort", "kennwort",
    "motdepasse", "contrasena", "wachtwoord", "welcome", "willkommen", "bienvenue", "letmein",
    "iloveyou", "princess", "sunshine", "football", "baseball", "superman", "starwars", "dragon",
    "monkey", "master", "shadow", "michael", "computer", "internet", "trustno", "summer", "sommer",
    "winter", "spring", "autumn", "herbst", "january", "februar", "january", "default", "secret",
    "geheim", "changeme", "correcthorsebatterystaple", "mypassword", "thisismy", "vault", "tresor",
    "login", "admin", "user", "test", "demo", "pass",
)  # fmt: skip
_ROWS: Final = (
    "1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)  # fmt: skip
_LOOKALIKES: Final = str.maketrans("@$013457", "asoleast")


def is_guessable(text: str) -> bool:
    """Whether a guesser would come to this text early."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in plain if c.isalnum())
    if len(set(letters)) < _FEWEST_CHARACTERS or _is_repeated(letters):
        return True
    return any(len(_own(one)) < _FEWEST_OF_OWN for one in (letters, letters.translate(_LOOKALIKES)))


def _is_repeated(text: str) -> bool:
    """Whether a short piece stands over and over: of "annaannaannaanna" only four are its own."""
    return any((text[:size] * len(text))[: len(text)] == text for size in range(1, _FEWEST_OF_OWN))


def _own(text: str) -> str:
    """What is left without the usual words, rows of the keyboard and digits at the ends."""
    for word in sorted(_USUAL, key=len, reverse=True):
        text = text.replace(word, "")
    for row in _ROWS:
        for way in (row, row[::-1]):
            text = _without_runs(text, way)
    return re.sub(r"^\d+|\d+$", "", text)


def _without_runs(text: str, row: str) -> str:
    """Take out every stretch of four characters and more that stands so on the row."""
    kept, place = [], 0
    while place < len(text):
        length = 4
        while text[place : place + length] in row and place + length <= len(text):
            length += 1
        if length > 4:
            place += length - 1
        else:
            kept.append(text[place])
            place += 1
    return "".join(kept)
