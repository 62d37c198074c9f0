"""Whom CanRisk's service takes: it refuses a whole file for one person who does not fit.

Source: bws pedigree.py, person.py and cancer.py (their checks before a calculation), read 2026-11.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from counselling.formats.canrisk_columns import CANCERS, FIRST_BIRTH_YEAR
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.structure import without
from counselling.pedigree.terms import OVARY, PROSTATE, Sex

_WRITTEN = frozenset(condition for _, condition in CANCERS)
_NOT_TAKEN = {Sex.MALE: OVARY, Sex.FEMALE: PROSTATE}


def taken(family: Family, losses: list[Loss]) -> Family:
    """Return the family without those for whom the service would refuse the file; each is told.

    They are people of unknown sex of whom nothing is known that it counts, and people whom no
    genes join to the proband: partners without children, parents who only brought somebody up.
    """
    family = _sexed(family)
    parents = {parent for p in family.persons for parent in p.genetic_parents}
    gone: dict[PersonId, str] = {
        p.id: "loss.canrisk_no_sex"
        for p in family.persons
        if p.sex is Sex.UNKNOWN
        and p.id not in parents
        and p.id != family.proband
        and not (p.diagnoses or p.tests)
    }
    related = _related(family)
    if family.proband is not None:
        apart = (p.id for p in family.persons if p.id not in related)
        gone |= dict.fromkeys(apart, "loss.canrisk_unrelated")
    losses += [Loss(why, fields=fields(person=who)) for who, why in gone.items()]
    losses += _torn_twins(family, gone)
    return without(family, tuple(gone)) if gone else family


def _torn_twins(family: Family, gone: Collection[PersonId]) -> Iterator[Loss]:
    """Say of whom it is lost that she is a twin, because the other one is left out."""
    for twins in family.twins:
        left = [member for member in twins.members if member not in gone]
        if len(left) == 1 < len(twins.members):
            for fact in (Fact.TWINS, Fact.ZYGOSITY):
                yield fact_loss(left[0], fact)


def _sexed(family: Family) -> Family:
    """Who gave the egg or the sperm has the sex that the service wants of a mother or father."""
    mothers = {p.mother for p in family.persons}
    fathers = {p.father for p in family.persons}

    def sexed(person: Person) -> Person:
        is_mother, is_father = person.id in mothers, person.id in fathers
        if person.sex is not Sex.UNKNOWN or is_mother == is_father:
            return person
        return replace(person, sex=Sex.FEMALE if is_mother else Sex.MALE)

    return replace(family, persons=tuple(sexed(p) for p in family.persons))


def _related(family: Family) -> frozenset[PersonId]:
    """The proband and everybody whom descent joins to her, over any number of steps."""
    near: dict[PersonId, set[PersonId]] = {p.id: set() for p in family.persons}
    for person in family.persons:
        for parent in person.genetic_parents:
            near[person.id].add(parent)
            near[parent].add(person.id)
    found: set[PersonId] = set()
    waiting = [family.proband] if family.proband in near else []
    while waiting:
        person_id = waiting.pop()
        if person_id is not None and person_id not in found:
            found.add(person_id)
            waiting += near[person_id] - found
    return frozenset(found)


def refusals(family: Family) -> Iterator[Loss]:
    """Say for whom the service refuses the file until more is known of her.

    The proband needs a year of birth and an age; whoever had a cancer needs a year of birth, and a
    last age that is not before the cancer.
    """
    for person in family.persons:
        if person.id == family.proband and not (_has_year(person) and _last_age(person)):
            yield Loss("loss.canrisk_target", fields=fields(person=person.id))
        had = [d for d in person.diagnoses if is_taken(person, d.condition)]
        latest = max((int(d.age.low_years) for d in had if d.age and d.age.is_exact), default=0)
        if had and not (_has_year(person) and _last_age(person) >= latest):
            yield Loss("loss.canrisk_cancer", fields=fields(person=person.id))


def is_taken(person: Person, condition: str) -> bool:
    """Whether the service takes this cancer of this person: none of the other sex's organs."""
    return condition in _WRITTEN and _NOT_TAKEN.get(person.sex) != condition


def _has_year(person: Person) -> bool:
    return person.birth is not None and person.birth.year >= FIRST_BIRTH_YEAR


def _last_age(person: Person) -> int:
    return int(person.age.low_years) if person.age and person.age.is_exact else 0


def agree(family: Family, twins: TwinSet) -> bool:
    """Whether the service takes two people for identical twins.

    It wants the same sex, parents and year of birth, the same age while both live, and never two
    different results of one gene.
    """
    one, other = (family.person(member) for member in twins.members)
    years = [p.birth.year if p.birth else 0 for p in (one, other)]
    is_one_dead = one.is_deceased or other.is_deceased
    results = {test.gene: test.result for test in one.tests}
    return (
        one.sex is other.sex
        and one.genetic_parents == other.genetic_parents
        and years[0] == years[1]
        and (is_one_dead or _last_age(one) == _last_age(other))
        and all(results.get(test.gene, test.result) is test.result for test in other.tests)
    )
