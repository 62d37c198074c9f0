"""One line of a CanRisk or BOADICEA file as a person: what all their versions share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from counselling.errors import FormatError
from counselling.formats.canrisk_columns import CANCERS, HOXB13_POSITIVE, MARKERS
from counselling.formats.format import Loss
from counselling.formats.rows import LAST_YEAR, Row, parent_or_none
from counselling.pedigree.person import Age, Diagnosis, GeneTest, Marker, PartialDate, Person
from counselling.pedigree.terms import (
    ASHKENAZI,
    BREAST,
    MarkerStatus,
    Sex,
    TestMethod,
    TestResult,
    Zygosity,
)

Value = TypeVar("Value")

_SEX: Final = {"F": Sex.FEMALE, "M": Sex.MALE}
_METHOD: Final = {"S": TestMethod.SEARCH, "T": TestMethod.DIRECT}
_RESULT: Final = {"P": TestResult.POSITIVE, "N": TestResult.NEGATIVE}
_MARKER: Final = {"P": MarkerStatus.POSITIVE, "N": MarkerStatus.NEGATIVE}


def split(line: str) -> list[str]:
    """Cells of a line: tabs divide when there are any, else white space does."""
    return [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split())]


def row(
    fixed: Sequence[str],
    tests: Iterator[GeneTest],
    markers: Sequence[str],
    number: int,
    losses: list[Loss],
) -> Row:
    """Return a person of the first 17 columns, her gene tests and five tumour markers.

    Raises FormatError with line and column.
    """
    family, name, target, person_id, father, mother, sex, twins, dead, age, born = fixed[:11]
    if not person_id or person_id == "0":
        raise FormatError("format.no_id", line=number)
    diagnoses = _diagnoses(fixed[11:16], number)
    person = Person(
        person_id,
        name="" if name in ("NA", "0") else name,
        sex=one_of(_SEX, sex, number, "Sex"),
        birth=PartialDate(_year(born, number)) if born != "0" else None,
        age=None if age == "0" else Age.at(_whole(age, number, "Age")),
        is_deceased=_flag(dead, number, "Dead"),
        diagnoses=_with_markers(diagnoses, markers, number, losses),
        tests=tuple(tests),
        ancestry=(ASHKENAZI,) if _flag(fixed[16], number, "Ashkn") else (),
    )
    return Row(
        number,
        family,
        person,
        parent_or_none(father),
        parent_or_none(mother),
        is_proband=_flag(target, number, "Target"),
        twins="" if twins == "0" else twins,
        zygosity=Zygosity.MONOZYGOTIC,
    )


def gene_test(gene: str, method: str, result: str, number: int) -> GeneTest | None:
    """Return a test, None where the gene was not tested. Raises FormatError."""
    if method == "0" or result == "0":
        return None
    found = TestResult.POSITIVE if result in HOXB13_POSITIVE else _RESULT.get(result)
    if found is None or method not in _METHOD:
        raise FormatError("format.cell", line=number, column=gene)
    variant = result if result in HOXB13_POSITIVE else ""
    return GeneTest(gene, found, _METHOD[method], variant)


def _diagnoses(cells: Sequence[str], number: int) -> tuple[Diagnosis, ...]:
    out = []
    for (column, condition), cell in zip(CANCERS, cells, strict=True):
        if cell.upper() == "AU":
            out.append(Diagnosis(condition))
        elif cell != "0":
            out.append(Diagnosis(condition, Age.at(_whole(cell, number, column))))
    return tuple(out)


def _with_markers(
    diagnoses: tuple[Diagnosis, ...], cells: Sequence[str], number: int, losses: list[Loss]
) -> tuple[Diagnosis, ...]:
    """Pathology belongs to the first breast cancer; without one it is said to be lost."""
    markers = tuple(
        Marker(name, one_of(_MARKER, code, number, name))
        for name, code in zip(MARKERS, cells, strict=True)
        if code != "0"
    )
    if not markers:
        return diagnoses
    for place, diagnosis in enumerate(diagnoses):
        if diagnosis.condition == BREAST:
            marked = replace(diagnosis, markers=markers)
            return (*diagnoses[:place], marked, *diagnoses[place + 1 :])
    losses.append(Loss("loss.pathology_without_cancer", number))
    return diagnoses


def _whole(cell: str, number: int, column: str) -> int:
    if not cell.isascii() or not cell.isdecimal() or len(cell) > 4:
        raise FormatError("format.cell", line=number, column=column)
    return int(cell)


def _year(cell: str, number: int) -> int:
    year = _whole(cell, number, "Yob")
    if not 1 <= year <= LAST_YEAR:
        raise FormatError("format.cell", line=number, column="Yob")
    return year


def _flag(cell: str, number: int, column: str) -> bool:
    return one_of({"0": False, "1": True}, cell, number, column)


def one_of(table: Mapping[str, Value], cell: str, number: int, column: str) -> Value:
    """Return what a code means. Raises FormatError with line and column."""
    try:
        return table[cell.upper()]
    except KeyError:
        raise FormatError("format.cell", line=number, column=column) from None
