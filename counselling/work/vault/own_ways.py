"""Use case: somebody's own ways into an open vault: looked at, changed, added, taken away.

Every change asks again for a way that opens: a desk that was left open for a minute gives nobody
a way in that stays.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import VaultError
from counselling.records.entrance.entrance import WayIn
from counselling.records.entrance.slots import Slot
from counselling.records.staff import admission, codes
from counselling.records.vault.vault import Vault
from counselling.records.ways.device import PassphraseAndDevice, forget
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import is_code
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.vault.door import Door
from counselling.work.vault.usual_ways import passphrase_way

_PASSPHRASES: Final = (Passphrase.kind, PassphraseAndDevice.kind)


@dataclass(frozen=True, slots=True)
class OwnWay:
    """A way in of who is in. name: by which it is taken away.

    is_here: of a passphrase with a device, whether it is this one; True for all others.
    """

    name: str
    kind: str
    is_here: bool = True


def listed(vault: Vault, device: DeviceSecrets | None) -> tuple[OwnWay, ...]:
    """Return the ways of who is in."""
    return tuple(
        OwnWay(slot.name, slot.kind, _is_here(slot, device)) for slot in admission.ways(vault)
    )


def change_passphrase(
    vault: Vault, *, current: Proof, new: str, device: DeviceSecrets | None
) -> None:
    """Put a new passphrase in the place of every old one, on other devices too.

    Raises WrongKey, VaultError for a passphrase that will not do, StorageError.
    """
    way = passphrase_way(new, device)
    old = [slot for slot in admission.ways(vault) if slot.kind in _PASSPHRASES]
    _exchange(vault, (way,), old, current=current)
    admission.prove(vault, way.proof)


def add_passphrase(vault: Vault, *, current: Proof, new: str, device: DeviceSecrets | None) -> None:
    """Add a passphrase beside what there is: for this device, or for any. As `change_passphrase`.

    One that was for this device alone gives way: two of them would only be a trap for memory.
    """
    way = passphrase_way(new, device)
    old = [
        slot
        for slot in admission.ways(vault)
        if slot.kind == way.kind and (device is None or _is_here(slot, device))
    ]
    _exchange(vault, (way,), old, current=current)
    admission.prove(vault, way.proof)


def remove(vault: Vault, name: str, *, current: Proof) -> None:
    """Take one of the ways of who is in, but not the one that is shown to be hers just now.

    Raises WrongKey, VaultError("vault.no_such_way", "vault.way_in_use", "vault.one_way_in"),
    StorageError.
    """
    old = [slot for slot in admission.ways(vault) if slot.name == name]
    if not old:
        raise VaultError("vault.no_such_way")
    if admission.way_of(vault, current).name == name:
        raise VaultError("vault.way_in_use")
    _exchange(vault, (), old, current=current)
    admission.prove(vault, current)


def renew_code(vault: Vault, *, current: Proof) -> str:
    """Put a new recovery code in the place of every old one at once, and return it.

    For who prints it without reading it back (the command line). Raises WrongKey, StorageError.
    """
    code = codes.offer(vault, current=current, random=os.urandom)
    codes.confirm(vault, code, random=os.urandom)
    return code


class OwnWays:
    """The ways of who is in at the desk. Slow (a passphrase is stretched): off the UI thread."""

    def __init__(self, door: Door, device: Callable[[], DeviceSecrets | None]) -> None:
        self._door, self._device = door, device

    def listing(self) -> tuple[OwnWay, ...]:
        """Return the ways of who is in. Raises VaultLocked, VaultError."""
        return listed(self._door.vault, self._device())

    def change_passphrase(self, current: str, new: str) -> None:
        """Put a new passphrase in the place of every old one. Raises as `change_passphrase`."""
        vault, device, proof = self._door.vault, self._device(), self._proof(current)
        change_passphrase(vault, current=proof, new=new, device=device)
        codes.spend(vault, proof, random=os.urandom)

    def add_passphrase(self, current: str, new: str, *, is_for_here: bool) -> None:
        """Add a passphrase for this computer, or for any. Raises as `add_passphrase`."""
        device = self._device() if is_for_here else None
        if is_for_here and device is None:
            raise VaultError("vault.no_keyring")
        vault, proof = self._door.vault, self._proof(current)
        add_passphrase(vault, current=proof, new=new, device=device)
        codes.spend(vault, proof, random=os.urandom)

    def remove(self, current: str, name: str) -> None:
        """Take a way. Raises as `remove`."""
        vault, proof = self._door.vault, self._proof(current)
        remove(vault, name, current=proof)
        codes.spend(vault, proof, random=os.urandom)

    def offer_code(self, current: str) -> str:
        """Return a new recovery code; it takes the old one's place by `Door.confirm_code`."""
        return codes.offer(self._door.vault, current=self._proof(current), random=os.urandom)

    def _proof(self, typed: str) -> Proof:
        """What somebody shows to be hers: a passphrase, or the code on paper."""
        if is_code(typed):
            return Proof(code=typed)
        return Proof(passphrase=typed, device=self._device())


def _exchange(vault: Vault, new: Sequence[WayIn], old: Sequence[Slot], *, current: Proof) -> None:
    admission.change_ways(
        vault, new, current=current, without=[slot.name for slot in old], random=os.urandom
    )
    for slot in old:
        if slot.kind == PassphraseAndDevice.kind:
            with contextlib.suppress(VaultError):  # half of a key that is nowhere else
                forget(slot.parameters, current)


def _is_here(slot: Slot, device: DeviceSecrets | None) -> bool:
    if slot.kind != PassphraseAndDevice.kind:
        return True
    try:
        return device is not None and device.recall(str(slot.parameters.get("device"))) is not None
    except VaultError:
        return False
