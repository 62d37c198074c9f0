"""A family: people, partners and twins, immutable, with the look-ups everybody needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from counselling.errors import PedigreeError
from counselling.pedigree.answers import Answer, FamilyNote
from counselling.pedigree.arrangement import TIDY, Arrangement
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet, Union
from counselling.pedigree.person import Person, PersonId


@dataclass(frozen=True)
class Family:
    """One family. Order of `persons` is the order of entry; siblings are told elder first.

    proband: who brought the family to attention. consultand: who asks now; may be another person.
    arrangement: what was done to the drawing by hand; says nothing of the family itself.
    answers: not known and none; a fact of a person counts more. notes: words about the family.
    historian: who told the history, where it was another than who asks. outside: what other
    programs worked out, as it was entered; says nothing of the family itself.
    Not slotted: the look-ups below are computed once, when first asked for.
    """

    id: str
    name: str = ""
    persons: tuple[Person, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    twins: tuple[TwinSet, ...] = ()
    proband: PersonId | None = None
    consultand: PersonId | None = None
    arrangement: Arrangement = TIDY
    answers: tuple[Answer, ...] = ()
    notes: tuple[FamilyNote, ...] = ()
    historian: str = ""
    outside: tuple[OutsideResult, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[PersonId, Person]:
        """People by id."""
        return {person.id: person for person in self.persons}

    def person(self, person_id: PersonId) -> Person:
        """Return a person. Raises PedigreeError("pedigree.no_such_person") when there is none."""
        try:
            return self.by_id[person_id]
        except KeyError:
            raise PedigreeError("pedigree.no_such_person") from None

    @property
    def focus(self) -> PersonId | None:
        """Whom a question is about unless another person is named: consultand, else proband."""
        return self.consultand or self.proband

    @cached_property
    def unions(self) -> tuple[Union, ...]:
        """Couples and single parents with their children, and couples without children."""
        children: dict[tuple[PersonId, ...], list[PersonId]] = {}
        for person in self.persons:
            partners = person.genetic_parents
            if partners:
                children.setdefault(self._couple(partners, children), []).append(person.id)
        told = {frozenset(p.partners): p for p in self.partnerships}
        unions = [
            Union(partners, tuple(kids), told.pop(frozenset(partners), None))
            for partners, kids in children.items()
        ]
        unions += [Union(p.partners, (), p) for p in told.values()]
        return tuple(unions)

    @staticmethod
    def _couple(
        partners: tuple[PersonId, ...], known: Mapping[tuple[PersonId, ...], object]
    ) -> tuple[PersonId, ...]:
        """Partners in the order of an earlier child, so that a couple is one couple either way."""
        turned = partners[::-1]
        return turned if turned in known else partners

    @cached_property
    def _unions_of(self) -> Mapping[PersonId, tuple[Union, ...]]:
        table: dict[PersonId, list[Union]] = {}
        for union in self.unions:
            for partner in union.partners:
                table.setdefault(partner, []).append(union)
        return {person_id: tuple(unions) for person_id, unions in table.items()}

    def unions_of(self, person_id: PersonId) -> tuple[Union, ...]:
        """Unions in which this person is a partner."""
        return self._unions_of.get(person_id, ())

    def children_of(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """All children with genes of this person."""
        return tuple(kid for union in self.unions_of(person_id) for kid in union.children)

    def siblings_of(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """Full siblings: both parents known and the same."""
        parents = self.person(person_id).genetic_parents
        if len(parents) < 2:
            return ()
        same = (
            union for union in self.unions_of(parents[0]) if set(union.partners) == set(parents)
        )
        return tuple(kid for union in same for kid in union.children if kid != person_id)

    def replace_person(self, person: Person) -> "Family":
        """Return the family with this person in place of the one with the same id."""
        self.person(person.id)
        return replace(
            self, persons=tuple(person if p.id == person.id else p for p in self.persons)
        )
