"""Writes a table of people: one row a person, with every column that somebody may need."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.formats import times
from counselling.formats.export import fact_loss, prepare
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.formats.rows import parent_or_none
from counselling.formats.table_columns import ABSENT, FORMULA, GENES
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person, PersonId
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    OVARY,
    PANCREAS,
    PROSTATE,
    Gender,
    Sex,
    TestResult,
    Zygosity,
)

_WRITTEN_CANCERS: Final = (
    ("breast", BREAST),
    ("breast2", BREAST),
    ("ovary", OVARY),
    ("prostate", PROSTATE),
    ("pancreas", PANCREAS),
)
_HEADER: Final = (
    "famid", "id", "dad", "mom", "sex", "gender_identity", "name", "yob", "dob", "age", "dead",
    "dod", "cause_of_death", "proband", "consultand", "mz", "dz", "twin", "pregnancy", "adopted",
    *(column for column, _ in _WRITTEN_CANCERS), "affected", *GENES, "note",
)  # fmt: skip
SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.PROBAND,
        Fact.CONSULTAND,
        Fact.NAME,
        Fact.SEX,
        Fact.GENDER,
        Fact.BIRTH_YEAR,
        Fact.BIRTH_DAY,
        Fact.AGE,
        Fact.DECEASED,
        Fact.DEATH_YEAR,
        Fact.DEATH_DAY,
        Fact.CAUSE_OF_DEATH,
        Fact.AFFECTED,
        Fact.CONDITIONS,
        Fact.AGE_AT_DIAGNOSIS,
        Fact.TESTS,
        Fact.PREGNANCY,
        Fact.ADOPTION,
        Fact.STATUS_UNKNOWN,
        Fact.NOTE,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)
_SEXES: Final = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
_GENDERS: Final = {g: g.value for g in Gender} | {Gender.UNKNOWN: "undisclosed"}
_RESULTS: Final = {
    TestResult.POSITIVE: "P",
    TestResult.NEGATIVE: "N",
    TestResult.UNCERTAIN: "VUS",
}


def rows(families: tuple[Family, ...], losses: list[Loss]) -> list[list[str]]:
    """Return the header and a row for everybody; no cell can become a spreadsheet's formula."""
    out = [list(_HEADER)]
    for family in prepare(families, SAYS, losses, is_plain=_is_plain):
        twins = _twins(family)
        for person in family.persons:
            cells = _written(family, person, twins.get(person.id, {}), losses)
            out.append([flat(family.id), *cells])
    return out


def _is_plain(word: str) -> bool:
    """Whether a word is read back as an id: no tab, no blank at an end, no code for nobody."""
    is_flat = word == " ".join(word.split()) and all(letter >= " " for letter in word)
    return is_flat and word.lower() not in ABSENT and parent_or_none(word) is not None


def _twins(family: Family) -> Mapping[PersonId, Mapping[Zygosity, str]]:
    table: dict[PersonId, dict[Zygosity, str]] = {}
    for number, twins in enumerate(family.twins, start=1):
        for member in twins.members:
            table.setdefault(member, {}).setdefault(twins.zygosity, str(number))
    return table


def _written(
    family: Family, person: Person, twins: Mapping[Zygosity, str], losses: list[Loss]
) -> Iterator[str]:
    losses += _conditional(person)
    yield flat(person.id)
    yield from (flat(p) if p else "0" for p in (person.father, person.mother))
    yield _SEXES[person.sex]
    yield _GENDERS[person.gender] if person.gender else ""
    yield flat(person.name)
    yield str(person.birth.year) if person.birth else ""
    yield times.iso_date(person.birth) if person.birth and person.birth.month else ""
    yield _number(person.age)
    yield "1" if person.is_deceased else "0"
    yield times.iso_date(person.death) if person.death else ""
    yield flat(person.cause_of_death)
    yield "1" if person.id == family.proband else "0"
    yield "1" if person.id == family.consultand else "0"
    for zygosity in (Zygosity.MONOZYGOTIC, Zygosity.DIZYGOTIC, Zygosity.UNKNOWN):
        yield twins.get(zygosity, "")
    yield person.pregnancy.value if person.pregnancy else ""
    yield person.adoption.value if person.adoption else ""
    yield from _diagnoses(person, losses)
    by_gene = {test.gene: _RESULTS[test.result] for test in person.tests}
    yield from (by_gene.get(gene, "") for gene in GENES)
    losses += [
        Loss("loss.gene", fields=fields(person=person.id, gene=gene))
        for gene in by_gene.keys() - set(GENES)
    ]
    yield flat(person.note)


def _diagnoses(person: Person, losses: list[Loss]) -> Iterator[str]:
    """A column for each cancer that models know, one for anything else."""
    left = list(person.diagnoses)
    for _, condition in _WRITTEN_CANCERS:
        found = next((d for d in left if d.condition == condition), None)
        if found:
            left.remove(found)
        yield "" if found is None else _number(found.age) or "AU"
    if person.is_status_unknown and not left:
        yield "?"
    else:
        yield "1" if left else "0"
    losses += [
        Loss("loss.condition", fields=fields(person=person.id))
        for d in left
        if d.condition != AFFECTED
    ]


def _conditional(person: Person) -> Iterator[Loss]:
    """Say what depends on more than the kind of fact."""
    words = (
        (Fact.NAME, person.name),
        (Fact.CAUSE_OF_DEATH, person.cause_of_death),
        (Fact.NOTE, person.note),
    )
    for fact, text in words:
        if text and (text != " ".join(text.split()) or text.lower() in ABSENT):
            yield fact_loss(person.id, fact)
    is_known = {condition for _, condition in _WRITTEN_CANCERS}
    if any(d.age and not (d.age.is_exact and d.condition in is_known) for d in person.diagnoses):
        yield fact_loss(person.id, Fact.AGE_AT_DIAGNOSIS)
    if len({t.gene for t in person.tests}) < len(person.tests):
        yield fact_loss(person.id, Fact.TESTS)


def _number(age: Age | None) -> str:
    """A number that is never the "0" by which many tables mean nothing."""
    if age is None or not age.is_exact:
        return ""
    years = age.low_years
    return str(int(years)) if years == int(years) and years else repr(float(years))


def flat(text: str) -> str:
    """No tab or line end may break the row; no leading sign may become a spreadsheet's formula."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain.lstrip("'")[:1] in FORMULA else plain


def quoted(cell: str) -> str:
    """Return a cell as a text file holds it."""
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell
