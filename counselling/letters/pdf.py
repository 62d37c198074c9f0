"""The room's door for PDF: a letter in, the finished file out."""

from pathlib import Path

from counselling.letters.finish import finish
from counselling.letters.form import form_field
from counselling.letters.letter import Letter
from counselling.letters.page import Size
from counselling.letters.typeset import typeset


def set_letter(letter: Letter, *, fonts: Path, size: Size = Size.USUAL) -> bytes:
    """Return a letter as PDF/UA-1 and PDF/A-3a; the same letter is the same bytes.

    fonts: folder of the program's own fonts. Writing the file to disk is the records' work.
    Raises LetterError: "letter.fonts", "letter.no_glyph", "letter.not_set", "letter.picture".
    """
    fields = {field.id: form_field(field) for field in letter.fields}
    return finish(typeset(letter, fonts=fonts, size=size), fields)
