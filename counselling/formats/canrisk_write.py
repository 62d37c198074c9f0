"""Writes CanRisk version 4, and says by name of the column what the file cannot hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from counselling.errors import FormatError
from counselling.formats.canrisk_columns import (
    CANCERS,
    FIRST_BIRTH_YEAR,
    GENES,
    HEADER,
    HOXB13_POSITIVE,
    MARKERS,
    MAX_AGE_YEARS,
    MAX_FAMILY_ID,
    MAX_NAME,
    MAX_PEOPLE,
    MAX_PERSON_ID,
    TWIN_CODES,
)
from counselling.formats.format import Loss, Writing, fields
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person, PersonId
from counselling.pedigree.terms import (
    ASHKENAZI,
    BREAST,
    MarkerStatus,
    Sex,
    TestMethod,
    TestResult,
    Zygosity,
)

_ID: Final = re.compile(r"[A-Za-z0-9-]+")
_SEX: Final = {Sex.FEMALE: "F", Sex.MALE: "M"}
_RESULT: Final = {TestResult.POSITIVE: "P", TestResult.NEGATIVE: "N"}
_WRITTEN: Final = frozenset(condition for _, condition in CANCERS)


def write(families: tuple[Family, ...]) -> Writing:
    """Write families. Raises FormatError when the service would refuse them whatever we write."""
    losses: list[Loss] = []
    header: list[str] = []
    if len(families) == 1:
        header = [f"##{key}={value}" for key, value in _factors(families[0])]
    body = [line for family in families for line in _family(family, losses)]
    lines = ["##CanRisk 4", *header, "##" + "\t".join(HEADER), *body]
    return Writing("\n".join(lines) + "\n", tuple(losses))


def _factors(family: Family) -> tuple[tuple[str, str], ...]:
    return family.person(family.proband).risk_factors if family.proband else ()


@dataclass(frozen=True, slots=True)
class _Ids:
    """Ids as the file wants them: short, plain, not only zeros."""

    family: str
    person: Mapping[PersonId, str]
    twin_code: Mapping[PersonId, str]


def _family(family: Family, losses: list[Loss]) -> Iterator[str]:
    if len(family.persons) > MAX_PEOPLE:
        raise FormatError("format.canrisk_people", limit=MAX_PEOPLE, found=len(family.persons))
    ids = _ids(family, losses)
    stand_ins: dict[PersonId, tuple[str, Sex]] = {}
    for person in family.persons:
        yield "\t".join(_cells(family, person, ids, stand_ins, losses))
    for name, sex in stand_ins.values():
        yield "\t".join(_stand_in(ids.family, name, sex))


def _ids(family: Family, losses: list[Loss]) -> _Ids:
    taken: dict[PersonId, str] = {}
    used = {p.id for p in family.persons if _fits(p.id, MAX_PERSON_ID)}
    free = (f"P{n}" for n in count(1) if f"P{n}" not in used)
    for person in family.persons:
        if _fits(person.id, MAX_PERSON_ID):
            taken[person.id] = person.id
            continue
        name = taken[person.id] = next(free)
        losses.append(Loss("loss.id_changed", fields=fields(old=person.id, new=name)))
    name = family.id if _fits(family.id, MAX_FAMILY_ID) else "FAMILY"
    return _Ids(name, taken, _twin_codes(family, losses))


def _fits(text: str, longest: int) -> bool:
    return len(text) <= longest and bool(_ID.fullmatch(text)) and bool(text.strip("0"))


def _twin_codes(family: Family, losses: list[Loss]) -> Mapping[PersonId, str]:
    codes: dict[PersonId, str] = {}
    free = iter(TWIN_CODES)
    for twins in family.twins:
        if twins.zygosity is not Zygosity.MONOZYGOTIC:
            losses.append(Loss("loss.twins_not_identical"))
        elif len(twins.members) != 2:
            losses.append(Loss("loss.more_than_two_twins"))
        else:
            code = next(free, "")
            if not code:
                losses.append(Loss("loss.too_many_twins"))
            for member in twins.members:
                codes[member] = code or "0"
    return codes


def _cells(
    family: Family,
    person: Person,
    ids: _Ids,
    stand_ins: dict[PersonId, tuple[str, Sex]],
    losses: list[Loss],
) -> Iterator[str]:
    if person.sex not in _SEX:
        raise FormatError("format.canrisk_sex", person=person.id)
    name = ids.person[person.id]
    father, mother = _parents(family, person, ids, stand_ins)
    yield ids.family
    yield _plain_name(person)
    yield "1" if person.id == family.proband else "0"
    yield name
    yield father
    yield mother
    yield _SEX[person.sex]
    yield ids.twin_code.get(person.id, "0")
    yield "1" if person.is_deceased else "0"
    yield _age(person, losses)
    yield str(person.birth.year) if _is_writable_year(person) and person.birth else "0"
    yield from _cancers(person, losses)
    yield "1" if ASHKENAZI in person.ancestry else "0"
    yield from _tests(person, losses)
    yield _pathology(person)


def _plain_name(person: Person) -> str:
    plain = re.sub(r"[^A-Za-z0-9-]", "", person.name)
    return plain[:MAX_NAME] or "NA"


def _parents(
    family: Family, person: Person, ids: _Ids, stand_ins: dict[PersonId, tuple[str, Sex]]
) -> tuple[str, str]:
    """Both or neither: where one parent is unknown the file gets a stand-in without facts."""
    father, mother = person.father, person.mother
    for parent, sex in ((father, Sex.MALE), (mother, Sex.FEMALE)):
        if parent and family.person(parent).sex is not sex:
            raise FormatError("format.canrisk_parent_sex", person=parent)
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


def _stand_in(family: str, name: str, sex: Sex) -> Iterator[str]:
    yield from (family, "NA", "0", name, "0", "0", _SEX[sex], "0", "0", "0", "0")
    yield from ("0",) * (len(CANCERS) + 1)
    yield from ("0:0",) * len(GENES[4])
    yield ":".join("0" for _ in MARKERS)


def _age(person: Person, losses: list[Loss]) -> str:
    if person.age is None:
        return "0"
    if not person.age.is_exact:
        losses.append(Loss("loss.age_range", fields=fields(person=person.id)))
        return "0"
    years = int(person.age.low_years)
    return str(years) if 0 < years <= MAX_AGE_YEARS else "0"


def _is_writable_year(person: Person) -> bool:
    return person.birth is not None and person.birth.year >= FIRST_BIRTH_YEAR


def _cancers(person: Person, losses: list[Loss]) -> Iterator[str]:
    left = list(person.diagnoses)
    for _, condition in CANCERS:
        found = next((d for d in left if d.condition == condition), None)
        if found:
            left.remove(found)
        yield _diagnosis(found, person, losses)
    for diagnosis in left:
        kind = "loss.third_cancer" if diagnosis.condition in _WRITTEN else "loss.condition"
        losses.append(Loss(kind, fields=fields(person=person.id)))


def _diagnosis(diagnosis: Diagnosis | None, person: Person, losses: list[Loss]) -> str:
    if diagnosis is None:
        return "0"
    if diagnosis.age is None:
        return "AU"
    return _exact(diagnosis.age, person, losses)


def _exact(age: Age, person: Person, losses: list[Loss]) -> str:
    if age.is_exact:
        return str(int(age.low_years))
    losses.append(Loss("loss.age_range", fields=fields(person=person.id)))
    return "AU"


def _tests(person: Person, losses: list[Loss]) -> Iterator[str]:
    by_gene = {test.gene: test for test in person.tests}
    for gene in GENES[4]:
        test = by_gene.pop(gene, None)
        if test is None:
            yield "0:0"
        elif test.result not in _RESULT:
            losses.append(Loss("loss.uncertain_variant", fields=fields(person=person.id)))
            yield "0:0"
        else:
            # unknown is written as a search: what laboratories do unless told a variant
            method = "T" if test.method is TestMethod.DIRECT else "S"
            result = test.variant if test.variant in HOXB13_POSITIVE else _RESULT[test.result]
            yield f"{method}:{result}"
    for gene in by_gene:
        losses.append(Loss("loss.gene", fields=fields(person=person.id, gene=gene)))


def _pathology(person: Person) -> str:
    first = next((d for d in person.diagnoses if d.condition == BREAST), None)
    known = {m.name: m.status for m in first.markers} if first else {}
    letter = {MarkerStatus.POSITIVE: "P", MarkerStatus.NEGATIVE: "N"}
    return ":".join(letter[known[name]] if name in known else "0" for name in MARKERS)
