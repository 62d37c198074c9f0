"""The room's door for PDF: a letter in, the finished file out."""

from pathlib import Path
from typing import Final

from counselling.letters.finish import finish, page_count
from counselling.letters.form import form_field
from counselling.letters.letter import Letter
from counselling.letters.page import Size
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import find
from counselling.letters.typeset import typeset

# So many letters of a summary leave room for air about its headings, even where the window of an
# envelope takes a quarter of its first page. Handed over, hardly one is too long for it.
_SHORT_POSTED: Final = 5500


def set_letter(letter: Letter, *, fonts: Path, size: Size = Size.USUAL) -> bytes:
    """Return a letter as PDF/UA-1 and PDF/A-3a; the same letter is the same bytes.

    fonts: folder of the program's own fonts. Writing the file to disk is the records' work.
    Raises LetterError: "letter.fonts", "letter.no_glyph", "letter.not_set", "letter.picture".
    """
    fields = {field.id: form_field(field) for field in letter.fields}
    return finish(_fitted(letter, fonts, size), fields)


def _length(letter: Letter) -> int:
    return len(texts(letter.sections))


def _fitted(letter: Letter, fonts: Path, size: Size) -> bytes:
    """Set a letter as its kind is set, or closer where just that keeps it to its pages."""
    template = find(letter.kind)
    is_close = template.is_close and size is not Size.LARGE
    has_air = is_close and (not letter.is_posted or _length(letter) <= _SHORT_POSTED)
    pdf = typeset(letter, fonts=fonts, size=size, is_close=is_close, has_air=has_air)
    most = template.most_pages + (letter.annex is not None)
    is_closest = is_close and not has_air
    if is_closest or size is Size.LARGE or page_count(pdf) <= most:
        return pdf
    closer = typeset(letter, fonts=fonts, is_close=True)
    return closer if page_count(closer) <= most else pdf
