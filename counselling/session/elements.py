"""What the forms ask, element by element, and how much each form depends on an element.

Of data sharing: the 1+MG framework (must, should), as read by us; of a genetic test: what the Joint
Committee on Genomics in Medicine 2019 wants every record of the talk to hold. A clinic's data
protection officer confirms them.
"""

from collections.abc import Mapping
from typing import Final

from counselling.language.marks import N_

MUST: Final = "MUST"
SHOULD: Final = "SHOULD"
LEVELS: Final[Mapping[str, str]] = {
    "test": MUST,
    "test_understood": MUST,
    "test_asked": MUST,
    "test_stop": MUST,
    "test_relatives": MUST,
    "test_unexpected": MUST,
    "test_sample": MUST,
    "family_contact": SHOULD,
    "assent": MUST,
    "share_registry": SHOULD,
    "share_variant": SHOULD,
    "share_repository": MUST,
    "share_commercial": MUST,
    "share_abroad": MUST,
    "share_recontact": SHOULD,
    "share_recontact_results": SHOULD,
    "share_findings": SHOULD,
    "share_biobank": SHOULD,
    "share_ai": SHOULD,
}  # by scope, as the records name them

WORDS: Final[Mapping[str, str]] = {
    "care": N_("consents.scope_care"),
    "family_contact": N_("consents.scope_family_contact"),
    "storage": N_("consents.scope_storage"),
    "research": N_("consents.scope_research"),
    "recontact": N_("consents.scope_recontact"),
    "recording": N_("consents.scope_recording"),
    "video": N_("consents.scope_video"),
    "assent": N_("consents.scope_assent"),
    "test": N_("letters.consents.test"),
    "test_relatives": N_("letters.consents.test_relatives"),
    "test_unexpected": N_("letters.consents.test_unexpected"),
    "test_sample": N_("letters.consents.test_sample"),
    "share_registry": N_("consents.scope_share_registry"),
    "share_variant": N_("consents.scope_share_variant"),
    "share_repository": N_("consents.scope_share_repository"),
    "share_commercial": N_("consents.scope_share_commercial"),
    "share_abroad": N_("consents.scope_share_abroad"),
    "share_recontact": N_("consents.scope_share_recontact"),
    "share_recontact_results": N_("consents.scope_share_recontact_results"),
    "share_findings": N_("consents.scope_share_findings"),
    "share_biobank": N_("consents.scope_share_biobank"),
    "share_ai": N_("consents.scope_share_ai"),
}  # what can be agreed to and taken back, as it is called at the desk
STATEMENTS: Final[Mapping[str, str]] = {
    "test_understood": N_("letters.pretest.statements.understood"),
    "test_asked": N_("letters.pretest.statements.asked"),
    "test_stop": N_("letters.pretest.statements.stop"),
}  # what somebody states when she signs; nothing to be taken back


def level_of(scope: str) -> str:
    """Return how much a form depends on an element; "" for what no form asks."""
    return LEVELS.get(scope, "")


def called(scope: str) -> str:
    """Return the message id of what an element is called; of the clinic's own words too."""
    return WORDS.get(scope) or STATEMENTS.get(scope) or f"consents.scope_{scope}"
