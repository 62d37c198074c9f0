"""What the oestrogen receptor and the grade of a breast cancer tell of BRCA1 and BRCA2.

A finding counts by how often carriers' tumours have it, over how often others' have it. The mean
of these ratios over all tumours of the others is 1, so that pathology alone, not looked at, tells
nothing, and can lower a probability as well as raise it.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from counselling.genetics.arrays import Bools, Floats
from counselling.pedigree.person import Diagnosis
from counselling.pedigree.terms import MarkerStatus
from counselling.risk import store
from counselling.risk.ages import completed_years
from counselling.risk.supposition import RECEPTOR
from counselling.risk.uncertainty import standard_draws

GENES: Final = ("BRCA1", "BRCA2")
_SEED: Final = 2014  # fixed: the same tumour gets the same interval on every machine
_HIGH: Final = 3
_Z95: Final = 1.959964
_LEAST: Final = 0.05  # of a solved ratio, in the outermost draws
_GRADE: Final = re.compile(
    r"(?<![^\W\d_])(?:grade|grad|gr|g|nhg|درجة|الدرجة)[\s.:]*([123١٢٣]|iii|ii|i)(?!\w)"
)
_GRADES: Final[Mapping[str, int]] = {"i": 1, "ii": 2, "iii": 3, "١": 1, "٢": 2, "٣": 3}
_IN_SITU: Final = re.compile(r"\b(?:dcis|lcis|in[ -]situ|موضعي)\b")
_INVASIVE: Final = re.compile(r"\b(?:invas|infiltr|idc\b|ilc\b|nst\b|غاز)")


@dataclass(frozen=True, slots=True)
class Tumour:
    """What is counted of a breast cancer. grade: 1 to 3, None: not told. first_age: of its band."""

    is_positive: bool
    grade: int | None
    first_age: int

    @property
    def is_beside_print(self) -> bool:
        """Whether the ratio was published for another grade than this tumour's."""
        return not self.is_positive and self.grade is not None and self.grade < _HIGH


def read_tumour(diagnosis: Diagnosis) -> Tumour | None:
    """Read an invasive breast cancer of a woman; None where no published ratio speaks of it.

    Needed are the oestrogen receptor and an age that lies within one band of the table.
    """
    receptors = {m.status for m in diagnosis.markers if m.name.upper() == RECEPTOR}
    years = completed_years(diagnosis.age)
    text = diagnosis.pathology.casefold()
    if len(receptors) != 1 or years is None:
        return None
    if _IN_SITU.search(text) and not _INVASIVE.search(text):
        return None
    bands = [first for first, last in _bands() if first <= years[0] and years[1] <= last]
    if not bands:
        return None
    return Tumour(receptors == {MarkerStatus.POSITIVE}, grade_in(text), bands[0])


def grade_in(text: str) -> int | None:
    """Return the grade that a report names in its words; None for none, or for several."""
    told = {match[1] for match in _GRADE.finditer(text.casefold())}
    grades = {_GRADES[word] if word in _GRADES else int(word) for word in told}
    return grades.pop() if len(grades) == 1 else None


def tumour_ratio(tumour: Tumour, carries: Mapping[str, Bools], *, draws: int) -> Floats:
    """Return P(finding | group) over P(finding | non-carriers), shape (draws + 1, groups).

    carries: gene -> shape (groups,), which groups carry a variant in it. Place 0 is the estimate.
    Who carries variants in both genes has BRCA1's tumours; carriers of other genes have those of
    non-carriers.
    """
    groups = len(next(iter(carries.values())))
    ratios = np.ones((draws + 1, groups))
    for gene in reversed(GENES):
        if gene in carries:
            told = cells(gene, tumour.first_age, draws)
            ratios[:, carries[gene]] = told.of(tumour)[:, None]
    return ratios


@dataclass(frozen=True, slots=True)
class Cells:
    """Ratios of one gene in one band of age, shape (draws,) each, and the share of grade 3.

    grade3: of all tumours with a positive receptor, in non-carriers.
    """

    negative: Floats
    positive3: Floats
    positive12: Floats
    shares: tuple[Floats, Floats]

    def of(self, tumour: Tumour) -> Floats:
        """Return the ratio of a tumour; a grade that was not told is averaged over."""
        if not tumour.is_positive:
            return self.negative
        if tumour.grade is None:
            grade3 = self.shares[1]
            return grade3 * self.positive3 + (1 - grade3) * self.positive12
        return self.positive3 if tumour.grade == _HIGH else self.positive12

    def mean(self) -> Floats:
        """Return the mean over all tumours of non-carriers, 1 but for the outermost draws."""
        negative, grade3 = self.shares
        positive = grade3 * self.positive3 + (1 - grade3) * self.positive12
        return negative * self.negative + (1 - negative) * positive


@lru_cache(maxsize=16)
def cells(gene: str, first_age: int, draws: int) -> Cells:
    """Published ratios, and the others solved.

    A negative receptor without a published ratio tells nothing. What is left to positive ones, so
    that the mean is 1, is shared alike by those without a published ratio.
    """
    normal = _normal(first_age, draws)
    negative = _share("negative", first_age, normal[0])
    grade3 = _share("grade3_of_positive", first_age, normal[1])
    of_negative = _printed(gene, "negative", "", first_age, normal[2 + GENES.index(gene)])
    of_positive3 = _printed(gene, "positive", "3", first_age, np.zeros(draws + 1))
    told = np.ones(draws + 1) if of_negative is None else of_negative
    left = 1 - negative * told
    if of_positive3 is None:
        solved = np.maximum(left / (1 - negative), _LEAST)
        return Cells(told, solved, solved, (negative, grade3))
    left = left - (1 - negative) * grade3 * of_positive3
    solved = np.maximum(left / ((1 - negative) * (1 - grade3)), _LEAST)
    return Cells(told, of_positive3, solved, (negative, grade3))


def _normal(first_age: int, draws: int) -> Floats:
    """Standard normal numbers of two shares and each gene's ratio, shape (4, draws + 1)."""
    rng = np.random.default_rng([_SEED, first_age])
    parameters = 2 + len(GENES)
    drawn = standard_draws(rng, draws=draws, parameters=parameters)
    return np.concatenate([np.zeros((1, parameters)), drawn]).T


def _share(what: str, first_age: int, normal: Floats) -> Floats:
    """A share with the error of a count, shape of `normal`."""
    (row,) = (
        row
        for row in store.rows("tumour_share")
        if row["what"] == what and int(row["first_age"]) == first_age
    )
    share, tumours = float(row["share"]), int(row["tumours"])
    drawn: Floats = share + math.sqrt(share * (1 - share) / tumours) * normal
    return np.clip(drawn, 0.0, 1.0)


def _printed(gene: str, receptor: str, grade: str, first_age: int, normal: Floats) -> Floats | None:
    """A published ratio, log-normal by its interval where it has one; None: none is published."""
    key = (gene, receptor, grade, str(first_age))
    for row in store.rows("tumour_ratio"):
        if (row["gene"], row["receptor"], row["grade"], row["first_age"]) == key:
            low, high = row["low"], row["high"]
            spread = math.log(float(high) / float(low)) / (2 * _Z95) if low else 0.0
            drawn: Floats = float(row["ratio"]) * np.exp(spread * normal)
            return drawn
    return None


@lru_cache(maxsize=1)
def _bands() -> tuple[tuple[int, int], ...]:
    """First and last age of the table's bands."""
    return tuple(
        (int(row["first_age"]), int(row["last_age"]))
        for row in store.rows("tumour_share")
        if row["what"] == "negative"
    )
