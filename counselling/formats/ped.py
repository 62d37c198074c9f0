"""PED and LINKAGE: family, person, father, mother, sex, phenotype, then markers.

Source of the columns: PLINK file formats (.ped, .fam, .psam); LINKAGE User's Guide 1994. Rows that
start with #, * or ! are comments; a header row is recognised and may leave the family out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from counselling.errors import FormatError
from counselling.formats import linkage
from counselling.formats.export import fact_loss, prepare
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.rows import Row, assemble, parent_or_none
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, Person
from counselling.pedigree.terms import AFFECTED, Sex

_COMMENT: Final = ("#", "*", "!", "//")
_SEX: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE}
_SEX_CODES: Final = frozenset({"0", "1", "2", "3", "M", "F", "U", "-9", "NA"})
_SEX_WORDS: Final = {"MALE": Sex.MALE, "FEMALE": Sex.FEMALE}
_NO_SEX: Final = frozenset(
    {"X", "OTHER", "UNKNOWN", ".", "-", "?"}
)  # "other" of PLINK's "1/2/other"
_HEADER_WORDS: Final = frozenset(
    {"id", "fid", "mid", "sex", "famid", "father", "mother", "indid", "dad", "mom"}
    | {"iid", "pat", "mat"}
)
_NO_PHENOTYPE: Final = frozenset({"0", "-9", "NA", "NAN", ".", ""})
_NEEDED: Final = ("id", "father", "mother", "sex")
_COLUMNS: Final = ("family", "id", "father", "mother", "sex", "phenotype")
_HEADER_NAMES: Final = {
    "id": "id",
    "indid": "id",
    "iid": "id",
    "fid": "father",
    "father": "father",
    "pat": "father",
    "dad": "father",
    "mid": "mother",
    "mother": "mother",
    "mat": "mother",
    "mom": "mother",
    "sex": "sex",
    "aff": "phenotype",
    "affected": "phenotype",
    "pheno": "phenotype",
    "pheno1": "phenotype",
    "phenotype": "phenotype",
    "famid": "family",
    "ped": "family",
    "family": "family",
}


class Ped:
    """The format; see the module."""

    name = "ped"
    suffixes = (".ped", ".fam", ".pre", ".linkage", ".psam")
    says = frozenset({Fact.FAMILY_ID, Fact.SEX, Fact.AFFECTED, Fact.STATUS_UNKNOWN})

    def sniff(self, text: str) -> bool:
        """Recognise five columns or more whose fifth (or a header's "sex") is a sex code."""
        for _, line in _told(text, most=50):
            cells = _cells(line)
            if _is_header(cells):
                return {"father", "mother"} <= set(_columns(cells))
            if len(cells) >= 5 and cells[4].upper() in _SEX_CODES:
                return True
            return linkage.is_made(list(_told(text)))
        return False

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        losses: list[Loss] = []
        lines = list(_told(text))
        rows = _made_rows(lines, losses) if linkage.is_made(lines) else _rows(lines, losses)
        return assemble(_with_status(list(rows), losses), losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write six columns a person; what PED cannot say is told."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=_is_plain)
        if not any(p.diagnoses for family in plain for p in family.persons):
            losses += [
                fact_loss(p.id, Fact.STATUS_UNKNOWN)
                for family in plain
                for p in family.persons
                if p.is_status_unknown
            ]
        lines = [line for family in plain for line in _lines(family)]
        return Writing("\n".join(lines) + "\n", tuple(losses))


def _told(text: str, *, most: int | None = None) -> Iterator[tuple[int, str]]:
    """Lines that are no comments, with their numbers; a header may stand behind a #."""
    is_first = True
    for number, line in enumerate(text.split("\n")[:most], start=1):
        if not line.strip():
            continue
        if line.startswith(_COMMENT):
            header = line.lstrip("#*")
            if not (is_first and _is_header(_cells(header))):
                continue
            line = header
        is_first = False
        yield number, line


def _cells(line: str) -> list[str]:
    """Tabs divide when there are any (ids may then hold blanks), else white space does."""
    return [c.strip() for c in line.split("\t")] if "\t" in line else line.split()


def _is_header(cells: Sequence[str]) -> bool:
    return sum(cell.lower() in _HEADER_WORDS for cell in cells) >= 3


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """Our names for a header's columns; FID is the father, or the family where PAT is there."""
    names = [_HEADER_NAMES.get(cell.lower(), "") for cell in header]
    if names.count("father") > 1:
        words = [cell.lower() for cell in header]
        names[words.index("fid") if "fid" in words else names.index("father")] = "family"
    return tuple(names)


def _rows(lines: Sequence[tuple[int, str]], losses: list[Loss]) -> Iterator[Row]:
    columns: Sequence[str] = _COLUMNS
    has_told_markers = False
    for place, (number, line) in enumerate(lines):
        cells = _cells(line)
        if place == 0 and _is_header(cells):
            columns = _columns(cells)
            for column in _NEEDED:
                if column not in columns:
                    raise FormatError("format.column_missing", line=number, column=column)
            continue
        needed = len(columns) if "phenotype" not in columns else len(columns) - 1
        if len(cells) < needed:
            raise FormatError("format.columns", line=number, found=len(cells), expected=needed)
        if len(cells) > len(columns) and not has_told_markers:
            has_told_markers = True
            losses.append(Loss("loss.markers", number, fields(count=len(cells) - len(columns))))
        yield _row(dict(zip(columns, cells, strict=False)), number)


def _made_rows(lines: Sequence[tuple[int, str]], losses: list[Loss]) -> Iterator[Row]:
    """Rows that went through makeped."""
    has_told_markers = False
    for row in linkage.plain(lines):
        if len(row.cells) > len(_COLUMNS) and not has_told_markers:
            has_told_markers = True
            count = len(row.cells) - len(_COLUMNS)
            losses.append(Loss("loss.markers", row.line, fields(count=count)))
        found = _row(dict(zip(_COLUMNS, row.cells, strict=False)), row.line)
        yield replace(found, is_proband=row.is_proband)


def _with_status(rows: Sequence[Row], losses: list[Loss]) -> Sequence[Row]:
    """Of phenotypes 0, 1 and 2 a 0 is unknown; where no 2 is, nobody knows what 0 and 1 mean."""
    unknown = [row.person.is_status_unknown for row in rows]
    if any(row.person.diagnoses for row in rows):
        return rows
    if any(unknown) and not all(unknown):
        losses.append(Loss("loss.phenotype_coding"))
    return [replace(r, person=replace(r.person, is_status_unknown=False)) for r in rows]


def _row(cell: dict[str, str], number: int) -> Row:
    if cell["id"] in ("", "0"):
        raise FormatError("format.no_id", line=number)
    sex = cell["sex"].upper()
    if sex not in {*_SEX_CODES, *_SEX_WORDS, *_NO_SEX}:
        raise FormatError("format.cell", line=number, column="sex")
    person = Person(
        cell["id"],
        name=_name(cell["id"]),
        sex={**_SEX, **_SEX_WORDS}.get(sex, Sex.UNKNOWN),
        diagnoses=(Diagnosis(AFFECTED),) if cell.get("phenotype") == "2" else (),
        is_status_unknown=cell.get("phenotype", "0").upper() in _NO_PHENOTYPE,
    )
    return Row(
        number,
        cell.get("family", "1"),
        person,
        parent_or_none(cell["father"]),
        parent_or_none(cell["mother"]),
    )


def _name(person_id: str) -> str:
    """An id in words ("Queen  Victoria") is a name; a number is not."""
    return re.sub(r"\s+", " ", person_id) if re.search(r"[^\W\d]{3}", person_id) else ""


def _is_plain(word: str) -> bool:
    """Whether a word is read back as an id: no blank, no mark of a comment, no code for nobody."""
    is_word = re.fullmatch(r"\S+", word) is not None and all(letter >= " " for letter in word)
    return is_word and not word.startswith(_COMMENT) and parent_or_none(word) is not None


def _lines(family: Family) -> Iterator[str]:
    code = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
    for person in family.persons:
        phenotype = "0" if person.is_status_unknown else "1"
        yield "\t".join(
            (
                family.id,
                person.id,
                person.father or "0",
                person.mother or "0",
                code[person.sex],
                "2" if person.diagnoses else phenotype,
            )
        )


FORMAT: Final = Ped()
