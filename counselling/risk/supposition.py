"""What somebody supposes about a family: a value light enough for every page to name."""

from dataclasses import dataclass

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult


@dataclass(frozen=True, slots=True)
class Supposition:
    """A result that somebody may get: POSITIVE or NEGATIVE.

    gene: or `tumours.RECEPTOR`, for the oestrogen receptor of her first breast cancer.
    """

    person: PersonId
    gene: str
    result: TestResult
