"""Writes GEDCOM: what its own tags cannot say stands in typed facts, as the standards allow.

Source: FamilySearch GEDCOM 7.0; GEDCOM 5.5.1 (2019), whose lines are short and whose "@" are
doubled wherever they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from counselling.formats import gedcom_dates, ontology
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss
from counselling.formats.gedcom_pens import Five, Seven
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Age, PartialDate, Person, PersonId
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Sex, Zygosity

SOURCE: Final = "CONSULTAND"
SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.PROBAND,
        Fact.CONSULTAND,
        Fact.NAME,
        Fact.SEX,
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
        Fact.NOTE,
        Fact.SOCIAL_PARENTS,
        Fact.DONOR,
        Fact.PARTNERS,
        Fact.PARTNERSHIP_STATUS,
        Fact.TWINS,
        Fact.ZYGOSITY,
    }
)
_SEXES: Final = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNKNOWN: "U"}
_PENS: Final = {"7.0": Seven(), "5.5.1": Five()}
_BIRTH: Final = (ParentKind.MOTHER, ParentKind.FATHER)
Couple = tuple[PersonId | None, PersonId | None]  # wife, husband


class Version(StrEnum):
    """The two versions that other programs read."""

    SEVEN = "7.0"
    FIVE = "5.5.1"


_HEADS: Final[Mapping[Version, Sequence[str]]] = {
    Version.SEVEN: ("0 HEAD", "1 GEDC", "2 VERS 7.0", f"1 SOUR {SOURCE}"),
    Version.FIVE: (
        "0 HEAD",
        f"1 SOUR {SOURCE}",
        "1 SUBM @U1@",
        "1 GEDC",
        "2 VERS 5.5.1",
        "2 FORM LINEAGE-LINKED",
        "1 CHAR UTF-8",
        "0 @U1@ SUBM",
        f"1 NAME {SOURCE}",
    ),
}


def text(families: Sequence[Family], losses: list[Loss], version: Version) -> str:
    """Return the file."""
    lines = list(_HEADS[version])
    people = unions = 0
    for family in families:
        written = _Family(family, people, unions, version)
        lines += written.lines(losses)
        people += len(family.persons)
        unions += len(written.unions)
    return "\n".join([*lines, "0 TRLR"]) + "\n"


@dataclass
class _Union:
    """A FAM record to be: its children, each with the way they belong, and the couple's story."""

    number: int
    children: dict[PersonId, ParentKind] = field(default_factory=dict)
    partnership: Partnership | None = None


class _Family:
    """One family while it is written; numbers go on where the last one's stopped."""

    def __init__(self, family: Family, people: int, unions: int, version: Version) -> None:
        self._family = family
        self._say = _PENS[version]
        self._xrefs = {p.id: f"I{people + n}" for n, p in enumerate(family.persons, start=1)}
        self._first = unions
        self.unions: dict[tuple[Couple, ParentKind | None], _Union] = {}
        self._of_child: dict[PersonId, list[tuple[int, ParentKind]]] = {}
        for person in family.persons:
            self._place(person)
        for pair in family.partnerships:
            self._marry(pair)
        self._of_partner: dict[PersonId, list[int]] = {}
        for (couple, _), union in self.unions.items():
            for partner in couple:
                if partner:
                    self._of_partner.setdefault(partner, []).append(union.number)

    def _union(self, couple: Couple, kind: ParentKind | None) -> _Union:
        number = self._first + len(self.unions) + 1
        return self.unions.setdefault((couple, kind), _Union(number))

    def _place(self, person: Person) -> None:
        """One FAM for the parents by birth, one for each pair of another kind."""
        birth: Couple = (
            person.parent_of_kind(ParentKind.MOTHER),
            person.parent_of_kind(ParentKind.FATHER),
        )
        couples: list[tuple[Couple, ParentKind]] = []
        if any(birth):
            couples.append((birth, ParentKind.MOTHER))
        for kind in ParentKind:
            if kind not in _BIRTH:
                carers = [link.parent for link in person.parents if link.kind is kind]
                for start in range(0, len(carers), 2):
                    couples.append((self._seated(carers[start : start + 2]), kind))
        for couple, kind in couples:
            union = self._union(couple, None if kind is ParentKind.MOTHER else kind)
            union.children[person.id] = kind
            self._of_child.setdefault(person.id, []).append((union.number, kind))

    def _seated(self, people: Sequence[PersonId]) -> Couple:
        """Wife and husband by sex where that is possible; 7.0 takes them for places only."""
        if len(people) == 1:
            is_man = self._family.person(people[0]).sex is Sex.MALE
            return (None, people[0]) if is_man else (people[0], None)
        turn = self._family.person(people[0]).sex is Sex.MALE
        return (people[1], people[0]) if turn else (people[0], people[1])

    def _marry(self, pair: Partnership) -> None:
        one, other = pair.partners
        for couple in ((one, other), (other, one)):
            if (couple, None) in self.unions:
                self.unions[couple, None].partnership = pair
                return
        self._union(self._seated(pair.partners), None).partnership = pair

    def lines(self, losses: list[Loss]) -> Iterator[str]:
        """All records of the family."""
        for person in self._family.persons:
            yield f"0 @{self._xrefs[person.id]}@ INDI"
            yield from self._person(person, losses)
        for (couple, _), union in self.unions.items():
            yield f"0 @F{union.number}@ FAM"
            for tag, partner in zip(("WIFE", "HUSB"), couple, strict=True):
                if partner:
                    yield f"1 {tag} @{self._xrefs[partner]}@"
            yield from (f"1 CHIL @{self._xrefs[child]}@" for child in union.children)
            if union.partnership:
                yield from self._say.typed("EVEN", "", "partnership")
                yield from self._status(union.partnership, losses)

    def _person(self, person: Person, losses: list[Loss]) -> Iterator[str]:
        family = self._family
        losses += _conditional(person)
        if person.name:
            yield from self._say.value(1, "NAME", person.name)
        yield f"1 SEX {_SEXES[person.sex]}"
        yield from self._say.value(1, "REFN", person.id)
        yield from self._say.typed("FACT", family.id, "pedigree")
        for role, who in (("proband", family.proband), ("consultand", family.consultand)):
            if who == person.id:
                yield from self._say.typed("FACT", role, "role")
        yield from _event("BIRT", person.birth)
        yield from self._death(person)
        if person.age and person.age.is_exact and not person.is_deceased:
            yield from self._say.typed("EVEN", "", "last known age")
            yield f"2 AGE {gedcom_dates.written_age(person.age.low_years)}"
        for diagnosis in person.diagnoses:
            yield from self._say.typed("FACT", ontology.words(diagnosis.condition), "diagnosis")
            if diagnosis.age and diagnosis.age.is_exact:
                yield f"2 AGE {gedcom_dates.written_age(diagnosis.age.low_years)}"
        yield from self._say.value(1, "NOTE", person.note) if person.note else ()
        yield from self._ties(person)

    def _ties(self, person: Person) -> Iterator[str]:
        for number, kind in self._of_child.get(person.id, ()):
            yield f"1 FAMC @F{number}@"
            if kind is not ParentKind.MOTHER:
                yield from self._say.belonging(kind)
        yield from (f"1 FAMS @F{number}@" for number in self._of_partner.get(person.id, ()))
        for twins in self._family.twins:
            if twins.members[0] == person.id:
                known = twins.zygosity is not Zygosity.UNKNOWN
                words = f"{twins.zygosity.value} twin" if known else "twin"
                for other in twins.members[1:]:
                    yield f"1 ASSO @{self._xrefs[other]}@"
                    yield from self._say.relation(words)

    def _death(self, person: Person) -> Iterator[str]:
        if not person.is_deceased:
            return
        yield "1 DEAT Y"
        if person.death:
            yield f"2 DATE {gedcom_dates.written(person.death)}"
        if person.age and person.age.is_exact:
            yield f"2 AGE {gedcom_dates.written_age(person.age.low_years)}"
        if person.cause_of_death:
            yield from self._say.value(2, "CAUS", person.cause_of_death)

    def _status(self, pair: Partnership, losses: list[Loss]) -> Iterator[str]:
        if pair.left_by:
            losses.append(fact_loss(min(pair.partners), Fact.PARTNERSHIP_STATUS))
        if pair.status is PartnershipStatus.DIVORCED:
            yield "1 DIV Y"
        elif pair.status is PartnershipStatus.SEPARATED:
            yield from self._say.typed("EVEN", "", "separation")


def _event(tag: str, when: PartialDate | None) -> Iterator[str]:
    if when:
        yield f"1 {tag}"
        yield f"2 DATE {gedcom_dates.written(when)}"


def _conditional(person: Person) -> Iterator[Loss]:
    """Say what depends on more than the kind of fact."""
    told: Mapping[Fact, object] = {
        Fact.NAME: "/" in person.name or person.name != " ".join(person.name.split()),
        Fact.AGE: _is_uneven(person.age),
        Fact.AGE_AT_DIAGNOSIS: any(
            _is_uneven(d.age) or (d.age and not d.age.is_exact) for d in person.diagnoses
        ),
        Fact.DEATH_YEAR: person.death and not person.is_deceased,
        Fact.DEATH_DAY: person.death and person.death.month and not person.is_deceased,
        Fact.CAUSE_OF_DEATH: person.cause_of_death and not person.is_deceased,
        Fact.CONDITIONS: any("\n" in d.condition for d in person.diagnoses),
    }
    yield from (fact_loss(person.id, fact) for fact, is_lost in told.items() if is_lost)


def _is_uneven(age: Age | None) -> bool:
    """Whether an age has a part of a month."""
    if age is None or not age.is_exact:
        return False
    months = age.low_years * 12
    return abs(months - round(months)) > 1e-6
