"""CanRisk files, versions 1 to 4: one person a line, cancers with ages, gene tests, pathology.

Layout of the columns: CanRisk's web service as its public code documents it (bws, pedigree_file.py
and settings.py, read 2026-11); differences between versions are the genes listed, nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from counselling.errors import FormatError
from counselling.formats import canrisk_write
from counselling.formats.canrisk_columns import (
    CANCERS,
    FIXED_COLUMNS,
    GENES,
    HOXB13_POSITIVE,
    MARKERS,
)
from counselling.formats.format import Loss, Reading, Writing
from counselling.formats.rows import LAST_YEAR, Row, assemble, parent_or_none
from counselling.pedigree.family import Family
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    Marker,
    PartialDate,
    Person,
)
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

_VERSION: Final = re.compile(r"##\s*CanRisk\s+(\d+)(?:\.\d+)?\s*$", re.IGNORECASE)
_SEX: Final = {"F": Sex.FEMALE, "M": Sex.MALE}
_METHOD: Final = {"S": TestMethod.SEARCH, "T": TestMethod.DIRECT}
_RESULT: Final = {"P": TestResult.POSITIVE, "N": TestResult.NEGATIVE}
_MARKER: Final = {"P": MarkerStatus.POSITIVE, "N": MarkerStatus.NEGATIVE}


class CanRisk:
    """The format; see the module."""

    name = "canrisk"
    suffixes = (".canrisk4", ".canrisk3", ".canrisk2", ".canrisk", ".canrisk1")

    def sniff(self, text: str) -> bool:
        """Recognise the first line."""
        return _VERSION.match(text.partition("\n")[0]) is not None

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        lines = text.split("\n")
        genes = _genes(lines[0])
        losses: list[Loss] = []
        factors: list[tuple[str, str]] = []
        rows = list(_rows(lines, genes, factors, losses))
        reading = assemble(rows, losses)
        return _with_factors(reading, tuple(factors))

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write version 4, within the limits of the receiving service."""
        return canrisk_write.write(families)


def _genes(first: str) -> tuple[str, ...]:
    found = _VERSION.match(first)
    version = int(found[1]) if found else 0
    if version not in GENES:
        raise FormatError("format.canrisk_version", line=1, version=version)
    return GENES[version]


def _rows(
    lines: Sequence[str],
    genes: tuple[str, ...],
    factors: list[tuple[str, str]],
    losses: list[Loss],
) -> Iterator[Row]:
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("##"):
            _header_line(line, number, factors, losses)
        elif line.startswith("#") or not line.strip():
            continue
        else:
            yield _row(line, number, genes, losses)


def _header_line(
    line: str, number: int, factors: list[tuple[str, str]], losses: list[Loss]
) -> None:
    key, equals, value = line[2:].strip().partition("=")
    if equals:
        factors.append((key.strip(), value.strip()))
    elif not key.lower().startswith("famid"):
        losses.append(Loss("loss.unknown_line", number))


def _row(line: str, number: int, genes: tuple[str, ...], losses: list[Loss]) -> Row:
    cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split())]
    while cells and not cells[-1] and len(cells) > FIXED_COLUMNS + len(genes) + 1:
        cells.pop()
    expected = FIXED_COLUMNS + len(genes) + 1
    if len(cells) != expected:
        raise FormatError("format.columns", line=number, found=len(cells), expected=expected)
    family, name, target, person_id, father, mother, sex, twins, dead, age, born = cells[:11]
    if not person_id or person_id == "0":
        raise FormatError("format.no_id", line=number)
    diagnoses = _diagnoses(cells[11:16], number)
    tests = tuple(_tests(genes, cells[FIXED_COLUMNS:-1], number))
    person = Person(
        person_id,
        name="" if name in ("NA", "0") else name,
        sex=_one_of(_SEX, sex, number, "Sex"),
        birth=PartialDate(_year(born, number)) if born != "0" else None,
        age=None if age == "0" else Age.at(_whole(age, number, "Age")),
        is_deceased=_flag(dead, number, "Dead"),
        diagnoses=_with_markers(diagnoses, cells[-1], number, losses),
        tests=tests,
        ancestry=(ASHKENAZI,) if _flag(cells[16], number, "Ashkn") else (),
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


def _diagnoses(cells: Sequence[str], number: int) -> tuple[Diagnosis, ...]:
    out = []
    for (column, condition), cell in zip(CANCERS, cells, strict=True):
        if cell.upper() == "AU":
            out.append(Diagnosis(condition))
        elif cell != "0":
            out.append(Diagnosis(condition, Age.at(_whole(cell, number, column))))
    return tuple(out)


def _tests(genes: Sequence[str], cells: Sequence[str], number: int) -> Iterator[GeneTest]:
    for gene, cell in zip(genes, cells, strict=True):
        method, colon, result = cell.partition(":")
        if not colon:
            raise FormatError("format.cell", line=number, column=gene)
        if method == "0" or result == "0":
            continue
        found = TestResult.POSITIVE if result in HOXB13_POSITIVE else _RESULT.get(result)
        if found is None or method not in _METHOD:
            raise FormatError("format.cell", line=number, column=gene)
        variant = result if result in HOXB13_POSITIVE else ""
        yield GeneTest(gene, found, _METHOD[method], variant)


def _with_markers(
    diagnoses: tuple[Diagnosis, ...], cell: str, number: int, losses: list[Loss]
) -> tuple[Diagnosis, ...]:
    """Pathology belongs to the first breast cancer; without one it is said to be lost."""
    codes = cell.split(":")
    if len(codes) != len(MARKERS):
        raise FormatError("format.cell", line=number, column=":".join(MARKERS))
    markers = tuple(
        Marker(name, _one_of(_MARKER, code, number, name))
        for name, code in zip(MARKERS, codes, strict=True)
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


def _with_factors(reading: Reading, factors: tuple[tuple[str, str], ...]) -> Reading:
    """Header lines describe the target; with several families nobody can say whose they are."""
    if not factors:
        return reading
    if len(reading.families) > 1 or reading.families[0].proband is None:
        return replace(reading, losses=(*reading.losses, Loss("loss.risk_factors_unassigned")))
    family = reading.families[0]
    target = family.person(family.proband or "")
    marked = family.replace_person(replace(target, risk_factors=factors))
    return replace(reading, families=(marked,))


def _whole(cell: str, number: int, column: str) -> int:
    try:
        value = int(cell)
    except ValueError:
        raise FormatError("format.cell", line=number, column=column) from None
    if value < 0:
        raise FormatError("format.cell", line=number, column=column)
    return value


def _year(cell: str, number: int) -> int:
    year = _whole(cell, number, "Yob")
    if not 1 <= year <= LAST_YEAR:
        raise FormatError("format.cell", line=number, column="Yob")
    return year


def _flag(cell: str, number: int, column: str) -> bool:
    return _one_of({"0": False, "1": True}, cell, number, column)


def _one_of(table: Mapping[str, Value], cell: str, number: int, column: str) -> Value:
    try:
        return table[cell.upper()]
    except KeyError:
        raise FormatError("format.cell", line=number, column=column) from None


FORMAT: Final = CanRisk()
