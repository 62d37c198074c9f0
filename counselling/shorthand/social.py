"""Steps to relatives who are none by birth: step-, foster and adoptive parents, donors."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, PersonId
from counselling.pedigree.terms import ParentKind, Sex
from counselling.shorthand.kinsteps import PARENT_STEPS, KinSteps
from counselling.shorthand.path import Step
from counselling.shorthand.tokens import Token

_RAISING: Final = {
    "adoptive-mother": (ParentKind.ADOPTIVE, Sex.FEMALE),
    "adoptive-father": (ParentKind.ADOPTIVE, Sex.MALE),
    "step-mother": (ParentKind.STEP, Sex.FEMALE),
    "step-father": (ParentKind.STEP, Sex.MALE),
    "foster-mother": (ParentKind.FOSTER, Sex.FEMALE),
    "foster-father": (ParentKind.FOSTER, Sex.MALE),
}
_BIRTH: Final = {"birth-mother": Sex.FEMALE, "birth-father": Sex.MALE}
_CHILDREN: Final = ("step-child", "foster-child")
_DONORS: Final[Mapping[str, tuple[ParentKind, ParentKind | None, Sex]]] = {
    "sperm-donor": (ParentKind.SPERM_DONOR, ParentKind.FATHER, Sex.MALE),
    "egg-donor": (ParentKind.OVUM_DONOR, ParentKind.MOTHER, Sex.FEMALE),
    # They give no genes: the parents stay who they are.
    "surrogate": (ParentKind.GESTATIONAL_CARRIER, None, Sex.FEMALE),
    "mito-donor": (ParentKind.MITOCHONDRIAL_DONOR, None, Sex.FEMALE),
}
SOCIAL: Final = frozenset((*_RAISING, *_BIRTH, *_CHILDREN, *_DONORS, "step-sibling"))


class SocialSteps(KinSteps):
    """Finds or makes those who raise, are raised, or gave egg or sperm."""

    def _social(self, base: PersonId, kind: str, sex: Sex, step: Step) -> PersonId:
        if kind in _BIRTH:
            return self._genetic_parent(base, _BIRTH[kind])
        if kind in _RAISING:
            return self._raising(base, *_RAISING[kind], step)
        if kind in _DONORS:
            return self.given_by(base, kind, step.token)
        if kind == "step-sibling":
            return self._step_sibling(base, sex, step)
        return self._raised(base, kind, sex, step)

    def _raising(self, base: PersonId, kind: ParentKind, sex: Sex, step: Step) -> PersonId:
        """Somebody's step-, foster or adoptive parent."""
        draft = self._draft
        person = draft.people[base]
        known = [x.parent for x in person.parents if x.kind is kind]
        fitting = [x for x in known if draft.people[x].sex is sex]
        if len(fitting) > 1:
            raise self._doubt("shorthand.ask.which_person", step, ())
        if fitting:
            return fitting[0]
        if kind is ParentKind.ADOPTIVE and base != self._consultand and not known:
            self._refuse_birth_links(base, step)
        name = draft.fresh(f"{base}-{step.relation.id}", is_counted=False)
        other = known[0] if known else ""
        if kind is ParentKind.STEP:
            mate_sex = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
            other = self._genetic_parent(base, mate_sex)
        new = draft.add(name, sex)
        person = draft.people[base]
        draft.put(replace(person, parents=(*person.parents, ParentLink(new, kind))))
        if other:
            draft.couple(Partnership((other, new)))
        return new

    def _refuse_birth_links(self, base: PersonId, step: Step) -> None:
        """Parents by birth are drawn: which of the lines runs there must be said first."""
        if self._draft.people[base].genetic_parents:
            raise self._doubt("shorthand.ask.which_parent", step, ())

    def _raised(self, base: PersonId, kind: str, sex: Sex, step: Step) -> PersonId:
        """A stepchild is the partner's with somebody else; a foster child is nobody's here."""
        draft = self._draft
        stem = {Sex.FEMALE: "dau", Sex.MALE: "son", Sex.UNKNOWN: "child"}[sex]
        place = "" if base == self._consultand else f"{base}-"
        name = draft.fresh(f"{place}{kind.split('-')[0]}-{stem}")
        if kind == "foster-child":
            new = draft.add(name, sex)
            draft.put(replace(draft.people[new], parents=(ParentLink(base, ParentKind.FOSTER),)))
            return new
        mates = draft.partners(base)
        if len(mates) > 1:
            raise self._doubt("shorthand.ask.other_parent", step, ())
        mate = mates[0] if mates else self._new_partner(base, draft.other_sex(base))
        if not mates:
            draft.couple(Partnership((base, mate)))
        return self._child_of_another(name, mate, base, sex, step)

    def _child_of_another(
        self, name: PersonId, parent: PersonId, step_parent: PersonId, sex: Sex, step: Step
    ) -> PersonId:
        draft = self._draft
        if draft.people[parent].sex is Sex.UNKNOWN:
            raise self._doubt("shorthand.ask.other_parent", step, ())
        former = self._new_partner(parent, draft.other_sex(parent))
        is_mother = draft.people[parent].sex is Sex.FEMALE
        mother, father = (parent, former) if is_mother else (former, parent)
        new = draft.add(name, sex, mother=mother, father=father)
        links = (*draft.people[new].parents, ParentLink(step_parent, ParentKind.STEP))
        draft.put(replace(draft.people[new], parents=links))
        return new

    def _step_sibling(self, base: PersonId, sex: Sex, step: Step) -> PersonId:
        """The child of a parent's new partner; a second one has other parents, or the same?"""
        draft, shared = self._draft, PARENT_STEPS[step.side]
        parent = self._genetic_parent(base, shared)
        other = Sex.MALE if shared is Sex.FEMALE else Sex.FEMALE
        partner = self._raising(base, ParentKind.STEP, other, step)
        if any(mate != parent for mate in draft.partners(partner)):
            raise self._doubt("shorthand.ask.other_parent", step, ())
        stem = {Sex.FEMALE: "step-sis", Sex.MALE: "step-bro", Sex.UNKNOWN: "step-sib"}[sex]
        place = "" if base == self._consultand else f"{base}-"
        return self._child_of_another(draft.fresh(f"{place}{stem}"), partner, parent, sex, step)

    def given_by(self, base: PersonId, kind: str, token: Token) -> PersonId:
        """Who gave egg or sperm, or carried: the parent who is there brings the child up.

        kind: as in kin.toml. Raises Doubt where the parents are not drawn.
        """
        donor, given, sex = _DONORS[kind]
        draft = self._draft
        person = draft.people[base]
        known = person.parent_of_kind(donor)
        if known:
            return known
        is_drawn = given is None or person.parent_of_kind(given) is not None
        if base == self._consultand or not person.parents or not is_drawn:
            raise self._doubt_at("shorthand.ask.which_parent", token)
        new = draft.add(draft.fresh(f"{base}-{kind}", is_counted=False), sex)
        links = (
            replace(x, kind=ParentKind.SOCIAL) if x.kind is given else x for x in person.parents
        )
        draft.put(replace(draft.people[base], parents=(*links, ParentLink(new, donor))))
        return new
