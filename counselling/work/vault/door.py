"""Use case: the door of the records; one vault open at a time, or none."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, VaultError, VaultLocked
from counselling.files import staged, told_by_the_disk
from counselling.records.copies import renewal
from counselling.records.entrance import header as headers
from counselling.records.folder.copying import Watch
from counselling.records.folder.folder import SUFFIX, create_vault, is_vault, open_vault, vaults_in
from counselling.records.log import families
from counselling.records.staff import admission, clinic, codes, invitations
from counselling.records.staff.admission import check_name
from counselling.records.store.clock import Now
from counselling.records.vault.acts import Act, Action, Actor
from counselling.records.vault.heads import Freshness, Heads
from counselling.records.vault.vault import Vault
from counselling.records.ways.passphrase import MINIMUM_PASSPHRASE
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.files.read_family import read_file
from counselling.work.vault.usual_ways import usual_ways

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


@dataclass(frozen=True, slots=True)
class Users:
    """Who may enter a vault. last: who was in last on this computer, else the first.

    has_sheets: whether it opens by two of the clinic's three sheets too.
    """

    names: tuple[str, ...]
    last: str
    has_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came in. freshness: whether all is there that was when it was last locked here.

    is_code_due: a new recovery code is to be written down before work begins (`Door.offer_code`).
    is_invited: she came by an invitation, and makes a way of her own first (`Door.take_up`).
    """

    freshness: Freshness
    is_code_due: bool = False
    is_invited: bool = False


class Door:
    """Holds the open vault; everything that reads or writes records asks here for it.

    home: where this user's vaults lie. demos: files of the program's own demo families.
    last: the one opened last time, wherever it lies; last_user: by whom.
    remember: told which vault was opened by whom: they are offered first next time. device: this
    device's keyring, asked for when it is needed; None where there is none to trust.
    sheet: sets the sheet of a vault's recovery code (vault's name, code). heads: where this
    computer remembers what was in its vaults last. forget: forgets what the program keeps of a
    patient elsewhere; asked for at every locking.
    """

    def __init__(
        self,
        home: Path,
        *,
        actor: Actor,
        now: Now,
        demos: Sequence[Path] = (),
        last: Path | None = None,
        last_user: str = "",
        remember: Callable[[Path, str], None] | None = None,
        device: Callable[[], DeviceSecrets | None] = lambda: None,
        sheet: Callable[[str, str], bytes] | None = None,
        heads: Heads | None = None,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        self._home, self._actor, self._now = home, actor, now
        self._device, self._sheet, self._heads, self._forget = device, sheet, heads, forget
        self._demos = tuple(demos)
        self._last, self._remember = last, remember
        self._last_user = last_user
        self._vault: Vault | None = None
        self._proof = Proof()
        self._renewing: Vault | None = None

    @property
    def home(self) -> Path:
        """Folder into which new vaults go unless another one is chosen."""
        return self._home

    @property
    def owner(self) -> str:
        """Name of the first user of a new vault, unless another one is typed."""
        return self._actor.name

    @property
    def least_passphrase(self) -> int:
        """Characters that a new passphrase has at least."""
        return MINIMUM_PASSPHRASE

    @property
    def vault(self) -> Vault:
        """The open vault. Raises VaultLocked when there is none."""
        if self._renewing is not None:
            raise VaultLocked("vault.renewing")
        if self._vault is None or self._vault.is_locked:
            raise VaultLocked("vault.locked")
        return self._vault

    @property
    def actor(self) -> Actor:
        """Who is in, also while the vault gets a new key. Raises VaultLocked."""
        return (self._renewing or self.vault).actor

    def vaults(self) -> tuple[KnownVault, ...]:
        """Return the vaults that are there, the last opened first."""
        found = dict.fromkeys(vaults_in(self._home))
        if self._last is not None and self._last.is_dir():
            found = dict.fromkeys((self._last, *found))
        return tuple(KnownVault(folder) for folder in found)

    def users(self, folder: Path) -> Users:
        """Return who may enter a vault, by name.

        Raises VaultError("vault.not_found"), DamagedVault, NewerVault, StorageError.
        """
        if not is_vault(folder):
            raise VaultError("vault.not_found")
        header = headers.read(folder).header
        names = clinic.people(header)
        last = self._last_user if self._last_user in names else next(iter(names), "")
        return Users(names, last, has_sheets=clinic.has_sheets(header))

    def unlock(self, folder: Path, passphrase: str, *, user: str = "") -> Arrival:
        """Open a vault by passphrase; the one that was open is locked first.

        user: whose ways are tried; "" tries everybody's, and a passphrase is stretched for each.
        Raises WrongKey, DamagedVault, NewerVault, VaultBusy, StorageError.
        """
        proof = Proof(passphrase=passphrase, device=self._device())
        return self._open(folder, proof, user=user)

    def recover(self, folder: Path, code: str) -> Arrival:
        """Open a vault by a code on paper, whoever's it is. As `unlock`."""
        return self._open(folder, Proof(code=code))

    def join(self, folder: Path, sheets: Sequence[str]) -> Arrival:
        """Open a vault by two of the clinic's three sheets, as the clinic. As `unlock`."""
        return self._open(folder, Proof(shares=tuple(sheets)))

    def take_up(self, passphrase: str) -> Arrival:
        """Give who came by an invitation a passphrase and keys of her own, and open anew.

        Raises VaultError for a passphrase that will not do, StorageError.
        """
        folder, device = self.vault.folder, self._device()
        if folder is None:
            raise VaultLocked("vault.locked")
        ways = usual_ways(passphrase, new_code(os.urandom), device, is_code_read=False)
        invitations.take_up(self.vault, ways=ways, random=os.urandom)
        return self._open(folder, ways[0].proof, user=self.vault.actor.name)

    def offer_code(self) -> str:
        """Return the recovery code that is to be written down now, where an arrival said so.

        It is kept nowhere, and takes the place of the old one by `confirm_code`.
        """
        return codes.offer(self.vault, current=self._proof, random=os.urandom)

    def confirm_code(self, code: str) -> None:
        """Take all other codes of who is in: this one was read off paper. Raises StorageError."""
        codes.confirm(self.vault, code, random=os.urandom)
        self._proof = Proof()

    def withdraw_code(self, code: str) -> None:
        """Take back a code that was offered and is not wanted. Raises StorageError."""
        codes.withdraw(self.vault, code, random=os.urandom)

    def create(
        self, folder: Path, passphrase: str, *, owner: str = "", on_any_device: bool = False
    ) -> str:
        """Make a vault, open it, and return its recovery code, which is kept nowhere.

        owner: name of the first user; "" for who works at this desk. Where this device has a
        keyring to trust, the passphrase opens the vault on it alone, unless it shall on any; then
        (the demo) nobody is asked to read the code back either.
        Raises VaultError, StorageError; then nothing is left there.
        """
        self.lock()
        by = Actor(owner or self._actor.name, self._actor.role)
        check_name(by.name)
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
        device = None if on_any_device else self._device()
        code = new_code(os.urandom)
        ways = usual_ways(passphrase, code, device, is_code_read=on_any_device)
        made = create_vault(folder, owner=by, ways=ways, now=self._now, heads=self._heads)
        self._keep(made)
        return code

    def save_sheet(self, path: Path, code: str) -> None:
        """Write the sheet with a recovery code where its owner wants it. Raises StorageError."""
        folder = self.vault.folder
        if self._sheet is not None and folder is not None:
            with staged(path, self._sheet(folder.name.removesuffix(SUFFIX), code)):
                self.vault.note_act(Act(Action.WAYS, "ways/sheet"))

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

    def renew_key(self, passphrase: str, *, watch: Watch) -> tuple[int, str]:
        """Give the open vault a new key; return which in number it is, and a new recovery code.

        The vault is closed for it and open again afterwards, whatever became of it; the code is
        kept nowhere and counts after `confirm_code`. watch: what it raises ends it, and all is as
        it was. Raises WrongKey, VaultError("vault.not_allowed"), StorageError, DamagedVault.
        """
        vault, proof = self.vault, Proof(passphrase=passphrase, device=self._device())
        folder, user = vault.folder, vault.actor.name
        if folder is None:
            raise VaultLocked("vault.locked")
        vault.check(Act(Action.ROTATE, "vault"))
        admission.way_of(vault, proof)
        self._renewing = vault
        try:
            self.lock()
            number = renewal.renew_key(
                folder, proof=proof, now=self._now, user=user, heads=self._heads, watch=watch
            )
        finally:
            self._renewing = None
            self._open(folder, proof, user=user)
        return number, codes.offer(self.vault, current=proof, random=os.urandom)

    def lock(self) -> None:
        """Close the vault and forget its key. Does nothing when it is closed."""
        if self._vault is not None:
            self._vault.lock()
            self._vault, self._proof = None, Proof()
            self._forget()

    def _open(self, folder: Path, proof: Proof, *, user: str = "") -> Arrival:
        self.lock()
        vault = open_vault(folder, proof=proof, user=user, now=self._now, heads=self._heads)
        self._keep(vault)
        is_invited, is_due = invitations.is_invited(vault), codes.is_due(vault)
        # what opened is needed once more to add a code; where none is due it is forgotten at once
        self._proof = proof if is_due else Proof()
        return Arrival(vault.freshness, is_code_due=is_due, is_invited=is_invited)

    def _keep(self, vault: Vault) -> None:
        self._vault = vault
        if vault.folder is None or self._remember is None:
            return
        self._last = vault.folder
        if clinic.is_person(vault.actor.name):
            self._last_user = vault.actor.name
        self._remember(vault.folder, self._last_user)
