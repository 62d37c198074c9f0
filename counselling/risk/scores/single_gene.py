"""Classical single-gene counselling: who carries, given the family, ages free of signs, and tests.

Dominant with age-dependent onset (Huntington's disease), recessive (cystic fibrosis), X-linked
(Duchenne): the user brings frequencies, onset by age and the sensitivity of the test; exact.
Source of the method: Young ID 2006, Introduction to Risk Calculation in Genetic Counselling.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from counselling.errors import RiskInputError
from counselling.genetics.problem import Inheritance
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
_MODES: Final = ("dominant", "recessive", "x_linked_recessive")
_RESULTS: Final = ("positive", "negative")


class SingleGene:
    """The calculation; see the module."""

    name = "single_gene"
    version = "ours 1"
    citations = (
        Citation(
            "Young ID 2006, Introduction to Risk Calculation in Genetic Counselling", "recalled"
        ),
    )
    asks = (
        Ask("mode", AnswerKind.CHOICE, choices=_MODES),
        relatives.share("allele_frequency"),
        relatives.share("de_novo_rate", default=0.0),
        relatives.share("test_sensitivity", default=1.0),
        relatives.share("test_specificity", default=1.0),
        relatives.share("phenocopy_risk", default=0.0),
        Ask(
            "onset",
            AnswerKind.ROWS,
            is_needed=False,
            rows=(
                Ask("age", AnswerKind.NUMBER, 0, 125, "years"),
                relatives.share("shown_by"),
            ),
        ),
        Ask(
            "people",
            AnswerKind.ROWS,
            rows=(
                *relatives.RELATIVE,
                Ask(
                    "affected",
                    AnswerKind.CHOICE,
                    choices=("yes", "no", "unknown"),
                    is_needed=False,
                    default="unknown",
                ),
                Ask("age", AnswerKind.NUMBER, 0, 125, "years", is_needed=False),
                Ask("test", AnswerKind.CHOICE, choices=_RESULTS, is_needed=False),
            ),
        ),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Return for everybody the probability to carry one copy or more, and to be or fall ill.

        Raises RiskInputError: "score.contradiction", "score.impossible".
        """
        mode = str(answers["mode"])
        is_x = mode == "x_linked_recessive"
        problem = relatives.problem(
            answers,
            Inheritance.X_LINKED if is_x else Inheritance.AUTOSOMAL,
            lambda person: _data(answers, person, mode),
            de_novo_rate=number(answers, "de_novo_rate"),
        )
        found = relatives.posteriors(problem)
        return ScoreAnswer(
            tuple(
                value
                for person in rows(answers, "people")
                for value in _values(answers, person, found.posteriors[str(person["id"])])
            ),
            (Caveat(N_("caveat.single_gene_own_numbers")),),
            tuple(f"people[{at}].age" for at in _without_age(answers)),
        )


def _values(answers: Answers, person: Answers, posterior: Sequence[float]) -> Iterator[Value]:
    """What is told of one person, and of people in general of the same sex."""
    mode, sex, about = str(answers["mode"]), str(person["sex"]), str(person["id"])
    ill, everybody = _ill(mode, sex), _population(mode, sex, number(answers, "allele_frequency"))
    yield Value(
        "carries",
        1 - posterior[0],
        Unit.PROBABILITY,
        _STATUS,
        about=about,
        population=1 - everybody[0],
    )
    yield Value(
        "has_genotype_of_disease",
        sum(p for p, is_ill in zip(posterior, ill, strict=False) if is_ill),
        Unit.PROBABILITY,
        _STATUS,
        about=about,
        population=sum(p for p, is_ill in zip(everybody, ill, strict=True) if is_ill),
    )


def _population(mode: str, sex: str, q: float) -> tuple[float, float, float]:
    """P(0, 1, 2 copies) of somebody of whom nothing is known; q: the allele's frequency."""
    if mode == "x_linked_recessive" and sex == "male":
        return 1 - q, q, 0.0
    return (1 - q) ** 2, 2 * q * (1 - q), q * q


def _without_age(answers: Answers) -> Sequence[int]:
    """Places of the healthy whose age is not told though it would say how much that means."""
    has_onset = bool(rows(answers, "onset"))
    return [
        at
        for at, person in enumerate(rows(answers, "people"))
        if has_onset and person["affected"] == "no" and person["age"] is None
    ]


def _ill(mode: str, sex: str) -> tuple[bool, bool, bool]:
    """Which numbers of copies bring the disease."""
    if mode == "dominant" or (mode == "x_linked_recessive" and sex == "male"):
        return False, True, True
    return False, False, True


def _data(answers: Answers, person: Answers, mode: str) -> tuple[float, ...]:
    """P(disease state and test | 0, 1, 2 copies)."""
    shown = _shown_by(answers, person["age"])
    phenocopy = number(answers, "phenocopy_risk")
    affected = str(person["affected"])
    if affected == "no" and rows(answers, "onset") and person["age"] is None:
        affected = "unknown"  # at what age she is healthy is not known, so it says nothing
    out = []
    for copies, is_ill in enumerate(_ill(mode, str(person["sex"]))):
        risk = shown if is_ill else phenocopy
        told = {"yes": risk, "no": 1 - risk}.get(affected, 1.0)
        out.append(told * _test(answers, person["test"], copies))
    return tuple(out)


def _test(answers: Answers, result: object, copies: int) -> float:
    if result is None:
        return 1.0
    wrong = 1 - number(answers, "test_specificity")
    found = number(answers, "test_sensitivity") if copies else wrong
    return found if result == "positive" else 1 - found


def _shown_by(answers: Answers, age: object) -> float:
    """Share of those with the genotype who show it by an age; all of them where no onset is told.

    Between the ages told on a straight line, from none at birth. An affected person of unknown
    age: the last one told.
    """
    onset = sorted((number(row, "age"), number(row, "shown_by")) for row in rows(answers, "onset"))
    if not onset:
        return 1.0
    if any(one[1] > other[1] for one, other in pairwise(onset)):
        raise RiskInputError("score.contradiction", place="onset")
    if not isinstance(age, float):
        return onset[-1][1]
    return _between([(0.0, 0.0), *onset], age)


def _between(points: Sequence[tuple[float, float]], age: float) -> float:
    for (young, low), (old, high) in pairwise(points):
        if age <= old:
            return low if old == young else low + (high - low) * (age - young) / (old - young)
    return points[-1][1]


SCORE: Final = SingleGene()
