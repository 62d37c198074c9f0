"""CDH1: hereditary diffuse gastric cancer and breast cancer."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk.organs import STOMACH
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

_BOTH: Final = (Sex.FEMALE, Sex.MALE)
CDH1: Final = Syndrome(
    ("CDH1",),
    (*(Organ(STOMACH, sex) for sex in _BOTH), Organ(BREAST, Sex.FEMALE)),
    marks=frozenset({STOMACH}),
    assumptions=(
        N_("caveat.cdh1_genes"),
        N_("caveat.cdh1_ages"),
        N_("caveat.syndrome_without_interval"),
        N_("caveat.syndrome_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("hu2021", "canrisk_faq"),
    fewest=2,
)


class Cdh1Panel(SyndromePanel):
    """One cancer of hereditary diffuse gastric cancer by age."""


STOMACH_MODEL: Final = Cdh1Panel("consultand-cdh1", CDH1, STOMACH, sexes=_BOTH)
BREAST_MODEL: Final = Cdh1Panel("consultand-cdh1-breast", CDH1, BREAST, sexes=(Sex.FEMALE,))
