"""Finds out what stands in which column of a table, by the names that columns go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import FormatError
from counselling.formats.format import Loss, fields
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex

# column as we call it -> names it goes by, lower case without "_" and blanks
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "indid", "individ", "individual", "person", "personid", "iid", "individualid"),
    "father": ("dad", "father", "fatherid", "fathid", "dadid", "pat", "paternalid", "fid", "fa"),
    "mother": (
        "mom",
        "mother",
        "motherid",
        "mothid",
        "momid",
        "mat",
        "maternalid",
        "mid",
        "mo",
        "mum",
    ),
    "sex": ("sex", "gender"),
    "family": ("famid", "family", "familyid", "ped", "pedigree"),
    "name": ("name",),
    "born": ("yob", "birthyear", "birthyr", "born"),
    "age": ("age", "endage", "lastage"),
    "dead": ("dead", "deceased", "isdeceased"),
    "firstname": ("firstname",),
    "lastname": ("lastname",),
    "gender": ("genderidentity",),
    "birthday": ("dob", "birthdate", "dateofbirth"),
    "died": ("dod", "deathdate", "dateofdeath"),
    "cause": ("causeofdeath",),
    "consultand": ("consultand",),
    "pregnancy": ("pregnancy",),
    "adoption": ("adopted", "isadopted"),
    "twins": ("twin", "twins", "aretwins"),
    "proband": ("proband", "target", "index", "isproband"),
    "affected": ("affected", "aff", "affection", "phenotype", "pheno", "cancer"),
    "monozygotic": ("mz", "mztwin"),
    "dizygotic": ("dz", "dztwin"),
    "note": ("note", "notes", "comment"),
}
_CANCERS: Final = {
    "breast": BREAST,
    "breast2": BREAST,
    "ovary": OVARY,
    "ovarian": OVARY,
    "prostate": PROSTATE,
    "pancreas": PANCREAS,
    "pancreatic": PANCREAS,
}
NEEDED: Final = ("id", "father", "mother", "sex")
FORMULA: Final = ("=", "+", "-", "@")  # with one in front a spreadsheet computes the cell
ABSENT: Final = frozenset({"", "na", "nan", "none", "-", ".", "?", "unknown"})
_NO_SEX: Final = (*ABSENT, "0", "3", "4", "-9", "u")
GENES: Final = (
    "BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "BARD1", "RAD51C", "RAD51D", "BRIP1", "TP53",
    "PTEN", "CDH1", "STK11", "MLH1", "MSH2", "MSH6", "PMS2", "EPCAM", "APC", "MUTYH", "CDKN2A",
    "HOXB13",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Place of each column that we understand."""

    place: Mapping[str, int]
    cancers: Mapping[int, str]
    genes: Mapping[int, str]
    sexes: Mapping[str, Sex]
    affected: frozenset[str]

    @property
    def least(self) -> int:
        """How many cells a row needs, to hold all of them: a shorter one was cut off."""
        return max((*self.place.values(), *self.cancers, *self.genes)) + 1


def delimiter(header: str) -> str:
    """Return what divides the columns: what the header has most of."""
    return max("\t;,|", key=header.count)


def _plain(name: str) -> str:
    return name.strip().lstrip("\ufeff*#").lower().replace("_", "").replace(" ", "")


def places(header: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that we know, by our own name for it."""
    place: dict[str, int] = {}
    plain = [_plain(name) for name in header]
    for column, names in _NAMES.items():
        for name in names:
            if name in plain and column not in place:
                place[column] = plain.index(name)
    if "fid" in plain and place.get("father") != plain.index("fid"):
        place.setdefault("family", plain.index("fid"))  # PLINK's word; elsewhere it is the father
    return place


def columns(rows: Sequence[Sequence[str]], losses: list[Loss]) -> Columns:
    """Understand a header; unknown columns are told as lost.

    Raises FormatError("format.column_missing") for a table without ids, parents or sex.
    """
    header = rows[0]
    place = places(header)
    for column in NEEDED:
        if column not in place:
            raise FormatError("format.column_missing", line=1, column=column)
    cancers = {i: _CANCERS[_plain(n)] for i, n in enumerate(header) if _plain(n) in _CANCERS}
    genes = {i: n.strip().upper() for i, n in enumerate(header) if n.strip().upper() in GENES}
    known = {*place.values(), *cancers, *genes}
    for i, name in enumerate(header):
        if i not in known:
            losses.append(Loss("loss.column", 1, fields(column=name.strip() or str(i + 1))))
    return Columns(place, cancers, genes, _sexes(rows[1:], place), _affected(rows, place))


def _sexes(rows: Sequence[Sequence[str]], place: Mapping[str, int]) -> Mapping[str, Sex]:
    """Sex codes of this table: 1 and 2, or 1 and 0 where no 2 occurs (all are in use)."""
    used = {row[place["sex"]].strip().lower() for row in rows if len(row) > place["sex"]}
    words = {"m": Sex.MALE, "male": Sex.MALE, "f": Sex.FEMALE, "female": Sex.FEMALE}
    words |= {"w": Sex.FEMALE, "weiblich": Sex.FEMALE, "männlich": Sex.MALE}
    words |= {"男": Sex.MALE, "女": Sex.FEMALE, "ذكر": Sex.MALE, "أنثى": Sex.FEMALE}
    words |= dict.fromkeys(_NO_SEX, Sex.UNKNOWN)
    numbers = {"1": Sex.MALE, "2": Sex.FEMALE}
    if "0" in used and "2" not in used:
        numbers = {"1": Sex.MALE, "0": Sex.FEMALE}
        if _zero_is_male(rows, place):
            numbers = {"0": Sex.MALE, "1": Sex.FEMALE}
    return {**words, **numbers}


def _zero_is_male(rows: Sequence[Sequence[str]], place: Mapping[str, int]) -> bool:
    """Whether more fathers than mothers are coded 0: both ways round are in use."""
    family = place.get("family")
    sexes, fathers, mothers = {}, set(), set()
    for row in rows:
        if len(row) > max(place.values()):
            of = row[family].strip() if family is not None else ""
            sexes[of, row[place["id"]].strip()] = row[place["sex"]].strip()
            fathers.add((of, row[place["father"]].strip()))
            mothers.add((of, row[place["mother"]].strip()))
    coded_zero = {person for person, sex in sexes.items() if sex == "0"}
    return len(coded_zero & fathers) > len(coded_zero & mothers)


def _affected(rows: Sequence[Sequence[str]], place: Mapping[str, int]) -> frozenset[str]:
    """Words for affected: 2 where the column holds a 2 (as PED counts), else 1."""
    column = place.get("affected")
    if column is None:
        return frozenset()
    used = {row[column].strip() for row in rows[1:] if len(row) > column}
    return frozenset({"2" if "2" in used else "1", "y", "yes", "true", "t", "a"})
