"""What somebody supposes about a family: a value light enough for every page to name."""

from dataclasses import dataclass
from typing import Final

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult

RECEPTOR: Final = "ER"  # oestrogen receptor, as markers of a diagnosis name it


@dataclass(frozen=True, slots=True)
class Supposition:
    """A result that somebody may get: POSITIVE or NEGATIVE.

    gene: or RECEPTOR, for the oestrogen receptor of her first breast cancer.
    """

    person: PersonId
    gene: str
    result: TestResult
