"""Nine genes of ovarian cancer jointly, BRIP1 among them, and a woman's ovarian risk."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex
from counselling.risk.breast_findings import SOURCES as BREAST_SOURCES
from counselling.risk.organs import COLORECTAL, ENDOMETRIUM
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

GENES: Final = (
    "BRCA1", "BRCA2", "PALB2", "RAD51C", "RAD51D", "BRIP1", "MLH1", "MSH2", "MSH6",
)  # fmt: skip
_BOTH: Final = (Sex.FEMALE, Sex.MALE)
OVARIAN: Final = Syndrome(
    GENES,
    (
        Organ(BREAST, Sex.FEMALE),
        Organ(BREAST, Sex.MALE),
        Organ(OVARY, Sex.FEMALE),
        Organ(PROSTATE, Sex.MALE),
        Organ(ENDOMETRIUM, Sex.FEMALE),
        *(Organ(cancer, sex) for cancer in (PANCREAS, COLORECTAL) for sex in _BOTH),
    ),
    marks=frozenset({OVARY, BREAST}),
    assumptions=(
        N_("caveat.ovarian_genes"),
        N_("caveat.relative_and_absolute"),
        N_("caveat.nothing_beside"),
        N_("caveat.ovarian_brip1"),
        N_("caveat.ovarian_tests"),
    ),
    sources=(
        "kuchenbaecker2017", "antoniou2014", "yang2020", "yang2020jnci", "li2022", "antoniou2003",
        "hu2021", "win2017", "canrisk_settings", "lee2022", "canrisk_faq", *BREAST_SOURCES,
    ),
    reads_findings=True,
)  # fmt: skip


class OvarianPanel(SyndromePanel):
    """Carrier probabilities in a pared space of nine genes, and a woman's ovarian risk."""

    version = "2026.2"


OVARY_MODEL: Final = OvarianPanel("consultand-ovary", OVARIAN, OVARY, sexes=(Sex.FEMALE,))
