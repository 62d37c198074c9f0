"""Use case: a vault brought back from a backup at the door, before any vault is open."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counselling.errors import VaultError
from counselling.records.copies import backups, restoring
from counselling.records.copies.backups import Backup
from counselling.records.folder.copying import Watch, quietly
from counselling.records.folder.folder import SUFFIX
from counselling.records.store.clock import Now
from counselling.records.ways.way import DeviceSecrets, Proof


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that can be brought back. is_newest: of its vault, in this folder."""

    backup: Backup
    is_newest: bool


class BringBack:
    """Slow: none of it on the UI thread. home: folder into which the vault comes.

    device: this device's keyring, asked for when it is needed.
    """

    def __init__(
        self,
        home: Path,
        *,
        now: Now,
        device: Callable[[], DeviceSecrets | None] = lambda: None,
    ) -> None:
        self._home, self._now, self._device = home, now, device

    def find(self, folder: Path) -> tuple[Found, ...]:
        """Return the backups in a folder, the newest first; needs no secret.

        Raises VaultError("vault.no_backup") where there is none, StorageError.
        """
        seen: set[str] = set()
        found: list[Found] = []
        for backup in backups.found_in(folder):
            vault = backup.manifest.vault
            found.append(Found(backup, vault not in seen))
            seen.add(vault)
        if not found:
            raise VaultError("vault.no_backup")
        return tuple(found)

    def restore(
        self,
        backup: Backup,
        name: str,
        *,
        passphrase: str = "",
        code: str = "",
        watch: Watch = quietly,
    ) -> Path:
        """Bring a vault back under a new name, whole or not at all, and return its folder.

        Raises as `restoring.restore`.
        """
        folder = self._home / f"{name}{SUFFIX}"
        proof = Proof(passphrase=passphrase, code=code, device=self._device())
        return restoring.restore(backup, folder, proof, now=self._now, watch=watch).folder
