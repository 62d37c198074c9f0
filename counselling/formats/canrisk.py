"""CanRisk files, versions 1 to 4: one person a line, cancers with ages, gene tests, pathology.

Layout of the columns: CanRisk's web service as its public code documents it (bws, pedigree_file.py
and settings.py, read 2026-11); differences between versions are the genes listed, nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from counselling.errors import FormatError
from counselling.formats import canrisk_rows, canrisk_write
from counselling.formats.canrisk_columns import FIXED_COLUMNS, GENES, LATEST, MARKERS
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing
from counselling.formats.rows import Row, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, Procedure

_VERSION: Final = re.compile(
    r"##\s*CanRisk\s+(\d{1,4})(?:\.\d{1,4})?((?:;[^;]*)*)\s*$", re.IGNORECASE
)
_MARK: Final = re.compile(r"\ufeff?##\s*CanRisk\b", re.IGNORECASE)
# What pedigreejs adds to the first line of a version 2 file: both ovaries, both breasts removed.
_OPERATIONS: Final = {"OVARY2": "salpingo_oophorectomy", "MAST2": "mastectomy"}


@dataclass(frozen=True, slots=True)
class CanRisk:
    """The format; see the module. version: what is written; every one reads all of them."""

    version: int

    @property
    def name(self) -> str:
        """The latest one has the plain name."""
        return "canrisk" if self.version == LATEST else f"canrisk-{self.version}"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The version's own, and the plain one for the latest."""
        own = f".canrisk{self.version}"
        return (own, ".canrisk") if self.version == LATEST else (own,)

    @property
    def says(self) -> frozenset[Fact]:
        """Only the latest version has a gene whose variant it can say."""
        beyond = frozenset() if self.version == LATEST else frozenset({Fact.VARIANT})
        return canrisk_write.SAYS - beyond

    def sniff(self, text: str) -> bool:
        """Recognise the first line; versions that nobody knows are left to the latest to refuse."""
        first = text.partition("\n")[0]
        told = _told_version(first)
        is_odd = told not in GENES and _MARK.match(first) is not None
        return told == self.version or (self.version == LATEST and is_odd)

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        lines = text.split("\n")
        genes = _genes(lines[0])
        losses: list[Loss] = []
        factors: list[tuple[str, str]] = []
        operations = tuple(_operations(lines[0], losses))
        rows = list(_rows(lines, genes, factors, losses))
        reading = assemble(rows, losses)
        return _with_factors(reading, tuple(factors), operations)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write this version, within the limits of the receiving service."""
        return canrisk_write.write(families, version=self.version)


def _told_version(first: str) -> int | None:
    found = _VERSION.match(first)
    return int(found[1]) if found else None


def _operations(first: str, losses: list[Loss]) -> Iterator[Procedure]:
    """Operations of the target that stand behind the version."""
    found = _VERSION.match(first)
    for word in found[2].split(";")[1:] if found else ():
        key, _, value = word.strip().partition("=")
        kind = _OPERATIONS.get(key.strip().upper())
        if kind and value.strip().lower() == "y":
            yield Procedure(kind)
        elif kind is None or value.strip().lower() != "n":
            losses.append(Loss("loss.unknown_line", 1))


def _genes(first: str) -> tuple[str, ...]:
    version = _told_version(first) or 0
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
    cells = canrisk_rows.split(line)
    while cells and not cells[-1] and len(cells) > FIXED_COLUMNS + len(genes) + 1:
        cells.pop()
    expected = FIXED_COLUMNS + len(genes) + 1
    if len(cells) != expected:
        raise FormatError("format.columns", line=number, found=len(cells), expected=expected)
    markers = cells[-1].split(":")
    if len(markers) != len(MARKERS):
        raise FormatError("format.cell", line=number, column=":".join(MARKERS))
    tests = _tests(genes, cells[FIXED_COLUMNS:-1], number)
    return canrisk_rows.row(cells[:FIXED_COLUMNS], tests, markers, number, losses)


def _tests(genes: Sequence[str], cells: Sequence[str], number: int) -> Iterator[GeneTest]:
    for gene, cell in zip(genes, cells, strict=True):
        method, colon, result = cell.partition(":")
        if not colon:
            raise FormatError("format.cell", line=number, column=gene)
        test = canrisk_rows.gene_test(gene, method, result, number)
        if test:
            yield test


def _with_factors(
    reading: Reading, factors: tuple[tuple[str, str], ...], operations: tuple[Procedure, ...]
) -> Reading:
    """Header lines describe the target; with several families nobody can say whose they are."""
    if not factors and not operations:
        return reading
    if len(reading.families) > 1 or reading.families[0].proband is None:
        return replace(reading, losses=(*reading.losses, Loss("loss.risk_factors_unassigned")))
    family = reading.families[0]
    target = family.person(family.proband or "")
    told = replace(target, risk_factors=factors, procedures=operations)
    return replace(reading, families=(family.replace_person(told),))


FORMATS: Final = tuple(CanRisk(version) for version in sorted(GENES, reverse=True))
