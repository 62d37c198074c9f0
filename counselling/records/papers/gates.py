"""Which recorded answer stands before which purpose: the one table that says it.

Asked for at the act itself, so what was taken back counts at once. A scope that begins to gate
something is one more line of GATES; what it is called and what its withdrawal does at the desk
stands with the desk's words. Beside the table stands Scope.USE, which stops every purpose at once
(privacy/usage): it is no answer to a question, and holds for all of a family as well as for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from counselling.pedigree.person import PersonId
from counselling.records.papers.scopes import Scope

Told: TypeAlias = Mapping[tuple[PersonId, Scope], bool]  # the last word of each, "" for all


class Purpose(StrEnum):
    """What somebody's data, or her time, is used for."""

    COUNSELLING = "counselling"  # a letter about her; a file, a sheet or a board with more of her
    VIDEO_TALK = "video_talk"  # she is invited to one
    SAMPLE = "sample"  # a kit is sent to her, and its sample asked for
    RELATIVES_TOLD = "relatives_told"  # a letter tells a relative the gene that was found in her
    RELATIVES_HELPED = "relatives_helped"  # her result counts, or is drawn, for somebody else
    RESEARCH = "research"  # she is in a project's export
    RESEARCH_USE = "research_use"  # she is in that of a project which does more than research


@dataclass(frozen=True, slots=True)
class Gate:
    """A scope before a purpose. needs_yes: shut until somebody agrees; else only a no shuts it."""

    purpose: Purpose
    scope: Scope
    needs_yes: bool = False

    def is_open(self, told: Told, person: PersonId) -> bool:
        """Whether what was said lets the purpose through."""
        if self.needs_yes:
            return may(told, person, self.scope)
        return not is_withdrawn(told, person, self.scope)


GATES: Final = (
    Gate(Purpose.COUNSELLING, Scope.CARE),
    Gate(Purpose.VIDEO_TALK, Scope.VIDEO),
    Gate(Purpose.SAMPLE, Scope.TEST),
    Gate(Purpose.RELATIVES_TOLD, Scope.FAMILY_CONTACT, needs_yes=True),
    Gate(Purpose.RELATIVES_TOLD, Scope.TEST_RELATIVES),
    Gate(Purpose.RELATIVES_HELPED, Scope.TEST_RELATIVES),
    Gate(Purpose.RESEARCH, Scope.RESEARCH),
    Gate(Purpose.RESEARCH, Scope.SHARE_REPOSITORY),
    Gate(Purpose.RESEARCH_USE, Scope.SHARE_COMMERCIAL, needs_yes=True),
    Gate(Purpose.RESEARCH_USE, Scope.SHARE_ABROAD, needs_yes=True),
    Gate(Purpose.RESEARCH_USE, Scope.SHARE_BIOBANK, needs_yes=True),
    Gate(Purpose.RESEARCH_USE, Scope.SHARE_AI, needs_yes=True),
)


def scopes_of(purpose: Purpose) -> tuple[Scope, ...]:
    """Return what stands before a purpose."""
    return tuple(gate.scope for gate in GATES if gate.purpose is purpose)


LIMITS: Final = scopes_of(Purpose.RESEARCH_USE)


def is_open(told: Told, person: PersonId, purpose: Purpose) -> bool:
    """Whether everything that stands before a purpose lets it through for somebody."""
    return all(gate.is_open(told, person) for gate in GATES if gate.purpose is purpose)


def may(told: Told, person: PersonId, scope: Scope) -> bool:
    """Whether a person has agreed, herself or with all of the family; she herself counts more."""
    return told.get((person, scope), told.get(("", scope), False))


def is_withdrawn(told: Told, person: PersonId, scope: Scope) -> bool:
    """Whether the last word was no; who was never asked has withdrawn nothing."""
    return not told.get((person, scope), told.get(("", scope), True))


def may_research(told: Told, person: PersonId, needs: tuple[Scope, ...] = ()) -> bool:
    """Whether a person's data may be handed to a research project.

    She has agreed to research or to a repository and taken back neither, and agreed to whatever
    else the project needs. needs: of LIMITS; what was not asked is a no.
    """
    is_agreed = any(may(told, person, scope) for scope in scopes_of(Purpose.RESEARCH))
    is_free = is_open(told, person, Purpose.RESEARCH)
    return is_agreed and is_free and all(may(told, person, need) for need in needs)
