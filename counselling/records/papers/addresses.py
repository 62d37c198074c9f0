"""Where letters to a person go and how they greet her: the last word counts, an empty one is none.

An address stands under the family's key like a consent and goes where consents go: to whoever asks
what is kept about her, and out with her when she is erased.
"""

from collections.abc import Sequence

from counselling.pedigree.person import PersonId
from counselling.records.papers import consents
from counselling.records.papers.address_lines import fitting
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


def address_of(words: Sequence[Recorded], person: PersonId) -> tuple[str, ...]:
    """Return the lines that count now; () where none is known. words: the oldest first."""
    said = _last(words, person)
    return tuple(said.reason.splitlines()) if said is not None and said.is_given else ()


def salutation_of(words: Sequence[Recorded], person: PersonId) -> str:
    """Return the greeting that counts now, "" for the usual one. words: the oldest first."""
    said = _last(words, person)
    return said.alias if said is not None and said.is_given else ""


def _last(words: Sequence[Recorded], person: PersonId) -> Consent | None:
    said = [
        one.consent
        for one in words
        if one.consent.scope is Scope.ADDRESS and one.consent.person == person
    ]
    return said[-1] if said else None


def note_address(
    vault: Vault,
    family: FamilyId,
    person: PersonId,
    lines: Sequence[str] | None,
    *,
    salutation: str | None = None,
) -> tuple[str, ...]:
    """Write down where letters to a person go, and return its lines; () for nowhere any more.

    lines, salutation: None for what stays as it is kept; a salutation of "" is the usual greeting.
    What counts already is not written again. Raises VaultError("vault.address_long") for more than
    MOST_LINES lines or LONGEST_LINE letters in one; as `open_family`.
    """
    said = consents.recorded(vault, family)
    before = address_of(said, person), salutation_of(said, person)
    told = before[0] if lines is None else fitting(lines)
    greeted = before[1] if salutation is None else " ".join(salutation.split())
    if (told, greeted) != before:
        is_given, reason = bool(told or greeted), "\n".join(told)
        word = Consent(person, Scope.ADDRESS, is_given, reason=reason, alias=greeted)
        consents.record(vault, family, word)
    return told
