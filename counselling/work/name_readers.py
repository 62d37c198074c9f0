"""Use case: who alone reads a family, looked at and chosen at the desk."""

from collections.abc import Collection
from dataclasses import dataclass

from counselling.records.privacy import restricting
from counselling.records.staff import clinic, staff
from counselling.records.vault.acts import FamilyId
from counselling.work.door import Door


@dataclass(frozen=True, slots=True)
class Readership:
    """users: who has a way in, by short name; readers: who of them reads the family, all where it
    is nobody's alone. me: who is in, and always among them. sheets: the one of the users who are
    the clinic's three sheets, "" where there are none.
    """

    users: tuple[str, ...]
    readers: frozenset[str]
    me: str
    sheets: str = ""

    @property
    def is_restricted(self) -> bool:
        """Whether not everybody reads it."""
        return self.readers != frozenset(self.users)


class Readers:
    """Slow: none of it on the UI thread."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def look(self, family: FamilyId) -> Readership:
        """Return who reads a family. Raises VaultError."""
        vault = self._door.vault
        users = tuple(one.name for one in staff.members(vault) if one.until is None)
        readers = frozenset(restricting.readers(vault, family)) or frozenset(users)
        sheets = next((name for name in users if not clinic.is_person(name)), "")
        return Readership(users, readers, vault.actor.name, sheets)

    def name(self, family: FamilyId, readers: Collection[str]) -> Readership:
        """Let only these read a family; all of them: everybody, who comes later too.

        Raises as `restricting.restrict`.
        """
        users = self.look(family).users
        to = () if set(users) <= set(readers) else tuple(readers)
        restricting.restrict(self._door.vault, family, to)
        return self.look(family)
