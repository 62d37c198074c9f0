"""PREMM5: chance of a variant in MLH1, MSH2/EPCAM, MSH6 or PMS2 from personal and family history.

Source: Kastrinos F et al. 2017, J Clin Oncol 35:2165. Coefficients as five public transcriptions
give them; the supplement itself was not read. "PREMM5 as published, own computation".
"""

import csv
import math
from collections.abc import Mapping
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
    whole,
)

_STATUS: Final = "verified-secondary"
_CENTRE: Final = 45  # years: ages at diagnosis count from here
_YOUNGEST, _OLDEST = 20, 90  # the official calculator cuts extreme ages at limits not published


def _age(name: str) -> Ask:
    return Ask(name, AnswerKind.WHOLE, _YOUNGEST, _OLDEST, "years", is_needed=False)


def _count(name: str) -> Ask:
    return Ask(name, AnswerKind.WHOLE, 0, 50, is_needed=False, default=0)


class Premm5:
    """The score; see the module. fdr, sdr: first- and second-degree relatives."""

    name = "premm5"
    version = "PREMM5 2017; ours 1"
    citations = (Citation("Kastrinos F et al. 2017, J Clin Oncol 35:2165", _STATUS),)
    asks = (
        Ask("sex", AnswerKind.CHOICE, choices=("female", "male")),
        Ask("age_now", AnswerKind.WHOLE, _YOUNGEST, _OLDEST, "years"),
        _count("colorectal_cancers"),
        _age("colorectal_age"),
        Ask("has_endometrial", AnswerKind.YES_NO, is_needed=False, default=False),
        _age("endometrial_age"),
        Ask("has_other_lynch", AnswerKind.YES_NO, is_needed=False, default=False),
        _count("fdr_colorectal"),
        _age("fdr_colorectal_age"),
        _count("sdr_colorectal"),
        _age("sdr_colorectal_age"),
        _count("fdr_endometrial"),
        _age("fdr_endometrial_age"),
        _count("sdr_endometrial"),
        _age("sdr_endometrial_age"),
        Ask("has_fdr_other_lynch", AnswerKind.YES_NO, is_needed=False, default=False),
        Ask("has_sdr_other_lynch", AnswerKind.YES_NO, is_needed=False, default=False),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Chance of a pathogenic variant in each gene, and in any of them.

        Raises RiskInputError("score.contradiction"): an age without its cancer, a man with cancer
        of the womb.
        """
        _check(answers)
        told, missing = _covariates(answers)
        odds = {
            gene: math.exp(math.fsum(b * x for b, x in zip(row, told, strict=True)))
            for gene, row in _coefficients().items()
        }
        whole_ = 1 + sum(odds.values())
        values = [
            Value(f"{gene.lower()}_probability", share / whole_, Unit.PROBABILITY, _STATUS)
            for gene, share in odds.items()
        ]
        any_gene = sum(odds.values()) / whole_
        return ScoreAnswer(
            values=(Value("any_probability", any_gene, Unit.PROBABILITY, _STATUS), *values),
            caveats=(
                *_of_several(answers),
                Caveat(N_("caveat.premm5_threshold")),
                Caveat(N_("caveat.premm5_own_computation")),
                Caveat(N_("caveat.score_no_interval")),
            ),
            missing=missing,
        )


def _of_several(answers: Answers) -> tuple[Caveat, ...]:
    """The published fit rules MSH6 out for several colorectal cancers: none was in its data."""
    return (
        (Caveat(N_("caveat.premm5_several")),) if whole(answers, "colorectal_cancers") > 1 else ()
    )


@cache
def _coefficients() -> Mapping[str, tuple[float, ...]]:
    """Of the constant and of the covariates in `_covariates`, a row a gene."""
    text = (files("counselling.risk") / "tables" / "premm5.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {row.pop("gene"): tuple(map(float, row.values())) for row in csv.DictReader(lines)}


_AGES: Final = {
    "colorectal_cancers": "colorectal_age",
    "fdr_colorectal": "fdr_colorectal_age",
    "sdr_colorectal": "sdr_colorectal_age",
    "has_endometrial": "endometrial_age",
    "fdr_endometrial": "fdr_endometrial_age",
    "sdr_endometrial": "sdr_endometrial_age",
}


def _check(answers: Answers) -> None:
    if answers["sex"] == "male" and answers["has_endometrial"]:
        raise RiskInputError("score.contradiction", place="has_endometrial")
    for cancer, age in _AGES.items():
        if answers[age] is not None and not answers[cancer]:
            raise RiskInputError("score.contradiction", place=age)
    for age in ("colorectal_age", "endometrial_age"):
        if (maybe(answers, age) or 0) > whole(answers, "age_now"):
            raise RiskInputError("score.contradiction", place=age)


def _covariates(answers: Answers) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Values in the order of the coefficients; ages of cancers that nobody knows."""
    own = whole(answers, "colorectal_cancers")
    missing = tuple(
        age for cancer, age in _AGES.items() if answers[cancer] and answers[age] is None
    )
    ages_colorectal = ("colorectal_age", "fdr_colorectal_age", "sdr_colorectal_age")
    ages_endometrial = ("endometrial_age", "fdr_endometrial_age", "sdr_endometrial_age")
    told = (
        1.0,
        float(answers["sex"] == "male"),
        float(own == 1),
        float(own > 1),
        float(bool(answers["has_endometrial"])),
        float(bool(answers["has_other_lynch"])),
        _family(whole(answers, "fdr_colorectal"), whole(answers, "sdr_colorectal")),
        _family(whole(answers, "fdr_endometrial"), whole(answers, "sdr_endometrial")),
        bool(answers["has_fdr_other_lynch"]) + 0.5 * bool(answers["has_sdr_other_lynch"]),
        _sum_of_ages(answers, ages_colorectal),
        _sum_of_ages(answers, ages_endometrial),
        float(whole(answers, "age_now")),
    )
    return told, missing


def _family(first: int, second: int) -> float:
    """One affected first-degree relative counts 1, more 2; second-degree ones half of it."""
    return min(first, 2) + 0.5 * min(second, 2)


def _sum_of_ages(answers: Answers, names: tuple[str, ...]) -> float:
    ages = (maybe(answers, name) for name in names)
    return float(sum(age - _CENTRE for age in ages if age is not None))


SCORE: Final = Premm5()
