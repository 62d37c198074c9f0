"""The set letter made ready for every reader.

What Typst writes for a right-to-left letter looks right, but is read wrongly:

1. it asks viewers for the right-to-left page order, and with that word pdfium (Chrome) turns about
   every line of the file, a purely Latin one included;
2. it puts the words of a right-to-left stretch down as they are seen (reading_order.py), each in a
   string of its own (whole_strings.py);
3. the mark after a bracket has no name that readers know;
4. a bracket's glyph is named by what it was first drawn for, and turned about it was another one.
   Its other name stands beside it (ActualText), where mupdf and pdf.js (Firefox) do not look.

All four are mended here without moving a glyph. And where the page has places to tick and to
sign, they become fields of a form (form.py). Nothing may rewrite the file after it is signed, so
this is the last hand on it before a signature.
"""

import io
import re
from typing import Final

import pikepdf

from counselling.letters.form import PRINTED, Fields, FormField, box_drawn
from counselling.letters.page import FIELD, MARK_FONT
from counselling.letters.reading_order import REVERSED, Page
from counselling.letters.rewriting import Entries, Rewriting, dictionary, number_of, stream
from counselling.letters.whole_strings import in_whole_strings

_MARK_AS_SET: Final = b"<2800>"  # the code point that Typst's shaper keeps
_MARK_AS_READ: Final = b"<200E>"  # left-to-right mark

_TURNED: Final = "r"  # ends the name of a font whose brackets are turned about
_OTHER_NAME: Final = re.compile(
    rb"(/ActualText\(\\?[()\[\]]\)>>BDC(?:(?!EMC).)*?)(/\w+)( [\d.]+ Tf)", re.DOTALL
)
_BRACKET: Final = re.compile(rb"(<\w{4}> )(<00(?:28|29|5[BbDd])>)")
_PARTNERS: Final = {
    b"<0028>": b"<0029>", b"<0029>": b"<0028>", b"<005B>": b"<005D>", b"<005D>": b"<005B>",
    b"<005b>": b"<005d>", b"<005d>": b"<005b>",
}  # fmt: skip


def finish(pdf: bytes, fields: Fields | None = None) -> bytes:
    """Return the letter cured for reading, with an id made from its content.

    fields: what is to be ticked or signed, by the name that its place on the page has.
    """
    file = Rewriting(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _name_mark(document, file)
        _finish_root(document, file, _make_form(document, file, fields) if fields else {})
        resources = {number_of(page.Resources): page.Resources for page in document.pages}
        fonts = {number: _Fonts(found.Font, file) for number, found in resources.items()}
        for page in document.pages:
            content = page.Contents.read_bytes()
            if REVERSED in content:
                own = fonts[number_of(page.Resources)]
                named = _OTHER_NAME.sub(own.shown_anew, content)
                whole = in_whole_strings(named, own.page.width)
                file.put(number_of(page.Contents), stream(own.page.in_reading_order(whole)))
        for number, found in resources.items():
            if turned := fonts[number].turned:
                both = dictionary({"/Font": dictionary(turned, found.Font)}, found)
                file.put(number, both)
    return file.whole()


def page_count(pdf: bytes) -> int:
    """Count the pages of a letter."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _finish_root(document: pikepdf.Pdf, file: Rewriting, form: Entries) -> None:
    root, entries = document.Root, dict(form)
    preferences = root.get("/ViewerPreferences")
    if preferences is not None and "/Direction" in preferences:
        entries["/ViewerPreferences"] = dictionary({}, preferences, without=("/Direction",))
    if entries:
        file.put(number_of(root), dictionary(entries, root))


def _name_mark(document: pikepdf.Pdf, file: Rewriting) -> None:
    # no picture holds a mark, and to look through all objects takes longer than the rest
    fonts = (font for page in document.pages for font in page.Resources.get("/Font", {}).values())
    for font in {font.objgen: font for font in fonts}.values():
        if MARK_FONT in str(font.get("/BaseFont", "")) and "/ToUnicode" in font:
            names = font.ToUnicode.read_bytes().replace(_MARK_AS_SET, _MARK_AS_READ)
            file.put(number_of(font.ToUnicode), stream(names))


class _Fonts:
    """The fonts of a page, and those that were made of them because their brackets are turned."""

    def __init__(self, fonts: pikepdf.Object, file: Rewriting) -> None:
        self._fonts, self._file = dict(fonts.items()), file
        self.turned: dict[str, bytes] = {}
        self.page = Page(self._fonts)

    def shown_anew(self, found: re.Match[bytes]) -> bytes:
        """Return a bracket that has another name, shown from a font that knows it."""
        name = found[2].decode()
        anew = name + _TURNED
        if anew not in self.turned:
            self.turned[anew] = _turned(self._fonts[name], self._file)
            self._fonts[anew] = self._fonts[name]  # as wide
        return found[1] + anew.encode() + found[3]


def _turned(font: pikepdf.Object, file: Rewriting) -> bytes:
    """Add a font whose brackets are named by their partners."""
    names = _BRACKET.sub(lambda found: found[1] + _PARTNERS[found[2]], font.ToUnicode.read_bytes())
    return file.add(dictionary({"/ToUnicode": file.add(stream(names))}, font))


def _make_form(document: pikepdf.Pdf, file: Rewriting, fields: Fields) -> Entries:
    """Make fields of the places that wait for one; returns what the catalogue says of them."""
    tags = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    made = []
    for page in document.pages:
        for place in page.get("/Annots", ()):
            name = str(place.A.get("/URI", "")) if "/A" in place else ""
            if name.startswith(FIELD):
                name = name.removeprefix(FIELD)
                field = fields[name]
                file.put(number_of(place), _field(file, page, place, name, field))
                made.append(b"%d 0 R" % number_of(place))
                # ISO 14289-1, 7.18.4: a widget is in a Form
                tag = tags[int(place.StructParent)]
                named = {"/S": b"/Form", "/Alt": _text(field.name)}
                file.put(number_of(tag), dictionary(named, tag))
    signed = 1 if any(field.is_signature for field in fields.values()) else 0
    form = {"/Fields": b"[ %s ]" % b" ".join(made), "/SigFlags": b"%d" % signed}
    return {"/AcroForm": file.add(dictionary(form))}


def _field(
    file: Rewriting, page: pikepdf.Page, place: pikepdf.Object, name: str, field: FormField
) -> bytes:
    left, low, right, high = (float(edge) for edge in place.Rect)
    width, height = right - left, high - low
    entries = {
        "/Subtype": b"/Widget",
        "/F": b"%d" % PRINTED,
        "/P": b"%d 0 R" % number_of(page.obj),
        "/T": _text(name),
        "/TU": _text(field.name),
    }
    if field.is_signature:
        seen = dictionary({"/N": _drawn(file, width, height, b"")})
        entries |= {"/FT": b"/Sig", "/AP": seen}
    else:
        states = {
            state: _drawn(file, width, height, box_drawn(width, height, is_ticked=is_ticked))
            for state, is_ticked in (("/Yes", True), ("/Off", False))
        }
        now = b"/Yes" if field.is_ticked else b"/Off"
        seen = dictionary({"/N": dictionary(states)})
        entries |= {"/FT": b"/Btn", "/V": now, "/AS": now, "/AP": seen}
    return dictionary(entries, place, without=("/A", "/Border", "/Contents"))


def _text(words: str) -> bytes:
    return pikepdf.String(words).unparse()


def _drawn(file: Rewriting, width: float, height: float, content: bytes) -> bytes:
    entries = {
        "/Type": b"/XObject",
        "/Subtype": b"/Form",
        "/BBox": b"[ 0 0 %.3f %.3f ]" % (width, height),
        "/Resources": b"<< >>",
    }
    return file.add(stream(content, entries))
