"""Writes a workbook of one sheet: the least that every spreadsheet opens."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the same file for the same family
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="people" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
}


def pack(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the workbook with these rows; every cell is text, so no id loses its zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        parts = {**_PARTS, "xl/worksheets/sheet1.xml": "".join(_sheet(rows))}
        for name, text in parts.items():
            book.writestr(zipfile.ZipInfo(name, _MOMENT), _HEAD + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sheet(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_SHEET}"><sheetData>'
    for number, row in enumerate(rows, start=1):
        yield f'<row r="{number}">'
        for place, cell in enumerate(row):
            if cell:
                text = escape(_clean(cell), quote=False)
                yield f'<c r="{_letters(place)}{number}" t="inlineStr">'
                yield f'<is><t xml:space="preserve">{text}</t></is></c>'
        yield "</row>"
    yield "</sheetData></worksheet>"


def _clean(text: str) -> str:
    """XML has no place for most control characters."""
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def _letters(place: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    out = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
