"""At what age a child is asked too, and at what age it consents for itself."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

import msgspec

from counselling.pedigree.coming_of_age import ChildAges

MOST: Final = "most"  # countries that are not named
HERSELF: Final = 16
"""From then on our forms ask a minor as herself, and a guardian signs too; a clinic sets its own.

16 consents to her own treatment by the Family Law Reform Act 1969, section 8 (England and Wales),
and is asked beside her parents or alone in most of Europe; Denmark has 15 (Sundhedsloven, section
17). Status: recalled; no lawyer has checked it.
"""


@dataclass(frozen=True, slots=True)
class Majority:
    """From how many years on somebody consents for herself.

    status: "recalled", or "checked" by whom; "own": the clinic's, which answers for it.
    """

    years: int
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that count here, in years.

    assent: from then on a child is asked too; herself: from then on she is asked as herself.
    """

    majority: Majority
    assent: int
    herself: int = HERSELF

    @property
    def asked(self) -> ChildAges:
        """From which age on who is asked by the forms; nobody of age is asked as a child, and
        nobody is asked as herself before she is asked as a child.
        """
        years = self.majority.years
        assent = min(self.assent, years)
        return ChildAges(assent, max(assent, min(self.herself, years)), years)


@functools.cache
def rules() -> Mapping[str, Majority]:
    """Return the ages of majority by country, ISO 3166; of all others under MOST."""
    text = (
        resources.files("counselling.records.papers").joinpath("majority.toml").read_text("utf-8")
    )
    return msgspec.convert(tomllib.loads(text), type=dict[str, Majority])


def in_force(*, country: str, years: int = 0, assent: int, herself: int = HERSELF) -> Ages:
    """Return the ages that count. country: ISO 3166, "" for none; years: the clinic's own, 0 for
    the country's; assent, herself: the clinic's own.
    """
    if years:
        return Ages(Majority(years, "", "own"), assent, herself)
    return Ages(rules().get(country.upper(), rules()[MOST]), assent, herself)
