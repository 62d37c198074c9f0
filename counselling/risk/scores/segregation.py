"""Co-segregation of a variant with a disease: the full-likelihood Bayes factor.

How much more probable the relatives' genotypes are, given everybody's disease and the proband's
genotype, if the variant causes the disease than if it does not.
Source: Thompson D, Easton DF, Goldgar DE 2003, Am J Hum Genet 73:652; Bayrak-Toydemir P et al.
2008, Exp Mol Pathol 85:45.
"""

import math
from typing import Final

from counselling.errors import RiskInputError
from counselling.genetics.peeling import ImpossibleFamily
from counselling.genetics.problem import Inheritance, solve
from counselling.language.marks import N_
from counselling.risk.model import Caveat, Citation
from counselling.risk.scores import relatives
from counselling.risk.scores.score import (
    AnswerKind,
    Answers,
    Ask,
    ScoreAnswer,
    Unit,
    Value,
    number,
    rows,
)

_STATUS: Final = "derived"
_GENOTYPES: Final = {
    "noncarrier": (1.0, 0.0, 0.0),
    "heterozygous": (0.0, 1.0, 0.0),
    "homozygous": (0.0, 0.0, 1.0),
    "carrier": (0.0, 1.0, 1.0),
    "hemizygous": (0.0, 1.0, 0.0),
}
_NOT_TYPED: Final = (1.0, 1.0, 1.0)
_AFFECTED: Final = ("yes", "no", "unknown")
_RISKS: Final = ("risk_noncarrier", "risk_heterozygous", "risk_homozygous")


def _own(name: str) -> Ask:
    return Ask(name, AnswerKind.NUMBER, 0.0, 1.0, is_needed=False)


class Segregation:
    """The Bayes factor; see the module."""

    name = "segregation"
    version = "full likelihood 2003; ours 1"
    citations = (
        Citation("Thompson D, Easton DF, Goldgar DE 2003, Am J Hum Genet 73:652", "recalled"),
    )
    asks = (
        Ask("inheritance", AnswerKind.CHOICE, choices=tuple(Inheritance)),
        relatives.share("allele_frequency"),
        *(relatives.share(name) for name in _RISKS),
        Ask("proband", AnswerKind.TEXT),
        Ask(
            "people",
            AnswerKind.ROWS,
            rows=(
                *relatives.RELATIVE,
                Ask(
                    "affected",
                    AnswerKind.CHOICE,
                    choices=_AFFECTED,
                    is_needed=False,
                    default="unknown",
                ),
                Ask("genotype", AnswerKind.CHOICE, choices=tuple(_GENOTYPES), is_needed=False),
                *(_own(f"own_{name}") for name in _RISKS),
            ),
        ),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Return the factor and its decimal logarithm.

        Raises RiskInputError: "score.contradiction" for a proband who is nobody or has no
        genotype, "score.impossible" for a family that neither hypothesis explains.
        """
        people = {str(person["id"]): person for person in rows(answers, "people")}
        proband = people.get(str(answers["proband"]))
        if proband is None or proband["genotype"] is None:
            raise RiskInputError("score.contradiction", place="proband")
        if answers["inheritance"] == "autosomal":
            for at, person in enumerate(rows(answers, "people")):
                if person["genotype"] == "hemizygous":
                    raise RiskInputError("score.contradiction", place=f"people[{at}].genotype")
        both = _log_likelihood(answers, of_disease=True, of_everybody=True)
        disease = _log_likelihood(answers, of_disease=True, of_everybody=False)
        genotypes = _log_likelihood(answers, of_disease=False, of_everybody=True)
        alone = _log_likelihood(answers, of_disease=False, of_everybody=False)
        log_factor = (both - disease) - (genotypes - alone)
        return ScoreAnswer(
            values=(
                Value("bayes_factor", _exp(log_factor), Unit.RATIO, _STATUS),
                Value("log10_bayes_factor", _log10(log_factor), Unit.RATIO, _STATUS),
            ),
            caveats=(
                Caveat(N_("caveat.segregation_given_proband")),
                Caveat(N_("caveat.score_no_interval")),
            ),
        )


def _exp(logarithm: float) -> float:
    return math.exp(min(logarithm, 700.0))


def _log10(logarithm: float) -> float:
    """Decimal logarithm; of genotypes that the cause excludes a number far below all others."""
    return max(logarithm / math.log(10), -300.0)


def _log_likelihood(answers: Answers, *, of_disease: bool, of_everybody: bool) -> float:
    """Of everybody's disease (or none of it) with all genotypes (or the proband's alone)."""

    def data(person: Answers) -> tuple[float, ...]:
        is_told = of_everybody or person["id"] == answers["proband"]
        genotype = person["genotype"] if is_told else None
        row = _NOT_TYPED if genotype is None else _GENOTYPES[str(genotype)]
        told = _disease(answers, person) if of_disease else _NOT_TYPED
        return tuple(a * b for a, b in zip(row, told, strict=True))

    inheritance = Inheritance(str(answers["inheritance"]))
    asked = relatives.problem(answers, inheritance, data)
    if not (of_disease and of_everybody):
        return relatives.posteriors(asked).log_likelihood
    try:
        return solve(asked).log_likelihood
    except ImpossibleFamily:
        return -math.inf


def _disease(answers: Answers, person: Answers) -> tuple[float, ...]:
    """P(affected or not | copies), by the person's own risks where these were told."""
    risks = tuple(
        number(answers if person[f"own_{name}"] is None else person, own)
        for name in _RISKS
        for own in (name if person[f"own_{name}"] is None else f"own_{name}",)
    )
    match person["affected"]:
        case "yes":
            return risks
        case "no":
            return tuple(1 - risk for risk in risks)
    return _NOT_TYPED


SCORE: Final = Segregation()
