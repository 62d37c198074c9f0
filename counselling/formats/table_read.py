"""Reads the rows of a table of people, wherever its cells came from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from counselling.errors import FormatError
from counselling.formats import times
from counselling.formats.format import Loss, Reading, fields
from counselling.formats.rows import LAST_YEAR, Row, Ties, assemble, parent_or_none
from counselling.formats.table_columns import ABSENT, FORMULA, Columns, columns
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Age, Diagnosis, GeneTest, PartialDate, Person
from counselling.pedigree.terms import (
    AFFECTED,
    Adoption,
    Gender,
    PregnancyOutcome,
    Sex,
    TestResult,
    Zygosity,
)

Value = TypeVar("Value")

_YES: Final = frozenset({"1", "y", "yes", "true", "t", "x", "d"})
_NO: Final = frozenset({"0", "n", "no", "false", "f", "l"})
_RESULTS: Final = {
    "p": TestResult.POSITIVE,
    "pos": TestResult.POSITIVE,
    "positive": TestResult.POSITIVE,
    "n": TestResult.NEGATIVE,
    "neg": TestResult.NEGATIVE,
    "negative": TestResult.NEGATIVE,
    "vus": TestResult.UNCERTAIN,
}


@dataclass
class _Beside:
    """What rows say of others than the person alone."""

    consultand: str | None = None
    twins: dict[tuple[Zygosity, str], list[str]] = field(default_factory=dict)


def read(lines: Sequence[tuple[int, Sequence[str]]]) -> Reading:
    """Read all families of a table, its header first. Raises FormatError with the line."""
    losses: list[Loss] = []
    found = columns([cells for _, cells in lines], losses)
    beside: dict[str, _Beside] = {}
    rows = list(_rows(lines[1:], found, beside, losses))
    ties = {
        family: Ties(
            consultand=told.consultand,
            twins=tuple(
                TwinSet(tuple(members), zygosity)
                for (zygosity, _), members in told.twins.items()
                if len(members) > 1
            ),
        )
        for family, told in beside.items()
    }
    return assemble(rows, losses, ties)


def _rows(
    lines: Sequence[tuple[int, Sequence[str]]],
    columns: Columns,
    beside: dict[str, _Beside],
    losses: list[Loss],
) -> Iterator[Row]:
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < columns.least:
            found = len(cells)
            raise FormatError("format.columns", line=number, found=found, expected=columns.least)
        if cells[columns.place["sex"]].strip().lower() not in columns.sexes:
            losses.append(Loss("loss.sex", number))
        yield _row(cells, columns, number, beside, losses)


_TWINS: Final = {
    "monozygotic": Zygosity.MONOZYGOTIC,
    "dizygotic": Zygosity.DIZYGOTIC,
    "twins": Zygosity.UNKNOWN,
}
_MARKED: Final = {"m": Zygosity.MONOZYGOTIC, "d": Zygosity.DIZYGOTIC}


def _row(
    cells: Sequence[str],
    columns: Columns,
    number: int,
    beside: dict[str, _Beside],
    losses: list[Loss],
) -> Row:
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
    family = cell("family") or "1"
    own = beside.setdefault(family, _Beside())
    for column, zygosity in _TWINS.items():
        code = cell(column)
        if code not in ("", "0"):
            told = _MARKED.get(code[0]) if code[1:2] == "_" else None
            own.twins.setdefault((told or zygosity, code), []).append(cell("id"))
    proband = cell("proband").lower()
    if proband == "c" or _truth(cell("consultand"), number, "consultand"):
        own.consultand = own.consultand or cell("id")
    return Row(
        number,
        family,
        _person(cell, cells, columns, number, losses),
        parent_or_none(cell("father")),
        parent_or_none(cell("mother")),
        is_proband=proband == "p" or (proband != "c" and _truth(proband, number, "proband")),
    )


def _person(
    cell: Callable[[str], str],
    cells: Sequence[str],
    columns: Columns,
    number: int,
    losses: list[Loss],
) -> Person:
    def one_of(column: str, table: Mapping[str, Value]) -> Value | None:
        """A word of a list; another is told, as a column may mean something else elsewhere."""
        word = cell(column).lower()
        if word and word not in table:
            losses.append(Loss("loss.cell", number, fields(column=column)))
        return table.get(word)

    def day(column: str) -> PartialDate | None:
        text = cell(column)
        found = times.date(text)
        if text not in ("", "0") and found is None:
            losses.append(Loss("loss.cell", number, fields(column=column)))
        return found

    born, age = cell("born"), cell("age")
    names = [cell("firstname"), cell("lastname")]
    affected = columns.place.get("affected")
    return Person(
        cell("id"),
        name=cell("name") or " ".join(name for name in names if name),
        sex=columns.sexes.get(cell("sex").lower(), Sex.UNKNOWN),
        gender=one_of("gender", _GENDERS),
        birth=day("birthday")
        or (PartialDate(_year(born, number)) if born not in ("", "0") else None),
        age=Age.at(_years(age, number, "age")) if age not in ("", "0") else None,
        is_deceased=_truth(cell("dead"), number, "dead"),
        death=day("died"),
        cause_of_death=cell("cause"),
        diagnoses=_diagnoses(cells, columns, cell("affected"), number),
        tests=_tests(cells, columns, number),
        pregnancy=one_of("pregnancy", _PREGNANCIES),
        adoption=one_of("adoption", _ADOPTIONS),
        is_status_unknown=affected is not None and cells[affected].strip() == "?",
        note=cell("note"),
    )


_GENDERS: Final[Mapping[str, Gender]] = {
    **{gender.value: gender for gender in Gender},
    "undisclosed": Gender.UNKNOWN,  # "unknown" means no word at all in many tables
}
_NOT: Final = dict.fromkeys(("0", "n", "no", "false"), None)
_PREGNANCIES: Final[Mapping[str, PregnancyOutcome | None]] = {
    **{outcome.value: outcome for outcome in PregnancyOutcome},
    **dict.fromkeys(("1", "y", "yes", "p", "true"), PregnancyOutcome.ONGOING),
    **_NOT,
}
_ADOPTIONS: Final[Mapping[str, Adoption | None]] = {
    **{way.value: way for way in Adoption},
    **dict.fromkeys(("1", "y", "yes", "true"), Adoption.IN),
    **_NOT,
}


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
