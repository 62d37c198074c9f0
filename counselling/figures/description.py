"""Everybody of a family in spoken words: who she is, what is known, whose kin she is.

`brief` is what is said when a person is reached; `whole` says of her all that the drawing shows.
Sentences and phrases are whole messages of the language: nothing is put together here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from counselling.figures.heard import called, facts, in_a_row
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.consanguinity import Consanguinity, consanguineous_couples
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.partnership import Union
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import ParentKind

_OWN: Final = (ParentKind.MOTHER, ParentKind.FATHER)


@dataclass(frozen=True)
class Descriptions:
    """The descriptions of one family in one language.

    numbers: pedigree numbers as drawn. has_names False: numbers only, no notes, years only.
    """

    family: Family
    words: Catalogue
    numbers: Mapping[PersonId, str]
    has_names: bool = True

    def brief(self, person_id: PersonId) -> str:
        """Who she is, how many relatives she has, her number."""
        counts, end = self._counts(person_id), self._end(person_id)
        return self._joined((self._facts(person_id), counts, *end))

    def whole(self, person_id: PersonId) -> str:
        """Everything that is drawn of her, relatives by name and number."""
        kin = (*self._above(person_id), *self._beside(person_id), *self._below(person_id))
        return self._joined((self._facts(person_id), *kin, *self._end(person_id)))

    def _joined(self, sentences: Sequence[str]) -> str:
        return " ".join(sentence for sentence in sentences if sentence)

    def _facts(self, person_id: PersonId) -> str:
        person = self.family.person(person_id)
        told = facts(
            person,
            self.family,
            self.words,
            has_name=self.has_names,
            has_years_only=not self.has_names,
        )
        return self._sentence(in_a_row(tuple(told), self.words))

    def _sentence(self, phrase: str) -> str:
        return self.words.say(N_("heard.sentence"), phrase=phrase)

    def _counts(self, person_id: PersonId) -> str:
        person = self.family.person(person_id)
        partners = sum(map(self._is_couple, self.family.unions_of(person_id)))
        counted = (
            (N_("heard.sibling_count"), len(self.family.siblings_of(person_id))),
            (N_("heard.partner_count"), partners),
            (N_("heard.child_count"), len(self.family.children_of(person_id))),
        )
        parents = len({link.parent for link in person.parents})
        told = [self.words.say(N_("heard.parent_count"), count=parents)]
        told += [self.words.say(message, count=count) for message, count in counted if count]
        return self._sentence(in_a_row(told, self.words))

    def _end(self, person_id: PersonId) -> Iterator[str]:
        number = self.numbers.get(person_id, "")
        if number:
            yield self._sentence(number)

    def _above(self, person_id: PersonId) -> Iterator[str]:
        by_kind: dict[str, list[PersonId]] = {}
        for link in self.family.person(person_id).parents:
            kind = "parent" if link.kind in _OWN else link.kind.value
            by_kind.setdefault(kind, []).append(link.parent)
        for kind, people in by_kind.items():
            yield self._say(N_("heard.parents"), people, kind=kind)

    def _beside(self, person_id: PersonId) -> Iterator[str]:
        siblings = self.family.siblings_of(person_id)
        yield self._say(N_("heard.siblings"), siblings)
        yield self._say(N_("heard.half_siblings"), self._half_siblings(person_id, siblings))
        yield from self._twins(person_id)
        for union in filter(self._is_couple, self.family.unions_of(person_id)):
            yield from self._union(person_id, union)

    def _twins(self, person_id: PersonId) -> Iterator[str]:
        """The identical ones among triplets are no fraternal twins of each other."""
        mine = [twins for twins in self.family.twins if person_id in twins.members]
        said = {person_id}
        for twins in sorted(mine, key=lambda each: len(each.members)):
            others = [who for who in twins.members if who not in said]
            said.update(others)
            yield self._say(N_("heard.twins"), others, zygosity=twins.zygosity.value)

    def _is_couple(self, union: Union) -> bool:
        """Whether two are partners, as told or as parents: who only gave egg or sperm is none."""
        if len(union.partners) < 2:
            return False
        links = (self.family.person(child).parents for child in union.children)
        return union.partnership is not None or any(
            sum(link.kind in _OWN for link in each) == len(union.partners) for each in links
        )

    def _half_siblings(
        self, person_id: PersonId, siblings: Sequence[PersonId]
    ) -> Sequence[PersonId]:
        kids: dict[PersonId, None] = {}
        for parent in self.family.person(person_id).genetic_parents:
            kids |= dict.fromkeys(self.family.children_of(parent))
        return [kid for kid in kids if kid != person_id and kid not in siblings]

    def _union(self, person_id: PersonId, union: Union) -> Iterator[str]:
        told = union.partnership
        for partner in union.partners:
            if partner == person_id:
                continue
            status = told.status.value if told else "together"
            yield self._say(N_("heard.partner"), (partner,), status=status)
            if told and told.left_by:
                yield self._say(N_("heard.left"), (told.left_by,))
            related = self._related.get(frozenset((person_id, partner)))
            if related is not None:
                yield self._relation(partner, related)
            if told and told.childlessness is not None:
                why, cause = told.childlessness.value, told.childlessness_cause
                message = N_("heard.no_children_of") if cause else N_("heard.no_children")
                yield self._say(message, (partner,), why=why, cause=cause)

    def _relation(self, partner: PersonId, related: Consanguinity) -> str:
        if related.told:
            return self._say(N_("heard.related_as"), (partner,), relation=related.told)
        if related.degree is None:
            return self._say(N_("heard.related"), (partner,))
        kinship = self.words.number(related.kinship, decimals=4)
        degree = self.words.number(related.degree)
        return self._say(N_("heard.related_by"), (partner,), degree=degree, kinship=kinship)

    @cached_property
    def _related(self) -> Mapping[frozenset[PersonId], Consanguinity]:
        if people_on_cycles(self.family, is_any_parent=True):
            return {}
        return consanguineous_couples(self.family)

    def _below(self, person_id: PersonId) -> Iterator[str]:
        children: dict[str, list[PersonId]] = {}
        for child, kind in self._children.get(person_id, ()):
            name = "parent" if kind in _OWN else kind.value
            children.setdefault(name, []).append(child)
        for name, people in children.items():
            yield self._say(N_("heard.children"), people, kind=name)

    @cached_property
    def _children(self) -> Mapping[PersonId, Sequence[tuple[PersonId, ParentKind]]]:
        found: dict[PersonId, list[tuple[PersonId, ParentKind]]] = {}
        for child in self.family.persons:
            for link in child.parents:
                found.setdefault(link.parent, []).append((child.id, link.kind))
        return found

    def _say(self, message: str, people: Sequence[PersonId], **blanks: str) -> str:
        """Say a sentence about people; empty where there are none."""
        if not people:
            return ""
        named = [self._called(self.family.person(who)) for who in people]
        return self.words.say(message, people=self.words.listed(named), count=len(people), **blanks)

    def _called(self, person: Person) -> str:
        number = self.numbers.get(person.id, "")
        return called(person, number, self.words, has_name=self.has_names)
