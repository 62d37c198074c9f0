"""PTEN: the cancers of the PTEN hamartoma tumour syndrome."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk.organs import COLORECTAL, ENDOMETRIUM, KIDNEY, THYROID
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

_BOTH: Final = (Sex.FEMALE, Sex.MALE)
PTEN: Final = Syndrome(
    ("PTEN",),
    (
        Organ(BREAST, Sex.FEMALE),
        Organ(ENDOMETRIUM, Sex.FEMALE),
        *(Organ(cancer, sex) for cancer in (THYROID, KIDNEY, COLORECTAL) for sex in _BOTH),
    ),
    marks=frozenset({THYROID}),
    assumptions=(
        N_("caveat.pten_genes"),
        N_("caveat.pten_range"),
        N_("caveat.syndrome_ages_of_the_nation"),
        N_("caveat.syndrome_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("genturis2020polyposis", "canrisk_faq"),
    fewest=2,
)


class PtenPanel(SyndromePanel):
    """One cancer of the PTEN hamartoma tumour syndrome by age."""


BREAST_MODEL: Final = PtenPanel("consultand-pten", PTEN, BREAST, sexes=(Sex.FEMALE,))
THYROID_MODEL: Final = PtenPanel("consultand-pten-thyroid", PTEN, THYROID, sexes=_BOTH)
