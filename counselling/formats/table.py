"""A table of people, CSV or TSV: header with id, dad, mom, sex and whatever else the file has."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import FormatError
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.rows import Row, assemble, parent_or_none
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, PartialDate, Person
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    OVARY,
    PANCREAS,
    PROSTATE,
    Sex,
    TestResult,
    Zygosity,
)

# column as we call it -> names it goes by, lower case without "_" and blanks
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "indid", "individ", "individual", "person", "personid", "iid"),
    "father": ("dad", "father", "fatherid", "fathid", "dadid", "fid", "fa"),
    "mother": ("mom", "mother", "motherid", "mothid", "momid", "mid", "mo", "mum"),
    "sex": ("sex", "gender"),
    "family": ("famid", "family", "familyid", "ped", "pedigree"),
    "name": ("name",),
    "born": ("yob", "birthyear", "birthyr", "born"),
    "age": ("age", "endage", "lastage"),
    "dead": ("dead", "deceased"),
    "proband": ("proband", "target", "index"),
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
_GENES: Final = (
    "BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "BARD1", "RAD51C", "RAD51D", "BRIP1", "TP53",
    "PTEN", "CDH1", "STK11", "MLH1", "MSH2", "MSH6", "PMS2", "EPCAM", "APC", "MUTYH", "CDKN2A",
    "HOXB13",
)  # fmt: skip
_ABSENT: Final = frozenset({"", "na", "nan", "none", "-", ".", "?", "unknown"})
_YES: Final = frozenset({"1", "y", "yes", "true", "t", "x"})
_NO: Final = frozenset({"0", "n", "no", "false", "f"})
_RESULTS: Final = {
    "p": TestResult.POSITIVE,
    "pos": TestResult.POSITIVE,
    "positive": TestResult.POSITIVE,
    "n": TestResult.NEGATIVE,
    "neg": TestResult.NEGATIVE,
    "negative": TestResult.NEGATIVE,
    "vus": TestResult.UNCERTAIN,
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Place of each column that we understand."""

    place: Mapping[str, int]
    cancers: Mapping[int, str]
    genes: Mapping[int, str]
    sexes: Mapping[str, Sex]
    affected: frozenset[str]


class Table:
    """The format; see the module."""

    name = "table"
    suffixes = (".tsv", ".csv", ".txt")

    def sniff(self, text: str) -> bool:
        """Recognise a header that names id, both parents and sex."""
        header = text.lstrip("\ufeff").partition("\n")[0]
        place = _places(next(csv.reader([header], delimiter=_delimiter(header)), []))
        return {"id", "father", "mother", "sex"} <= set(place)

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError with the line."""
        header = text.partition("\n")[0]
        try:
            rows = list(csv.reader(text.split("\n"), delimiter=_delimiter(header), strict=False))
        except csv.Error:
            raise FormatError("format.table_unreadable") from None
        losses: list[Loss] = []
        columns = _columns(rows, losses)
        return assemble(_rows(rows, columns), losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one row a person, with every column that somebody needs."""
        lines = ["\t".join(_HEADER)]
        losses: list[Loss] = []
        for family in families:
            lines += ["\t".join(_written(family, person, losses)) for person in family.persons]
        return Writing("\n".join(lines) + "\n", tuple(losses))


def _delimiter(header: str) -> str:
    return max("\t;,", key=header.count)


def _plain(name: str) -> str:
    return name.strip().lstrip("\ufeff").lower().replace("_", "").replace(" ", "")


def _places(header: Sequence[str]) -> dict[str, int]:
    place: dict[str, int] = {}
    plain = [_plain(name) for name in header]
    for column, names in _NAMES.items():
        for name in names:
            if name in plain and column not in place:
                place[column] = plain.index(name)
    return place


def _columns(rows: Sequence[Sequence[str]], losses: list[Loss]) -> _Columns:
    header = rows[0]
    place = _places(header)
    for column in ("id", "father", "mother", "sex"):
        if column not in place:
            raise FormatError("format.column_missing", line=1, column=column)
    cancers = {i: _CANCERS[_plain(n)] for i, n in enumerate(header) if _plain(n) in _CANCERS}
    genes = {i: n.strip().upper() for i, n in enumerate(header) if n.strip().upper() in _GENES}
    known = {*place.values(), *cancers, *genes}
    for i, name in enumerate(header):
        if i not in known:
            losses.append(Loss("loss.column", 1, fields(column=name.strip() or str(i + 1))))
    return _Columns(place, cancers, genes, _sexes(rows, place["sex"]), _affected(rows, place))


def _sexes(rows: Sequence[Sequence[str]], column: int) -> Mapping[str, Sex]:
    """Sex codes of this table: 1 and 2, or 1 and 0 where no 2 occurs (both are in use)."""
    used = {row[column].strip().lower() for row in rows[1:] if len(row) > column}
    words = {"m": Sex.MALE, "male": Sex.MALE, "f": Sex.FEMALE, "female": Sex.FEMALE}
    numbers = {"1": Sex.MALE, "2": Sex.FEMALE}
    if "0" in used and "2" not in used:
        numbers = {"1": Sex.MALE, "0": Sex.FEMALE}
    return {**words, **numbers}


def _affected(rows: Sequence[Sequence[str]], place: Mapping[str, int]) -> frozenset[str]:
    """Words for affected: 2 where the column holds a 2 (as PED counts), else 1."""
    column = place.get("affected")
    if column is None:
        return frozenset()
    used = {row[column].strip() for row in rows[1:] if len(row) > column}
    return frozenset({"2" if "2" in used else "1", "y", "yes", "true", "t"})


def _rows(rows: Sequence[Sequence[str]], columns: _Columns) -> Iterator[Row]:
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            yield _row(cells, columns, number)


def _row(cells: Sequence[str], columns: _Columns, number: int) -> Row:
    def cell(column: str) -> str:
        place = columns.place.get(column)
        if place is None:
            return ""
        if place >= len(cells):
            found, expected = len(cells), max(columns.place.values()) + 1
            raise FormatError("format.columns", line=number, found=found, expected=expected)
        text = cells[place].strip()
        return "" if text.lower() in _ABSENT else text

    if cell("id") in ("", "0"):
        raise FormatError("format.no_id", line=number)
    born = cell("born")
    person = Person(
        cell("id"),
        name=cell("name"),
        sex=columns.sexes.get(cell("sex").lower(), Sex.UNKNOWN),
        birth=PartialDate(_year(born, number)) if born not in ("", "0") else None,
        age=Age.at(_years(cell("age"), number, "age")) if cell("age") not in ("", "0") else None,
        is_deceased=_truth(cell("dead"), number, "dead"),
        diagnoses=_diagnoses(cells, columns, cell("affected"), number),
        tests=_tests(cells, columns, number),
        note=cell("note"),
    )
    twins, zygosity = _twins(cell("monozygotic"), cell("dizygotic"))
    return Row(
        number,
        cell("family") or "1",
        person,
        parent_or_none(cell("father")),
        parent_or_none(cell("mother")),
        is_proband=_truth(cell("proband"), number, "proband"),
        twins=twins,
        zygosity=zygosity,
    )


def _twins(monozygotic: str, dizygotic: str) -> tuple[str, Zygosity]:
    if monozygotic not in ("", "0"):
        return monozygotic, Zygosity.MONOZYGOTIC
    if dizygotic not in ("", "0"):
        return dizygotic, Zygosity.DIZYGOTIC
    return "", Zygosity.UNKNOWN


def _diagnoses(
    cells: Sequence[str], columns: _Columns, affected: str, number: int
) -> tuple[Diagnosis, ...]:
    out = []
    for place, condition in columns.cancers.items():
        text = cells[place].strip() if place < len(cells) else ""
        if text.lower() in _ABSENT or text == "0" or text.lower() in ("n", "no", "false"):
            continue
        if text.lower() in ("au", "y", "yes", "true"):
            out.append(Diagnosis(condition))
        else:
            out.append(Diagnosis(condition, Age.at(_years(text, number, condition))))
    if affected.lower() in columns.affected and not out:
        out.append(Diagnosis(AFFECTED))
    return tuple(out)


def _tests(cells: Sequence[str], columns: _Columns, number: int) -> tuple[GeneTest, ...]:
    out = []
    for place, gene in columns.genes.items():
        text = cells[place].strip().lower() if place < len(cells) else ""
        if text in _ABSENT or text == "0":
            continue
        if text not in _RESULTS:
            raise FormatError("format.cell", line=number, column=gene)
        out.append(GeneTest(gene, _RESULTS[text]))
    return tuple(out)


def _years(text: str, number: int, column: str) -> float:
    try:
        years = float(text)
    except ValueError:
        raise FormatError("format.cell", line=number, column=column) from None
    if not 0 <= years <= 200:
        raise FormatError("format.cell", line=number, column=column)
    return years


def _year(text: str, number: int) -> int:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise FormatError("format.cell", line=number, column="born") from None


def _truth(text: str, number: int, column: str) -> bool:
    if not text or text.lower() in _NO:
        return False
    if text.lower() in _YES:
        return True
    raise FormatError("format.cell", line=number, column=column)


_WRITTEN_CANCERS: Final = (
    ("breast", BREAST),
    ("breast2", BREAST),
    ("ovary", OVARY),
    ("prostate", PROSTATE),
    ("pancreas", PANCREAS),
)
_HEADER: Final = (
    "famid", "id", "dad", "mom", "sex", "name", "yob", "age", "dead", "proband",
    *(column for column, _ in _WRITTEN_CANCERS), "affected", *_GENES, "note",
)  # fmt: skip


def _written(family: Family, person: Person, losses: list[Loss]) -> Iterator[str]:
    code = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
    yield from (_flat(family.id), _flat(person.id), person.father or "0", person.mother or "0")
    yield from (code[person.sex], _flat(person.name))
    yield str(person.birth.year) if person.birth else ""
    yield _number(person.age)
    yield "1" if person.is_deceased else "0"
    yield "1" if person.id == family.proband else "0"
    left = list(person.diagnoses)
    for _, condition in _WRITTEN_CANCERS:
        found = next((d for d in left if d.condition == condition), None)
        if found:
            left.remove(found)
        yield "" if found is None else _number(found.age) or "AU"
    yield "1" if left else "0"
    losses += [
        Loss("loss.condition", fields=fields(person=person.id))
        for d in left
        if d.condition != AFFECTED
    ]
    word = {TestResult.POSITIVE: "P", TestResult.NEGATIVE: "N", TestResult.UNCERTAIN: "VUS"}
    by_gene = {test.gene: word[test.result] for test in person.tests}
    yield from (by_gene.get(gene, "") for gene in _GENES)
    yield _flat(person.note)


def _number(age: Age | None) -> str:
    if age is None or not age.is_exact:
        return ""
    return f"{age.low_years:g}"


def _flat(text: str) -> str:
    """No tab or line end may break the row; no leading sign may become a spreadsheet's formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "@") else flat


FORMAT: Final = Table()
