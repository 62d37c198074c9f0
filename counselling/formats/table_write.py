"""Writes a table of people: one row a person, with every column that somebody may need."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.formats.format import Loss, Writing, fields
from counselling.formats.rows import parent_or_none, plain_names
from counselling.formats.table_columns import ABSENT, FORMULA, GENES
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person, PersonId
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    OVARY,
    PANCREAS,
    PROSTATE,
    Sex,
    TestResult,
)

_WRITTEN_CANCERS: Final = (
    ("breast", BREAST),
    ("breast2", BREAST),
    ("ovary", OVARY),
    ("prostate", PROSTATE),
    ("pancreas", PANCREAS),
)
_HEADER: Final = (
    "famid", "id", "dad", "mom", "sex", "name", "yob", "age", "dead", "proband",
    *(column for column, _ in _WRITTEN_CANCERS), "affected", *GENES, "note",
)  # fmt: skip


def write(families: tuple[Family, ...]) -> Writing:
    """Write families, tab-separated."""
    lines = ["\t".join(_HEADER)]
    losses: list[Loss] = []
    names = plain_names([family.id for family in families], losses, is_plain=_is_plain)
    for family in families:
        ids = plain_names([p.id for p in family.persons], losses, is_plain=_is_plain)
        for person in family.persons:
            cells = _written(family, person, ids, losses)
            lines.append("\t".join((_flat(names[family.id]), *cells)))
    return Writing("\n".join(lines) + "\n", tuple(losses))


def _is_plain(word: str) -> bool:
    """Whether a word is read back as an id: no tab, no blank at an end, no code for nobody."""
    is_flat = word == " ".join(word.split()) and all(letter >= " " for letter in word)
    return is_flat and word.lower() not in ABSENT and parent_or_none(word) is not None


def _written(
    family: Family, person: Person, ids: Mapping[PersonId, str], losses: list[Loss]
) -> Iterator[str]:
    code = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
    yield _flat(ids[person.id])
    yield from (_flat(ids[p]) if p else "0" for p in (person.father, person.mother))
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
    yield from (by_gene.get(gene, "") for gene in GENES)
    yield _flat(person.note)


def _number(age: Age | None) -> str:
    if age is None or not age.is_exact:
        return ""
    return f"{age.low_years:g}"


def _flat(text: str) -> str:
    """No tab or line end may break the row; no leading sign may become a spreadsheet's formula."""
    flat = " ".join(text.split())
    if flat.lstrip("'")[:1] in FORMULA:
        flat = f"'{flat}"
    return '"' + flat.replace('"', '""') + '"' if '"' in flat else flat
