"""Every fact that stands in a family, with where it comes from: about whom, told by whom, when.

Told from the log, never from a copy: an entry's origin says who told it (see pedigree/origin); the
entry by which a family goes on after an erasure says it of every place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.family import Family
from counselling.pedigree.origin import Origin
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import Place, Value, at, differences, whom
from counselling.records.log import oplog, projection
from counselling.records.log.oplog import Entry
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands at a place (see pedigree/places), and who said so.

    author: who wrote it down, by short name; told_at: when.
    """

    place: Place
    value: Value
    origin: Origin
    author: str
    told_at: datetime

    @property
    def about(self) -> tuple[PersonId, ...]:
        """Whom it is about; nobody: the whole family."""
        return whom(self.place)

    def is_of(self, person: PersonId) -> bool:
        """Whether it is about her, or told by her."""
        return person in self.about or self.origin.teller == person


def standing(vault: Vault, family: FamilyId) -> tuple[Fact, ...]:
    """Return the facts of a family that is open, in the order in which they were told.

    Raises as `open_family`.
    """
    keys = vault.families

    def read(connection: Connection) -> tuple[Fact, ...]:
        key = keys.of(connection, family)
        now = projection.stand(connection, family, key).family
        return told(now, oplog.entries(connection, family, key))

    return vault.read(read)


def told(now: Family, entries: Iterable[Entry]) -> tuple[Fact, ...]:
    """Go through a history: of every value that stands now, the entry that said it last."""
    found: dict[Place, Fact] = {}
    for entry, before, after in projection.seen(now.id, entries):
        edit = entry.edit
        earlier = edit.by_place if isinstance(edit, ContinueFamily) else {}
        for place, change in differences(before, after).items():
            if at(now, place) == change.after and change.after not in (None, False, "", ()):
                found.pop(place, None)
                said = earlier.get(place, entry)
                when = moment(said.at)
                found[place] = Fact(place, change.after, said.origin, said.author, when)
    return tuple(found.values())
