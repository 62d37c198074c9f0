"""The set letter made ready for every reader.

What Typst writes for a right-to-left letter looks right, but is read wrongly:

1. it asks viewers for the right-to-left page order, and with that word pdfium (Chrome) turns about
   every line of the file, a purely Latin one included;
2. it puts the words of a right-to-left stretch down as they are seen (reading_order.py);
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
from zlib import compress

import pikepdf

from counselling.letters.form import PRINTED, Fields, FormField, box_drawn
from counselling.letters.page import FIELD, MARK_FONT
from counselling.letters.reading_order import REVERSED, Page

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
# of zlib, which takes longer than all else in here: two thirds of its time for a twentieth more
_PACKED: Final = 3


def finish(pdf: bytes, fields: Fields | None = None) -> bytes:
    """Return the letter cured for reading, with an id made from its content.

    fields: what is to be ticked or signed, by the name that its place on the page has.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _drop_direction(document)
        _name_mark(document)
        if fields:
            _make_form(document, fields)
        for page in document.pages:
            content = page.Contents.read_bytes()
            if REVERSED in content:
                content = _name_brackets(document, page, content)
                ordered = Page(page.Resources.Font).in_reading_order(content)
                page.Contents = document.make_stream(
                    compress(ordered, _PACKED), Filter=pikepdf.Name.FlateDecode
                )
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Count the pages of a letter."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _drop_direction(document: pikepdf.Pdf) -> None:
    preferences = document.Root.get("/ViewerPreferences")
    if preferences is not None and "/Direction" in preferences:
        del preferences["/Direction"]


def _name_mark(document: pikepdf.Pdf) -> None:
    # no picture holds a mark, and to look through all objects takes longer than the rest
    fonts = (font for page in document.pages for font in page.Resources.get("/Font", {}).values())
    for font in {font.objgen: font for font in fonts}.values():
        if MARK_FONT in str(font.get("/BaseFont", "")) and "/ToUnicode" in font:
            names = font.ToUnicode
            names.write(names.read_bytes().replace(_MARK_AS_SET, _MARK_AS_READ))


def _name_brackets(document: pikepdf.Pdf, page: pikepdf.Page, content: bytes) -> bytes:
    """Return the content; a bracket that has another name is shown from a font that knows it."""
    fonts, made = page.Resources.Font, set[str]()

    def shown_anew(found: re.Match[bytes]) -> bytes:
        name = found[2].decode()
        if name not in made:
            made.add(name)
            fonts[f"{name}{_TURNED}"] = document.make_indirect(_turned(document, fonts[name]))
        return found[1] + (name + _TURNED).encode() + found[3]

    return _OTHER_NAME.sub(shown_anew, content)


def _turned(document: pikepdf.Pdf, font: pikepdf.Object) -> pikepdf.Dictionary:
    """Return a font whose brackets are named by their partners."""
    turned = pikepdf.Dictionary(dict(font.items()))
    names = _BRACKET.sub(lambda found: found[1] + _PARTNERS[found[2]], font.ToUnicode.read_bytes())
    turned.ToUnicode = document.make_stream(names)
    return turned


def _make_form(document: pikepdf.Pdf, fields: Fields) -> None:
    made = pikepdf.Array()
    for page in document.pages:
        for place in page.get("/Annots", ()):
            name = str(place.A.get("/URI", "")) if "/A" in place else ""
            if name.startswith(FIELD):
                name = name.removeprefix(FIELD)
                _make_field(document, page, place, name, fields[name])
                made.append(place)
        if "/Annots" in page:
            page.obj.Tabs = pikepdf.Name.S
    _name_forms(document, made)
    signed = 1 if any(field.is_signature for field in fields.values()) else 0
    form = pikepdf.Dictionary(Fields=made, SigFlags=signed)
    document.Root.AcroForm = document.make_indirect(form)


def _make_field(
    document: pikepdf.Pdf, page: pikepdf.Page, place: pikepdf.Object, name: str, field: FormField
) -> None:
    for key in ("/A", "/Border", "/Contents"):
        if key in place:
            del place[key]
    left, low, right, high = (float(edge) for edge in place.Rect)
    width, height = right - left, high - low
    place.Subtype, place.F, place.P = pikepdf.Name.Widget, PRINTED, page.obj
    place.T, place.TU = pikepdf.String(name), pikepdf.String(field.name)
    if field.is_signature:
        place.FT = pikepdf.Name.Sig
        place.AP = pikepdf.Dictionary(N=_drawn(document, width, height, b""))
        return
    states = {
        state: _drawn(document, width, height, box_drawn(width, height, is_ticked=is_ticked))
        for state, is_ticked in (("/Yes", True), ("/Off", False))
    }
    now = pikepdf.Name.Yes if field.is_ticked else pikepdf.Name.Off
    place.FT, place.V, place.AS = pikepdf.Name.Btn, now, now
    place.AP = pikepdf.Dictionary(N=pikepdf.Dictionary(states))


def _drawn(document: pikepdf.Pdf, width: float, height: float, content: bytes) -> pikepdf.Object:
    drawn = document.make_stream(content)
    drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    drawn.BBox = pikepdf.Array([0, 0, round(width, 3), round(height, 3)])
    drawn.Resources = pikepdf.Dictionary()
    return drawn


def _name_forms(document: pikepdf.Pdf, made: pikepdf.Array) -> None:
    """Call the tags of the fields what they are (ISO 14289-1, 7.18.4: a widget in a Form)."""
    tags = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for place in made:
        tag = tags[int(place.StructParent)]
        tag.S, tag.Alt = pikepdf.Name.Form, place.TU
