"""MMRpredict, stage 1: chance of a mismatch-repair variant in somebody with colorectal cancer.

Source: Barnetson RA et al. 2006, N Engl J Med 354:2751. The odds stand here as recalled: nothing of
this score reaches a patient without that mark.
"""

from typing import Final

from counselling.language.marks import N_
from counselling.risk.model import Caveat, Citation
from counselling.risk.scores.score import (
    AnswerKind,
    Answers,
    Ask,
    ScoreAnswer,
    Unit,
    Value,
    whole,
)

_STATUS: Final = "recalled"
_BASELINE: Final = 1.39
_PER_YEAR: Final = 0.89
_OLDEST: Final = 54  # the study took in people under 55
_ODDS: Final = {
    "is_proximal": 4.45,
    "has_several_tumours": 9.53,
}
_RELATIVE: Final = {"none": 1.0, "under_50": 46.26, "from_50": 7.04}
_MALE: Final = 2.57
_ENDOMETRIAL: Final = 59.36


class MmrPredict:
    """The score; see the module."""

    name = "mmrpredict"
    version = "2006 stage 1; ours 1"
    citations = (Citation("Barnetson RA et al. 2006, N Engl J Med 354:2751", _STATUS),)
    asks = (
        Ask("sex", AnswerKind.CHOICE, choices=("female", "male")),
        Ask("age_at_diagnosis", AnswerKind.WHOLE, 15, _OLDEST, "years"),
        Ask("is_proximal", AnswerKind.YES_NO),
        Ask("has_several_tumours", AnswerKind.YES_NO),
        Ask("youngest_fdr_colorectal", AnswerKind.CHOICE, choices=tuple(_RELATIVE)),
        Ask("has_fdr_endometrial", AnswerKind.YES_NO),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Chance of a variant in MLH1, MSH2 or MSH6."""
        odds = _BASELINE * _PER_YEAR ** whole(answers, "age_at_diagnosis")
        odds *= _MALE if answers["sex"] == "male" else 1.0
        odds *= _RELATIVE[str(answers["youngest_fdr_colorectal"])]
        odds *= _ENDOMETRIAL if answers["has_fdr_endometrial"] else 1.0
        for name, factor in _ODDS.items():
            odds *= factor if answers[name] else 1.0
        return ScoreAnswer(
            values=(Value("any_probability", odds / (1 + odds), Unit.PROBABILITY, _STATUS),),
            caveats=(
                Caveat(N_("caveat.score_recalled")),
                Caveat(N_("caveat.score_no_interval")),
            ),
        )


SCORE: Final = MmrPredict()
