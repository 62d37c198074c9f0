"""Where letters to a person go: lines as she gave them, the last one counts, an empty one is none.

An address stands under the family's key like a consent and goes where consents go: to whoever asks
what is kept about her, and out with her when she is erased.
"""

from collections.abc import Sequence

from counselling.pedigree.person import PersonId
from counselling.records.papers import consents
from counselling.records.papers.address_lines import fitting as fitting
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


def address_of(words: Sequence[Recorded], person: PersonId) -> tuple[str, ...]:
    """Return the lines that count now; () where none is known. words: the oldest first."""
    said = [
        one.consent
        for one in words
        if one.consent.scope is Scope.ADDRESS and one.consent.person == person
    ]
    return tuple(said[-1].reason.splitlines()) if said and said[-1].is_given else ()


def note_address(
    vault: Vault, family: FamilyId, person: PersonId, lines: Sequence[str]
) -> tuple[str, ...]:
    """Write down where letters to a person go, and return its lines; () for nowhere any more.

    What counts already is not written again. Raises VaultError("vault.address_long") for more than
    MOST_LINES lines or LONGEST_LINE letters in one; as `open_family`.
    """
    told = fitting(lines)
    if told != address_of(consents.recorded(vault, family), person):
        word = Consent(person, Scope.ADDRESS, is_given=bool(told), reason="\n".join(told))
        consents.record(vault, family, word)
    return told
