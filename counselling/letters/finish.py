"""The set letter made ready for every reader: the only file that knows pikepdf.

What Typst writes for a right-to-left letter looks right, but is read wrongly:

1. it asks viewers for the right-to-left page order, and with that word pdfium (Chrome) turns about
   every line of the file, a purely Latin one included;
2. it puts the words of a right-to-left stretch down as they are seen, from the left; they belong
   in reading order (ISO 32000-1, 14.8.2.3.3: reverse-order show strings), and so screen readers
   take them;
3. the mark after a bracket has no name that readers know;
4. a bracket's glyph is named by what it was first drawn for, and turned about it was another one.
   Its other name stands beside it (ActualText), where mupdf and pdf.js (Firefox) do not look.

All four are mended here without moving a glyph. And where the page has places to tick and to
sign, they become fields of a form (form.py). Nothing may rewrite the file after it is signed, so
this is the last hand on it before a signature.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from counselling.letters.form import PRINTED, Fields, FormField, box_drawn
from counselling.letters.page import FIELD, MARK_FONT

_MARK_AS_SET: Final = b"<2800>"  # the code point that Typst's shaper keeps
_MARK_AS_READ: Final = b"<200E>"  # left-to-right mark

# A page's instructions are cut as bytes: a parser that makes an object of each takes longer than
# setting the letter. No operator can be met inside a string: a string's glyphs are two bytes each,
# and the first of them is a printable letter only from glyph 8192 on; our fonts have a quarter.
_TEXT_OBJECT: Final = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
_MARK_OR_SHOW: Final = re.compile(rb"\b(BMC|BDC|EMC)\b|(?<=[)\]>])\s*T[jJ]\b")
_REVERSED: Final = b"/ReversedChars BMC"
_TURNED: Final = "r"  # ends the name of a font whose brackets are turned about
_OTHER_NAME: Final = re.compile(
    rb"(/ActualText\(\\?[()\[\]]\)>>BDC(?:(?!EMC).)*?)(/\w+)( [\d.]+ Tf)", re.DOTALL
)
_BRACKET: Final = re.compile(rb"(<\w{4}> )(<00(?:28|29|5[BbDd])>)")
_PARTNERS: Final = {
    b"<0028>": b"<0029>", b"<0029>": b"<0028>", b"<005B>": b"<005D>", b"<005D>": b"<005B>",
    b"<005b>": b"<005d>", b"<005d>": b"<005b>",
}  # fmt: skip
_INTERRUPTED: Final = re.compile(rb"[)>]\s*-?[\d.]+\s*[(<]")


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
            if _REVERSED in content:
                content = _name_brackets(document, page, content)
                ordered = _Page(document, page).in_reading_order(content)
                page.Contents = document.make_stream(ordered)
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


@dataclass
class _Page:
    """One page, and the widths of its fonts' glyphs once they are asked for."""

    document: pikepdf.Pdf
    page: pikepdf.Page
    _widths: dict[str, Callable[[int], float]] = field(default_factory=dict)

    def in_reading_order(self, content: bytes) -> bytes:
        """Return the content with the words of right-to-left stretches in reading order."""
        return _TEXT_OBJECT.sub(lambda text: b"BT" + self._ordered(text[1]) + b"\nET", content)

    def _ordered(self, text: bytes) -> bytes:
        """Return the words of a text object last first, where they stand reversed on their own.

        A word can move only if it sets its own place and font; else all stay as they were.
        """
        if _REVERSED not in text:
            return text
        words = list(_words(text))
        if not all(b" Tm" in word and b" Tf" in word for word in words):
            return text
        strings = [string for word in words for string in self._strings(word)]
        return b"\n" + b"\n".join(reversed(strings))

    def _strings(self, word: bytes) -> Iterator[bytes]:
        """Cut a word whose string is interrupted by a shift (a kern, a space at the line's end).

        Readers turn each string about, not the word; so each becomes a word with its own place.
        """
        if b"BDC" in word or not _INTERRUPTED.search(word):
            yield word
            return
        instructions = pikepdf.parse_content_stream(self.document.make_stream(word))
        found = {str(i.operator): i.operands for i in instructions}
        font, size = str(found["Tf"][0]), float(found["Tf"][1])
        a, b, c, d, x, y = (float(number) for number in found["Tm"])
        at = 0.0  # in thousandths of the type size
        for piece in found["TJ"][0]:
            if not isinstance(piece, pikepdf.String):
                at -= float(piece)
                continue
            along = at * size / 1000
            place = a, b, c, d, round(x + a * along, 4), round(y + b * along, 4)
            moved = {"Tm": _instruction("Tm", *place), "TJ": _instruction("Tj", piece)}
            yield pikepdf.unparse_content_stream(
                [moved.get(str(i.operator), i) for i in instructions]
            )
            at += self._width(font, bytes(piece))

    def _width(self, font: str, glyphs: bytes) -> float:
        if font not in self._widths:
            self._widths[font] = _glyph_widths(self.page.Resources.Font[font].DescendantFonts[0])
        ids = (glyphs[i] << 8 | glyphs[i + 1] for i in range(0, len(glyphs), 2))
        return sum(self._widths[font](glyph) for glyph in ids)


def _words(text: bytes) -> Iterator[bytes]:
    """Cut a text object behind each marked sequence and each string shown outside one."""
    begin = depth = 0
    for found in _MARK_OR_SHOW.finditer(text):
        match found[1]:
            case b"BMC" | b"BDC":
                depth += 1
                continue
            case b"EMC":
                depth -= 1
        if depth == 0:
            yield text[begin : found.end()].strip()
            begin = found.end()
    if rest := text[begin:].strip():
        yield rest


def _instruction(
    operator: str, *operands: float | pikepdf.Object
) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))


def _glyph_widths(font: pikepdf.Object) -> Callable[[int], float]:
    """Read a CID font's widths by glyph (ISO 32000-1, 9.7.4.3), in thousandths of the size."""
    widths: dict[int, float] = {}
    entries = list(font.get("/W", []))
    while entries:
        first, then = int(entries.pop(0)), entries.pop(0)
        if isinstance(then, pikepdf.Array):
            widths.update((first + i, float(width)) for i, width in enumerate(then))
        else:
            same = float(entries.pop(0))
            widths.update((glyph, same) for glyph in range(first, int(then) + 1))
    others = float(font.get("/DW", 1000))
    return lambda glyph: widths.get(glyph, others)
