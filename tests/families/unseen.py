"""Families nobody has drawn before, from a seed: like real ones, with all that the notation knows.

Grown by a plan, unlike `complete.py`: couples marry in, have children, part and remarry; some marry
cousins or the siblings of in-laws; children come by donors, carriers, adoption and foster care.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, PartialDate, Person, PersonId
from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Gender,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    Zygosity,
)

_NOT_BORN: Final = tuple(PregnancyOutcome)
_CARERS: Final = (ParentKind.ADOPTIVE, ParentKind.FOSTER, ParentKind.STEP, ParentKind.SOCIAL)


def unseen_family(seed: int, people: int) -> Family:
    """Return a family of about so many people; the same seed gives the same one."""
    return _Grower(seed, people).grow()


def label_sizes(family: Family, seed: int) -> tuple[dict[PersonId, float], dict[PersonId, float]]:
    """Widths and heights of labels of none to five lines, in units of a layout."""
    chance = random.Random(f"labels {seed}")
    lines = {person.id: chance.choice((0, 1, 1, 2, 2, 3, 4, 5)) for person in family.persons}
    widths = {who: chance.uniform(0.3, 2.2) if count else 0.0 for who, count in lines.items()}
    return widths, {who: 0.17 * count for who, count in lines.items()}


@dataclass
class _Grower:
    seed: int
    people: int
    persons: dict[PersonId, Person] = field(default_factory=dict)
    told: dict[frozenset[PersonId], Partnership] = field(default_factory=dict)
    twins: list[TwinSet] = field(default_factory=list)
    year: dict[PersonId, int] = field(default_factory=dict)
    unmarried: list[PersonId] = field(default_factory=list)
    couples: list[tuple[PersonId, PersonId]] = field(default_factory=list)
    all_couples: list[tuple[PersonId, PersonId]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.loops = self.chance.choice((0.0, 0.0, 0.05, 0.15, 0.3))  # share of related mates
        self.odd = self.chance.choice((0.02, 0.1, 0.25))  # share of what is uncommon

    def grow(self) -> Family:
        self._couple(self._person(Sex.MALE, 1900), self._person(Sex.FEMALE, 1902))
        while len(self.persons) < self.people:
            if self.couples:
                self._have_children(*self.couples.pop(0))
            if not self.couples or self.chance.random() < 0.3:
                self._marry_somebody()
        self._unlinked()
        ids = list(self.persons)
        return Family(
            f"unseen {self.seed}",
            persons=tuple(self.persons.values()),
            partnerships=tuple(self.told.values()),
            twins=tuple(self.twins),
            proband=self.chance.choice(ids),
        )

    def _person(self, sex: Sex, year: int, *links: ParentLink) -> PersonId:
        name = f"p{len(self.persons)}"
        gender = Gender.NON_BINARY if self.chance.random() < 0.02 else None
        birth = PartialDate(year) if self.chance.random() < 0.7 else None
        count = self.chance.choice((0, 4)) if self.chance.random() < 0.3 * self.odd else 1
        self.persons[name] = Person(
            name, sex=sex, gender=gender, birth=birth, parents=links, count=count
        )
        self.year[name] = year
        return name

    def _sex(self) -> Sex:
        return self.chance.choices((Sex.FEMALE, Sex.MALE, Sex.UNKNOWN), (10, 10, 1))[0]

    def _couple(self, one: PersonId, other: PersonId) -> None:
        pair = frozenset((one, other))
        if len(pair) < 2 or pair in self.told:
            return
        is_childless = self.chance.random() < 0.5 * self.odd
        status = self.chance.choices(tuple(PartnershipStatus), (8, 1, 1))[0]
        self.told[pair] = Partnership(
            (one, other),
            status=status,
            left_by=one if status is not PartnershipStatus.TOGETHER else None,
            childlessness=self.chance.choice(tuple(Childlessness)) if is_childless else None,
        )
        self.all_couples.append((one, other))
        if not is_childless:
            self.couples.append((one, other))

    # ------------------------------------------------------------------ marriages

    def _marry_somebody(self) -> None:
        chance = self.chance
        if not self.unmarried:
            self._remarry()
            return
        who = self.unmarried.pop(chance.randrange(len(self.unmarried)))
        if chance.random() < 0.15:
            return  # stays single
        if chance.random() < 0.3 * self.odd:
            self._single_parent(who)
            return
        self._couple(who, self._mate_for(who))
        if chance.random() < 0.6 * self.odd:
            for _ in range(chance.choice((1, 1, 1, 2, 3))):
                self._couple(who, self._mate_for(who))

    def _mate_for(self, who: PersonId) -> PersonId:
        chance, year = self.chance, self.year[who]
        sex = Sex.FEMALE if self.persons[who].sex is Sex.MALE else Sex.MALE
        if chance.random() < 0.3 * self.odd:
            sex = self.persons[who].sex
        near = [k for k in self.unmarried if abs(self.year[k] - year) < 22 and self._may(who, k)]
        if near and chance.random() < self.loops:
            mate = chance.choice(near)
            self.unmarried.remove(mate)
            return mate
        mate = self._person(sex, year + chance.randint(-6, 6))
        if chance.random() < 0.25:
            self._give_parents(mate)
        return mate

    def _may(self, who: PersonId, other: PersonId) -> bool:
        """Not with brothers and sisters; uncle and niece happen."""
        mine = {link.parent for link in self.persons[who].parents}
        theirs = {link.parent for link in self.persons[other].parents}
        return not mine & theirs and who not in theirs and other not in mine

    def _give_parents(self, child: PersonId) -> None:
        year = self.year[child] - 28
        father, mother = self._person(Sex.MALE, year), self._person(Sex.FEMALE, year + 1)
        links = (ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER))
        self.persons[child] = replace(self.persons[child], parents=links)
        self._couple(father, mother)
        for _ in range(self.chance.choice((0, 0, 1, 2, 3))):
            self.unmarried.append(self._person(self._sex(), self.year[child] + 2, *links))

    def _remarry(self) -> None:
        one, other = self.chance.choice(self.all_couples)
        who = self.chance.choice((one, other))
        daughters = [
            person.id
            for person in self.persons.values()
            if {link.parent for link in person.parents} == {one if who == other else other}
        ]
        if daughters and self.chance.random() < 0.1:  # a man with a woman and her daughter
            self._couple(who, daughters[0])
        elif self.chance.random() < 0.5:
            self._couple(who, self._mate_for(who))
        else:
            if not self.persons[one].parents:
                self._give_parents(one)
            self._have_children(one, other)

    def _single_parent(self, who: PersonId) -> None:
        kind = ParentKind.FATHER if self.persons[who].sex is Sex.MALE else ParentKind.MOTHER
        for _ in range(self.chance.randint(1, 3)):
            kid = self._person(self._sex(), self.year[who] + 27, ParentLink(who, kind))
            self.unmarried.append(kid)

    # ------------------------------------------------------------------ children

    def _have_children(self, one: PersonId, other: PersonId) -> None:
        chance = self.chance
        count = chance.choices((1, 2, 3, 4, 5, 7, 12, 20), (20, 30, 25, 12, 6, 4, 0.6, 0.4))[0]
        year = max(self.year[one], self.year[other]) + 22
        same = self.persons[one].sex is self.persons[other].sex
        is_assisted = chance.random() < (0.9 if same else 0.3 * self.odd)
        links = self._assisted(one, other, year) if is_assisted else self._birth(one, other)
        kids: list[PersonId] = []
        for number in range(count):
            if is_assisted and number and chance.random() < 0.2:
                links = self._birth(one, other) if not same else self._assisted(one, other, year)
            kids.append(self._child(year + 2 * number, links, (one, other)))
        self._some_twins(kids)
        self.unmarried += [k for k in kids if self.persons[k].pregnancy is None]

    def _birth(self, one: PersonId, other: PersonId) -> tuple[ParentLink, ...]:
        if self.persons[one].sex is Sex.FEMALE:
            one, other = other, one
        return ParentLink(other, ParentKind.MOTHER), ParentLink(one, ParentKind.FATHER)

    def _assisted(self, one: PersonId, other: PersonId, year: int) -> tuple[ParentLink, ...]:
        """By a donor of egg or sperm, by both, or carried by another woman."""
        known = [k for k in self.unmarried if self._may(one, k) and self._may(other, k)]

        def giver(sex: Sex) -> PersonId:
            if known and self.chance.random() < self.loops:
                return self.chance.choice(known)
            return self._person(sex, year - 25)

        social = ParentLink(other, ParentKind.SOCIAL)
        way = self.chance.choice(("sperm", "sperm", "ovum", "carrier", "both", "mitochondria"))
        if way == "sperm":
            sperm = ParentLink(giver(Sex.MALE), ParentKind.SPERM_DONOR)
            return ParentLink(one, ParentKind.MOTHER), sperm, social
        if way == "ovum":
            egg = ParentLink(giver(Sex.FEMALE), ParentKind.OVUM_DONOR)
            return ParentLink(one, ParentKind.FATHER), egg, social
        if way == "carrier":
            carrier = ParentLink(giver(Sex.FEMALE), ParentKind.GESTATIONAL_CARRIER)
            return (*self._birth(one, other), carrier)
        if way == "both":
            egg = ParentLink(giver(Sex.FEMALE), ParentKind.OVUM_DONOR)
            sperm = ParentLink(giver(Sex.MALE), ParentKind.SPERM_DONOR)
            return ParentLink(one, ParentKind.SOCIAL), social, egg, sperm
        third = ParentLink(giver(Sex.FEMALE), ParentKind.MITOCHONDRIAL_DONOR)
        return (*self._birth(one, other), third)

    def _child(
        self, year: int, links: tuple[ParentLink, ...], pair: tuple[PersonId, PersonId]
    ) -> PersonId:
        chance = self.chance
        kid = self._person(self._sex(), year, *links)
        fate = chance.random()
        if fate < 0.4 * self.odd:
            self.persons[kid] = replace(self.persons[kid], pregnancy=chance.choice(_NOT_BORN))
        elif fate < 0.5 * self.odd:
            self._bring_up_elsewhere(kid, year, pair)
        elif fate < 0.6 * self.odd:
            kind = chance.choice(_CARERS)
            carers = tuple(ParentLink(p, kind) for p in pair)
            self.persons[kid] = replace(
                self.persons[kid], parents=carers, adoption=Adoption.IN, has_unknown_parents=True
            )
        return kid

    def _bring_up_elsewhere(self, kid: PersonId, year: int, pair: Sequence[PersonId]) -> None:
        """Adopted out to a new couple, or by a couple or sibling of the family."""
        relatives = [
            couple
            for couple in self.all_couples
            if not set(couple) & set(pair) and max(self.year[p] for p in couple) < year - 15
        ]
        if relatives and self.chance.random() < self.loops + 0.2:
            carers: tuple[PersonId, ...] = self.chance.choice(relatives)
        else:
            carers = self._person(Sex.MALE, year - 30), self._person(Sex.FEMALE, year - 29)
            self.told[frozenset(carers)] = Partnership(carers)
        kind = self.chance.choice((ParentKind.ADOPTIVE, ParentKind.ADOPTIVE, ParentKind.FOSTER))
        person = self.persons[kid]
        links = (*person.parents, *(ParentLink(carer, kind) for carer in carers))
        self.persons[kid] = replace(person, parents=links)

    def _some_twins(self, kids: Sequence[PersonId]) -> None:
        chance = self.chance
        first = self.persons[kids[0]].parents
        of_two = [kid for kid in kids if self.persons[kid].parents == first]
        if len(of_two) < 2 or chance.random() > 0.04 + self.odd:
            return
        size = chance.choice((2, 2, 2, 3, 4))
        start = chance.randrange(max(1, len(of_two) - size + 1))
        together = of_two[start : start + size]
        self.twins.append(TwinSet(tuple(together), chance.choice(tuple(Zygosity))))
        if len(together) > 2:
            self.twins.append(TwinSet(tuple(together[:2]), Zygosity.MONOZYGOTIC))

    def _unlinked(self) -> None:
        for _ in range(self.chance.choice((0, 0, 0, 0, 1, 3))):
            self._person(self._sex(), 1950)
        if self.chance.random() < 0.2:
            mother = self._person(Sex.FEMALE, 1950)
            self._single_parent(mother)
