"""Use case: the door of the records; one vault open at a time, or none."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, VaultLocked
from counselling.files import replace_file, told_by_the_disk
from counselling.records import families
from counselling.records.acts import Actor
from counselling.records.clock import Now
from counselling.records.folder import SUFFIX, create_vault, is_vault, open_vault, vaults_in
from counselling.records.heads import Freshness, Heads
from counselling.records.vault import Vault
from counselling.records.ways.passphrase import MINIMUM_PASSPHRASE
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.keep_vault import usual_ways
from counselling.work.read_family import read_file

# Known to everybody, because the demo's families are invented or long dead and public.
DEMO_PASSPHRASE: Final = "invented families only"
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
    remember: told which vault was opened, so that it is offered first next time. device: this
    device's keyring, asked for when it is needed; None where there is none to trust.
    sheet: sets the sheet of a vault's recovery code (vault's name, code). heads: where this
    computer remembers what was in its vaults last.
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
        device: Callable[[], DeviceSecrets | None] = lambda: None,
        sheet: Callable[[str, str], bytes] | None = None,
        heads: Heads | None = None,
    ) -> None:
        self._home, self._actor, self._now = home, actor, now
        self._device, self._sheet, self._heads = device, sheet, heads
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

    def unlock(self, folder: Path, passphrase: str) -> Freshness:
        """Open a vault by passphrase; the one that was open is locked first.

        Returns whether it has all that was in it when it was last locked here.
        Raises WrongKey, DamagedVault, NewerVault, VaultBusy, StorageError.
        """
        return self._open(folder, Proof(passphrase=passphrase, device=self._device()))

    def recover(self, folder: Path, code: str) -> Freshness:
        """Open a vault by the code that was printed when it was made. As `unlock`."""
        return self._open(folder, Proof(code=code))

    def create(self, folder: Path, passphrase: str, *, on_any_device: bool = False) -> str:
        """Make a vault, open it, and return its recovery code, which is kept nowhere.

        Where this device has a keyring to trust, the passphrase opens the vault on it alone,
        unless it shall on any.
        Raises VaultError, StorageError; then nothing is left there.
        """
        self.lock()
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
        device = None if on_any_device else self._device()
        code = new_code(os.urandom)
        ways = usual_ways(passphrase, code, device)
        made = create_vault(folder, owner=self._actor, ways=ways, now=self._now, heads=self._heads)
        self._keep(made)
        return code

    def save_sheet(self, path: Path, code: str) -> None:
        """Write the sheet with a recovery code where its owner wants it. Raises StorageError."""
        folder = self.vault.folder
        if self._sheet is not None and folder is not None:
            replace_file(path, self._sheet(folder.name.removesuffix(SUFFIX), code))

    def open_demo(self) -> None:
        """Open the demo vault, made anew when it is not there: its families come in at once.

        Raises StorageError, VaultError; then no half of it is left.
        """
        folder = self._home / f"{DEMO_NAME}{SUFFIX}"
        if is_vault(folder):
            self.unlock(folder, DEMO_PASSPHRASE)
            return
        self.create(folder, DEMO_PASSPHRASE, on_any_device=True)
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

    def _open(self, folder: Path, proof: Proof) -> Freshness:
        self.lock()
        vault = open_vault(folder, proof=proof, now=self._now, heads=self._heads)
        self._keep(vault)
        return vault.freshness

    def _keep(self, vault: Vault) -> None:
        self._vault = vault
        if vault.folder is not None and self._remember is not None:
            self._last = vault.folder
            self._remember(vault.folder)
