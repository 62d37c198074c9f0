"""What HL7's words for relatives (v3-RoleCode) mean in a pedigree.

Source: terminology.hl7.org, CodeSystem v3-RoleCode, the family members.
"""

from collections.abc import Mapping
from typing import Final

from counselling.pedigree.terms import ParentKind, Sex, Zygosity

SELF: Final = "ONESELF"
ANYBODY: Final = "FAMMEMB"

# key of kinship.relation -> role
OF_RELATION: Final[Mapping[str, str]] = {
    "mother": "NMTH", "father": "NFTH",
    "daughter": "DAU", "son": "SON", "child": "NCHILD",
    "sister": "NSIS", "brother": "NBRO", "sibling": "NSIB",
    "half_sister": "HSIS", "half_brother": "HBRO", "half_sibling": "HSIB",
    "maternal_grandmother": "MGRMTH", "maternal_grandfather": "MGRFTH",
    "maternal_grandparent": "MGRPRN",
    "paternal_grandmother": "PGRMTH", "paternal_grandfather": "PGRFTH",
    "paternal_grandparent": "PGRPRN",
    "maternal_aunt": "MAUNT", "maternal_uncle": "MUNCLE",
    "paternal_aunt": "PAUNT", "paternal_uncle": "PUNCLE",
    "maternal_cousin": "MCOUSN", "paternal_cousin": "PCOUSN",
    "maternal_female_cousin": "MCOUSN", "maternal_male_cousin": "MCOUSN",
    "paternal_female_cousin": "PCOUSN", "paternal_male_cousin": "PCOUSN",
    "granddaughter": "GRNDDAU", "grandson": "GRNDSON", "grandchild": "GRNDCHILD",
    "niece": "NIECE", "nephew": "NEPHEW", "siblings_child": "NIENEPH",
}  # fmt: skip

PARENT_ROLES: Final[Mapping[ParentKind, str]] = {
    ParentKind.MOTHER: "NMTH",
    ParentKind.FATHER: "NFTH",
    ParentKind.OVUM_DONOR: "PRN",
    ParentKind.SPERM_DONOR: "PRN",
    ParentKind.MITOCHONDRIAL_DONOR: "PRN",
    ParentKind.GESTATIONAL_CARRIER: "GESTM",
    ParentKind.ADOPTIVE: "ADOPTP",
    ParentKind.FOSTER: "PRNFOST",
    ParentKind.STEP: "STPPRN",
    ParentKind.SOCIAL: "PRN",
}
TWIN_ROLES: Final[Mapping[Zygosity, str]] = {
    Zygosity.MONOZYGOTIC: "ITWIN",
    Zygosity.DIZYGOTIC: "FTWIN",
    Zygosity.UNKNOWN: "TWIN",
}
ZYGOSITIES: Final[Mapping[str, Zygosity]] = {
    **{code: zygosity for zygosity, code in TWIN_ROLES.items()},
    "ITWINBRO": Zygosity.MONOZYGOTIC,
    "ITWINSIS": Zygosity.MONOZYGOTIC,
    "FTWINBRO": Zygosity.DIZYGOTIC,
    "FTWINSIS": Zygosity.DIZYGOTIC,
    "TWINBRO": Zygosity.UNKNOWN,
    "TWINSIS": Zygosity.UNKNOWN,
}

_KINDS: Final[Mapping[ParentKind, tuple[str, ...]]] = {
    ParentKind.MOTHER: ("MTH", "NMTH", "NMTHF"),
    ParentKind.FATHER: ("FTH", "NFTH", "NFTHF"),
    ParentKind.GESTATIONAL_CARRIER: ("GESTM",),
    ParentKind.ADOPTIVE: ("ADOPTP", "ADOPTM", "ADOPTF"),
    ParentKind.FOSTER: ("PRNFOST", "MTHFOST", "FTHFOST"),
    ParentKind.STEP: ("STPPRN", "STPMTH", "STPFTH"),
}
KINDS: Final[Mapping[str, ParentKind]] = {
    code: kind for kind, codes in _KINDS.items() for code in codes
}
_SEXES: Final[Mapping[Sex, tuple[str, ...]]] = {
    Sex.FEMALE: (
        "MTH", "NMTH", "DAU", "NDAU", "DAUC", "SIS", "NSIS", "HSIS", "MGRMTH", "PGRMTH", "GRMTH",
        "AUNT", "MAUNT", "PAUNT", "NIECE", "WIFE", "GRNDDAU", "STPMTH", "GESTM",
        "ITWINSIS", "FTWINSIS", "TWINSIS",
    ),
    Sex.MALE: (
        "FTH", "NFTH", "SON", "NSON", "SONC", "BRO", "NBRO", "HBRO", "MGRFTH", "PGRFTH", "GRFTH",
        "UNCLE", "MUNCLE", "PUNCLE", "NEPHEW", "HUSB", "GRNDSON", "STPFTH",
        "ITWINBRO", "FTWINBRO", "TWINBRO",
    ),
}  # fmt: skip
SEX: Final[Mapping[str, Sex]] = {code: sex for sex, codes in _SEXES.items() for code in codes}

# role -> steps from the patient: m and f go up to the mother and the father, p to either
UP: Final[Mapping[str, str]] = {
    "MTH": "m", "NMTH": "m", "FTH": "f", "NFTH": "f",
    "MGRMTH": "mm", "MGRFTH": "mf", "PGRMTH": "fm", "PGRFTH": "ff",
}  # fmt: skip
# role -> whose children they are: both parents of the person at this place
BESIDE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("SIS", "NSIS", "BRO", "NBRO", "SIB", "NSIB"), ""),
    **dict.fromkeys(ZYGOSITIES, ""),
    **dict.fromkeys(("MAUNT", "MUNCLE"), "m"),
    **dict.fromkeys(("PAUNT", "PUNCLE"), "f"),
}
CHILDREN: Final = frozenset({"DAU", "NDAU", "DAUC", "SON", "NSON", "SONC", "CHILD", "NCHILD"})
PARTNERS: Final = frozenset({"SPS", "HUSB", "WIFE", "SIGOTHR", "DOMPART", "FMRSPS"})
