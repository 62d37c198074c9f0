"""The room's door for PDF: a letter in, the finished file out."""

from pathlib import Path

from counselling.letters.finish import finish
from counselling.letters.letter import Letter
from counselling.letters.typeset import typeset


def set_letter(letter: Letter, *, fonts: Path) -> bytes:
    """Return a letter as PDF/UA-1 and PDF/A-2a; the same letter is the same bytes.

    fonts: folder of the program's own fonts. Writing the file to disk is the records' work.
    Raises LetterError: "letter.fonts", "letter.no_glyph", "letter.not_set", "letter.picture".
    """
    return finish(typeset(letter, fonts=fonts))
