"""Gail's model (BCRAT): a woman's breast cancer risk from her own history and close relatives.

Sources: Gail 1989, J Natl Cancer Inst 81:1879; Costantino 1999, J Natl Cancer Inst 91:1541; other
groups Gail 2007 (CARE), Matsuno 2011 (AABCS), Banegas 2017 (SFBCS). Constants are the US National
Cancer Institute's. How answers become categories: R package BCRA 2.1, read 2026-11.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from counselling.errors import RiskInputError
from counselling.language.marks import N_
from counselling.risk.model import Caveat, Citation
from counselling.risk.scores.score import (
    AnswerKind,
    Answers,
    Ask,
    ScoreAnswer,
    Unit,
    Value,
    maybe,
)

_STATUS: Final = "verified-secondary"
_FIRST, _LAST = 20, 90  # completed years that the incidence tables reach
_OLDER: Final = 50  # from here on a biopsy counts less
_HYPERPLASIA: Final = {"yes": 1.82, "no": 0.93, "unknown": 1.0}
_GROUP_YEARS: Final = 5

# group: column of relative risks, column of incidence and of other deaths
_GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "white": ("Wh.Gail", "Wh.1983_87"),
    "african_american": ("AA.CARE", "AA.1994_98"),
    "hispanic_us_born": ("HU.Gail", "HU.1995_04"),
    "other": ("NA.Gail", "NA.1983_87"),
    "hispanic_foreign_born": ("HF.Gail", "HF.1995_04"),
    "chinese": ("Asian.AABCS", "Ch.1998_02"),
    "japanese": ("Asian.AABCS", "Ja.1998_02"),
    "filipino": ("Asian.AABCS", "Fi.1998_02"),
    "hawaiian": ("Asian.AABCS", "Hw.1998_02"),
    "other_pacific_islander": ("Asian.AABCS", "oP.1998_02"),
    "other_asian": ("Asian.AABCS", "oA.1998_02"),
}
_HISPANIC: Final = ("hispanic_us_born", "hispanic_foreign_born")
_ASIAN: Final = frozenset(group for group, (column, _) in _GROUPS.items() if "AABCS" in column)
_AVERAGE: Final = {"white": "Wh_Avg.1992_96", "other": "Wh_Avg.1992_96"}


class Gail:
    """The score; see the module."""

    name = "gail"
    version = "BCRAT 4; ours 1"
    citations = (
        Citation("Gail MH et al. 1989, J Natl Cancer Inst 81:1879", _STATUS),
        Citation("Costantino JP et al. 1999, J Natl Cancer Inst 91:1541", _STATUS),
        Citation("Breast Cancer Risk Assessment Tool, US National Cancer Institute", _STATUS),
    )
    asks = (
        Ask("sex", AnswerKind.CHOICE, choices=("female", "male")),
        Ask("age_now", AnswerKind.NUMBER, 0, 125, "years"),
        Ask("age_end", AnswerKind.NUMBER, 0, 125, "years"),
        Ask("group", AnswerKind.CHOICE, choices=tuple(_GROUPS), is_needed=False, default="white"),
        Ask("menarche_age", AnswerKind.WHOLE, 5, 60, "years", is_needed=False),
        Ask("has_births", AnswerKind.YES_NO, is_needed=False, default=None),
        Ask("first_birth_age", AnswerKind.WHOLE, 8, 70, "years", is_needed=False),
        Ask("breast_biopsies", AnswerKind.WHOLE, 0, 50, is_needed=False),
        Ask(
            "atypical_hyperplasia",
            AnswerKind.CHOICE,
            choices=tuple(_HYPERPLASIA),
            is_needed=False,
            default="unknown",
        ),
        Ask("affected_first_degree", AnswerKind.WHOLE, 0, 50, is_needed=False),
        Ask("has_breast_cancer", AnswerKind.YES_NO, is_needed=False, default=False),
        Ask("has_brca_variant", AnswerKind.YES_NO, is_needed=False, default=False),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Absolute risk from now to an age, other deaths counted, beside the group's average.

        Raises RiskInputError: "score.men", "score.outside", "score.contradiction".
        """
        group = str(answers["group"])
        start, end = _span(answers)
        younger, older = _relative_risks(answers, group)
        missing = [name for name in _OPTIONAL if answers[name] is None]
        if answers["has_births"] and answers["first_birth_age"] is None:
            missing.append("first_birth_age")
        if answers["breast_biopsies"] and answers["atypical_hyperplasia"] == "unknown":
            missing.append("atypical_hyperplasia")
        risk = _absolute(start, end, group, (younger, older), is_average=False)
        average = _absolute(start, end, group, (1.0, 1.0), is_average=True)
        ages = (math.floor(start), math.ceil(end))
        return ScoreAnswer(
            values=(
                Value("breast_risk", risk, Unit.PROBABILITY, _STATUS, ages_years=ages),
                Value("average_risk", average, Unit.PROBABILITY, _STATUS, ages_years=ages),
                Value("relative_risk_under_50", younger, Unit.RATIO, _STATUS),
                Value("relative_risk_from_50", older, Unit.RATIO, _STATUS),
            ),
            caveats=_CAVEATS,
            missing=tuple(missing),
        )


_OPTIONAL: Final = (
    "menarche_age", "has_births", "breast_biopsies", "affected_first_degree",
)  # fmt: skip
_CAVEATS: Final = (
    Caveat(N_("caveat.score_us_rates")),
    Caveat(N_("caveat.gail_no_paternal_side")),
    Caveat(N_("caveat.score_no_interval")),
)


def _span(answers: Answers) -> tuple[float, float]:
    if answers["sex"] != "female":
        raise RiskInputError("score.men", field="sex")
    if answers["has_breast_cancer"] or answers["has_brca_variant"]:
        raise RiskInputError("score.outside", field="has_breast_cancer")
    start, end = answers["age_now"], answers["age_end"]
    assert isinstance(start, float)
    assert isinstance(end, float)
    if not (_FIRST <= start < _LAST and start < end <= _LAST):
        raise RiskInputError("score.age_span", low=_FIRST, high=_LAST)
    return start, end


def _relative_risks(answers: Answers, group: str) -> tuple[float, float]:
    """Relative risk under 50, and from 50 on."""
    biopsies, hyperplasia = _biopsies(answers, group)
    menarche = _menarche(answers, group)
    birth = _first_birth(answers, group)
    relatives = min(maybe(answers, "affected_first_degree") or 0, 2)
    if group in _HISPANIC or group in _ASIAN:
        relatives = min(relatives, 1)
    beta = _betas()[_GROUPS[group][0]]
    young = (
        biopsies * beta["N_Biop"]
        + menarche * beta["AgeMen"]
        + birth * beta["AgeFst"]
        + relatives * beta["N_Rels"]
        + birth * relatives * beta["AF*NR"]
        + math.log(hyperplasia)
    )
    return math.exp(young), math.exp(young + biopsies * beta["A50*NB"])


def _biopsies(answers: Answers, group: str) -> tuple[int, float]:
    """Category of the number of biopsies, and the factor of what they showed."""
    count = maybe(answers, "breast_biopsies") or 0
    found = str(answers["atypical_hyperplasia"])
    if count == 0:
        if found != "unknown":
            raise RiskInputError("score.contradiction", place="atypical_hyperplasia")
        return 0, 1.0
    return min(count, 1 if group in _HISPANIC else 2), _HYPERPLASIA[found]


def _menarche(answers: Answers, group: str) -> int:
    age = maybe(answers, "menarche_age")
    now = answers["age_now"]
    assert isinstance(now, float)
    if age is None or group == "hispanic_us_born":
        return 0
    if age > now:
        raise RiskInputError("score.contradiction", place="menarche_age")
    category = 0 if age >= 14 else 1 if age >= 12 else 2
    return min(category, 1) if group == "african_american" else category


def _first_birth(answers: Answers, group: str) -> int:
    age, has_births = maybe(answers, "first_birth_age"), answers["has_births"]
    now, menarche = answers["age_now"], maybe(answers, "menarche_age")
    assert isinstance(now, float)
    if age is not None:
        is_before = menarche is not None and age < menarche
        if has_births is False or age > now or is_before:
            raise RiskInputError("score.contradiction", place="first_birth_age")
        category = 0 if age < 20 else 1 if age < 25 else 2 if age < 30 else 3
    else:
        category = 2 if has_births is False else 0
    if group == "african_american":
        return 0
    if group in _HISPANIC:
        return {0: 0, 1: 1, 2: 1 if age is not None else 2, 3: 2}[category]
    return category


def _absolute(
    start: float, end: float, group: str, ratios: tuple[float, float], *, is_average: bool
) -> float:
    """Risk by piecewise constant hazards of one year, other deaths competing."""
    column = _GROUPS[group][1]
    if is_average:
        column = _AVERAGE.get(group, column)
    ill, other = _hazards("BrCa_lambda1")[column], _hazards("BrCa_lambda2")[column]
    baseline = (1.0, 1.0) if is_average else _baselines()[_GROUPS[group][0]]
    risk = gone = 0.0
    for year in range(math.floor(start), math.ceil(end)):
        length = min(end, year + 1) - max(start, year)
        stratum = (year - _FIRST) // _GROUP_YEARS
        older = year >= _OLDER
        hazard = ill[stratum] * baseline[older] * ratios[older]
        total = hazard + other[stratum]
        risk += hazard / total * math.exp(-gone) * -math.expm1(-total * length)
        gone += total * length
    return risk


@cache
def _table(name: str) -> Mapping[str, Mapping[str, float]]:
    """Column -> row -> number."""
    text = (files("counselling.risk") / "tables" / "gail" / f"{name}.csv").read_text("utf-8")
    out: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        for column, told in row.items():
            if column != "row":
                out.setdefault(column, {})[row["row"]] = float(told)
    return out


def _betas() -> Mapping[str, Mapping[str, float]]:
    return _table("BrCa_beta")


def _baselines() -> Mapping[str, tuple[float, float]]:
    """One minus the attributable risk, under 50 and from 50 on."""
    return {c: (rows["Age<50"], rows["Age>=50"]) for c, rows in _table("BrCa_1_AR").items()}


def _hazards(name: str) -> Mapping[str, Sequence[float]]:
    """Yearly hazards by five years of age from 20."""
    return {column: tuple(rows.values()) for column, rows in _table(name).items()}


SCORE: Final = Gail()
