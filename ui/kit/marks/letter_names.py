"""What a kept letter is called at the desk, by its kind."""

from collections.abc import Mapping
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

_KINDS: Final[Mapping[str, str]] = {
    "pretest_consent_letter": N_("letters.kind_pretest_consent"),
    "session_consent_letter": N_("letters.kind_session_consent"),
    "summary_letter": N_("letters.kind_summary"),
    "referrer_letter": N_("letters.kind_referrer"),
    "relative_letter": N_("letters.kind_relative"),
    "invitation_letter": N_("letters.kind_invitation"),
    "data_sharing_letter": N_("letters.kind_data_sharing"),
    "tumour_board_letter": N_("letters.kind_tumour_board"),
    "sample_kit_letter": N_("letters.kind_sample_kit"),
    "handed_over": N_("letters.kind_handed_over"),
}
_OTHER: Final = N_("letters.kind_other")  # made by a version of the program that knows more


def letter_name(kind: str, words: Catalogue) -> str:
    """Name a letter by the kind under which the vault keeps it."""
    return words.say(_KINDS.get(kind, _OTHER))
