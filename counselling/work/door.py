"""Use case: the door of the records; one vault open at a time, or none."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, VaultLocked
from counselling.files import told_by_the_disk
from counselling.records import families
from counselling.records.acts import Actor
from counselling.records.clock import Now
from counselling.records.folder import SUFFIX, create_vault, is_vault, open_vault, vaults_in
from counselling.records.keys import MINIMUM_PASSPHRASE
from counselling.records.vault import Vault
from counselling.work.read_family import read_file

# Known to everybody, because the demo's families are invented or long dead and public.
DEMO_PASSPHRASE: Final = "consultand demo vault"
DEMO_NAME: Final = "demo"


@dataclass(frozen=True, slots=True)
class KnownVault:
    """A vault that lies where this desk looks for them."""

    folder: Path

    @property
    def name(self) -> str:
        """As it is shown: without its ending."""
        return self.folder.name.removesuffix(SUFFIX)


class Door:
    """Holds the open vault; everything that reads or writes records asks here for it.

    home: where this user's vaults lie. demos: files of the program's own demo families.
    last: the one opened last time, wherever it lies.
    remember: told which vault was opened, so that it is offered first next time.
    """

    def __init__(
        self,
        home: Path,
        *,
        actor: Actor,
        now: Now,
        demos: Sequence[Path] = (),
        last: Path | None = None,
        remember: Callable[[Path], None] | None = None,
    ) -> None:
        self._home, self._actor, self._now = home, actor, now
        self._demos = tuple(demos)
        self._last, self._remember = last, remember
        self._vault: Vault | None = None

    @property
    def home(self) -> Path:
        """Folder into which new vaults go unless another one is chosen."""
        return self._home

    @property
    def least_passphrase(self) -> int:
        """Characters that a new passphrase has at least."""
        return MINIMUM_PASSPHRASE

    @property
    def vault(self) -> Vault:
        """The open vault. Raises VaultLocked when there is none."""
        if self._vault is None or self._vault.is_locked:
            raise VaultLocked("vault.locked")
        return self._vault

    def vaults(self) -> tuple[KnownVault, ...]:
        """Return the vaults that are there, the last opened first."""
        found = dict.fromkeys(vaults_in(self._home))
        if self._last is not None and self._last.is_dir():
            found = dict.fromkeys((self._last, *found))
        return tuple(KnownVault(folder) for folder in found)

    def unlock(self, folder: Path, passphrase: str) -> None:
        """Open a vault; the one that was open is locked first.

        Raises WrongKey, DamagedVault, NewerVault, VaultBusy, StorageError.
        """
        self.lock()
        self._keep(open_vault(folder, passphrase=passphrase, actor=self._actor, now=self._now))

    def create(self, folder: Path, passphrase: str) -> None:
        """Make a vault and open it. Raises VaultError, StorageError; then nothing is left there."""
        self.lock()
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
        self._keep(create_vault(folder, passphrase=passphrase, actor=self._actor, now=self._now))

    def open_demo(self) -> None:
        """Open the demo vault, made anew when it is not there: its families come in at once.

        Raises StorageError, VaultError; then no half of it is left.
        """
        folder = self._home / f"{DEMO_NAME}{SUFFIX}"
        if is_vault(folder):
            self.unlock(folder, DEMO_PASSPHRASE)
            return
        self.create(folder, DEMO_PASSPHRASE)
        try:
            found = [family for path in self._demos for family in read_file(path).families]
            families.adopt_all(self.vault, found)
        except CounsellingError:
            self.lock()
            shutil.rmtree(folder, ignore_errors=True)  # next time it is made anew, whole
            raise

    def lock(self) -> None:
        """Close the vault and forget its key. Does nothing when it is closed."""
        if self._vault is not None:
            self._vault.lock()
            self._vault = None

    def _keep(self, vault: Vault) -> None:
        self._vault = vault
        if vault.folder is not None and self._remember is not None:
            self._last = vault.folder
            self._remember(vault.folder)
