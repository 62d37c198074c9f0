"""BOADICEA's import files (.bwa): version 4 in and out, version 2 in; CanRisk's elders.

Source of the columns: bws pedigree_file.py (version 4), pedigreejs io.js (version 2: one gene pair
of type and result, 1 for BRCA1, 2 for BRCA2, 3 for both, before the ancestry).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.errors import FormatError
from counselling.formats import canrisk_rows, canrisk_write
from counselling.formats.canrisk_columns import FIXED_COLUMNS, MARKERS
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing
from counselling.formats.rows import Row, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest

_HEAD: Final = re.compile(
    r"BOADICEA import pedigree file format\s+(\d{1,4})(?:\.\d{1,4})?\s*", re.I
)
_GENES: Final = ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2")
_HEADER: Final = (
    "FamID", "Name", "Target", "IndivID", "FathID", "MothID", "Sex", "MZtwin", "Dead", "Age",
    "Yob", "1stBrCa", "2ndBrCa", "OvCa", "ProCa", "PanCa", "Ashkn",
    *(f"{gene}{part}" for gene in _GENES for part in "tr"), *MARKERS,
)  # fmt: skip
_V2_RESULTS: Final[Mapping[str, tuple[str, str]]] = {
    "N": ("N", "N"),
    "1": ("P", "N"),
    "2": ("N", "P"),
    "3": ("P", "P"),
}
_V2_COLUMNS: Final = FIXED_COLUMNS + 2


class Boadicea:
    """The format; see the module."""

    name = "boadicea"
    suffixes = (".bwa",)
    says = canrisk_write.SAYS - {Fact.RISK_FACTORS, Fact.VARIANT}

    def sniff(self, text: str) -> bool:
        """Recognise the first line."""
        return _HEAD.fullmatch(text.lstrip("\ufeff").partition("\n")[0]) is not None

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        losses: list[Loss] = []
        return assemble(_rows(text.split("\n"), losses), losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write version 4, within the limits of CanRisk's service."""
        losses: list[Loss] = []
        lines = ["BOADICEA import pedigree file format 4.0", "\t".join(_HEADER)]
        for cells in canrisk_write.rows(families, _GENES, losses):
            tests = [part for cell in cells[FIXED_COLUMNS:-1] for part in cell.split(":")]
            lines.append("\t".join([*cells[:FIXED_COLUMNS], *tests, *cells[-1].split(":")]))
        for family in families:
            losses += [fact_loss(p.id, Fact.RISK_FACTORS) for p in family.persons if p.risk_factors]
        return Writing("\n".join(lines) + "\n", tuple(losses))


def _rows(lines: Sequence[str], losses: list[Loss]) -> Iterator[Row]:
    found = _HEAD.fullmatch(lines[0].lstrip("\ufeff"))
    version = int(found[1]) if found else 0
    if version not in (2, 4):
        raise FormatError("format.boadicea_version", line=1, version=version)
    for number, line in enumerate(lines[1:], start=2):
        cells = canrisk_rows.split(line)
        if not line.strip() or line.startswith("#") or cells[0].lower() == "famid":
            continue
        yield _v4(cells, number, losses) if version == 4 else _v2(cells, number, losses)


def _v4(cells: list[str], number: int, losses: list[Loss]) -> Row:
    if len(cells) != len(_HEADER):
        raise FormatError("format.columns", line=number, found=len(cells), expected=len(_HEADER))
    ends = FIXED_COLUMNS + 2 * len(_GENES)
    pairs = zip(cells[FIXED_COLUMNS:ends:2], cells[FIXED_COLUMNS + 1 : ends : 2], strict=True)
    tests = (
        canrisk_rows.gene_test(gene, method, result, number)
        for gene, (method, result) in zip(_GENES, pairs, strict=True)
    )
    known = (test for test in tests if test)
    return canrisk_rows.row(cells[:FIXED_COLUMNS], known, cells[ends:], number, losses)


def _v2(cells: list[str], number: int, losses: list[Loss]) -> Row:
    if len(cells) not in (_V2_COLUMNS, _V2_COLUMNS + len(MARKERS)):
        found = len(cells)
        raise FormatError("format.columns", line=number, found=found, expected=_V2_COLUMNS)
    fixed = [*cells[: FIXED_COLUMNS - 1], cells[FIXED_COLUMNS + 1]]
    markers = cells[_V2_COLUMNS:] or ["0"] * len(MARKERS)
    tests = _v2_tests(cells[FIXED_COLUMNS - 1], cells[FIXED_COLUMNS], number)
    return canrisk_rows.row(fixed, tests, markers, number, losses)


def _v2_tests(method: str, result: str, number: int) -> Iterator[GeneTest]:
    if "0" in (method, result):
        return
    results = canrisk_rows.one_of(_V2_RESULTS, result, number, "Mutn")
    for gene, found in zip(_GENES, results, strict=False):
        test = canrisk_rows.gene_test(gene, method, found, number)
        if test:
            yield test


FORMAT: Final = Boadicea()
