"""Use case: users of a vault and their ways, looked after without a desk: opened, done, locked."""

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from counselling.files import staged
from counselling.records.staff import admission, clinic, invitations
from counselling.records.vault.acts import Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.shares import new_shares
from counselling.records.ways.way import DeviceSecrets
from counselling.work.vault import keep_staff, own_ways
from counselling.work.vault.keep_staff import SheetOfShare
from counselling.work.vault.keep_vault import Entry, Errand
from counselling.work.vault.usual_ways import usual_ways


@dataclass(frozen=True, slots=True)
class Changed:
    """Who has a way in after a change. code: one that was made, shown once; "" for none."""

    users: Sequence[Mapping[str, object]]
    code: str = ""

    def __repr__(self) -> str:
        return f"Changed({len(self.users)})"


def users(entry: Entry) -> Sequence[Mapping[str, object]]:
    """Return who ever had a way in. Raises as `open_vault`."""
    with entry.open() as vault:
        return _told(vault)


def add_user(entry: Entry, *, name: str, role: Role, passphrase: str) -> Changed:
    """Let somebody in, with a code made for her. Raises as `admission.add_user`."""
    code = new_code(os.urandom)
    with entry.open() as vault:
        ways = usual_ways(passphrase, code, None)
        admission.add_user(vault, name, role, ways=ways, random=os.urandom)
        return Changed(_told(vault), code)


def invite(entry: Entry, *, name: str, role: Role) -> Changed:
    """Let somebody in by a code for her first entry. Raises as `invitations.invite`."""
    with entry.open() as vault:
        code = invitations.invite(vault, name, role, random=os.urandom)
        return Changed(_told(vault), code)


def take_up(entry: Entry, *, passphrase: str, device: DeviceSecrets | None) -> str:
    """Make her own keys and ways for who was invited; return her recovery code.

    Raises as `invitations.take_up`.
    """
    code = new_code(os.urandom)
    with entry.open(Errand.FIRST_ENTRY) as vault:
        ways = usual_ways(passphrase, code, device)
        invitations.take_up(vault, ways=ways, random=os.urandom)
    return code


def change_role(entry: Entry, *, name: str, role: Role) -> Changed:
    """Give somebody another role. Raises as `admission.change_role`."""
    with entry.open() as vault:
        admission.change_role(vault, name, role)
        return Changed(_told(vault))


def remove_user(entry: Entry, *, name: str, is_loss_accepted: bool) -> Changed:
    """Take somebody's ways in. Raises as `admission.remove_user`."""
    with entry.open() as vault:
        admission.remove_user(vault, name, is_loss_accepted=is_loss_accepted)
        return Changed(_told(vault))


def change_passphrase(entry: Entry, *, new: str, device: DeviceSecrets | None) -> None:
    """Give who enters a new passphrase in place of every old one. Raises as `change_ways`."""
    with entry.open() as vault:
        own_ways.change_passphrase(vault, current=entry.proof, new=new, device=device)


def renew_code(entry: Entry) -> str:
    """Give who enters a new recovery code in place of every old one, and return it."""
    with entry.open(Errand.NEW_CODE) as vault:
        return own_ways.renew_code(vault, current=entry.proof)


def ways(
    entry: Entry, *, new: str = "", device: DeviceSecrets | None = None, taken: str = ""
) -> Sequence[Mapping[str, object]]:
    """Return the ways of who enters, after one was added or taken away.

    new: a passphrase to add, for this device or for any. taken: name of the way to take.
    Raises as `own_ways.add_passphrase`, `own_ways.remove`.
    """
    with entry.open() as vault:
        if new:
            own_ways.add_passphrase(vault, current=entry.proof, new=new, device=device)
        if taken:
            own_ways.remove(vault, taken, current=entry.proof)
        return [asdict(way) for way in own_ways.listed(vault, entry.proof.device or device)]


def make_sheets(entry: Entry, folder: Path, *, sheet: SheetOfShare) -> tuple[Path, ...]:
    """Make the clinic's three sheets, a file each; earlier ones open nothing any more.

    The files lie on the disk, all of them, before the vault opens by them.
    Raises VaultError, StorageError.
    """
    shares = new_shares(os.urandom)
    with entry.open() as vault:
        name = keep_staff.name_of(vault)
        sheets = {
            folder / f"{name}-{number}.pdf": sheet(name, number, words)
            for number, words in enumerate(shares, 1)
        }
        with contextlib.ExitStack() as laid:
            for path, content in sheets.items():
                laid.enter_context(staged(path, content))
            clinic.name_clinic(vault, shares, random=os.urandom)
    return tuple(sheets)


def _told(vault: Vault) -> Sequence[Mapping[str, object]]:
    hidden = ("is_me", "is_clinic")
    found = keep_staff.people(vault)
    return [{k: v for k, v in asdict(one).items() if k not in hidden} for one in found]
