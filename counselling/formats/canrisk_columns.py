"""What stands in which column of a CanRisk file, and the limits of the service that receives it."""

from collections.abc import Mapping
from typing import Final

from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE

FIXED_COLUMNS: Final = 17  # FamID to Ashkn; then the genes, then the pathology

CANCERS: Final = (
    ("BC1", BREAST),
    ("BC2", BREAST),
    ("OC", OVARY),
    ("PRO", PROSTATE),
    ("PAN", PANCREAS),
)
MARKERS: Final = ("ER", "PR", "HER2", "CK14", "CK56")

_V1: Final = ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "RAD51D", "RAD51C", "BRIP1")
_V2: Final = ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "BARD1", "RAD51D", "RAD51C", "BRIP1")
GENES: Final[Mapping[int, tuple[str, ...]]] = {1: _V1, 2: _V2, 3: _V2, 4: (*_V2, "HOXB13")}

HOXB13_POSITIVE: Final = ("HET", "HOM")

LATEST: Final = 4
_PERSON: Final = (
    "FamID",
    "Name",
    "Target",
    "IndivID",
    "FathID",
    "MothID",
    "Sex",
    "MZtwin",
    "Dead",
    "Age",
    "Yob",
    *(column for column, _ in CANCERS),
    "Ashkn",
)

# Limits that the service states in its settings (bws settings.py, read 2026-11).
MAX_PEOPLE: Final = 275
MAX_FAMILY_ID: Final = 13
MAX_PERSON_ID: Final = 7
MAX_NAME: Final = 8
TWIN_CODES: Final = "123456789A"
MAX_AGE_YEARS: Final = 125
FIRST_BIRTH_YEAR: Final = 1850


def header(version: int) -> tuple[str, ...]:
    """Names of all columns of a version."""
    return (*_PERSON, *GENES[version], ":".join(MARKERS))
