"""The questions of an interview, the most informative first: the door of this room."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from counselling.errors import PedigreeError
from counselling.interview.gap import Gap
from counselling.interview.gaps import gaps, record_of
from counselling.interview.progress import Progress, progress
from counselling.interview.relatives import Side, natural
from counselling.interview.weights import Weights, weights
from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

_TOPICS: Final = tuple(Topic)
_SIDES: Final = tuple(Side)


@dataclass(frozen=True, slots=True)
class Question:
    """A gap that is asked about. weight = near x fact, doubled, and more for the same person.

    is_undecided: a rule waits for this one fact. is_same_person: it goes on with whom the last
    answer was about. is_later: somebody asked for it to be put off.
    """

    gap: Gap
    weight: int
    near: int
    fact: int
    is_undecided: bool = False
    is_same_person: bool = False
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """All questions in order, and how far each side is."""

    questions: tuple[Question, ...]
    progress: tuple[Progress, ...]

    @property
    def next(self) -> Question | None:
        """The next question, None when everything was asked."""
        return self.questions[0] if self.questions else None


def interview(
    family: Family,
    *,
    last: PersonId | None = None,
    undecided: Set[tuple[PersonId, Topic]] = frozenset(),
    later: Set[tuple[PersonId, Topic, str, int]] = frozenset(),
    benign: Set[str] = frozenset(),
) -> Interview:
    """Return what is to be asked. The order of entry does not matter.

    last: whom the last answer was about. undecided: facts that alone keep a rule from being
    decided. later: keys of gaps that were put off. benign: conditions that are no cancer.
    Raises PedigreeError("pedigree.no_consultand") when the family has none.
    """
    focus = family.focus
    if focus is None or focus not in family.by_id:
        raise PedigreeError("pedigree.no_consultand")
    record = record_of(family, focus, benign)
    found = gaps(record)
    table = weights()
    asked = [_weighed(gap, table, last=last, undecided=undecided, later=later) for gap in found]
    asked.sort(key=_place)
    return Interview(tuple(asked), progress(record, found))


def _weighed(
    gap: Gap,
    table: Weights,
    *,
    last: PersonId | None,
    undecided: Set[tuple[PersonId, Topic]],
    later: Set[tuple[PersonId, Topic, str, int]],
) -> Question:
    near, fact = table.near[gap.near].value, table.of(gap.topic).value
    is_undecided = (gap.person, gap.topic) in undecided
    is_same = gap.person == last and gap.side is not Side.FAMILY
    weight = near * fact * (table.undecided.value if is_undecided else 1)
    weight += table.same_person.value if is_same else 0
    return Question(gap, weight, near, fact, is_undecided, is_same, gap.key in later)


def _place(question: Question) -> tuple[bool, int, int, int, int, tuple[str, int, str], str, int]:
    gap = question.gap
    return (
        question.is_later,
        -question.weight,
        gap.step,
        _SIDES.index(gap.side),
        _TOPICS.index(gap.topic),
        natural(gap.person),
        gap.about,
        gap.place,
    )
