"""Families drawn by other programs' test suites, measured as those programs were measured.

Structure only is read here (who, whose child, which sex, which twins), and whatever is not
understood is skipped: the real readers are counselling/formats.
"""

import csv
import gzip
import importlib.util
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counselling.layout.layout import place
from counselling.layout.result import as_json
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import ParentLink, PartialDate, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex, Zygosity

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PEDIGREES = SHARED / "data" / "pedigrees"
MINNBREAST = SHARED / "data" / "risk_bench" / "minnbreast_dat.csv.gz"

_COLUMNS = {
    "family": ("famid", "ped", "familyid", "family", "fam", "family_id"),
    "id": ("individ", "individualid", "id", "personid", "indiv", "sample_id", "person"),
    "father": ("dad", "fid", "fathid", "father", "fatherid", "dadid", "dad_id"),
    "mother": ("mom", "mid", "mothid", "mother", "motherid", "momid", "mom_id"),
    "sex": ("sex", "gender"),
    "born": ("yob", "birthyr"),
    "mz": ("mz", "mztwin"),
    "dz": ("dz", "dztwin"),
}
_NOBODY = ("", "0", ".", "NA", "None")
_WOMEN, _MEN = ("2", "F", "f", "female"), ("1", "M", "m", "male")

Row = Mapping[str, str]


def read_families(path: Path) -> tuple[Family, ...]:
    """All families of a file, named after the file; none when it is not a table of people."""
    read = path.read_bytes()
    text = (gzip.decompress(read) if path.suffix == ".gz" else read).decode("utf-8-sig")
    rows = list(_rows(text.splitlines()))
    by_family: dict[str, list[Row]] = {}
    for row in rows:
        by_family.setdefault(row.get("family", ""), []).append(row)
    stem = path.name.split(".")[0]
    women = ("0",) if path.parent.name == "bgmisc" else _WOMEN  # bgmisc writes women as 0
    named = (
        (f"{stem}_{key}" if len(by_family) > 1 else stem, kin) for key, kin in by_family.items()
    )
    return tuple(_family(name, kin, women) for name, kin in named)


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    """Rows by our own column names; the header is one line, one word a line, or not there."""
    lines = [line for line in lines if not re.match(r"\s*(//|[*!]\s|# |##\w+=|##CanRisk|$)", line)]
    if lines and lines[0].startswith("BOADICEA"):
        lines = lines[1:]
    words = 0
    while words < len(lines) and re.fullmatch(r"\s*\w+\s*", lines[words]):
        words += 1
    if words > 2:
        header, body = [line.strip() for line in lines[:words]], lines[words:]
    elif lines and re.search(r"(?i)\b(sex|gender|mother)\b", lines[0]):
        header, body = _cells(lines[0].lstrip("#*")), lines[1:]
    else:
        header, body = ["famid", "id", "father", "mother", "sex"], list(lines)
    named = {
        ours: column
        for ours, theirs in _COLUMNS.items()
        for column, name in enumerate(header)
        if name.strip().lower() in theirs
    }
    for line in body:
        cells = _cells(line)
        if "id" in named and len(cells) > max(named.values()):
            yield {ours: cells[column].strip() for ours, column in named.items()}


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return next(csv.reader([line])) if "," in line else line.split()


def _family(name: str, rows: Sequence[Row], women: tuple[str, ...]) -> Family:
    persons = []
    twins: dict[tuple[Zygosity, str], list[PersonId]] = {}
    for row in {row["id"]: row for row in rows}.values():
        parents = tuple(
            ParentLink(row[kind.value], kind)
            for kind in (ParentKind.MOTHER, ParentKind.FATHER)
            if row.get(kind.value, "") not in _NOBODY
        )
        sex = row.get("sex", "")
        persons.append(
            Person(
                id=row["id"],
                sex=Sex.FEMALE if sex in women else Sex.MALE if sex in _MEN else Sex.UNKNOWN,
                parents=parents,
                birth=PartialDate(int(row["born"]))
                if re.fullmatch(r"[12]\d{3}", row.get("born", ""))
                else None,
            )
        )
        for zygosity, column in ((Zygosity.MONOZYGOTIC, "mz"), (Zygosity.DIZYGOTIC, "dz")):
            if row.get(column, "") not in _NOBODY:
                twins.setdefault((zygosity, row[column]), []).append(row["id"])
    sets = tuple(TwinSet(tuple(ids), z) for (z, _), ids in twins.items() if len(ids) > 1)
    return Family(id=name, persons=tuple(persons), twins=sets)


def with_both_parents(family: Family) -> Family:
    """Every child of one known parent gets an unknown other one: the measure knows only couples."""
    known = {person.id for person in family.persons}
    persons: list[Person] = []
    unknown: list[Person] = []
    for person in family.persons:
        links = tuple(link for link in person.parents if link.parent in known)
        if len(links) == 1:
            mate = f"{links[0].parent}?"
            kind = ParentKind.FATHER
            if links[0].kind is ParentKind.FATHER:
                kind = ParentKind.MOTHER
            if all(p.id != mate for p in unknown):
                unknown.append(Person(mate))
            links = (*links, ParentLink(mate, kind))
        persons.append(Person(person.id, sex=person.sex, birth=person.birth, parents=links))
    return Family(family.id, persons=(*persons, *unknown), twins=family.twins)


def shared_families() -> tuple[Family, ...]:
    """Every family of the shared folder that these readers understand, two people or more."""
    if not PEDIGREES.is_dir():
        return ()
    files = sorted(p for p in PEDIGREES.glob("*/*") if p.suffix not in (".ged", ".fsh", ".json"))
    read = (family for path in files for family in read_families(path))
    return tuple(f for f in read if len(f.persons) > 1 and any(p.parents for p in f.persons))


# Lines must cross where rows are generations: three siblings who all marry people with
# grandparents (testped1); two who marry two siblings, neither couple free to leave its row.
CROSSED = {"testped1": 1, "sample_1": 1, "sampleped_1": 1, "minnbreast_dat_237": 1}

HARD = (
    "missing",
    "dups",
    "overlaps",
    "through_symbols",
    "overdraw_len",
    "false_mates",
    "false_descent",
    "unions_undrawn",
    "child_not_below",
)

pytestmark = pytest.mark.skipif(
    not (SHARED / "tools" / "pedigree_metrics.py").is_file(), reason="no shared folder beside us"
)


@cache
def _measured() -> tuple[Mapping[str, Any], ...]:
    """Every shared family and each twelfth of minnbreast's, drawn once and measured."""
    spec = importlib.util.spec_from_file_location(
        "pedigree_metrics", SHARED / "tools" / "pedigree_metrics.py"
    )
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    minnbreast = read_families(MINNBREAST) if MINNBREAST.is_file() else ()
    picked = [f for i, f in enumerate(minnbreast) if i % 12 == 0 or f.id in CROSSED]
    return tuple(
        tool.measure(
            as_json(place(family), family=family.id, milliseconds=0.0),
            {person.id: _row(person) for person in family.persons},
        )
        for family in map(with_both_parents, (*shared_families(), *picked))
    )


def _row(person: Person) -> Mapping[str, str]:
    return {"id": person.id, "dad": person.father or "0", "mom": person.mother or "0"}


@pytest.mark.parametrize("bar", HARD)
def test_no_hard_bar_is_touched(bar: str) -> None:
    assert {m["family"]: m[bar] for m in _measured() if m[bar]} == {}


def test_no_lines_cross_but_those_that_must() -> None:
    assert {m["family"]: m["crossings"] for m in _measured() if m["crossings"]} == CROSSED


def test_lines_are_short_couples_close_and_children_centred() -> None:
    """Bars of the research: 1.64 line a person, mates 1.2 apart, children 0.2 off the middle."""
    measured = _measured()
    people = sum(m["people"] for m in measured)
    assert sum(m["line_len"] for m in measured) / people < 1.64
    apart = [m["mate_gap_mean"] for m in measured if m["mate_gap_mean"]]
    assert sum(apart) / len(apart) < 1.2
    assert sum(m["centre_mean"] for m in measured) / len(measured) < 0.2
