"""Use case: backups of the records: made while the desk is open, told truly, brought back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, VaultError
from counselling.files import told_by_the_disk
from counselling.records.copies import backups, renewal, restoring, thinning
from counselling.records.copies.backups import Backup
from counselling.records.copies.restoring import Restored
from counselling.records.folder.copying import Watch, quietly
from counselling.records.store.clock import Now
from counselling.records.vault import acts
from counselling.records.vault.acts import Act, Action
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry

DUE_AFTER: Final = timedelta(hours=4)
LATE_AFTER: Final = timedelta(days=1)
_BACKED_UP: Final = 0.45  # the part of a new key that is its backup


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is true of the backups now; read anew from the folder, never remembered.

    folder: None where none is chosen. is_there: it can be reached now. kept: those in it, the
    newest first. changes: how many entries, notes and letters the newest has not got. is_due: it
    is time for another one. is_late: somebody should see to it. refused: what the last try here
    ran into, None when it went well or there was none. key: which in number the vault's is;
    earlier: those of kept that open with a key before it.
    """

    folder: Path | None
    is_there: bool = False
    kept: tuple[Backup, ...] = ()
    changes: int = 0
    is_due: bool = False
    is_late: bool = False
    refused: CounsellingError | None = None
    key: int = 1
    earlier: tuple[Backup, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When the newest was made, None where there is none."""
        return self.kept[0].made_at if self.kept else None

    @property
    def size_bytes(self) -> int:
        """What all of them take."""
        return sum(one.manifest.size_bytes for one in self.kept)

    @property
    def is_safe(self) -> bool:
        """Whether everything that is in the vault is in a backup that can be reached."""
        return self.is_there and self.last is not None and self.changes == 0


class Backups:
    """The backups of the vault that is open. Slow: none of it on the UI thread.

    folder: where they go, None while none is chosen; remember: told another one. device: this
    device's keyring, asked for when a backup is proven; None where there is none to trust.
    """

    def __init__(
        self,
        door: Door,
        *,
        now: Now,
        folder: Path | None,
        remember: Callable[[Path], None] = lambda _: None,
        device: Callable[[], DeviceSecrets | None] = lambda: None,
    ) -> None:
        self._door, self._now, self._device = door, now, device
        self._folder, self._remember = folder, remember
        self._refused: tuple[str, CounsellingError] | None = None  # which vault's backup, by what
        self._turn = threading.Lock()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders with backups, reachable or not: what is erased goes from them too."""
        return () if self._folder is None else (self._folder,)

    def choose(self, folder: Path, watch: Watch = quietly) -> BackupState:
        """Let backups go into another folder, and make one there at once. Raises as `make`."""
        before, self._folder = self._folder, folder
        try:
            state = self.make(watch)
        except BaseException:
            self._folder = before
            raise
        self._remember(folder)
        return state

    def state(self) -> BackupState:
        """Return what is true now. Raises VaultLocked, StorageError."""
        vault, folder = self._door.vault, self._folder
        with told_by_the_disk():
            is_there = folder is not None and folder.is_dir()
        kept = self._mine() if is_there else ()
        newest = kept[0] if kept else None
        changes = backups.changes_since(vault, newest)
        waiting = backups.waiting_since(vault, newest) if changes else None
        is_old = newest is None or self._now() - newest.made_at >= DUE_AFTER
        is_gone = folder is not None and not is_there
        of_vault, refused = self._refused or ("", None)
        return BackupState(
            folder,
            is_there,
            kept,
            changes,
            is_due=bool(folder is not None and changes and is_old),
            is_late=is_gone or (waiting is not None and self._now() - waiting >= LATE_AFTER),
            refused=refused if of_vault == vault.id else None,
            key=renewal.key_number(vault),
            earlier=_earlier(vault, kept),
        )

    def make(self, watch: Watch = quietly) -> BackupState:
        """Make a backup and verify it, let old ones go, and return what is true then.

        One at a time: whoever asks meanwhile waits, and is stopped by its watch.
        Raises VaultError("vault.no_backup_folder"), StorageError, DamagedVault, VaultLocked.
        """
        with self._turn:
            watch(0.0)
            self._make(watch)
        return self.state()

    def prove(self, stamp: str, passphrase: str) -> None:
        """Open a backup by the passphrase of who is in, and read all of it.

        Raises VaultError("vault.no_backup") where it is gone, as `restoring.verify`.
        """
        chosen = next((one for one in self._mine() if one.stamp == stamp), None)
        if chosen is None:
            raise VaultError("vault.no_backup")
        proof = Proof(passphrase=passphrase, device=self._device())
        restoring.verify(chosen, proof, user=self._door.vault.actor.name)

    def renew_key(self, passphrase: str, watch: Watch = quietly) -> str:
        """Make a backup, give the vault a new key, and return a new recovery code for paper.

        Raises as `make`, `Door.renew_key`; the vault is then as it was, and open.
        """
        self._door.vault.check(Act(Action.ROTATE, "vault"))
        with self._turn:
            watch(0.0)
            self._make(_part(watch, 0.0, _BACKED_UP))
            _, code = self._door.renew_key(passphrase, watch=_part(watch, _BACKED_UP, 1.0))
        return code

    def let_earlier_go(self) -> BackupState:
        """Remove the backups under earlier keys, and return what is true then.

        Raises VaultError("vault.no_backup_folder", "vault.not_allowed"), StorageError.
        """
        if self._folder is None:
            raise VaultError("vault.no_backup_folder")
        with self._turn:
            _let_earlier_go(self._door.vault, self._folder)
        return self.state()

    def _make(self, watch: Watch) -> None:
        if self._folder is None:
            raise VaultError("vault.no_backup_folder")
        vault = self._door.vault
        try:
            at = self._now()
            backups.make(vault, self._folder, at=at, watch=watch)
            thinning.prune(self._mine(), at=at)
        except CounsellingError as refused:
            if not vault.is_locked:  # a desk that locks in the middle of it has met no fault
                self._refused = vault.id, refused
            raise
        self._refused = None

    def _mine(self) -> tuple[Backup, ...]:
        return _of(self._door.vault, self._folder or Path())


def _part(watch: Watch, start: float, end: float) -> Watch:
    """Return a watch over one part of a work."""
    return lambda share: watch(start + (end - start) * share)


def _of(vault: Vault, target: Path) -> tuple[Backup, ...]:
    """Return a vault's backups, the newest first; not those that a copy of it elsewhere made.

    Theirs hold other records: they make nothing here safe, and are not ours to let go.
    """
    found = backups.found_in(target, vault=vault.id)
    return vault.read(lambda c: tuple(one for one in found if acts.holds(c, one.copied.head)))


def back_up(entry: Entry, target: Path) -> Backup:
    """Make a backup without a desk, and let old ones go. Raises as `open_vault`, `backups.make`."""
    with entry.open() as vault:
        at = entry.now()
        made = backups.make(vault, target, at=at)
        thinning.prune(_of(vault, target), at=at)
    return made


def listing(target: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, the newest first; needs no secret."""
    return backups.found_in(target)


def restore(
    target: Path, folder: Path, proof: Proof, *, now: Now, stamp: str = "", user: str = ""
) -> tuple[Backup, Restored, int]:
    """Bring back the newest backup of a folder, or the one of this stamp, into a new vault.

    Returns also how many newer ones lie there. Raises VaultError("vault.no_backup"), as `restore`.
    """
    found = backups.found_in(target)
    chosen = next((one for one in found if stamp in ("", one.stamp)), None)
    if chosen is None:
        raise VaultError("vault.no_backup")
    restored = restoring.restore(chosen, folder, proof, now=now, user=user)
    newer = sum(
        one.manifest.vault == chosen.manifest.vault
        and one.manifest.made_at > chosen.manifest.made_at
        for one in found
    )
    return chosen, restored, newer


def let_earlier_go(entry: Entry, target: Path) -> int:
    """Remove the backups under keys before this one; return how many. Raises as `open_vault`."""
    with entry.open() as vault:
        return _let_earlier_go(vault, target)


def _earlier(vault: Vault, found: tuple[Backup, ...]) -> tuple[Backup, ...]:
    return thinning.of_earlier_keys(found, key=renewal.key_number(vault))


def _let_earlier_go(vault: Vault, target: Path) -> int:
    vault.check(Act(Action.ROTATE, "backups"))
    gone = _earlier(vault, _of(vault, target))
    vault.note_act(Act(Action.ROTATE, f"backups/{len(gone)} let go"))
    thinning.let_go(gone)
    return len(gone)


def renew_key(entry: Entry, target: Path | None = None) -> int:
    """Give a vault a new key; return which in number it is. Raises as `renewal.renew_key`.

    target: the folder of backups into which the vault goes before, None for no backup.
    """
    if target is not None:
        back_up(entry, target)
    return renewal.renew_key(
        entry.folder, proof=entry.proof, now=entry.now, user=entry.user, heads=entry.heads
    )
