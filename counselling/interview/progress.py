"""How far an interview is, side by side: "mother's side: 4 of 6", never a share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counselling.interview.gap import CLOSING, Gap
from counselling.interview.gaps import Record
from counselling.interview.relatives import Side, relatives
from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

# What is asked in passing; somebody is done without it.
_MINOR: Final = frozenset({Topic.LATERALITY, Topic.SOURCE, Topic.CAUSE})
_PARENTS: Final = ((Side.MOTHER, Topic.MOTHER), (Side.FATHER, Topic.FATHER))
_ABOVE: Final = (Topic.MOTHER, Topic.FATHER)
_THREE: Final = 3  # a parent and hers, who must have been


@dataclass(frozen=True, slots=True)
class Progress:
    """People of a side of whom nothing much is open, and all who are known or must have been.

    Of the side "family": questions about the whole family.
    """

    side: Side
    done: int
    total: int


def progress(record: Record, found: Sequence[Gap]) -> tuple[Progress, ...]:
    """Count everybody's side. found: all gaps of the record."""
    open_people = {
        (gap.side, gap.person)
        for gap in found
        if gap.topic not in _MINOR and gap.topic not in _ABOVE
    }
    people = _people(record)
    told = []
    for side in (Side.OWN, Side.MOTHER, Side.FATHER):
        done = sum((side, person) not in open_people for person in people[side])
        total = len(people[side])
        for parents_side, topic in _PARENTS:
            if parents_side is side:
                more_done, more = _missing(record, found, topic)
                done, total = done + more_done, total + more
        told.append(Progress(side, done, total))
    asked = sum(gap.side is Side.FAMILY for gap in found)
    whole = len(CLOSING) + 1
    return (*told, Progress(Side.FAMILY, whole - asked, whole))


def _people(record: Record) -> dict[Side, list[PersonId]]:
    people: dict[Side, list[PersonId]] = {side: [] for side in Side}
    for relative in relatives(record.family, record.focus):
        if not record.family.person(relative.person).is_placeholder:
            people[relative.side].append(relative.person)
    return people


def _missing(record: Record, found: Sequence[Gap], topic: Topic) -> tuple[int, int]:
    """Parent and grandparents who are not there: done are those who were answered about."""
    asked = {(gap.person, gap.topic) for gap in found}
    parent = _parent(record.family, record.focus, topic)
    if parent is None:
        return (0, _THREE) if (record.focus, topic) in asked else (1, 1)
    missing = [above for above in _ABOVE if _parent(record.family, parent, above) is None]
    return (sum((parent, above) not in asked for above in missing), len(missing))


def _parent(family: Family, child: PersonId, topic: Topic) -> PersonId | None:
    """A parent who is no placeholder."""
    person = family.person(child)
    known = family.by_id.get((person.mother if topic is Topic.MOTHER else person.father) or "")
    return None if known is None or known.is_placeholder else known.id
