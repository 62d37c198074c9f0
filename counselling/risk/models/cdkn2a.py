"""CDKN2A: melanoma and pancreatic cancer."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import PANCREAS, Sex
from counselling.risk.organs import MELANOMA
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

_BOTH: Final = (Sex.FEMALE, Sex.MALE)
CDKN2A: Final = Syndrome(
    ("CDKN2A",),
    tuple(Organ(cancer, sex) for cancer in (MELANOMA, PANCREAS) for sex in _BOTH),
    marks=frozenset({MELANOMA}),
    assumptions=(
        N_("caveat.cdkn2a_genes"),
        N_("caveat.cdkn2a_frequency"),
        N_("caveat.syndrome_ages_of_the_nation"),
        N_("caveat.syndrome_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("berwick2006", "canrisk_faq"),
    fewest=2,
)


class Cdkn2aPanel(SyndromePanel):
    """Melanoma in carriers of CDKN2A by age."""


MELANOMA_MODEL: Final = Cdkn2aPanel("consultand-cdkn2a", CDKN2A, MELANOMA, sexes=_BOTH)
