"""Reads the cells of a workbook's sheets: shared and own strings, numbers, dates as days."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from xml.etree import ElementTree

from counselling.errors import FormatError
from counselling.formats.rows import MAX_PEOPLE
from counselling.formats.table_columns import places

_MAX_UNPACKED: Final = 100_000_000
_MAX_COLUMNS: Final = 2_000
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_BROKEN: Final = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
)


def rows(data: bytes) -> Sequence[Sequence[str]]:
    """Return the rows of the first sheet whose first row names the columns of a table of people.

    Without one, those of the first sheet. Raises FormatError: "format.workbook_broken" for a
    zip that is no workbook or is damaged, "format.too_large".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > _MAX_UNPACKED:
                raise FormatError("format.too_large", megabytes=_MAX_UNPACKED // 1_000_000)
            return _best(_Book(book))
    except _BROKEN:
        raise FormatError("format.workbook_broken") from None


def _best(book: "_Book") -> Sequence[Sequence[str]]:
    first: Sequence[Sequence[str]] | None = None
    for name in book.sheets:
        found = book.rows(name)
        if found and {"id", "sex"} <= set(places(found[0])):
            return found
        first = found if first is None else first
    if not first:
        raise FormatError("format.no_people")
    return first


class _Book:
    """An open workbook."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._book = book
        names = book.namelist()
        sheets = [n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)]
        if not sheets:
            raise FormatError("format.workbook_broken")
        self.sheets = sorted(sheets, key=lambda n: (len(n), n))
        self._strings = self._shared() if "xl/sharedStrings.xml" in names else []
        self._dates = self._date_styles() if "xl/styles.xml" in names else frozenset()

    def _tree(self, name: str) -> ElementTree.Element:
        """A part of the book. A document type could make its text grow without end."""
        text = self._book.read(name)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise FormatError("format.workbook_broken")
        return ElementTree.fromstring(text)

    def _shared(self) -> Sequence[str]:
        return [_text(item) for item in _children(self._tree("xl/sharedStrings.xml"), "si")]

    def _date_styles(self) -> frozenset[str]:
        """Numbers of the cell styles that show a number as a date."""
        root = self._tree("xl/styles.xml")
        own = {
            node.get("numFmtId", ""): node.get("formatCode", "")
            for group in _children(root, "numFmts")
            for node in _children(group, "numFmt")
        }
        styles = [xf.get("numFmtId", "") for g in _children(root, "cellXfs") for xf in g]
        return frozenset(str(n) for n, code in enumerate(styles) if _is_date(code, own))

    def rows(self, name: str) -> Sequence[Sequence[str]]:
        """Rows of a sheet, empty rows too, so that a row's number is its line."""
        out: list[list[str]] = []
        for data in _children(self._tree(name), "sheetData"):
            for row in _children(data, "row"):
                number = int(row.get("r") or len(out) + 1)
                if not len(out) < number <= MAX_PEOPLE + 1:
                    raise FormatError("format.workbook_broken")
                out += [[] for _ in range(number - len(out))]
                self._fill(out[number - 1], row)
        return out

    def _fill(self, cells: list[str], row: ElementTree.Element) -> None:
        for cell in _children(row, "c"):
            place = _column(cell.get("r")) if cell.get("r") else len(cells)
            if not place < _MAX_COLUMNS:
                raise FormatError("format.workbook_broken")
            cells += [""] * (place + 1 - len(cells))
            cells[place] = self._cell(cell)

    def _cell(self, cell: ElementTree.Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(node) for node in _children(cell, "is"))
        value = next((node.text or "" for node in _children(cell, "v")), "")
        if kind == "s" and value:
            number = int(value)
            if not 0 <= number < len(self._strings):
                raise FormatError("format.workbook_broken")
            return self._strings[number]
        if kind == "n" and value:
            return _day(value) if cell.get("s", "") in self._dates else _plain(value)
        return "" if kind == "e" else value


def _children(node: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (child for child in node if child.tag in (_MAIN + name, _STRICT + name))


def _text(node: ElementTree.Element) -> str:
    """Text of a string, of all its runs; what is read aloud beside it (rPh) is left out."""
    parts = [t.text or "" for t in _children(node, "t")]
    for run in _children(node, "r"):
        parts += [t.text or "" for t in _children(run, "t")]
    return "".join(parts)


def _column(place: str | None) -> int:
    found = _CELL.fullmatch(place or "")
    if found is None:
        raise FormatError("format.workbook_broken")
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _plain(value: str) -> str:
    """A number as somebody typed it: 44 and not 44.0."""
    number = float(value)
    is_whole = abs(number) < 1e15 and number == int(number)
    return str(int(number)) if is_whole else f"{number:.12g}"


def _day(value: str) -> str:
    """A date, told in days since 30 December 1899."""
    return (date(1899, 12, 30) + timedelta(days=int(float(value)))).isoformat()


def _is_date(code: str, own: Mapping[str, str]) -> bool:
    if code.isdecimal() and int(code) in _DATES:
        return True
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", own.get(code, "")[:255]).lower()
    return "y" in shown or ("d" in shown and "m" in shown)
