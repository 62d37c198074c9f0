"""What people agree to, by name, and which of it a form asks of whom."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """What for."""

    CARE = "care"
    FAMILY_CONTACT = "family_contact"  # relatives may be written to
    STORAGE = "storage"
    RESEARCH = "research"
    RECONTACT = "recontact"
    RECORDING = "recording"
    VIDEO = "video"  # talks by video
    ASSENT = "assent"  # a child's own yes beside the consent of whoever stands for it
    TEST = "test"  # one genetic test, as the form of that name tells it
    TEST_RELATIVES = "test_relatives"  # its result may help relatives
    TEST_UNEXPECTED = "test_unexpected"  # findings that nobody looked for are told
    TEST_SAMPLE = "test_sample"  # what is left of the sample is kept
    TEST_UNDERSTOOD = "test_understood"
    TEST_ASKED = "test_asked"
    TEST_STOP = "test_stop"
    SHARE_REGISTRY = "share_registry"
    SHARE_VARIANT = "share_variant"
    SHARE_REPOSITORY = "share_repository"
    SHARE_COMMERCIAL = "share_commercial"
    SHARE_ABROAD = "share_abroad"
    SHARE_RECONTACT = "share_recontact"  # asked about studies
    SHARE_RECONTACT_RESULTS = "share_recontact_results"  # told of new results
    SHARE_FINDINGS = "share_findings"
    SHARE_BIOBANK = "share_biobank"
    SHARE_AI = "share_ai"
    USE = "use"  # withdrawn: the records are restricted (GDPR, article 18)
    KEEPING = "keeping"  # the clinic's own word: kept longer than its rule says
    HANDED = "handed"  # the clinic's own word: written for a research project
    ADDRESS = "address"  # the clinic's own word: where letters go
    TASK = "task"  # the clinic's own word: a reminder is done


ASKED: Final = (
    Scope.CARE,
    Scope.FAMILY_CONTACT,
    Scope.STORAGE,
    Scope.RESEARCH,
    Scope.RECONTACT,
    Scope.RECORDING,
)  # of people in care
SHARED: Final[Mapping[str, Scope]] = {
    scope.value.removeprefix("share_"): scope for scope in Scope if scope.startswith("share_")
}  # of people, by the use that their data are put to
TESTED: Final = tuple(scope for scope in Scope if scope.startswith("test"))
HERS: Final = (*ASKED, Scope.VIDEO, Scope.ASSENT, *TESTED, *SHARED.values())  # else the clinic's
