"""The tables of CanRisk's batch script: tab-separated, a block a family and cancer.

Layout: github.com/CCGE-BOADICEA/bws, scripts/batch.py ("--tab" and "--summary").
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from counselling.errors import RiskInputError
from counselling.pedigree.outside_result import Entered, OutsideCarrier, OutsideRisk
from counselling.risk.outside.told import (
    END,
    LIFETIME,
    TEN_YEARS,
    OutsideReading,
    carrier,
    date_in,
    risk,
    spans,
)

_PROGRAM: Final = "CanRisk"
_HEAD: Final = "FamID"
_GENES_BELOW: Final = "Mutation Carrier Probabilties"  # as the script spells it
_CANCERS: Final[Mapping[str, str]] = {"BC": "breast", "OC": "ovarian", "PC": "prostate"}
_CURVE: Final = re.compile(r"(BC|OC|PC)Risk")
_SUMMARY: Final = re.compile(r"\+10 (BC|OC|PC) Risk")
_LIFETIME: Final = re.compile(r"(Breast|Ovarian|Prostate) Cancer Lifetime Risk")
_VALUE: Final = re.compile(r"(\d*\.?\d+(?:e-?\d+)?)(?:\s*\((\d*\.?\d+(?:e-?\d+)?)\))?")
_KNOWN: Final = re.compile(
    r"=+|Pedigree\b.*|Cancer incidence rates\b.*|Pathogenic Variant Frequency\b.*|NOTE:.*"
    r"|\d{4}-\d{2}-\d{2}.*",
    re.IGNORECASE,
)


def is_table(text: str) -> bool:
    """Whether a text is to be read here."""
    return any(line.startswith(f"{_HEAD}\t") for line in text.splitlines())


@dataclass
class _Person:
    """What is told of one person of one family."""

    carriers: dict[str, OutsideCarrier] = field(default_factory=dict)
    curves: dict[str, list[tuple[int, object, object]]] = field(default_factory=dict)
    risks: list[OutsideRisk] = field(default_factory=list)


class _Table:
    """Reads line by line; a head says what the lines below it are."""

    def __init__(self) -> None:
        self.versions: list[str] = []
        self.people: dict[tuple[str, str], _Person] = {}
        self.unread: list[str] = []
        self._head: Sequence[str] = ()
        self._last: tuple[str, str] = ("", "")

    def read(self, cells: Sequence[str]) -> None:
        first = cells[0] if cells else ""
        if not any(cells) or first == _GENES_BELOW:
            self._head = ()
        elif first == _HEAD:
            self._head = cells
        elif match := _LIFETIME.fullmatch(first):
            self._lifetime(match[1].lower(), cells[1:])
        elif self._head:
            self._row(cells)
        elif not _KNOWN.fullmatch(first):
            if self.people or len(cells) > 1:
                self.unread.append("\t".join(cells))
            else:
                self.versions.append(first)

    def _row(self, cells: Sequence[str]) -> None:
        head = self._head
        summary = next((m for name in head if (m := _SUMMARY.fullmatch(name))), None)
        curve = next((m for name in head if (m := _CURVE.fullmatch(name))), None)
        if "IndivID" not in head:
            self._genes(cells)
        elif summary is not None:
            self._summary(_CANCERS[summary[1]], dict(zip(head, cells, strict=False)), summary[1])
        elif curve is not None and len(cells) > 3:
            person = self._person(cells[0], cells[1])
            mine, theirs = _value(cells[3])
            person.curves.setdefault(_CANCERS[curve[1]], []).append((_age(cells[2]), mine, theirs))
        else:
            self.unread.append("\t".join(cells))

    def _genes(self, cells: Sequence[str]) -> None:
        """Stand below the person that they belong to, by her family alone."""
        person = self.people.get(self._last)
        if person is None or self._last[0] != cells[0]:
            person = self._person(cells[0], "")
        for gene, told in zip(self._head[1:], cells[1:], strict=False):
            if gene.casefold() != "no mutation":
                person.carriers.setdefault(gene.upper(), carrier(gene, _value(told)[0]))

    def _summary(self, cancer: str, row: Mapping[str, str], short: str) -> None:
        person = self._person(row[_HEAD], row["IndivID"])
        if row.get("Age", "-") == "-":
            return
        now = _age(row["Age"])
        told = ((f"+10 {short} Risk", (now, now + TEN_YEARS)), (f"80 {short} Risk", (now, END)))
        for name, ages in (*told, (f"{short} Lifetime", LIFETIME)):
            if row.get(name, "-") != "-":
                person.risks.append(risk(cancer, ages, *_value(row[name])))

    def _lifetime(self, cancer: str, cells: Sequence[str]) -> None:
        if cells and self._last in self.people:
            self.people[self._last].risks.append(risk(cancer, LIFETIME, *_value(cells[0])))

    def _person(self, family: str, person: str) -> _Person:
        self._last = (family, person)
        return self.people.setdefault(self._last, _Person())


def read_table(text: str, *, person: str) -> OutsideReading:
    """Read the result of one person; raises as `read_json`."""
    table = _Table()
    for cells in csv.reader(io.StringIO(text), delimiter="\t"):
        table.read([cell.strip() for cell in cells])
    mine = {key: told for key, told in table.people.items() if key[1] == person} or table.people
    if not mine:
        raise RiskInputError("risk.outside_unclear", field="result")
    if len(mine) > 1:
        raise RiskInputError("risk.outside_several", field="result")
    ((_, named), told), *_ = mine.items()
    return OutsideReading(
        _PROGRAM,
        ", ".join(dict.fromkeys(table.versions)),
        date_in(text),
        named,
        Entered.READ,
        tuple(told.carriers.values()),
        tuple(dict.fromkeys(_risks(told))),
        tuple(table.unread),
    )


def _risks(told: _Person) -> Iterator[OutsideRisk]:
    for cancer, by_age in told.curves.items():
        yield from spans(cancer, by_age)
    yield from told.risks


def _value(cell: str) -> tuple[float, float | None]:
    """Read "0.12 (0.1)": the person's and the average's."""
    match = _VALUE.fullmatch(cell)
    if match is None:
        raise RiskInputError("risk.outside_unclear", field="result")
    return float(match[1]), None if match[2] is None else float(match[2])


def _age(cell: str) -> int:
    if not cell.isdecimal():
        raise RiskInputError("risk.outside_unclear", field="result")
    return int(cell)
