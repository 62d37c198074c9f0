"""A risk that another program worked out, as it was entered here."""

from dataclasses import dataclass
from enum import StrEnum

from counselling.pedigree.person import PersonId


class Entered(StrEnum):
    """How a result came in."""

    TYPED = "typed"  # by hand, line by line
    READ = "read"  # from the other program's own file or text


@dataclass(frozen=True, slots=True)
class OutsideCarrier:
    """Probability 0..1 to carry a pathogenic variant in a gene, as the other program gives it."""

    gene: str
    probability: float


@dataclass(frozen=True, slots=True)
class OutsideRisk:
    """Risk 0..1 of a cancer between two birthdays; population: the average's, where it is given."""

    cancer: str
    from_age_years: int
    to_age_years: int
    probability: float
    population: float | None = None


@dataclass(frozen=True, slots=True)
class OutsideResult:
    """Everything one program says of one person at one time.

    program, version: as the program names itself. made_on: ISO 8601 date that the result bears, ""
    where none. entered_at: when it was written down here, ISO 8601 in UTC; entered_by: by whom,
    the short name by which the clinic knows her, "" outside the records. family_state:
    fingerprint of the facts of the family then; another one now: it is of an older family.
    """

    person: PersonId
    program: str
    version: str
    made_on: str
    entered_at: str
    entered: Entered
    carriers: tuple[OutsideCarrier, ...] = ()
    risks: tuple[OutsideRisk, ...] = ()
    family_state: str = ""
    entered_by: str = ""

    @property
    def key(self) -> tuple[PersonId, str]:
        """A family holds one result of a program about a person."""
        return (self.person, self.program.casefold())
