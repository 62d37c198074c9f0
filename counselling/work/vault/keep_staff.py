"""Use case: who may come into the open vault, in which role, and by which ways."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.files import staged
from counselling.records.folder.folder import SUFFIX
from counselling.records.staff import admission, clinic, invitations, staff
from counselling.records.vault.acts import Act, Action, Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.shares import PARTS, new_shares
from counselling.work.vault.door import Door

# of the vault's name, which sheet, its words
SheetOfShare = Callable[[str, int, str], bytes]
SheetOfInvitation = Callable[[str, str, str], bytes]
CHECKED_WORDS: Final = 2  # last words of a sheet that are read back from paper


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a way in, or who had one. since, until: UTC as text.

    role: value of Role. ways: their kinds; none for who left, and for whose ways were lost.
    is_me: who is in now. is_clinic: no person, but the clinic's sheets.
    """

    name: str
    role: str
    since: str
    until: str | None
    ways: tuple[str, ...]
    is_me: bool = False
    is_clinic: bool = False


def people(vault: Vault) -> tuple[Person, ...]:
    """Return everybody who ever had a way in, those who have one first. Raises VaultError."""
    _, header = admission.standing(vault)
    mine, members = vault.user.signing, staff.members(vault)
    # who has taken up an invitation goes on under other keys: one line, not two
    begun = {(member.name, member.since) for member in members}
    return tuple(
        Person(
            member.name,
            member.role.value,
            member.since,
            member.until,
            tuple(slot.kind for slot in header.ways_of(member.id)),
            is_me=member.signing == mine,
            is_clinic=member.name == clinic.NAME,
        )
        for member in members
        if (member.name, member.until) not in begun
    )


def name_of(vault: Vault) -> str:
    """Return the name under which a vault is shown."""
    return "" if vault.folder is None else vault.folder.name.removesuffix(SUFFIX)


class Sheets:
    """Three sheets of the clinic on their way to paper: one after the other, never two at once.

    They open nothing before the last was read back from paper (`KeepStaff.take_sheets`).
    """

    def __init__(self, shares: tuple[str, ...]) -> None:
        self._shares = shares
        self._read: set[int] = set()

    def __repr__(self) -> str:
        return f"Sheets({len(self._read)} of {PARTS})"

    @property
    def shares(self) -> tuple[str, ...]:
        """All three; for the vault alone."""
        return self._shares

    @property
    def are_read(self) -> bool:
        """Whether each was read back from paper."""
        return len(self._read) == PARTS

    def words(self, number: int) -> str:
        """Return the words of one sheet, counted from 1."""
        return self._shares[number - 1]

    def check(self, number: int, typed: str) -> bool:
        """Whether these are the last words of the sheet; then it counts as read."""
        is_right = typed.lower().split() == self.words(number).split()[-CHECKED_WORDS:]
        if is_right:
            self._read.add(number)
        return is_right


class KeepStaff:
    """The users of the open vault, at the desk. Reads and writes the vault: off the UI thread.

    sheet, invitation: set a sheet of a share, and of a colleague's first code, as PDF.
    """

    def __init__(self, door: Door, *, sheet: SheetOfShare, invitation: SheetOfInvitation) -> None:
        self._door, self._sheet, self._invitation = door, sheet, invitation

    def listing(self) -> tuple[Person, ...]:
        """Return everybody. Raises VaultLocked, VaultError."""
        return people(self._door.vault)

    def invite(self, name: str, role: str) -> str:
        """Let a colleague in; return the code for her first entry. Raises VaultError."""
        return invitations.invite(self._door.vault, name.strip(), Role(role), random=os.urandom)

    def save_invitation(self, path: Path, name: str, code: str) -> None:
        """Write the sheet that is handed to her. Raises StorageError, VaultLocked."""
        vault = self._door.vault
        with staged(path, self._invitation(name_of(vault), name, code)):
            vault.note_act(Act(Action.STAFF, "staff/invitation sheet"))

    def change_role(self, name: str, role: str) -> None:
        """Give somebody another role. Raises VaultError."""
        admission.change_role(self._door.vault, name, Role(role))

    def remove(self, name: str) -> None:
        """Take somebody's ways. Raises VaultError, StorageError."""
        admission.remove_user(self._door.vault, name)

    def begin_sheets(self) -> Sheets:
        """Make the clinic's three sheets; nothing opens by them yet."""
        return Sheets(new_shares(os.urandom))

    def save_sheet(self, path: Path, sheets: Sheets, number: int) -> None:
        """Write one of the three. Raises StorageError, VaultLocked."""
        vault, words = self._door.vault, sheets.words(number)
        with staged(path, self._sheet(name_of(vault), number, words)):
            vault.note_act(Act(Action.STAFF, f"staff/clinic sheet {number}"))

    def take_sheets(self, sheets: Sheets) -> None:
        """Let the clinic in by sheets that were all read back. Raises VaultError, StorageError."""
        if not sheets.are_read:
            raise ValueError("a sheet was not read back")
        clinic.name_clinic(self._door.vault, sheets.shares, random=os.urandom)


def roles() -> tuple[str, ...]:
    """Return the roles that somebody can have, as `Person.role` names them."""
    return tuple(role.value for role in Role)
