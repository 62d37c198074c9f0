"""Where a fact comes from: who told it, from what, how sure, with whose leave it is kept."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Source


class Confidence(StrEnum):
    """How sure whoever told it was."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Origin:
    """Of one entry of a family's history. What is not known is absent.

    teller: who of the family told it. told_by: the name of another who did, e.g. a doctor.
    consent: id of the consent under which it was written down.
    """

    teller: PersonId = ""
    told_by: str = ""
    source: Source | None = None
    confidence: Confidence | None = None
    consent: str = ""


UNSAID: Final = Origin()
