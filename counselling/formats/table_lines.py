"""From a text to the cells of a table: commas, semicolons, tabs or strokes, and Madeline's way.

Madeline names one column a line, ends the names with a blank line, and divides cells by white
space; "//" starts a comment. Source: Madeline 2.0 PDE documentation, flat file format.
"""

import csv
import io
from collections.abc import Sequence

from counselling.errors import FormatError
from counselling.formats.table_columns import delimiter

Lines = list[tuple[int, list[str]]]
_COMMENT = "//"


def header(text: str) -> Sequence[str]:
    """Return the names of the columns, nothing where none can be found."""
    start, line = _first(text)
    names = _stacked(text.split("\n")[start:])
    if names:
        return names
    try:
        return next(csv.reader([line], delimiter=delimiter(line)), [])
    except csv.Error:
        return []


def cells(text: str) -> Lines:
    """Return all rows with their lines, the header first. Raises FormatError with the line."""
    start, line = _first(text)
    rows = text.split("\n")
    names = _stacked(rows[start:])
    if names:
        return [(start + 1, names), *_by_blanks(rows, start + len(names) + 1)]
    if start:
        rows[:start] = [""] * start
    body = "\n".join("" if row.startswith(_COMMENT) else row for row in rows)
    # strict: a quotation mark that is never closed would swallow all people behind it
    reader = csv.reader(io.StringIO(body), delimiter=delimiter(line), strict=True)
    try:
        found = [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise FormatError("format.table_unreadable", line=max(reader.line_num, 1)) from None
    return [(number, row) for number, row in found if number > start]


def _first(text: str) -> tuple[int, str]:
    """Place and text of the first line that is neither blank nor a comment."""
    for place, line in enumerate(text.split("\n", 500)[:500]):
        if line.strip() and not line.startswith(_COMMENT):
            return place, line
    return 0, text.partition("\n")[0]


def _stacked(rows: Sequence[str]) -> list[str]:
    """Names of columns that stand one a line; none where they stand side by side."""
    names: list[str] = []
    for row in rows[:500]:
        word = row.strip()
        if row.startswith(_COMMENT):
            break
        if not word:
            return names if len(names) > 3 else []
        if len(word.split()) > 1 or any(sign in word for sign in "\t;,|"):
            break
        names.append(word)
    return []


def _by_blanks(rows: Sequence[str], start: int) -> Lines:
    return [
        (place + 1, rows[place].split())
        for place in range(start, len(rows))
        if rows[place].strip() and not rows[place].startswith(_COMMENT)
    ]
