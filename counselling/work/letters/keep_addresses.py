"""Use case: where letters to a person go, kept in the vault."""

from collections.abc import Sequence

from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import addresses, consents
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.vault.keep_vault import Entry


def address(vault: Vault, family: FamilyId, person: PersonId) -> tuple[str, ...]:
    """Return the lines of a person's address; () where none is known.

    Raises as `open_family`, PedigreeError for somebody who is not of the family.
    """
    families.open_family(vault, family).family.person(person)
    return addresses.address_of(consents.recorded(vault, family), person)


def keep_address(
    vault: Vault, family: FamilyId, person: PersonId, lines: Sequence[str]
) -> tuple[str, ...]:
    """Write down where letters to a person go; no lines: nowhere any more.

    Raises as `address`, VaultError("vault.address_long").
    """
    families.open_family(vault, family).family.person(person)
    return addresses.note_address(vault, family, person, lines)


def address_by_command(
    entry: Entry, family: FamilyId, person: PersonId, lines: Sequence[str] | None
) -> tuple[str, ...]:
    """Return a person's address. lines: as it is from now on; None: it stays.

    Raises as `open_vault`, `keep_address`.
    """
    with entry.open() as vault:
        if lines is None:
            return address(vault, family, person)
        return keep_address(vault, family, person, lines)
