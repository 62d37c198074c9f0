"""Elementary steps between relatives: parents, siblings, children, partners, half-siblings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, PersonId
from counselling.pedigree.terms import Adoption, ParentKind, Sex
from counselling.shorthand.anchors import Doubt
from counselling.shorthand.draft import Draft
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.path import Step
from counselling.shorthand.reading import Question
from counselling.shorthand.tokens import Token

PARENT_STEPS: Final = {"mother": Sex.FEMALE, "father": Sex.MALE}
_STEMS: Final[Mapping[str, Mapping[Sex, str]]] = {
    "sibling": {Sex.FEMALE: "sis", Sex.MALE: "bro", Sex.UNKNOWN: "sib"},
    "aunt": {Sex.FEMALE: "aunt", Sex.MALE: "uncle", Sex.UNKNOWN: "auncle"},
    "child": {Sex.FEMALE: "dau", Sex.MALE: "son", Sex.UNKNOWN: "child"},
}


class KinSteps:
    """Finds or makes who stands one step away; missing links are added as placeholders."""

    def __init__(self, draft: Draft, lexicon: Lexicon, consultand: PersonId) -> None:
        self._draft, self._lexicon, self._consultand = draft, lexicon, consultand
        self.is_shaken = False  # a statement before waits: "the sister" may be another one

    def _parent(self, who: PersonId, sex: Sex, step: Step) -> PersonId:
        person = self._draft.people[who]
        have = person.mother if sex is Sex.FEMALE else person.father
        if have and have in self._draft.people:
            return have
        raised = [x.parent for x in person.parents if x.kind is ParentKind.ADOPTIVE]
        if raised or person.adoption is Adoption.IN:
            if who == self._consultand or not raised:
                raise self._doubt("shorthand.ask.which_parent", step, self._both_kinds(sex, step))
            fitting = [x for x in raised if self._draft.people[x].sex is sex]
            if len(fitting) == 1:
                return fitting[0]
        return self._genetic_parent(who, sex)

    def _both_kinds(self, sex: Sex, step: Step) -> tuple[str, ...]:
        """By birth, or by adoption: to choose from where the parent was named as such."""
        name = "mother" if sex is Sex.FEMALE else "father"
        if step.relation.id != name:
            return ()
        words = (f"birth-{name}", f"adoptive-{name}")
        return tuple(self._lexicon.word_for("relation", word) for word in words)

    def _genetic_parent(self, who: PersonId, sex: Sex) -> PersonId:
        """The parent by birth, both added where there is none."""
        person = self._draft.people[who]
        have = person.mother if sex is Sex.FEMALE else person.father
        if have and have in self._draft.people:
            return have
        links = list(person.parents)
        for one, kind in ((Sex.FEMALE, ParentKind.MOTHER), (Sex.MALE, ParentKind.FATHER)):
            if not (person.mother if one is Sex.FEMALE else person.father):
                new = self._draft.add(self._parent_id(who, one), one, is_placeholder=True)
                links.append(ParentLink(new, kind))
        self._draft.put(replace(self._draft.people[who], parents=tuple(links)))
        kinds = (ParentKind.MOTHER,) if sex is Sex.FEMALE else (ParentKind.FATHER,)
        return next(x.parent for x in links if x.kind in kinds)

    def _parent_id(self, who: PersonId, sex: Sex) -> PersonId:
        consultand = self._draft.people[self._consultand]
        is_mother = sex is Sex.FEMALE
        name = f"{who}-mother" if is_mother else f"{who}-father"
        if who == self._consultand:
            name = "mother" if is_mother else "father"
        elif who == consultand.mother:
            name = "mgm" if is_mother else "mgf"
        elif who == consultand.father:
            name = "pgm" if is_mother else "pgf"
        return self._draft.fresh(name, is_counted=False)

    def _sibling(self, base: PersonId, sex: Sex, step: Step, *, is_placeholder: bool) -> PersonId:
        mother = self._parent(base, Sex.FEMALE, step)
        father = self._parent(base, Sex.MALE, step)
        consultand = self._draft.people[self._consultand]
        stem = _STEMS["sibling"][sex]
        if base == consultand.mother:
            stem = f"mat-{_STEMS['aunt'][sex]}"
        elif base == consultand.father:
            stem = f"pat-{_STEMS['aunt'][sex]}"
        elif base != self._consultand:
            stem = f"{base}-{stem}"
        return self._draft.add(
            self._draft.fresh(stem), sex, mother=mother, father=father,
            is_placeholder=is_placeholder,
        )  # fmt: skip

    def _half(self, base: PersonId, sex: Sex, step: Step) -> PersonId:
        draft, shared = self._draft, PARENT_STEPS[step.side]
        parent = self._parent(base, shared, step)
        own = {link.parent for link in draft.people[base].parents}
        mates = [x for x in draft.partners(parent) if x not in own]
        if len(mates) > 1 or (mates and step.order != "another" and not self._is_new(mates[0])):
            raise self._doubt("shorthand.ask.other_parent", step, ())
        other = mates[0] if mates else self._new_partner(parent, draft.other_sex(parent))
        stem = f"{'mat' if step.side == 'mother' else 'pat'}-half-{_STEMS['sibling'][sex]}"
        name = draft.fresh(stem if base == self._consultand else f"{base}-{stem}")
        mother, father = (parent, other) if shared is Sex.FEMALE else (other, parent)
        return draft.add(name, sex, mother=mother, father=father)

    def _is_new(self, who: PersonId) -> bool:
        """Whether somebody was added by this statement: two half-sisters named together."""
        return self._draft.is_new(who)

    def _partner(self, base: PersonId, sex: Sex, *, is_placeholder: bool = False) -> PersonId:
        new = self._new_partner(base, sex, is_placeholder=is_placeholder)
        self._draft.couple(Partnership((base, new)))
        return new

    def _new_partner(self, base: PersonId, sex: Sex, *, is_placeholder: bool = True) -> PersonId:
        stem = "partner" if base == self._consultand else f"{base}-partner"
        return self._draft.add(self._draft.fresh(stem), sex, is_placeholder=is_placeholder)

    def _child(self, base: PersonId, sex: Sex, step: Step, *, is_placeholder: bool) -> PersonId:
        mother, father = self.parents_for_child(base, step.token)
        stem = _STEMS["child"][sex]
        name = self._draft.fresh(stem if base == self._consultand else f"{base}-{stem}")
        return self._draft.add(
            name, sex, mother=mother, father=father, is_placeholder=is_placeholder
        )

    def parents_for_child(self, base: PersonId, token: Token) -> tuple[PersonId, PersonId]:
        """Mother and father of a child of this person, its other parent added where unknown.

        Where both sexes are unknown the named parent is put first; set_sex turns it later.
        Raises Doubt when the person has several partners.
        """
        draft = self._draft
        mates = draft.partners(base)
        if len(mates) > 1 or draft.is_step_parent(base):
            words = (("words", token.text),)
            raise Doubt(Question("shorthand.ask.other_parent", token.start, token.end, words))
        other = mates[0] if mates else self._new_partner(base, draft.other_sex(base))
        own, others = draft.people[base].sex, draft.people[other].sex
        if own is others and own is not Sex.UNKNOWN:
            words = (("words", token.text),)
            raise Doubt(Question("shorthand.ask.other_parent", token.start, token.end, words))
        is_father = own is Sex.MALE or (own is Sex.UNKNOWN and others is Sex.FEMALE)
        return (other, base) if is_father else (base, other)

    @classmethod
    def _doubt(cls, message_id: str, step: Step, choices: tuple[str, ...]) -> Doubt:
        return cls._doubt_at(message_id, step.token, choices)

    @staticmethod
    def _doubt_at(message_id: str, token: Token, choices: tuple[str, ...] = ()) -> Doubt:
        words = (("words", token.text),)
        return Doubt(Question(message_id, token.start, token.end, words, choices))
