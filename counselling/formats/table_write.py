"""Writes a table of people: one row a person, with every column that somebody may need."""

from collections.abc import Iterator
from typing import Final

from counselling.formats.format import Loss, Writing, fields
from counselling.formats.table_columns import GENES
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
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
    for family in families:
        lines += ["\t".join(_written(family, person, losses)) for person in family.persons]
    return Writing("\n".join(lines) + "\n", tuple(losses))


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
    yield from (by_gene.get(gene, "") for gene in GENES)
    yield _flat(person.note)


def _number(age: Age | None) -> str:
    if age is None or not age.is_exact:
        return ""
    return f"{age.low_years:g}"


def _flat(text: str) -> str:
    """No tab or line end may break the row; no leading sign may become a spreadsheet's formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "@") else flat
