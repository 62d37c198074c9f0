"""Use case: who alone reads a family, looked at and chosen at the desk."""

from collections.abc import Collection
from dataclasses import dataclass

from counselling.records.privacy import restricting
from counselling.records.staff import clinic, staff
from counselling.records.vault.acts import FamilyId
from counselling.work.sharing import sealing_key
from counselling.work.vault.door import Door


@dataclass(frozen=True, slots=True)
class Readership:
    """users: who has a way in, by short name; readers: who of them reads the family, all where it
    is nobody's alone. me: who is in, and always among them. sheets: the one of the users who are
    the clinic's three sheets, "" where there are none. outside: the keys of those of other vaults
    to whom it was given and who read on.
    """

    users: tuple[str, ...]
    readers: frozenset[str]
    me: str
    sheets: str = ""
    outside: tuple[str, ...] = ()

    def beginning(self, key: str) -> str:
        """Return how the key of somebody outside begins, as it is handed on."""
        return sealing_key.beginning(key)

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
        outside = restricting.readers_elsewhere(vault, family)
        return Readership(users, readers, vault.actor.name, sheets, outside)

    def name(self, family: FamilyId, readers: Collection[str]) -> Readership:
        """Let only these read a family; all of the users: everybody, who comes later too.

        readers: names of users, and keys of those outside who read on. Raises as
        `restricting.restrict`.
        """
        now, chosen = self.look(family), set(readers)
        to = () if set(now.users) <= chosen else chosen.difference(now.outside)
        stay = [key for key in now.outside if key in chosen]
        restricting.restrict(self._door.vault, family, to, stay=stay)
        return self.look(family)
