"""Writes CanRisk files, and says by name of the column what the file cannot hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from counselling.errors import FormatError
from counselling.formats import canrisk_facts, canrisk_limits, canrisk_people
from counselling.formats.canrisk_columns import (
    CANCERS,
    GENES,
    MARKERS,
    MAX_FAMILY_ID,
    MAX_PEOPLE,
    MAX_PERSON_ID,
    TWIN_CODES,
    header,
)
from counselling.formats.export import fact_loss, ready
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Writing, fields
from counselling.formats.rows import parent_or_none, plain_names
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import (
    ASHKENAZI,
    Sex,
    Zygosity,
)

_ID: Final = re.compile(r"[A-Za-z0-9-]+")
_SEX: Final = {Sex.FEMALE: "F", Sex.MALE: "M"}


SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.PROBAND,
        Fact.NAME,
        Fact.SEX,
        Fact.BIRTH_YEAR,
        Fact.AGE,
        Fact.DECEASED,
        Fact.AFFECTED,
        Fact.CONDITIONS,
        Fact.AGE_AT_DIAGNOSIS,
        Fact.MARKERS,
        Fact.TESTS,
        Fact.TEST_METHOD,
        Fact.VARIANT,
        Fact.ANCESTRY,
        Fact.RISK_FACTORS,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)


def write(families: tuple[Family, ...], *, version: int) -> Writing:
    """Write families. Raises FormatError when the service would refuse them whatever we write."""
    losses: list[Loss] = []
    factors: list[str] = []
    if len(families) == 1:
        factors = [f"##{_flat(key)}={_flat(value)}" for key, value in _factors(families[0])]
    lines = [f"##CanRisk {version}", *factors, "##" + "\t".join(header(version))]
    lines += ["\t".join(cells) for cells in rows(families, GENES[version], losses)]
    for family in families:
        target = family.proband if len(families) == 1 else None
        losses += [
            fact_loss(p.id, Fact.RISK_FACTORS)
            for p in family.persons
            if p.risk_factors and p.id != target
        ]
    return Writing("\n".join(lines) + "\n", tuple(losses))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _factors(family: Family) -> tuple[tuple[str, str], ...]:
    return family.person(family.proband).risk_factors if family.proband else ()


def rows(
    families: tuple[Family, ...], genes: Sequence[str], losses: list[Loss]
) -> Iterator[list[str]]:
    """Rows of all people: 17 columns, a column a gene, one of pathology."""
    names = plain_names([f.id for f in families], losses, is_plain=_is_family_id)
    for family in families:
        born = ready(family, SAYS, losses, born_only=True)
        yield from _family(canrisk_people.taken(born, losses), names, genes, losses)


@dataclass(frozen=True, slots=True)
class _Ids:
    """Ids as the file wants them: short, plain, not only zeros."""

    family: str
    person: Mapping[PersonId, str]
    twin_code: Mapping[PersonId, str]


def _family(
    family: Family, names: Mapping[str, str], genes: Sequence[str], losses: list[Loss]
) -> Iterator[list[str]]:
    if not family.persons:
        raise FormatError("format.nobody_left", family=family.id)
    canrisk_limits.check(family, losses)
    ids = _ids(family, names[family.id], losses)
    stand_ins: dict[PersonId, tuple[str, Sex]] = {}
    for person in family.persons:
        yield list(_cells(family, person, ids, stand_ins, genes, losses))
    if len(family.persons) + len(stand_ins) > MAX_PEOPLE:
        found = len(family.persons) + len(stand_ins)
        raise FormatError("format.canrisk_people", limit=MAX_PEOPLE, found=found)
    for name, sex in stand_ins.values():
        yield list(_stand_in(ids.family, name, sex, genes))


def _ids(family: Family, name: str, losses: list[Loss]) -> _Ids:
    taken: dict[PersonId, str] = {}
    used = {p.id for p in family.persons if _fits(p.id, MAX_PERSON_ID)}
    free = (f"P{n}" for n in count(1) if f"P{n}" not in used)
    for person in family.persons:
        if _fits(person.id, MAX_PERSON_ID):
            taken[person.id] = person.id
            continue
        new = taken[person.id] = next(free)
        losses.append(Loss("loss.id_changed", fields=fields(old=person.id, new=new)))
    return _Ids(name, taken, _twin_codes(family, losses))


def _is_family_id(word: str) -> bool:
    return _fits(word, MAX_FAMILY_ID)


def _fits(text: str, longest: int) -> bool:
    is_shaped = len(text) <= longest and _ID.fullmatch(text) is not None
    is_said = bool(text.strip("0")) and bool(text.strip("-"))
    return is_shaped and is_said and parent_or_none(text) is not None


def _twin_codes(family: Family, losses: list[Loss]) -> Mapping[PersonId, str]:
    codes: dict[PersonId, str] = {}
    free = iter(TWIN_CODES)
    for twins in family.twins:
        if twins.zygosity is not Zygosity.MONOZYGOTIC:
            told = fields(person=min(twins.members))
            losses.append(Loss("loss.twins_not_identical", fields=told))
        elif len(twins.members) != 2 or codes.keys() & set(twins.members):
            told = fields(person=min(twins.members))
            losses.append(Loss("loss.more_than_two_twins", fields=told))
        elif not canrisk_people.agree(family, twins):
            losses.append(Loss("loss.canrisk_twins", fields=fields(person=min(twins.members))))
        else:
            code = next(free, "")
            if not code:
                told = fields(person=min(twins.members))
                losses.append(Loss("loss.too_many_twins", fields=told))
            for member in twins.members:
                codes[member] = code or "0"
    return codes


def _cells(
    family: Family,
    person: Person,
    ids: _Ids,
    stand_ins: dict[PersonId, tuple[str, Sex]],
    genes: Sequence[str],
    losses: list[Loss],
) -> Iterator[str]:
    name = ids.person[person.id]
    father, mother = _parents(family, person, ids, stand_ins)
    yield ids.family
    yield canrisk_facts.plain_name(person, losses)
    yield "1" if person.id == family.proband else "0"
    yield name
    yield father
    yield mother
    yield _SEX[person.sex]
    yield ids.twin_code.get(person.id, "0")
    yield "1" if person.is_deceased else "0"
    yield canrisk_facts.age(person, losses)
    yield canrisk_facts.birth_year(person, losses)
    yield from canrisk_facts.cancers(person, losses)
    yield "1" if ASHKENAZI in person.ancestry else "0"
    if set(person.ancestry) - {ASHKENAZI}:
        losses.append(fact_loss(person.id, Fact.ANCESTRY))
    yield from canrisk_facts.gene_tests(person, genes, losses)
    yield canrisk_facts.pathology(person, losses)


def _parents(
    family: Family, person: Person, ids: _Ids, stand_ins: dict[PersonId, tuple[str, Sex]]
) -> tuple[str, str]:
    """Both or neither: where one parent is unknown the file gets a stand-in without facts."""
    father, mother = person.father, person.mother
    if father is None and mother is None:
        return "0", "0"
    if father is None:
        known = ids.person[mother or ""]
        return _stand_in_name(known, Sex.MALE, ids, stand_ins), known
    if mother is None:
        known = ids.person[father]
        return known, _stand_in_name(known, Sex.FEMALE, ids, stand_ins)
    return ids.person[father], ids.person[mother]


def _stand_in_name(
    known: str, missing: Sex, ids: _Ids, stand_ins: dict[PersonId, tuple[str, Sex]]
) -> str:
    """One stand-in beside each single parent: her children stay full siblings in the file."""
    if known not in stand_ins:
        used = {*ids.person.values(), *(name for name, _ in stand_ins.values())}
        name = next(f"S{n}" for n in count(1) if f"S{n}" not in used)
        stand_ins[known] = (name, missing)
    return stand_ins[known][0]


def _stand_in(family: str, name: str, sex: Sex, genes: Sequence[str]) -> Iterator[str]:
    yield from (family, "NA", "0", name, "0", "0", _SEX[sex], "0", "0", "0", "0")
    yield from ("0",) * (len(CANCERS) + 1)
    yield from ("0:0",) * len(genes)
    yield ":".join("0" for _ in MARKERS)
