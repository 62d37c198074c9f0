"""Use case: records shared with colleagues at the desk: keys, family files, a vault, a folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from counselling.errors import VaultError
from counselling.files import told_by_the_disk
from counselling.records.exchange import family_file
from counselling.records.exchange.merging import Merged
from counselling.records.folder.copying import Watch, quietly
from counselling.records.log import families
from counselling.records.log.families import FamilySummary
from counselling.records.staff import staff
from counselling.records.store.clock import Now
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.heads import Heads
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.sharing import relay_rounds, sealing_key, share_families
from counselling.work.sharing.relay_rounds import Round, SharedFamily
from counselling.work.sharing.sealing_key import KeyRead
from counselling.work.sharing.share_families import FoundFamily
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class Keys:
    """own: the key of who is in, as it is handed on; own_hex: the same in hexadecimal. names: of
    the other users of this vault, by their keys in hexadecimal.
    """

    own: str
    own_hex: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RelayState:
    """The clinic's shared folder. folder: None where none is chosen; is_there: it can be reached
    now. families: those that go over it, the last exchanged first.
    """

    folder: Path | None = None
    is_there: bool = False
    families: tuple[SharedFamily, ...] = ()


class Sharing:
    """What is shared, of the vault that is open. Slow, but for `read_key`: not on the UI thread.

    folder: the shared one, None while none is chosen; remember: told another one. device: this
    device's keyring, for another vault's passphrase. heads: where this computer remembers what
    was in its vaults last.
    """

    def __init__(
        self,
        door: Door,
        *,
        now: Now,
        folder: Path | None = None,
        remember: Callable[[Path], None] = lambda _: None,
        device: Callable[[], DeviceSecrets | None] = lambda: None,
        heads: Heads | None = None,
    ) -> None:
        self._door, self._now, self._device, self._heads = door, now, device, heads
        self._folder, self._remember = folder, remember

    def keys(self) -> Keys:
        """Return the key of who is in, and those of her colleagues here. Raises VaultLocked."""
        vault = self._door.vault
        own, living = vault.user.sealing, (m for m in staff.members(vault) if m.until is None)
        names = {member.sealing: member.name for member in living if member.sealing != own}
        return Keys(sealing_key.spoken(own), own, names)

    def read_key(self, typed: str) -> KeyRead:
        """Read a key as it is typed. Quick."""
        return sealing_key.read(typed)

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families that who is in can read. Written down. Raises VaultError."""
        return families.listing(self._door.vault)

    def write_file(self, family: FamilyId, path: Path, *, to: str) -> int:
        """Write a family for the holder of a key. Raises as `share_families.write_file`."""
        return share_families.write_file(self._door.vault, family, path, to=to)

    def look_into(self, path: Path) -> FoundFamily:
        """Say what a family file would bring. Raises as `share_families.look_into`."""
        return share_families.look_into(self._door.vault, path)

    def take_file(self, path: Path) -> FamilySummary:
        """Take a family file in; return the family's line. Raises as `family_file.take_in`."""
        vault = self._door.vault
        return families.line(vault, family_file.take_in(vault, path).id)

    def merge(
        self, folder: Path, *, passphrase: str = "", code: str = "", watch: Watch = quietly
    ) -> Merged:
        """Take in all of another vault, by its passphrase or a code on paper.

        A recovery code is spent by it. Raises as `share_families.merge`.
        """
        proof = Proof(passphrase=passphrase, code=code, device=None if code else self._device())
        other = Entry(folder, proof, self._now, heads=self._heads)
        return share_families.merge(self._door.vault, other, watch=watch)

    def relay(self) -> RelayState:
        """Return what goes over the shared folder. Raises VaultLocked, StorageError."""
        if self._folder is None:
            return RelayState()
        with told_by_the_disk():
            is_there = self._folder.is_dir()
        return RelayState(self._folder, is_there, relay_rounds.shared(self._door.vault))

    def choose_relay(self, folder: Path) -> RelayState:
        """Exchange over this folder from now on.

        Raises VaultError("vault.relay_in_vault") for a folder within a vault.
        """
        vault = self._door.vault
        with told_by_the_disk():
            place = folder.resolve()
            within = (place, *place.parents)
            mine = vault.folder.resolve() if vault.folder is not None else None
        if mine in within:
            raise VaultError("vault.relay_in_vault")
        self._folder = folder
        self._remember(folder)
        return self.relay()

    def give(self, family: FamilyId, *, to: str) -> Round:
        """Give a family to the holder of a key over the shared folder. Raises as `exchange`."""
        return relay_rounds.exchange(self._door.vault, self._reached(), (family,), to=to)

    def exchange(self, watch: Watch = quietly) -> Round:
        """Bring vault and shared folder to the same.

        Raises VaultError("vault.no_relay") where the folder is not there, as
        `relay_rounds.exchange`.
        """
        return relay_rounds.exchange(self._door.vault, self._reached(), watch=watch)

    def _reached(self) -> Path:
        with told_by_the_disk():
            is_there = self._folder is not None and self._folder.is_dir()
        if self._folder is None or not is_there:
            raise VaultError("vault.no_relay")
        return self._folder
