"""GA4GH's kinship terms (KIN) and how they stand for our kinds of parents and pairs.

Codes: kin.owl of ga4gh/pedigree_family_history_terminology, commit 71616ea (2024-09-16). Labels
differ between its versions ("isBiologicalParent", "...Of"); codes decide, labels are only written.
"""

from collections.abc import Mapping
from typing import Final

from counselling.pedigree.terms import ParentKind, Sex, Zygosity

SYSTEM: Final = "http://purl.org/ga4gh/kin.owl"
BIOLOGICAL_PARENT: Final = "KIN:003"
PARTNER: Final = "KIN:026"
CONSANGUINEOUS: Final = "KIN:030"
SURROGATE_OVUM_DONOR: Final = "KIN:006"

PARENTS: Final[Mapping[ParentKind, str]] = {
    ParentKind.MOTHER: "KIN:027",
    ParentKind.FATHER: "KIN:028",
    ParentKind.OVUM_DONOR: "KIN:038",
    ParentKind.SPERM_DONOR: "KIN:004",
    ParentKind.GESTATIONAL_CARRIER: "KIN:005",
    ParentKind.ADOPTIVE: "KIN:022",
    ParentKind.FOSTER: "KIN:021",
    ParentKind.STEP: "KIN:023",
    ParentKind.SOCIAL: "KIN:020",
    ParentKind.MITOCHONDRIAL_DONOR: "KIN:029",
}
KINDS: Final[Mapping[str, ParentKind]] = {code: kind for kind, code in PARENTS.items()}
TWINS: Final[Mapping[Zygosity, str]] = {
    Zygosity.UNKNOWN: "KIN:009",
    Zygosity.MONOZYGOTIC: "KIN:010",
    Zygosity.DIZYGOTIC: "KIN:011",
}
ZYGOSITIES: Final[Mapping[str, Zygosity]] = {code: twins for twins, code in TWINS.items()}
LABELS: Final[Mapping[str, str]] = {
    "KIN:004": "isSpermDonorOf",
    "KIN:005": "isGestationalCarrierOf",
    "KIN:009": "isMultipleBirthSiblingOf",
    "KIN:010": "isMonozygoticMultipleBirthSiblingOf",
    "KIN:011": "isPolyzygoticMultipleBirthSiblingOf",
    "KIN:020": "isParentFigureOf",
    "KIN:021": "isFosterParentOf",
    "KIN:022": "isAdoptiveParentOf",
    "KIN:023": "isStepParentOf",
    "KIN:026": "isPartnerOf",
    "KIN:027": "isBiologicalMotherOf",
    "KIN:028": "isBiologicalFatherOf",
    "KIN:029": "isMitochondrialDonorOf",
    "KIN:030": "isConsanguineousPartnerOf",
    "KIN:038": "isOvumDonorOf",
}


def parent_kind(code: str, sex: Sex, *, has_mother: bool = False) -> ParentKind | None:
    """Return how somebody of a sex is a parent by a code; None when the code means none.

    Of a parent without more said the sex decides; without a sex the place that is still free.
    """
    if code == SURROGATE_OVUM_DONOR:
        return ParentKind.OVUM_DONOR
    if code != BIOLOGICAL_PARENT:
        return KINDS.get(code)
    if sex is Sex.UNKNOWN:
        return ParentKind.FATHER if has_mother else ParentKind.MOTHER
    return ParentKind.FATHER if sex is Sex.MALE else ParentKind.MOTHER
