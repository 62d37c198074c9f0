"""The use cases that the panel of sharing needs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.records.exchange.merging import Merged
    from counselling.work.sharing.relay_rounds import Round
    from counselling.work.sharing.sealing_key import KeyRead
    from counselling.work.sharing.share_families import FoundFamily
    from counselling.work.sharing.sharing import Keys, RelayState


class SharingWork(Protocol):
    """What is shared, of the open vault. Slow, but for `read_key`: not on the UI thread."""

    def keys(self) -> "Keys":
        """Return the key of who is in, and her colleagues'. Raises VaultLocked."""
        ...

    def read_key(self, typed: str) -> "KeyRead":
        """Read a key as it is typed. Quick."""
        ...

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families. Raises VaultError."""
        ...

    def relay(self) -> "RelayState":
        """Return what goes over the shared folder. Raises VaultLocked, StorageError."""
        ...

    def choose_relay(self, folder: Path) -> "RelayState":
        """Exchange over this folder from now on. Raises VaultError."""
        ...

    def write_file(self, family: str, path: Path, *, to: str) -> int:
        """Write a family for the holder of a key. Raises VaultError, StorageError."""
        ...

    def look_into(self, path: Path) -> "FoundFamily":
        """Say what a family file would bring. Raises DamagedVault, VaultError."""
        ...

    def take_file(self, path: Path) -> FamilySummary:
        """Take a family file in. Raises DamagedVault, VaultError."""
        ...

    def merge(
        self, folder: Path, *, passphrase: str, code: str, watch: Callable[[float], None]
    ) -> "Merged":
        """Take in all of another vault. Raises WrongKey, VaultError, DamagedVault."""
        ...

    def give(self, family: str, *, to: str) -> "Round":
        """Give a family over the shared folder. Raises VaultError, StorageError."""
        ...

    def exchange(self, watch: Callable[[float], None]) -> "Round":
        """Bring vault and shared folder to the same. Raises VaultError, StorageError."""
        ...
