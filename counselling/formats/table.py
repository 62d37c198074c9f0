"""A table of people, CSV or TSV: header with id, dad, mom, sex and whatever else the file has."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from counselling.errors import FormatError
from counselling.formats import table_write
from counselling.formats.format import Loss, Reading, Writing
from counselling.formats.rows import LAST_YEAR, Row, assemble, parent_or_none
from counselling.formats.table_columns import (
    ABSENT,
    FORMULA,
    NEEDED,
    Columns,
    columns,
    delimiter,
    places,
)
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, PartialDate, Person
from counselling.pedigree.terms import (
    AFFECTED,
    Sex,
    TestResult,
    Zygosity,
)

_YES: Final = frozenset({"1", "y", "yes", "true", "t", "x"})
_NO: Final = frozenset({"0", "n", "no", "false", "f"})
_RESULTS: Final = {
    "p": TestResult.POSITIVE,
    "pos": TestResult.POSITIVE,
    "positive": TestResult.POSITIVE,
    "n": TestResult.NEGATIVE,
    "neg": TestResult.NEGATIVE,
    "negative": TestResult.NEGATIVE,
    "vus": TestResult.UNCERTAIN,
}


class Table:
    """The format; see the module."""

    name = "table"
    suffixes = (".tsv", ".csv", ".txt")

    def sniff(self, text: str) -> bool:
        """Recognise a header that names id and two of father, mother and sex.

        With one column missing the reader can say which; nobody else could.
        """
        header = text.lstrip("\ufeff").partition("\n")[0]
        try:
            place = places(next(csv.reader([header], delimiter=delimiter(header)), []))
        except csv.Error:
            return False
        return "id" in place and len(set(NEEDED) & set(place)) >= len(NEEDED) - 1

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        header = text.partition("\n")[0]
        # strict: a quotation mark that is never closed would swallow all people behind it
        reader = csv.reader(io.StringIO(text), delimiter=delimiter(header), strict=True)
        try:
            lines = [(reader.line_num, cells) for cells in reader]
        except csv.Error:
            raise FormatError("format.table_unreadable", line=max(reader.line_num, 1)) from None
        losses: list[Loss] = []
        found = columns([cells for _, cells in lines], losses)
        return assemble(_rows(lines[1:], found, losses), losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one row a person, with every column that somebody may need."""
        return table_write.write(families)


def _rows(
    lines: Sequence[tuple[int, Sequence[str]]], columns: Columns, losses: list[Loss]
) -> Iterator[Row]:
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < columns.least:
            found = len(cells)
            raise FormatError("format.columns", line=number, found=found, expected=columns.least)
        if cells[columns.place["sex"]].strip().lower() not in columns.sexes:
            losses.append(Loss("loss.sex", number))
        yield _row(cells, columns, number)


def _row(cells: Sequence[str], columns: Columns, number: int) -> Row:
    def cell(column: str) -> str:
        place = columns.place.get(column)
        if place is None:
            return ""
        text = cells[place].strip()
        if text[:1] == "'" and text.lstrip("'")[:1] in FORMULA:
            text = text[1:]  # how a spreadsheet is told that this is no formula
        return "" if text.lower() in ABSENT else text

    if cell("id") in ("", "0"):
        raise FormatError("format.no_id", line=number)
    born = cell("born")
    person = Person(
        cell("id"),
        name=cell("name"),
        sex=columns.sexes.get(cell("sex").lower(), Sex.UNKNOWN),
        birth=PartialDate(_year(born, number)) if born not in ("", "0") else None,
        age=Age.at(_years(cell("age"), number, "age")) if cell("age") not in ("", "0") else None,
        is_deceased=_truth(cell("dead"), number, "dead"),
        diagnoses=_diagnoses(cells, columns, cell("affected"), number),
        tests=_tests(cells, columns, number),
        note=cell("note"),
    )
    twins, zygosity = _twins(cell("monozygotic"), cell("dizygotic"))
    return Row(
        number,
        cell("family") or "1",
        person,
        parent_or_none(cell("father")),
        parent_or_none(cell("mother")),
        is_proband=_truth(cell("proband"), number, "proband"),
        twins=twins,
        zygosity=zygosity,
    )


def _twins(monozygotic: str, dizygotic: str) -> tuple[str, Zygosity]:
    if monozygotic not in ("", "0"):
        return monozygotic, Zygosity.MONOZYGOTIC
    if dizygotic not in ("", "0"):
        return dizygotic, Zygosity.DIZYGOTIC
    return "", Zygosity.UNKNOWN


def _diagnoses(
    cells: Sequence[str], columns: Columns, affected: str, number: int
) -> tuple[Diagnosis, ...]:
    out = []
    for place, condition in columns.cancers.items():
        text = cells[place].strip()
        if text.lower() in ABSENT or text == "0" or text.lower() in ("n", "no", "false"):
            continue
        if text.lower() in ("au", "y", "yes", "true"):
            out.append(Diagnosis(condition))
        else:
            out.append(Diagnosis(condition, Age.at(_years(text, number, condition))))
    if affected.lower() in columns.affected and not out:
        out.append(Diagnosis(AFFECTED))
    return tuple(out)


def _tests(cells: Sequence[str], columns: Columns, number: int) -> tuple[GeneTest, ...]:
    out = []
    for place, gene in columns.genes.items():
        text = cells[place].strip().lower()
        if text in ABSENT or text == "0":
            continue
        if text not in _RESULTS:
            raise FormatError("format.cell", line=number, column=gene)
        out.append(GeneTest(gene, _RESULTS[text]))
    return tuple(out)


def _years(text: str, number: int, column: str) -> float:
    try:
        years = float(text)
    except ValueError:
        raise FormatError("format.cell", line=number, column=column) from None
    if not 0 <= years <= 200:
        raise FormatError("format.cell", line=number, column=column)
    return years


def _year(text: str, number: int) -> int:
    try:
        year = int(float(text))
    except (ValueError, OverflowError):
        raise FormatError("format.cell", line=number, column="born") from None
    if not 1 <= year <= LAST_YEAR:
        raise FormatError("format.cell", line=number, column="born")
    return year


def _truth(text: str, number: int, column: str) -> bool:
    if not text or text.lower() in _NO:
        return False
    if text.lower() in _YES:
        return True
    raise FormatError("format.cell", line=number, column=column)


FORMAT: Final = Table()
