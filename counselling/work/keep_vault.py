"""Use case: a vault looked after without a desk: made, verified, its users and ways changed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from counselling.errors import VaultError
from counselling.records import admission, audit, integrity, staff
from counselling.records import header as headers
from counselling.records.acts import Actor, Role
from counselling.records.clock import Now
from counselling.records.entrance import WayIn
from counselling.records.folder import create_vault, is_vault, open_vault
from counselling.records.heads import Freshness, Heads
from counselling.records.vault import Vault
from counselling.records.ways.device import PassphraseAndDevice, forget
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import DeviceSecrets, Proof

_PASSPHRASES: Final = (Passphrase.kind, PassphraseAndDevice.kind)


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

    def open(self) -> Vault:
        """Open the vault. Raises as `open_vault`."""
        return open_vault(
            self.folder, proof=self.proof, user=self.user, now=self.now, heads=self.heads
        )


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


def usual_ways(passphrase: str, code: str, device: DeviceSecrets | None) -> tuple[WayIn, WayIn]:
    """The two ways of a new vault: a passphrase, on this device alone where it has a keyring to
    trust, and the code on paper.
    """
    kind = Passphrase.kind if device is None else PassphraseAndDevice.kind
    return (
        WayIn(kind, Proof(passphrase=passphrase, device=device)),
        WayIn(RecoveryCode.kind, Proof(code=code)),
    )


def create(
    folder: Path, passphrase: str, *, owner: Actor, device: DeviceSecrets | None, now: Now
) -> Made:
    """Make a vault and close it. Raises VaultError, StorageError; then nothing is left there."""
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


def audit_rows(entry: Entry, *, limit: int) -> Sequence[Mapping[str, object]]:
    """Return the latest rows of the audit, newest first. Raises as `open_vault`."""
    with entry.open() as vault:
        rows = audit.rows(vault, limit=limit)
    hidden = ("previous", "version")
    told = ({k: v for k, v in row._asdict().items() if k not in hidden} for row in rows)
    return [{**row, "hash": str(bytes(row["hash"]).hex())} for row in told]


def users(entry: Entry) -> Sequence[Mapping[str, object]]:
    """Return who ever had a way in. Raises as `open_vault`."""
    with entry.open() as vault:
        members = staff.members(vault)
    return [
        {"name": m.name, "role": m.role.value, "since": m.since, "until": m.until} for m in members
    ]


def add_user(entry: Entry, *, name: str, role: Role, passphrase: str) -> str:
    """Let somebody in; return the code made for her. Raises as `admission.add_user`."""
    code = new_code(os.urandom)
    with entry.open() as vault:
        ways = usual_ways(passphrase, code, None)
        admission.add_user(vault, name, role, ways=ways, random=os.urandom)
    return code


def remove_user(entry: Entry, *, name: str) -> None:
    """Take somebody's ways in. Raises as `admission.remove_user`."""
    with entry.open() as vault:
        admission.remove_user(vault, name)


def change_passphrase(entry: Entry, *, new: str, device: DeviceSecrets | None) -> None:
    """Give who enters a new passphrase in place of every old one. Raises as `change_ways`."""
    way = usual_ways(new, "", device)[0]
    _replace(entry, way, kinds=_PASSPHRASES)


def renew_code(entry: Entry) -> str:
    """Give who enters a new recovery code in place of every old one, and return it."""
    code = new_code(os.urandom)
    way = WayIn(RecoveryCode.kind, Proof(code=code))
    _replace(entry, way, kinds=(RecoveryCode.kind,))
    return code


def _replace(entry: Entry, way: WayIn, *, kinds: tuple[str, ...]) -> None:
    with entry.open() as vault:
        old = [slot for slot in admission.ways(vault) if slot.kind in kinds]
        admission.change_ways(
            vault,
            (way,),
            current=entry.proof,
            without=[slot.name for slot in old],
            random=os.urandom,
        )
    # The new way has opened the vault once: the spare header lets the old one go.
    replace(entry, proof=way.proof).open().lock()
    for slot in old:
        if slot.kind == PassphraseAndDevice.kind:
            forget(slot.parameters, entry.proof)
