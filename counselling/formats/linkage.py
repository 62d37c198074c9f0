"""LINKAGE after makeped: rows with pointers and doubled people become plain rows again.

Columns: pedigree, person, father, mother, first child, next sibling by the father, by the mother,
sex, proband or loop, then phenotype and markers; makeped adds "Ped: name  Per: name" at the end.
A loop is broken by writing a person twice, under one number above 1. Source: LINKAGE User's Guide
1994; Terwilliger and Ott, Handbook of Human Genetic Linkage 1994.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counselling.errors import FormatError

_LEAST: Final = 9
_NOBODY: Final = "0"


@dataclass(frozen=True)
class Plain:
    """A row as it was before makeped; cells are those of six columns and the markers."""

    line: int
    cells: tuple[str, ...]
    is_proband: bool = False


@dataclass(frozen=True)
class _Row:
    line: int
    family: str
    number: str
    father: str
    mother: str
    sex: str
    mark: str
    rest: tuple[str, ...]
    name: str
    pedigree: str


def is_made(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether rows went through makeped: they say so, or columns 5 to 7 point at people."""
    if not lines:
        return False
    if all(_tail(line) for _, line in lines):
        return True
    rows = [line.split() for _, line in lines]
    if any(len(row) < _LEAST for row in rows):
        return False
    people = {(row[0], row[1]) for row in rows}
    pointers = [(row[0], cell) for row in rows for cell in row[4:7]]
    points = all(cell == _NOBODY or (of, cell) in people for of, cell in pointers)
    has_first = any(row[4] not in ("0", "1", "2") for row in rows)
    return points and has_first and all(row[7] in ("0", "1", "2") for row in rows)


def plain(lines: Sequence[tuple[int, str]]) -> list[Plain]:
    """Return the rows as before makeped, each person once.

    Raises FormatError("format.columns", line=...) for a row that is too short.
    """
    rows = [_row(number, line) for number, line in lines]
    names = _names(rows)
    kept: dict[tuple[str, str], Plain] = {}
    for row in rows:
        father, mother = (
            _NOBODY if one == _NOBODY else names.get((row.family, one), one)
            for one in (row.father, row.mother)
        )
        own = names[row.family, row.number]
        cells = (row.pedigree, own, father, mother, row.sex, *row.rest)
        found = Plain(row.line, cells, row.mark == "1")
        before = kept.get((row.pedigree, own))
        kept[row.pedigree, own] = _merged(before, found) if before else found
    return list(kept.values())


def _tail(line: str) -> tuple[str, str] | None:
    """Pedigree and person as they were before makeped, None where the row does not say them."""
    words = line.rpartition("Ped:")[2].replace("Per:", " Per: ").split() if "Ped:" in line else []
    return (words[0], words[2]) if len(words) == 3 and words[1] == "Per:" else None


def _row(number: int, line: str) -> _Row:
    tail = _tail(line)
    cells = (line.rpartition("Ped:")[0] if tail else line).split()
    if len(cells) < _LEAST:
        raise FormatError("format.columns", line=number, found=len(cells), expected=_LEAST)
    return _Row(
        number,
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[7],
        cells[8],
        tuple(cells[9:]),
        tail[1] if tail else "",
        tail[0] if tail else cells[0],
    )


def _names(rows: Sequence[_Row]) -> dict[tuple[str, str], str]:
    """Everybody's name: the one before makeped, else the number; doubles get the first's."""
    loops: dict[tuple[str, str], str] = {}
    table: dict[tuple[str, str], str] = {}
    for row in rows:
        own = row.name or row.number
        if row.mark.isdecimal() and len(row.mark) < 5 and int(row.mark) > 1 and not row.name:
            own = loops.setdefault((row.family, row.mark), own)
        if (row.family, row.number) in table:
            raise FormatError("format.double_id", line=row.line)
        table[row.family, row.number] = own
    return table


def _merged(one: Plain, other: Plain) -> Plain:
    """One of a doubled person's rows has the parents, the other the children."""
    if one.cells[4] != other.cells[4]:
        raise FormatError("format.double_id", line=other.line)
    has_parents = [row for row in (one, other) if {*row.cells[2:4]} != {_NOBODY}]
    if len(has_parents) == 2 and one.cells[2:4] != other.cells[2:4]:
        raise FormatError("format.double_id", line=other.line)
    best = has_parents[0] if has_parents else one
    return replace(best, line=one.line, is_proband=one.is_proband or other.is_proband)
