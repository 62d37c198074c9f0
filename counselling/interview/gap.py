"""A gap: one thing that a family history does not say yet, and nobody answered."""

from dataclasses import dataclass
from typing import Final

from counselling.interview.relatives import Kin, Side
from counselling.pedigree.answers import Topic
from counselling.pedigree.person import PersonId

# Steps of an interview, which order what weighs alike.
OPENING_STEP, OWN_STEP, SIBLINGS_STEP, FIRST_SIDE_STEP, OTHER_SIDE_STEP, CLOSING_STEP = range(6)

# Whether there is somebody: asked of a person, about relatives who may not be there yet.
EXISTENCE: Final = (
    Topic.MOTHER,
    Topic.FATHER,
    Topic.PARTNERS,
    Topic.CHILDREN,
    Topic.SIBLINGS,
    Topic.HALF_SIBLINGS,
    Topic.LOSSES,
)
CLOSING: Final = (
    Topic.RELATED_PARENTS,
    Topic.ANCESTRY,
    Topic.PARENTAGE,
    Topic.TWINS,
    Topic.TESTS,
    Topic.UNNAMED,
    Topic.CONFIRMING,
)
# To which "none" is an answer; nobody is without an age, a mother or a side.
MAY_BE_NONE: Final = frozenset(
    {
        *EXISTENCE,
        *CLOSING,
        Topic.OPENING,
        Topic.CANCER,
    }
    - {Topic.MOTHER, Topic.FATHER}
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known of whom.

    person: whom it is asked of; of a parent who is not there yet, her child. kin: who she is.
    near: "self", "first", "second", "third", "partner" or "family": how near they stand whom the
    answer is about. about: a condition; place: which of her diagnoses, where the topic is one.
    """

    person: PersonId
    topic: Topic
    near: str
    kin: Kin
    side: Side
    step: int
    about: str = ""
    place: int = 0

    @property
    def key(self) -> tuple[PersonId, Topic, str, int]:
        """What tells it from every other gap of the family."""
        return (self.person, self.topic, self.about, self.place)
