"""Use case: families that go to a colleague's vault and come back, by a sealed file; a vault taken
in whole. What is done to an open vault, whoever opened it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counselling.errors import VaultError
from counselling.files import told_by_the_disk
from counselling.pedigree.writer import Writer
from counselling.records.exchange import family_file, merging
from counselling.records.exchange.merging import Merged
from counselling.records.folder.copying import Watch, quietly
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.trial import Trial
from counselling.records.vault.vault import Vault
from counselling.work.sharing import sealing_key
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class FoundFamily:
    """What a family file would bring, as everything would stand afterwards.

    is_here: the family is in this vault already. entries: how many are not here. changed,
    changed_by: its last entry, by whom as she wrote it; writer: by the key that signed.
    differences: how many would wait to be settled.
    """

    id: FamilyId
    name: str
    people: int
    entries: int
    changed: datetime
    changed_by: str
    writer: Writer
    is_here: bool = False
    differences: int = 0


def write_file(vault: Vault, family: FamilyId, path: Path, *, to: str) -> int:
    """Write a family for the holder of a key; return its entries.

    to: the key as it was typed. Raises VaultError("vault.key_mistyped", "vault.own_key"), as
    `family_file.write`.
    """
    return family_file.write(vault, family, path, to=recipient(vault, to))


def recipient(vault: Vault, typed: str) -> str:
    """Return the key of somebody else. Raises VaultError("vault.key_mistyped", "vault.own_key")."""
    key = sealing_key.demand(typed)
    if key == vault.user.sealing:
        raise VaultError("vault.own_key")
    return key


def look_into(vault: Vault, path: Path) -> FoundFamily:
    """Say what a family file would bring; nothing of it comes in. Written down as a look.

    Raises as `family_file.take_in`.
    """
    vault.check(Act(Action.MERGE, "family"))
    found = family_file.take_in(Trial(vault), path)
    vault.note_act(Act(Action.QUERY, "family/file"))
    before = _standing(vault, found.id)
    return FoundFamily(
        found.id,
        found.family.name,
        len(found.family.persons),
        found.sequence - (before.sequence if before else 0),
        found.changed,
        found.changed_by,
        found.writer,
        is_here=before is not None,
        differences=len(found.differences),
    )


def _standing(vault: Vault, family: FamilyId) -> FamilyRecord | None:
    try:
        return families.open_family(vault, family)
    except VaultError as missing:
        if missing.message_id != "vault.no_such_family":
            raise
        return None


def merge(vault: Vault, other: Entry, *, watch: Watch = quietly) -> Merged:
    """Take in all of another vault, whose entrance is opened for it and closed again.

    watch: told the part of its families that came in; what it raises ends the merging between
    two families: what came in stays and is whole, and merging again goes on.
    Raises VaultError("vault.merge_itself"), as `Entry.open`, `merging.merge`.
    """
    vault.check(Act(Action.MERGE, "family"))
    _demand_another(vault, other.folder)
    watch(0.0)
    with other.open() as another:
        return merging.merge(vault, another, watch=watch)


def _demand_another(vault: Vault, folder: Path) -> None:
    with told_by_the_disk():
        is_itself = vault.folder is not None and folder.resolve() == vault.folder.resolve()
    if is_itself:
        raise VaultError("vault.merge_itself")
