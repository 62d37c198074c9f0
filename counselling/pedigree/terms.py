"""The field's standard terms as closed lists; docs/glossary.md defines each."""

from enum import StrEnum
from typing import Final


class Sex(StrEnum):
    """Sex for inheritance (which gametes, which incidence); never chooses a symbol by itself."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Gender(StrEnum):
    """Gender for symbols and words: square, circle, diamond (NSGC 2022)."""

    MAN = "man"
    WOMAN = "woman"
    NON_BINARY = "non_binary"
    UNKNOWN = "unknown"


class SexAssigned(StrEnum):
    """Sex written down at birth: told beside the symbol where it matters (P4)."""

    FEMALE = "female"  # AFAB
    MALE = "male"  # AMAB
    NONE = "none"  # UAAB: unassigned


class ParentKind(StrEnum):
    """How a parent is one, with GA4GH's KIN code. The first four pass nuclear genes on."""

    MOTHER = "mother"  # KIN:027, gave the egg
    FATHER = "father"  # KIN:028, gave the sperm
    OVUM_DONOR = "ovum_donor"  # KIN:038
    SPERM_DONOR = "sperm_donor"  # KIN:004
    GESTATIONAL_CARRIER = "gestational_carrier"  # KIN:005
    ADOPTIVE = "adoptive"  # KIN:022
    FOSTER = "foster"  # KIN:021
    STEP = "step"  # KIN:023
    SOCIAL = "social"  # KIN:020, brings the child up: the second mother, the partner of a donee
    MITOCHONDRIAL_DONOR = "mitochondrial_donor"  # KIN:029; gives no nuclear genes

    @property
    def is_genetic(self) -> bool:
        """Whether genes come by this parent."""
        return self in _EGG or self in _SPERM

    @property
    def is_donor(self) -> bool:
        """Whether the parent only gave egg, sperm or mitochondria."""
        return self in _DONORS

    @property
    def gives_egg(self) -> bool:
        """Whether the egg, and with it an X chromosome, comes from this parent."""
        return self in _EGG


_EGG: Final = frozenset({ParentKind.MOTHER, ParentKind.OVUM_DONOR})
_SPERM: Final = frozenset({ParentKind.FATHER, ParentKind.SPERM_DONOR})
_DONORS: Final = frozenset(
    {ParentKind.OVUM_DONOR, ParentKind.SPERM_DONOR, ParentKind.MITOCHONDRIAL_DONOR}
)


class PartnershipStatus(StrEnum):
    """How two partners stand to each other."""

    TOGETHER = "together"
    SEPARATED = "separated"
    DIVORCED = "divorced"


class Childlessness(StrEnum):
    """Why a couple or a person has no children, where that matters."""

    BY_CHOICE = "by_choice"
    INFERTILE = "infertile"
    UNKNOWN = "unknown"


class Adoption(StrEnum):
    """Which way somebody was adopted, where the other parents are not in the pedigree."""

    IN = "in"
    OUT = "out"


class Contact(StrEnum):
    """Whether somebody can be asked or told."""

    NO_CONTACT = "no_contact"
    NOT_INFORMED = "not_informed"


class Zygosity(StrEnum):
    """Of twins and higher multiples."""

    MONOZYGOTIC = "monozygotic"
    DIZYGOTIC = "dizygotic"
    UNKNOWN = "unknown"


class Laterality(StrEnum):
    """Side of a paired organ."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class TestMethod(StrEnum):
    """What a gene test looked at."""

    SEARCH = "search"  # the whole gene was searched
    DIRECT = "direct"  # only the variant known in the family
    UNKNOWN = "unknown"


class TestResult(StrEnum):
    """What a gene test found."""

    POSITIVE = "positive"  # a pathogenic or likely pathogenic variant
    NEGATIVE = "negative"
    UNCERTAIN = "uncertain"  # a variant of uncertain significance


class Source(StrEnum):
    """Where a fact was read or heard; clinics mark it by a letter after the fact."""

    FAMILY = "family"  # told, by the person or a relative
    NOTES = "notes"  # medical notes or a doctor's letter
    HISTOLOGY = "histology"  # the pathologist's report
    DEATH_CERTIFICATE = "death_certificate"
    REGISTRY = "registry"  # a cancer registry


class MarkerStatus(StrEnum):
    """Result of one tumour marker."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class PregnancyOutcome(StrEnum):
    """A pregnancy that is not (yet) a born child."""

    ONGOING = "ongoing"
    STILLBIRTH = "stillbirth"
    SPONTANEOUS_ABORTION = "spontaneous_abortion"
    TERMINATION = "termination"
    ECTOPIC = "ectopic"


LOSSES: Final = frozenset(
    {
        PregnancyOutcome.SPONTANEOUS_ABORTION,
        PregnancyOutcome.TERMINATION,
        PregnancyOutcome.ECTOPIC,
    }
)

# Conditions with a meaning for risk models. Any other text is a condition too: it is drawn and
# written, and no model reads it.
BREAST: Final = "breast"
OVARY: Final = "ovary"
PROSTATE: Final = "prostate"
PANCREAS: Final = "pancreas"
HAEMOPHILIA_B: Final = "haemophilia_b"
AFFECTED: Final = "affected"  # a file said "affected" and nothing more

KNOWN_CONDITIONS: Final = (BREAST, OVARY, PROSTATE, PANCREAS, HAEMOPHILIA_B, AFFECTED)
CONGENITAL: Final = frozenset({HAEMOPHILIA_B})  # there from birth: no age to ask for

ASHKENAZI: Final = "ashkenazi"
