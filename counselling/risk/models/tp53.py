"""TP53: breast cancer and sarcomas of Li-Fraumeni syndrome, new variants included."""

from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk.de_novo import de_novo
from counselling.risk.organs import BONE, BRAIN, SARCOMA
from counselling.risk.store import Organ
from counselling.risk.syndrome import Syndrome, SyndromePanel

_BOTH: Final = (Sex.FEMALE, Sex.MALE)
TP53: Final = Syndrome(
    ("TP53",),
    (Organ(BREAST, Sex.FEMALE), *(Organ(c, sex) for c in (SARCOMA, BONE, BRAIN) for sex in _BOTH)),
    marks=frozenset({SARCOMA, BONE, BRAIN}),
    assumptions=(
        N_("caveat.tp53_genes"),
        N_("caveat.syndrome_ages_of_the_nation"),
        N_("caveat.tp53_new"),
        N_("caveat.syndrome_without_interval"),
        N_("caveat.syndrome_tests"),
        N_("caveat.nothing_beside"),
    ),
    sources=("deandrade2024", "gonzalez2009", "canrisk_faq"),
    de_novo=de_novo("TP53"),
    fewest=2,
)


class Tp53Panel(SyndromePanel):
    """One cancer of Li-Fraumeni syndrome by age."""


BREAST_MODEL: Final = Tp53Panel("consultand-tp53", TP53, BREAST, sexes=(Sex.FEMALE,))
SARCOMA_MODEL: Final = Tp53Panel("consultand-tp53-sarcoma", TP53, SARCOMA, sexes=_BOTH)
