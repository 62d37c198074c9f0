"""What was answered and is no fact of a person: not known, none, and words about the whole family.

Not known differs from not asked: who was asked and could not say is not asked again.
"""

from dataclasses import dataclass
from enum import StrEnum

from counselling.pedigree.person import PersonId


class Topic(StrEnum):
    """What can be asked of a person or a family."""

    OPENING = "opening"  # does anything run in the family
    MOTHER = "mother"
    FATHER = "father"
    PARTNERS = "partners"
    CHILDREN = "children"
    SIBLINGS = "siblings"
    HALF_SIBLINGS = "half_siblings"
    LOSSES = "losses"
    CANCER = "cancer"
    SITE = "site"
    ONSET = "onset"  # age at diagnosis
    AGE = "age"  # alive and how old, or the age at death
    LATERALITY = "laterality"
    SOURCE = "source"
    CAUSE = "cause"
    RELATED_PARENTS = "related_parents"
    ANCESTRY = "ancestry"
    PARENTAGE = "parentage"  # adopted, a donor, another father
    TWINS = "twins"
    TESTS = "tests"
    UNNAMED = "unnamed"  # anybody with cancer who was not named
    CONFIRMING = "confirming"  # who can confirm it


class Reply(StrEnum):
    """An answer that no other field holds."""

    UNKNOWN = "unknown"  # asked, and nobody could say
    NONE = "none"  # asked, and there is none
    TOLD = "told"  # asked, and said by what else was written down then


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer about one person. about: a condition, where the topic is one of hers."""

    person: PersonId
    topic: Topic
    reply: Reply
    about: str = ""

    @property
    def question(self) -> tuple[PersonId, Topic, str]:
        """What it answers; a family holds one answer to it."""
        return (self.person, self.topic, self.about)


@dataclass(frozen=True, slots=True)
class FamilyNote:
    """Words about the family as they were told. at: when, ISO 8601 in UTC."""

    at: str
    text: str
