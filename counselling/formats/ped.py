"""PED and LINKAGE (pre-makeped): family, person, father, mother, sex, phenotype, then markers.

Source of the columns: PLINK 1.9 file formats (.ped, .fam); LINKAGE User's Guide 1994. Rows that
start with #, * or ! are comments; a header row is recognised and may leave the family out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from counselling.errors import FormatError
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.rows import Row, assemble, parent_or_none, plain_names
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, Person
from counselling.pedigree.terms import AFFECTED, Sex

_COMMENT: Final = ("#", "*", "!", "//")
_SEX: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE}
_SEX_CODES: Final = frozenset({"0", "1", "2", "3", "M", "F", "U", "-9", "NA"})
_HEADER_WORDS: Final = frozenset(
    {"id", "fid", "mid", "sex", "famid", "father", "mother", "indid", "dad", "mom"}
)
_NEEDED: Final = ("id", "father", "mother", "sex")
_COLUMNS: Final = ("family", "id", "father", "mother", "sex", "phenotype")
_HEADER_NAMES: Final = {
    "id": "id",
    "indid": "id",
    "iid": "id",
    "fid": "father",
    "father": "father",
    "dad": "father",
    "mid": "mother",
    "mother": "mother",
    "mom": "mother",
    "sex": "sex",
    "aff": "phenotype",
    "affected": "phenotype",
    "pheno": "phenotype",
    "phenotype": "phenotype",
    "famid": "family",
    "ped": "family",
    "family": "family",
}


class Ped:
    """The format; see the module."""

    name = "ped"
    suffixes = (".ped", ".fam", ".pre", ".linkage")

    def sniff(self, text: str) -> bool:
        """Recognise five columns or more whose fifth (or a header's "sex") is a sex code."""
        for line in text.split("\n")[:50]:
            if not line.strip() or line.startswith(_COMMENT):
                continue
            cells = _cells(line)
            if _is_header(cells):
                return {"father", "mother"} <= set(_columns(cells))
            return len(cells) >= 5 and cells[4].upper() in _SEX_CODES
        return False

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        losses: list[Loss] = []
        return assemble(_rows(text, losses), losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write six columns a person; what PED cannot say is counted."""
        losses: list[Loss] = []
        names = plain_names([family.id for family in families], losses, is_plain=_is_plain)
        lines = [line for family in families for line in _lines(family, names[family.id], losses)]
        return Writing("\n".join(lines) + "\n", tuple(losses))


def _cells(line: str) -> list[str]:
    """Tabs divide when there are any (ids may then hold blanks), else white space does."""
    return [c.strip() for c in line.split("\t")] if "\t" in line else line.split()


def _is_header(cells: Sequence[str]) -> bool:
    return sum(cell.lower() in _HEADER_WORDS for cell in cells) >= 3


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    return tuple(_HEADER_NAMES.get(cell.lower(), "") for cell in header)


def _rows(text: str, losses: list[Loss]) -> Iterator[Row]:
    columns: Sequence[str] = _COLUMNS
    is_first = True
    has_told_markers = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith(_COMMENT):
            continue
        cells = _cells(line)
        if is_first and _is_header(cells):
            columns = _columns(cells)
            is_first = False
            for column in _NEEDED:
                if column not in columns:
                    raise FormatError("format.column_missing", line=number, column=column)
            continue
        is_first = False
        needed = len(columns) if "phenotype" not in columns else len(columns) - 1
        if len(cells) < needed:
            raise FormatError("format.columns", line=number, found=len(cells), expected=needed)
        if len(cells) > len(columns) and not has_told_markers:
            has_told_markers = True
            losses.append(Loss("loss.markers", number, fields(count=len(cells) - len(columns))))
        yield _row(dict(zip(columns, cells, strict=False)), number)


def _row(cell: dict[str, str], number: int) -> Row:
    if cell["id"] in ("", "0"):
        raise FormatError("format.no_id", line=number)
    sex = cell["sex"].upper()
    if sex not in _SEX_CODES:
        raise FormatError("format.cell", line=number, column="sex")
    person = Person(
        cell["id"],
        name=_name(cell["id"]),
        sex=_SEX.get(sex, Sex.UNKNOWN),
        diagnoses=(Diagnosis(AFFECTED),) if cell.get("phenotype") == "2" else (),
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


def _lines(family: Family, name: str, losses: list[Loss]) -> Iterator[str]:
    code = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
    ids = plain_names([p.id for p in family.persons], losses, is_plain=_is_plain)
    for person in family.persons:
        if person.diagnoses or person.tests:
            losses.append(Loss("loss.ped_details", fields=fields(person=person.id)))
        yield "\t".join(
            (
                name,
                ids[person.id],
                ids[person.father] if person.father else "0",
                ids[person.mother] if person.mother else "0",
                code[person.sex],
                "2" if person.diagnoses else "1",
            )
        )


FORMAT: Final = Ped()
