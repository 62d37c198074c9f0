"""The Manchester scoring system with pathology: points for BRCA1 and BRCA2 in one side of a family.

Source: Evans DG et al. 2017, J Med Genet 54:674, table 1 (MSS3, pathology-adjusted).
"""

from collections.abc import Mapping
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
    rows,
    whole,
)

_STATUS: Final = "verified-abstract-or-table"
_BRCA1, _BRCA2 = 0, 1
# first age beyond each band: points for BRCA1 and BRCA2
_POINTS: Final[Mapping[str, tuple[tuple[int, tuple[int, int]], ...]]] = {
    "female_breast": ((30, (6, 5)), (40, (4, 4)), (50, (3, 3)), (60, (2, 2)), (999, (1, 1))),
    "male_breast": ((60, (5, 8)), (999, (5, 5))),
    "ovarian": ((60, (8, 5)), (999, (5, 5))),
    "pancreatic": ((999, (0, 1)),),
    "prostate": ((60, (0, 2)), (999, (0, 1))),
}
_GRADE: Final = {None: 0, 1: -2, 2: 0, 3: 2}
_BREAST: Final = ("female_breast", "male_breast")
_TOLD_OF: Final = {
    _BREAST: ("grade", "er", "pr", "her2", "is_dcis", "is_lobular"),
    ("ovarian",): ("histology",),
}
_NO_POINTS: Final = ("mucinous", "germ_cell", "borderline")
_YOUNG: Final = 60  # years: high-grade serous below this age counts more
_TEN_PERCENT, _TWENTY_PERCENT = 15, 20


class Manchester:
    """The score; see the module."""

    name = "manchester"
    version = "MSS3 2017; ours 1"
    citations = (Citation("Evans DG et al. 2017, J Med Genet 54:674", _STATUS),)
    asks = (
        Ask(
            "cancers",
            AnswerKind.ROWS,
            rows=(
                Ask("cancer", AnswerKind.CHOICE, choices=tuple(_POINTS)),
                Ask("age_at_diagnosis", AnswerKind.WHOLE, 0, 125, "years"),
                Ask("is_index", AnswerKind.YES_NO, is_needed=False, default=False),
                Ask("grade", AnswerKind.WHOLE, 1, 3, is_needed=False),
                Ask("er", AnswerKind.CHOICE, choices=("positive", "negative"), is_needed=False),
                Ask("pr", AnswerKind.CHOICE, choices=("positive", "negative"), is_needed=False),
                Ask("her2", AnswerKind.CHOICE, choices=("positive", "negative"), is_needed=False),
                Ask("is_dcis", AnswerKind.YES_NO, is_needed=False, default=False),
                Ask("is_lobular", AnswerKind.YES_NO, is_needed=False, default=False),
                Ask(
                    "histology",
                    AnswerKind.CHOICE,
                    choices=("high_grade_serous", *_NO_POINTS, "other"),
                    is_needed=False,
                ),
            ),
        ),
        Ask("is_adopted", AnswerKind.YES_NO, is_needed=False, default=False),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Add up the points of all cancers on one side of the family.

        Raises RiskInputError("score.contradiction") for two index cases, receptors of a prostate.
        """
        cancers = rows(answers, "cancers")
        if sum(bool(cancer["is_index"]) for cancer in cancers) > 1:
            raise RiskInputError("score.contradiction", place="cancers.is_index")
        points = [0, 0]
        missing = []
        for at, cancer in enumerate(cancers):
            _check(cancer, f"cancers[{at}]")
            for gene, more in enumerate(_of(cancer)):
                points[gene] += more
            if cancer["is_index"] and cancer["cancer"] == "female_breast":
                missing += [f"cancers[{at}].{name}" for name in ("grade", "er") if not cancer[name]]
        if answers["is_adopted"]:
            points = [points[_BRCA1] + 2, points[_BRCA2] + 2]
        combined = sum(points)
        return ScoreAnswer(
            values=(
                Value("brca1_points", points[_BRCA1], Unit.POINTS, _STATUS),
                Value("brca2_points", points[_BRCA2], Unit.POINTS, _STATUS),
                Value("combined_points", combined, Unit.POINTS, _STATUS),
            ),
            caveats=(
                Caveat(N_("caveat.manchester_one_side")),
                *_band(combined),
            ),
            missing=tuple(missing),
        )


def _check(cancer: Answers, place: str) -> None:
    """Refuse what is told of a tumour of another organ."""
    organ = cancer["cancer"]
    for organs, names in _TOLD_OF.items():
        for name in names:
            if cancer[name] and organ not in organs:
                raise RiskInputError("score.contradiction", place=f"{place}.{name}")


def _band(combined: int) -> tuple[Caveat, ...]:
    """What 15 and 20 points stand for; the mapping is recalled and says so."""
    if combined >= _TWENTY_PERCENT:
        return (Caveat(N_("caveat.manchester_20")),)
    if combined >= _TEN_PERCENT:
        return (Caveat(N_("caveat.manchester_15")),)
    return (Caveat(N_("caveat.manchester_below")),)


def _of(cancer: Answers) -> tuple[int, int]:
    kind, age = str(cancer["cancer"]), whole(cancer, "age_at_diagnosis")
    if kind == "ovarian" and cancer["histology"] in _NO_POINTS:
        return 0, 0
    one, other = next(points for limit, points in _POINTS[kind] if age < limit)
    if kind == "ovarian" and cancer["histology"] == "high_grade_serous" and age < _YOUNG:
        one += 2
    if kind == "female_breast" and cancer["is_index"]:
        one += _pathology(cancer)
    return one, other


def _pathology(cancer: Answers) -> int:
    """Points for BRCA1 of the index case's tumour; triple negative in place of ER negative."""
    er, pr, her2 = cancer["er"], cancer["pr"], cancer["her2"]
    points = _GRADE[maybe(cancer, "grade")]
    if (er, pr, her2) == ("negative", "negative", "negative"):
        points += 4
    else:
        points += {"positive": -1, "negative": 1}.get(str(er), 0)
        points -= 6 * (her2 == "positive")
    return points - 2 * bool(cancer["is_dcis"]) - 2 * bool(cancer["is_lobular"])


SCORE: Final = Manchester()
