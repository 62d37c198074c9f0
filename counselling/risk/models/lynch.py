"""MLH1, MSH2, MSH6 and PMS2 jointly: the cancers of Lynch syndrome, one model a cancer."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import OVARY, PANCREAS, Sex
from counselling.risk.organs import (
    BILIARY,
    BLADDER,
    BRAIN,
    COLORECTAL,
    ENDOMETRIUM,
    SMALL_BOWEL,
    STOMACH,
)
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

GENES: Final = ("MLH1", "MSH2", "MSH6", "PMS2")
_BOTH: Final = (Sex.FEMALE, Sex.MALE)
ORGANS: Final = (
    *(Organ(COLORECTAL, sex) for sex in _BOTH),
    Organ(ENDOMETRIUM, Sex.FEMALE),
    Organ(OVARY, Sex.FEMALE),
    *(Organ(STOMACH, sex) for sex in _BOTH),
    *(Organ(SMALL_BOWEL, sex) for sex in _BOTH),
    *(Organ(BILIARY, sex) for sex in _BOTH),
    *(Organ(PANCREAS, sex) for sex in _BOTH),
    *(Organ(BRAIN, sex) for sex in _BOTH),
    *(Organ(BLADDER, sex) for sex in _BOTH),
)
LYNCH: Final = Syndrome(
    GENES,
    ORGANS,
    marks=frozenset({COLORECTAL, ENDOMETRIUM, STOMACH, SMALL_BOWEL, BILIARY}),
    assumptions=(
        N_("caveat.lynch_genes"),
        N_("caveat.lynch_under_surveillance"),
        N_("caveat.lynch_ages_of_the_nation"),
        N_("caveat.lynch_without_interval"),
        N_("caveat.lynch_tumour_unused"),
        N_("caveat.lynch_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("win2017", "canrisk_faq"),
    is_usual=True,
    also=(("EPCAM", "MSH2"),),  # a deletion at EPCAM's end silences MSH2
)


class LynchPanel(SyndromePanel):
    """Carrier probabilities in a pared space of four genes, and one cancer's risk by age."""


COLORECTAL_MODEL: Final = LynchPanel("consultand-lynch", LYNCH, COLORECTAL, sexes=_BOTH)
ENDOMETRIUM_MODEL: Final = LynchPanel(
    "consultand-lynch-endometrium", LYNCH, ENDOMETRIUM, sexes=(Sex.FEMALE,)
)
OVARY_MODEL: Final = LynchPanel("consultand-lynch-ovary", LYNCH, OVARY, sexes=(Sex.FEMALE,))
STOMACH_MODEL: Final = LynchPanel("consultand-lynch-stomach", LYNCH, STOMACH, sexes=_BOTH)
