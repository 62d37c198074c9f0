"""Finds the gaps of a family history: a fact or an answer closes each of them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from counselling.interview.closing import is_closed
from counselling.interview.gap import (
    CLOSING,
    CLOSING_STEP,
    FIRST_SIDE_STEP,
    OPENING_STEP,
    OTHER_SIDE_STEP,
    OWN_STEP,
    SIBLINGS_STEP,
    Gap,
)
from counselling.interview.relatives import Kin, Relative, Side, relatives
from counselling.pedigree.answers import Answer, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import AFFECTED, BREAST, CONGENITAL, LOSSES, PregnancyOutcome, Sex

_NEAR: Final = ("self", "first", "second", "third")
_YOUNGEST_PARENT_YEARS: Final = 15  # as counselling.risk.ages assumes
_PAIRED: Final = frozenset({BREAST})  # organs of which the other side is asked about
# Whose siblings and children are asked about: one step beyond the third degree nobody is.
_WITH_CHILDREN: Final = (Kin.SELF, Kin.CHILD, Kin.SIBLING, Kin.AUNT)
_ABOVE_SELF: Final = {Topic.MOTHER: Side.MOTHER, Topic.FATHER: Side.FATHER}
# A topic, how near they stand whom it is about, a condition, and its place.
_Found: TypeAlias = tuple[Topic, str, str, int]
_STEPS: Final = {Kin.SELF: OWN_STEP, Kin.CHILD: OWN_STEP, Kin.GRANDCHILD: OWN_STEP}


@dataclass(frozen=True)
class Record:
    """A family as an interview looks at it. benign: conditions that are no cancer."""

    family: Family
    focus: PersonId
    benign: Set[str]
    answered: Set[tuple[PersonId, Topic, str]]

    def is_answered(self, person: PersonId, topic: Topic, about: str = "") -> bool:
        """Whether somebody said that it is not known, or that there is none."""
        return (person, topic, about) in self.answered

    def cancers(self, person: Person) -> Iterator[tuple[int, str]]:
        """A person's cancers: place among her diagnoses, and condition."""
        for place, diagnosis in enumerate(person.diagnoses):
            if diagnosis.condition not in self.benign:
                yield place, diagnosis.condition


def record_of(family: Family, focus: PersonId, benign: Set[str]) -> Record:
    """Look at a family."""
    answered = frozenset(answer.question for answer in family.answers)
    return Record(family, focus, frozenset(benign) | CONGENITAL, answered)


def gaps(record: Record) -> tuple[Gap, ...]:
    """Return all gaps, in no order that means anything."""
    known = relatives(record.family, record.focus)
    first = _first_side(record, known)
    found: list[Gap] = []
    if not record.is_answered(record.focus, Topic.OPENING):
        found.append(
            Gap(record.focus, Topic.OPENING, "family", Kin.SELF, Side.FAMILY, OPENING_STEP)
        )
    for relative in known:
        for topic, near, about, place in _of_one(record, relative):
            side = _ABOVE_SELF.get(topic, relative.side) if relative.degree == 0 else relative.side
            step = _own_step(topic, relative.kin)
            if side is not Side.OWN:
                step = FIRST_SIDE_STEP if side is first else OTHER_SIDE_STEP
            found.append(Gap(relative.person, topic, near, relative.kin, side, step, about, place))
    for topic in CLOSING:
        if not (
            record.is_answered(record.focus, topic) or is_closed(record.family, record.focus, topic)
        ):
            found.append(Gap(record.focus, topic, "family", Kin.SELF, Side.FAMILY, CLOSING_STEP))
    return tuple(found)


def holding(family: Family, benign: Set[str]) -> tuple[Answer, ...]:
    """Return the answers that no fact has overtaken: a sister was told since there were none."""
    focus = family.focus
    if focus is None or focus not in family.by_id:
        return ()
    unanswered = replace(record_of(family, focus, benign), answered=frozenset())
    still_open = {gap.key[:3] for gap in gaps(unanswered)}
    return tuple(answer for answer in family.answers if answer.question in still_open)


def _first_side(record: Record, known: tuple[Relative, ...]) -> Side:
    """The side with an affected relative is asked about first, else the mother's."""
    affected = {
        relative.side
        for relative in known
        if next(record.cancers(record.family.person(relative.person)), None)
    }
    only_father = Side.FATHER in affected and Side.MOTHER not in affected
    return Side.FATHER if only_father else Side.MOTHER


def _own_step(topic: Topic, kin: Kin) -> int:
    is_about_siblings = topic in (Topic.SIBLINGS, Topic.HALF_SIBLINGS)
    return SIBLINGS_STEP if is_about_siblings else _STEPS.get(kin, SIBLINGS_STEP)


def _of_one(record: Record, relative: Relative) -> Iterator[_Found]:
    person = record.family.person(relative.person)
    if person.is_placeholder and relative.kin is not Kin.SELF:
        return  # a parent who only stands there is asked for by her child's question
    for topic, near in _kin_topics(record, relative, person):
        if not record.is_answered(person.id, topic):
            yield topic, near, "", 0
    own = _NEAR[relative.degree]
    for topic, about, place in _facts(record, person):
        if not record.is_answered(person.id, topic, about):
            yield topic, own, about, place


def _kin_topics(record: Record, relative: Relative, person: Person) -> Iterator[tuple[Topic, str]]:
    """Relatives of this one of whom nothing was said."""
    family, kin, next_degree = record.family, relative.kin, relative.degree + 1
    if kin in (Kin.SELF, Kin.PARENT):
        near = _NEAR[next_degree]
        if not person.has_unknown_parents:
            if not _is_there(family, person.mother):
                yield Topic.MOTHER, near
            if not _is_there(family, person.father):
                yield Topic.FATHER, near
        if not _any_there(family, family.siblings_of(person.id)):
            yield Topic.SIBLINGS, near
    elif (
        kin is Kin.GRANDPARENT
        and any(record.cancers(person))  # only where affected
        and not _any_there(family, family.siblings_of(person.id))
    ):
        yield Topic.SIBLINGS, _NEAR[next_degree]
    if kin in _WITH_CHILDREN and relative.degree < 3 and _may_have_children(family, person):
        yield Topic.CHILDREN, _NEAR[next_degree]
    if kin is Kin.SELF:
        yield from _own_topics(family, person)


def _own_topics(family: Family, person: Person) -> Iterator[tuple[Topic, str]]:
    partners = [p for union in family.unions_of(person.id) for p in union.partners]
    if not _any_there(family, tuple(p for p in partners if p != person.id)):
        yield Topic.PARTNERS, "partner"
    parents = [p for p in person.genetic_parents if p in family.by_id]
    full = {person.id, *family.siblings_of(person.id)}
    half = tuple(kid for p in parents for kid in family.children_of(p) if kid not in full)
    if not _any_there(family, half):
        yield Topic.HALF_SIBLINGS, "second"
    if person.sex is not Sex.MALE:
        outcomes = {family.person(kid).pregnancy for kid in family.children_of(person.id)}
        if not outcomes & {*LOSSES, PregnancyOutcome.STILLBIRTH}:
            yield Topic.LOSSES, "first"


def _facts(record: Record, person: Person) -> Iterator[tuple[Topic, str, int]]:
    cancers = tuple(record.cancers(person))
    if not cancers and not person.suspected and not person.is_status_unknown:
        yield Topic.CANCER, "", 0
    for place, condition in cancers:
        if condition == AFFECTED:
            yield Topic.SITE, condition, place
        if person.diagnoses[place].age is None:
            yield Topic.ONSET, condition, place
    sided = [place for place, condition in cancers if condition in _PAIRED]
    if len(sided) == 1 and person.diagnoses[sided[0]].laterality is None:
        yield Topic.LATERALITY, person.diagnoses[sided[0]].condition, sided[0]
    if not person.is_documented and any(
        person.diagnoses[place].source is None for place, _ in cancers
    ):
        yield Topic.SOURCE, "", 0
    if not _is_aged(person):
        yield Topic.AGE, "", 0
    if person.is_deceased and not person.cause_of_death:
        yield Topic.CAUSE, "", 0


def _is_aged(person: Person) -> bool:
    """Whether the last age is known, or follows from dates."""
    has_dates = person.birth is not None and (person.death is not None or not person.is_deceased)
    return person.age is not None or has_dates


def _may_have_children(family: Family, person: Person) -> bool:
    is_child = person.age is not None and person.age.high_years < _YOUNGEST_PARENT_YEARS
    if is_child or person.childlessness is not None:
        return False
    unions = family.unions_of(person.id)
    if any(union.partnership and union.partnership.childlessness for union in unions):
        return False
    born = (kid for kid in family.children_of(person.id) if family.person(kid).pregnancy is None)
    return not _any_there(family, tuple(born))


def _is_there(family: Family, person: PersonId | None) -> bool:
    found = family.by_id.get(person or "")
    return found is not None and not found.is_placeholder


def _any_there(family: Family, people: tuple[PersonId, ...]) -> bool:
    return any(_is_there(family, person) for person in people)
