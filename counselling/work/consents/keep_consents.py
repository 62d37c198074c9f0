"""Use case: what people agreed to, written down and taken back; at the desk and without one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.log.families import FamilySummary
from counselling.records.papers import consents, handed
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.papers.handed import Handed
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.session.consent import Explained
from counselling.session.elements import level_of
from counselling.work.consents import consent_evidence
from counselling.work.consents.consent_evidence import Evidence
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was said in a family, the oldest first.

    people: id and name of who can be asked, all of the family ("") first. in_spite: who is in a
    project's export and does not agree to research any more.
    """

    people: tuple[tuple[PersonId, str], ...]
    words: tuple[Recorded, ...]
    in_spite: tuple[Handed, ...]

    def __repr__(self) -> str:
        return f"Ledger({len(self.words)})"  # never a name

    def of(self, person: PersonId) -> tuple[Recorded, ...]:
        """Return what concerns one person: her own words, and those of all of the family."""
        return tuple(one for one in self.words if one.consent.person in ("", person))


def ledger(vault: Vault, family: FamilyId) -> Ledger:
    """Return what was said in a family. Written down as a view. Raises as `open_family`."""
    known = families.open_family(vault, family).family
    words = consents.recorded(vault, family)
    people = ((one.id, one.name) for one in known.persons if not one.is_placeholder)
    return Ledger((("", known.name), *people), words, handed.in_spite(words))


def record(vault: Vault, family: FamilyId, consent: Consent) -> Ledger:
    """Write a consent down, or its withdrawal, and return what is true then.

    It counts at once: for the next export, the next letter. Raises as `open_family`,
    PedigreeError for somebody who is not of the family.
    """
    known = families.open_family(vault, family).family
    if consent.person:
        known.person(consent.person)
    consents.record(vault, family, replace(consent, level=level_of(consent.scope)))
    return ledger(vault, family)


class Consents:
    """The consents of the families of the open vault. Slow: none of it on the UI thread."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families that who is in can read. Written down. Raises VaultError."""
        return families.listing(self._door.vault)

    def ledger(self, family: FamilyId) -> Ledger:
        """Return what was said in a family. Raises as `ledger`."""
        return ledger(self._door.vault, family)

    def signed(self, family: FamilyId) -> tuple[Evidence, ...]:
        """Return what was signed in a family, each looked at. Raises as `signed`."""
        return consent_evidence.signed(self._door.vault, family)

    def record(
        self,
        family: FamilyId,
        person: PersonId,
        scope: str,
        *,
        is_given: bool,
        medium: str,
        given_by: str,
        explained: Explained,
    ) -> Ledger:
        """Write a consent down, or its withdrawal. scope: a value of Scope. Raises as `record`."""
        new = Consent(
            person,
            Scope(scope),
            is_given,
            given_by,
            medium,
            explained_by=explained.by,
            has_interpreter=explained.has_interpreter,
            interpreter=explained.interpreter,
        )
        return record(self._door.vault, family, new)


def record_by_command(entry: Entry, family: FamilyId, consent: Consent) -> Sequence[Handed]:
    """Write a consent down, or its withdrawal; return the exports that hold who does not agree.

    Raises as `open_vault`, `record`.
    """
    with entry.open() as vault:
        return record(vault, family, consent).in_spite


def listing(entry: Entry, family: FamilyId) -> Ledger:
    """Return what was said in a family. Raises as `open_vault`, `ledger`."""
    with entry.open() as vault:
        return ledger(vault, family)
