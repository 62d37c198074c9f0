"""Spreadsheets (.xlsx): the first sheet that holds a table of people, out and in.

Source: ECMA-376 part 1 (SpreadsheetML). Cells only: formulas are read by the value they last had,
macros, pictures and links are never touched. The zip's sizes are checked before it is unpacked.
"""

import csv
import io
from typing import Final

from counselling.errors import FormatError
from counselling.formats import table_read, table_write, workbook_read, workbook_write
from counselling.formats.format import Loss, Reading, Writing
from counselling.pedigree.family import Family

_MARK: Final = "\x02workbook\n"  # no other format begins so


class Workbook:
    """The format; see the module."""

    name = "workbook"
    suffixes = (".xlsx",)
    says = table_write.SAYS

    def unpack(self, data: bytes) -> str | None:
        """Return the sheet as tab-separated text behind a mark; None for what is no workbook."""
        if data[:4] != b"PK\x03\x04":
            return None
        rows = workbook_read.rows(data)
        out = io.StringIO()
        out.write(_MARK)
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
        return out.getvalue()

    def sniff(self, text: str) -> bool:
        """Recognise the mark."""
        return text.startswith(_MARK)

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the row of the sheet."""
        cells = csv.reader(io.StringIO(text.removeprefix(_MARK)), delimiter="\t")
        try:
            lines = [(number, row) for number, row in enumerate(cells, start=1) if any(row)]
        except csv.Error:
            raise FormatError("format.table_unreadable", line=1) from None
        width = len(lines[0][1]) if lines else 0
        # a spreadsheet does not store the empty cells at a row's end
        padded = [(number, [*row, *[""] * (width - len(row))]) for number, row in lines]
        return table_read.read(padded)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one row a person; every cell is text or a number, none a formula."""
        losses: list[Loss] = []
        rows = table_write.rows(families, losses)
        out = io.StringIO()
        out.write(_MARK)
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
        return Writing(out.getvalue(), tuple(losses), workbook_write.pack(rows))


FORMAT: Final = Workbook()
