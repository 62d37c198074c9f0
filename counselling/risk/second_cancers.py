"""A second breast cancer, of the other breast: what it tells, and how likely it is.

The yearly risk after a first breast cancer hardly depends on age and on the years since then
(SEER 1990 to 2015, doi:10.1038/s41416-021-01417-7; Denmark 1978 to 2009, doi:10.1093/ije/dyu202),
so it is one number, times a ratio a gene.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.language.marks import N_
from counselling.pedigree.person import Diagnosis, Person
from counselling.pedigree.terms import BREAST, Laterality
from counselling.risk import store
from counselling.risk.ages import completed_years
from counselling.risk.organs import cancer_of, taken_by
from counselling.risk.store import YEARS
from counselling.risk.uncertainty import standard_draws

_SEED: Final = 2023
_Z95: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Sequel:
    """The years after a woman's first breast cancer, as far as they can be counted.

    began: year of age of the first one. second: first and last year of age in which the other
    breast may have fallen ill, None: it did not. until: age from which it was not followed.
    doubts: message ids of caveats. is_followed: whether any of it is counted.
    """

    began: int = 0
    second: tuple[int, int] | None = None
    until: int = YEARS
    doubts: tuple[str, ...] = ()
    is_followed: bool = False

    def likelihood(self, ages: Ints, hazard: Floats) -> Floats:
        """Probability of these years, shape (ages, draws, groups).

        ages: last ages that are possible. hazard: yearly, shape (draws, groups), 1/year.
        """
        if not self.is_followed:
            return np.ones((len(ages), 1, 1))
        if self.second is not None:
            first, last = self.second
            told = np.exp(-hazard * (first - self.began)) * -np.expm1(-hazard * (last + 1 - first))
            return np.broadcast_to(told, (len(ages), *told.shape))
        years = np.maximum(np.minimum(ages, self.until) - self.began, 0)
        free: Floats = np.exp(-hazard * years[:, None, None])
        return free


def read_sequel(person: Person) -> Sequel:
    """Read what followed a first breast cancer.

    A second one counts when it was found in a later year of age; found together, or on the side
    of the first one, it is another matter than the published ratios. Without sides it is taken as
    of the other breast. An operation that takes the breast ends the years that are counted.
    """
    mine = [d for d in person.diagnoses if cancer_of(d.condition) == BREAST]
    dated = [(years, d) for d in mine if (years := completed_years(d.age)) is not None]
    if not mine or len(dated) < len(mine) or any(_is_both(d) for d in mine):
        return Sequel(doubts=(N_("caveat.second_cancer_unused"),) if _is_twice(mine) else ())
    dated.sort(key=lambda pair: pair[0])
    (first, earliest), later = dated[0], dated[1:]
    began = (first[0] + first[1]) // 2
    other = [pair for pair in later if not _is_same_side(earliest, pair[1])]
    doubts = [N_("caveat.second_cancer_unused")] if len(other) < len(later) else []
    if not other:
        return Sequel(began, None, _until(person, began), tuple(doubts), is_followed=True)
    second, diagnosis = other[0]
    if second[0] <= first[1]:
        return Sequel(doubts=(N_("caveat.second_cancer_unused"),))
    if earliest.laterality is None or diagnosis.laterality is None:
        doubts.append(N_("caveat.second_taken_as_other_breast"))
    return Sequel(began, second, doubts=tuple(doubts), is_followed=True)


def _is_both(diagnosis: Diagnosis) -> bool:
    return diagnosis.laterality is Laterality.BILATERAL


def _is_twice(mine: list[Diagnosis]) -> bool:
    return len(mine) > 1 or any(_is_both(d) for d in mine)


def _is_same_side(one: Diagnosis, other: Diagnosis) -> bool:
    return one.laterality is not None and one.laterality is other.laterality


def _until(person: Person, began: int) -> int:
    """Age at which an operation ended the years that are counted, at once where it has no age."""
    ages = [completed_years(p.age) for p in person.procedures if BREAST in taken_by(p.kind)]
    return max(min((years[0] if years else 0 for years in ages), default=YEARS), began)


def second_hazard(carries: Mapping[str, Bools], *, draws: int) -> Floats:
    """Return the yearly hazard of the other breast by risk group, shape (draws + 1, groups).

    carries: gene -> shape (groups,). With variants in several genes the highest ratio holds;
    without a published ratio the hazard is as in women without a variant.
    """
    groups = len(next(iter(carries.values())))
    highest = np.ones((draws + 1, groups))
    for gene, ratio in _ratios(draws).items():
        if gene in carries:
            highest[:, carries[gene] & (ratio[0] > highest[0])] = ratio[:, None]
    return annual() * highest


def annual() -> float:
    """Yearly rate in women after one breast cancer, 1/year."""
    (row,) = (row for row in store.rows("second_breast_cancer") if row["measure"] == "annual")
    return float(row["value"])


@lru_cache(maxsize=4)
def _ratios(draws: int) -> Mapping[str, Floats]:
    """Gene -> carriers' ratio, log-normal by its published interval, shape (draws + 1,)."""
    rows = [row for row in store.rows("second_breast_cancer") if row["measure"] == "ratio"]
    normal = standard_draws(np.random.default_rng(_SEED), draws=draws, parameters=len(rows))
    normal = np.concatenate([np.zeros((1, len(rows))), normal])
    return {row["gene"]: _drawn(row, normal[:, at]) for at, row in enumerate(rows)}


def _drawn(row: Mapping[str, str], normal: Floats) -> Floats:
    spread = math.log(float(row["high"]) / float(row["low"])) / (2 * _Z95)
    ratio: Floats = float(row["value"]) * np.exp(spread * normal)
    return ratio


def counted_genes() -> Iterator[tuple[str, float]]:
    """Yield each gene that has a published ratio, with it."""
    for row in store.rows("second_breast_cancer"):
        if row["measure"] == "ratio":
            yield row["gene"], float(row["value"])
