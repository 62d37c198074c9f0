"""A table of people, CSV or TSV: header with id, dad, mom, sex and whatever else the file has."""

from typing import Final

from counselling.formats import table_lines, table_read, table_write
from counselling.formats.format import Loss, Reading, Writing
from counselling.formats.table_columns import NEEDED, places
from counselling.pedigree.family import Family


class Table:
    """The format; see the module."""

    name = "table"
    suffixes = (".tsv", ".csv", ".txt", ".data")
    says = table_write.SAYS

    def sniff(self, text: str) -> bool:
        """Recognise a header that names id and two of father, mother and sex.

        With one column missing the reader can say which; nobody else could.
        """
        place = places(table_lines.header(text))
        return "id" in place and len(set(NEEDED) & set(place)) >= len(NEEDED) - 1

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        return table_read.read(table_lines.cells(text))

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one row a person, with every column that somebody may need, tab-separated."""
        losses: list[Loss] = []
        rows = table_write.rows(families, losses)
        lines = ("\t".join(table_write.quoted(cell) for cell in row) for row in rows)
        return Writing("\n".join(lines) + "\n", tuple(losses))


FORMAT: Final = Table()
