"""A family that grows while a text is read: indexed, and set back when a statement must wait."""

from collections.abc import Iterator
from dataclasses import replace

from counselling.pedigree.edits import (
    AddPerson,
    ChangePerson,
    Edit,
    RemovePerson,
    SetPartnership,
)
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import SetTwins
from counselling.pedigree.terms import ParentKind, Sex

_OTHER = {Sex.FEMALE: Sex.MALE, Sex.MALE: Sex.FEMALE, Sex.UNKNOWN: Sex.UNKNOWN}


def _parents(person: Person) -> tuple[PersonId, ...]:
    """The two by birth, else the two by adoption."""
    if person.genetic_parents:
        return person.genetic_parents
    return tuple(link.parent for link in person.parents if link.kind is ParentKind.ADOPTIVE)


class Draft:
    """The people so far. One statement at a time: `take` its edits, or `set_back` all it did."""

    def __init__(self, family: Family) -> None:
        self.people: dict[PersonId, Person] = {}
        self._kids: dict[PersonId, tuple[PersonId, ...]] = {}
        self._mates: dict[PersonId, tuple[PersonId, ...]] = {}
        self._couples = {frozenset(p.partners): p for p in family.partnerships}
        self._named: dict[str, int] = {}
        self._links: set[PersonId] = set()  # who has children or a partner; see links()
        self.well: set[PersonId] = set()  # told alive: the pedigree has no field for it
        for couple in family.partnerships:
            self._pair(*couple.partners)
        for person in family.persons:
            self._index(person)
        self._begin()

    def _begin(self) -> None:
        """Remember how all stands; the tables hold values only, so that copies are cheap."""
        self._saved = (dict(self.people), dict(self._kids), dict(self._mates), dict(self._couples))
        self._links_before = set(self._links)
        self._changed: dict[PersonId, None] = {}
        self.added: list[PersonId] = []
        self._well_before = set(self.well)
        self._told: dict[frozenset[PersonId], None] = {}
        self._gone: list[PersonId] = []
        self.twins: list[TwinSet] = []

    # --- looking

    def partners(self, who: PersonId) -> list[PersonId]:
        """Partners by a couple that was told or by common children."""
        return list(self._mates.get(who, ()))

    def children(self, who: PersonId) -> list[PersonId]:
        """Born children, by birth or by adoption."""
        kids = (self.people[kid] for kid in self._kids.get(who, ()))
        return [kid.id for kid in kids if kid.pregnancy is None and who in _parents(kid)]

    def siblings(self, who: PersonId) -> list[PersonId]:
        """Full siblings, also by adoption."""
        parents = _parents(self.people[who])
        if len(parents) != 2:
            return []
        others = set(self._kids.get(parents[1], ()))
        kids = (kid for kid in self._kids.get(parents[0], ()) if kid in others and kid != who)
        born = (kid for kid in kids if self.people[kid].pregnancy is None)
        return [kid for kid in born if set(_parents(self.people[kid])) == set(parents)]

    def partnership(self, one: PersonId, other: PersonId) -> Partnership:
        """What is known of a couple."""
        known = self._couples.get(frozenset((one, other)))
        return known or Partnership((one, other))

    @property
    def touched(self) -> tuple[PersonId, ...]:
        """Whoever was added or changed by this statement."""
        return tuple(self._changed)

    def offspring(self, who: PersonId) -> list[PersonId]:
        """Born children and unborn ones, by genes."""
        kids = (self.people[kid] for kid in self._kids.get(who, ()))
        return [kid.id for kid in kids if who in kid.genetic_parents]

    def is_step_parent(self, who: PersonId) -> bool:
        """Whether somebody brings up a child of a partner."""
        kids = (self.people[kid] for kid in self._kids.get(who, ()))
        return any(
            link.parent == who and link.kind is ParentKind.STEP
            for kid in kids
            for link in kid.parents
        )

    def links(self) -> list[PersonId]:
        """People who were named only because others are theirs: nothing is told of them."""
        found = []
        for who in tuple(self._links):
            person = self.people[who]
            bare = Person(who, sex=person.sex, parents=person.parents)
            if person == bare:
                found.append(who)
            else:
                self._links.discard(who)
        return found

    def is_new(self, who: PersonId) -> bool:
        """Whether somebody was added by this statement."""
        return who not in self._saved[0]

    # --- changing

    def fresh(self, stem: str, *, is_counted: bool = True) -> PersonId:
        """Return an id that nobody has."""
        if not is_counted and stem not in self.people:
            return stem
        number = self._named.get(stem, 0) + 1
        while f"{stem}{number}" in self.people:
            number += 1
        return f"{stem}{number}"

    def add(
        self,
        person_id: PersonId,
        sex: Sex,
        *,
        mother: PersonId = "",
        father: PersonId = "",
        is_placeholder: bool = False,
    ) -> PersonId:
        """Add a person with her genetic parents."""
        links = []
        if mother:
            links.append(ParentLink(mother, ParentKind.MOTHER))
        if father:
            links.append(ParentLink(father, ParentKind.FATHER))
        new = Person(person_id, sex=sex, parents=tuple(links), is_placeholder=is_placeholder)
        self.put(new)
        stem = person_id.rstrip("0123456789")
        if stem != person_id:
            self._named[stem] = int(person_id[len(stem) :])
        return person_id

    def put(self, person: Person) -> None:
        """Put a person in place of the one with her id, or add her."""
        self._changed[person.id] = None
        if person.id not in self.people:
            self.added.append(person.id)
        self._index(person)

    def _index(self, person: Person) -> None:
        self.people[person.id] = person
        for link in person.parents:
            kids = self._kids.get(link.parent, ())
            if person.id not in kids[-1:] and person.id not in kids:
                self._kids[link.parent] = (*kids, person.id)
                self._links.add(link.parent)
        parents = _parents(person)
        is_by_donor = any(link.kind.is_donor for link in person.parents)
        if len(parents) == 2 and not is_by_donor:
            self._pair(*parents)

    def _pair(self, one: PersonId, other: PersonId) -> None:
        for who, mate in ((one, other), (other, one)):
            if mate not in self._mates.get(who, ()):
                self._links.add(who)
                self._mates[who] = (*self._mates.get(who, ()), mate)

    def reveal(self, who: PersonId) -> None:
        """Somebody was named: no placeholder any longer."""
        if self.people[who].is_placeholder:
            self.put(replace(self.people[who], is_placeholder=False))

    def couple(self, partnership: Partnership) -> None:
        """Say what is known of a couple."""
        key = frozenset(partnership.partners)
        self._told[key] = None
        self._couples[key] = partnership
        self._pair(*partnership.partners)

    def remove(self, who: PersonId) -> None:
        """Take a person out when the statement is taken."""
        self._gone.append(who)

    def set_sex(self, who: PersonId, sex: Sex) -> None:
        """Give a person her sex; where it was unknown, the parents' places may have to change."""
        self.put(replace(self.people[who], sex=sex))
        kind = ParentKind.MOTHER if sex is Sex.FEMALE else ParentKind.FATHER
        turned = {ParentKind.MOTHER: ParentKind.FATHER, ParentKind.FATHER: ParentKind.MOTHER}
        for kid in tuple(self._kids.get(who, ())):
            person = self.people[kid]
            mine = next((x.kind for x in person.parents if x.parent == who), kind)
            if mine in turned and mine is not kind:
                links = (ParentLink(x.parent, turned.get(x.kind, x.kind)) for x in person.parents)
                self.put(replace(person, parents=tuple(links)))

    def is_turnable(self, who: PersonId, sex: Sex) -> bool:
        """Whether a person of unknown sex can be given this one without two mothers or fathers."""
        mates = (self.people[mate].sex for mate in self.partners(who))
        return not any(mate is sex for mate in mates) or not self._kids.get(who)

    def other_sex(self, who: PersonId) -> Sex:
        """Sex of the other parent of a person's children."""
        return _OTHER[self.people[who].sex]

    # --- the end of a statement

    def set_back(self) -> None:
        """Undo everything since the last statement."""
        self.people, self._kids, self._mates, self._couples = self._saved
        self.well, self._links = self._well_before, self._links_before
        self._begin()

    def take(self) -> tuple[Edit, ...]:
        """Return the statement's edits, parents before their children."""
        edits = tuple(self._edits())
        for who in self._gone:
            self._forget(who)
        self._begin()
        return edits

    def _edits(self) -> Iterator[Edit]:
        before, couples = self._saved[0], self._saved[3]
        done: set[PersonId] = set()
        for who in self._changed:
            yield from self._adding(who, done)
        for who in self._changed:
            if who in before and before[who] != self.people[who]:
                yield ChangePerson(self.people[who])
        for key in self._told:
            if couples.get(key) != self._couples[key]:
                yield SetPartnership(self._couples[key])
        yield from (SetTwins(twins) for twins in self.twins)
        yield from (RemovePerson(who) for who in self._gone)

    def _adding(self, who: PersonId, done: set[PersonId]) -> Iterator[Edit]:
        """Add a new person after her new parents; as deep as the longest path typed."""
        if who in done or who in self._saved[0]:
            return
        done.add(who)
        for link in self.people[who].parents:
            yield from self._adding(link.parent, done)
        yield AddPerson(self.people[who])

    def _forget(self, who: PersonId) -> None:
        self.people.pop(who, None)
        self._couples = {key: told for key, told in self._couples.items() if who not in key}
        for mate in self._mates.pop(who, ()):
            self._mates[mate] = tuple(x for x in self._mates.get(mate, ()) if x != who)
        for kid in self._kids.pop(who, ()):
            person = self.people[kid]
            kept = tuple(link for link in person.parents if link.parent != who)
            self.people[kid] = replace(person, parents=kept)
        self._kids = {
            key: tuple(kid for kid in kids if kid != who) for key, kids in self._kids.items()
        }
