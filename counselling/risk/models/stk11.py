"""STK11: breast cancer in Peutz-Jeghers syndrome."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

STK11: Final = Syndrome(
    ("STK11",),
    (Organ(BREAST, Sex.FEMALE),),
    marks=frozenset(),  # polyps and freckles mark it, which no model reads: only a test does
    assumptions=(
        N_("caveat.stk11_genes"),
        N_("caveat.syndrome_ages_of_the_nation"),
        N_("caveat.syndrome_without_interval"),
        N_("caveat.syndrome_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("genturis2020polyposis", "canrisk_faq"),
    fewest=2,
)


class Stk11Panel(SyndromePanel):
    """Breast cancer in Peutz-Jeghers syndrome by age."""


BREAST_MODEL: Final = Stk11Panel("consultand-stk11", STK11, BREAST, sexes=(Sex.FEMALE,))
