"""Use case: a vault looked after without a desk: made, verified, its audit read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from counselling.errors import VaultError
from counselling.records.audit import integrity
from counselling.records.entrance import header as headers
from counselling.records.folder.folder import create_vault, is_vault, open_vault
from counselling.records.staff import codes
from counselling.records.staff.admission import check_name
from counselling.records.staff.invitations import is_invited
from counselling.records.store.clock import Now
from counselling.records.vault.acts import Actor
from counselling.records.vault.heads import Freshness, Heads
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.vault.usual_ways import usual_ways


class Errand(Enum):
    """What somebody comes for. FIRST_ENTRY: an invitation opens for nothing else."""

    WORK = "work"
    NEW_CODE = "new code"
    FIRST_ENTRY = "first entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody at the door of a vault. user: her short name; "" tries everybody's ways.

    heads: where this computer remembers what was in its vaults last.
    """

    folder: Path
    proof: Proof
    now: Now
    user: str = ""
    heads: Heads | None = None

    def open(self, errand: Errand = Errand.WORK) -> Vault:
        """Open the vault. A recovery code opens once for work, then only for a new code.

        Raises as `open_vault`, VaultError("vault.invited", "vault.code_used").
        """
        if errand is not Errand.NEW_CODE and is_vault(self.folder):
            codes.check_unused(headers.read(self.folder).header, self.proof)
        vault = open_vault(
            self.folder, proof=self.proof, user=self.user, now=self.now, heads=self.heads
        )
        if errand is not Errand.FIRST_ENTRY and is_invited(vault):
            vault.lock()
            raise VaultError("vault.invited")
        return vault


@dataclass(frozen=True, slots=True)
class Made:
    """A vault that was made. code: its recovery code, kept nowhere; ways: their kinds."""

    vault: str
    code: str
    ways: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Made({self.vault})"


@dataclass(frozen=True, slots=True)
class Info:
    """What the header of a vault tells everybody. ways: user -> kinds of ways in."""

    vault: str
    epoch: int
    ways: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a reading of the whole vault found: how many of each are not what was written.

    freshness: whether it has all that was in it when it was last locked on this computer.
    """

    is_whole: bool
    freshness: Freshness
    pages: int
    families: int
    documents: int
    audit_rows: int
    audit_broken_at: int | None
    clock_went_back: int


def create(
    folder: Path, passphrase: str, *, owner: Actor, device: DeviceSecrets | None, now: Now
) -> Made:
    """Make a vault and close it. Raises VaultError, StorageError; then nothing is left there."""
    check_name(owner.name)
    code = new_code(os.urandom)
    ways = usual_ways(passphrase, code, device)
    create_vault(folder, owner=owner, ways=ways, now=now).lock()
    return Made(headers.read(folder).header.vault, code, tuple(way.kind for way in ways))


def info(folder: Path) -> Info:
    """Say which vault this is and by which ways one enters. Raises VaultError, DamagedVault."""
    if not is_vault(folder):
        raise VaultError("vault.not_found")
    header = headers.read(folder).header
    ways = {user.name: tuple(s.kind for s in header.ways_of(user.id)) for user in header.users}
    return Info(header.vault, header.epoch, ways)


def verify(entry: Entry) -> Verified:
    """Read everything that is in a vault. Raises as `open_vault`."""
    with entry.open() as vault:
        found, freshness = integrity.check(vault), vault.freshness
    return Verified(
        found.is_whole and freshness in (Freshness.UNKNOWN, Freshness.SAME),
        freshness,
        found.pages,
        len(found.families),
        len(found.documents),
        found.audit.head.sequence,
        found.audit.broken_at,
        found.audit.backward_steps,
    )
