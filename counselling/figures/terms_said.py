"""What the terms of a pedigree are called: a message each."""

from collections.abc import Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.terms import (
    ASHKENAZI,
    Childlessness,
    Contact,
    Gender,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    TestResult,
    Zygosity,
)

UNKNOWN: Final = N_("canvas.key_u")

SEXES: Final[Mapping[Sex, str]] = {
    Sex.MALE: N_("canvas.key_m"),
    Sex.FEMALE: N_("canvas.key_f"),
    Sex.UNKNOWN: UNKNOWN,
}
GENDERS: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: N_("person.woman"),
    Gender.MAN: N_("person.man"),
    Gender.NON_BINARY: N_("person.non_binary"),
    Gender.UNKNOWN: N_("person.gender_unknown"),
}
RESULTS: Final[Mapping[TestResult, str]] = {
    TestResult.POSITIVE: N_("canvas.key_positive"),
    TestResult.NEGATIVE: N_("canvas.key_negative"),
    TestResult.UNCERTAIN: N_("canvas.key_uncertain"),
}
ZYGOSITIES: Final[Mapping[Zygosity, str]] = {
    Zygosity.MONOZYGOTIC: N_("canvas.key_identical"),
    Zygosity.DIZYGOTIC: N_("canvas.key_fraternal"),
    Zygosity.UNKNOWN: UNKNOWN,
}
LOSSES: Final[Mapping[PregnancyOutcome, str]] = {
    PregnancyOutcome.SPONTANEOUS_ABORTION: N_("canvas.key_miscarriage"),
    PregnancyOutcome.TERMINATION: N_("canvas.key_termination"),
    PregnancyOutcome.STILLBIRTH: N_("canvas.key_stillbirth"),
    PregnancyOutcome.ECTOPIC: N_("canvas.key_ectopic"),
    PregnancyOutcome.ONGOING: N_("canvas.key_pregnant"),
}
COUPLES: Final[Mapping[PartnershipStatus, str]] = {
    PartnershipStatus.TOGETHER: N_("pedigree.together"),
    PartnershipStatus.SEPARATED: N_("pedigree.separated"),
    PartnershipStatus.DIVORCED: N_("pedigree.divorced"),
}
CHILDLESS: Final[Mapping[Childlessness, str]] = {
    Childlessness.INFERTILE: N_("canvas.key_infertile"),
    Childlessness.BY_CHOICE: N_("canvas.key_by_choice"),
    Childlessness.UNKNOWN: N_("canvas.key_childless"),
}
CONTACTS: Final[Mapping[Contact, str]] = {
    Contact.NO_CONTACT: N_("pedigree.no_contact"),
    Contact.NOT_INFORMED: N_("pedigree.not_informed"),
}
OPERATIONS: Final[Mapping[str, str]] = {
    "salpingo_oophorectomy": N_("operation.salpingo_oophorectomy"),
    "mastectomy": N_("operation.mastectomy"),
    "hysterectomy": N_("operation.hysterectomy"),
    "colectomy": N_("operation.colectomy"),
}
ANCESTRIES: Final[Mapping[str, str]] = {ASHKENAZI: N_("ancestry.ashkenazi")}
