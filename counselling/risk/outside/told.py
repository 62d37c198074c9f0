"""What was read of another program's result, before anybody keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from counselling.errors import RiskInputError
from counselling.pedigree.outside_result import Entered, OutsideCarrier, OutsideRisk
from counselling.pedigree.terms import BREAST, OVARY, PROSTATE

CANCERS: Final = {
    "breast": BREAST,
    "ovarian": OVARY,
    "ovary": OVARY,
    "prostate": PROSTATE,
}
LIFETIME: Final = (20, 80)  # what the other program calls a lifetime
FORTIES: Final = (40, 50)
TEN_YEARS: Final = 10
END: Final = 80
OLDEST: Final = 125
_DATE: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_GENE: Final = re.compile(r"[A-Z][A-Z0-9]{2,9}")


@dataclass(frozen=True, slots=True)
class OutsideReading:
    """A result as the other program tells it.

    named: the id that it gives the person, "" where it names none. unread: lines that were not
    understood, as they stand; nothing of them is kept.
    """

    program: str
    version: str
    made_on: str
    named: str
    entered: Entered
    carriers: tuple[OutsideCarrier, ...]
    risks: tuple[OutsideRisk, ...]
    unread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that could be kept."""
        return not (self.carriers or self.risks)


def probability(value: object) -> float:
    """Return a probability as it is. Raises RiskInputError("risk.outside_no_probability")."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise RiskInputError("risk.outside_no_probability", field="result")
    return float(value)


def carrier(gene: str, value: object) -> OutsideCarrier:
    """Return a carrier probability. Raises RiskInputError("risk.outside_unclear") for no gene."""
    name = gene.strip().upper()
    if not _GENE.fullmatch(name):
        raise RiskInputError("risk.outside_unclear", field="result")
    return OutsideCarrier(name, probability(value))


def risk(
    cancer: str, ages: tuple[int, int], value: object, population: object = None
) -> OutsideRisk:
    """Return a risk between two birthdays. Raises RiskInputError("risk.outside_unclear")."""
    first, last = ages
    if cancer not in CANCERS or not 0 <= first < last <= OLDEST:
        raise RiskInputError("risk.outside_unclear", field="result")
    average = None if population is None else probability(population)
    return OutsideRisk(CANCERS[cancer], first, last, probability(value), average)


def spans(cancer: str, by_age: Iterable[tuple[int, object, object]]) -> tuple[OutsideRisk, ...]:
    """Keep of a curve, age by age from next year on, the ten years ahead and what remains to 80.

    by_age: age, risk by then, the average's. Its first age is taken as a year after today's.
    """
    told = {age: (value, average) for age, value, average in by_age}
    if not told:
        return ()
    now = min(told) - 1
    wanted = dict.fromkeys((now + TEN_YEARS, END))
    return tuple(
        risk(cancer, (now, age), *told[age]) for age in wanted if age in told and age > now
    )


def date_in(text: str) -> str:
    """Return the first ISO date in a text, "" where there is none."""
    found = _DATE.search(text)
    return found[0] if found else ""
