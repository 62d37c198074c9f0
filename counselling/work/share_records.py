"""Use case: records that go to somebody else's vault and come back: a file, a relay, a merging."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.formats.format import Loss
from counselling.records.exchange import family_file, merging
from counselling.records.exchange.merging import Merged
from counselling.records.exchange.relay import courier, grants
from counselling.records.exchange.relay.shared_folder import SharedFolder
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord, FamilySummary
from counselling.work.keep_vault import Entry
from counselling.work.read_family import read_file


@dataclass(frozen=True, slots=True)
class Round:
    """What a round with a relay did: families that were given and taken in, entries each way."""

    families: int
    given: int
    received: int
    sent: int


def listing(entry: Entry) -> Sequence[FamilySummary]:
    """Return the families that who enters can read, the last changed first."""
    with entry.open() as vault:
        return families.listing(vault)


def import_file(entry: Entry, path: Path) -> tuple[Sequence[str], Sequence[Loss]]:
    """Take in the families of a file of any format, all or none; what it could not say is told.

    Raises FormatError, StorageError, as `open_vault`.
    """
    reading = read_file(path)
    with entry.open() as vault:
        return families.adopt_all(vault, reading.families), reading.losses


def own_key(entry: Entry) -> str:
    """Return the public key to which others seal what is for who enters. Raises as `open_vault`."""
    with entry.open() as vault:
        return vault.user.sealing


def write_file(entry: Entry, family: str, path: Path, *, to: str) -> int:
    """Write a family for the holder of a key; return its entries. Raises as `family_file.write`."""
    with entry.open() as vault:
        return family_file.write(vault, family, path, to=to)


def take_file(entry: Entry, path: Path) -> FamilyRecord:
    """Take a family file in. Raises as `family_file.take_in`."""
    with entry.open() as vault:
        return family_file.take_in(vault, path)


def merge(entry: Entry, other: Entry) -> Merged:
    """Take in all of another vault. Raises as `open_vault`, `merging.merge`."""
    with entry.open() as vault, other.open() as another:
        return merging.merge(vault, another)


def exchange(entry: Entry, folder: Path, chosen: Sequence[str] = (), *, to: str = "") -> Round:
    """Bring a vault and a shared folder to the same: what was given to who enters comes in too.

    chosen: the families, else those that the folder has; to: whose key they are given to as well.
    Raises as `courier.sync`.
    """
    relay = SharedFolder(folder)
    with entry.open() as vault:
        given = grants.waiting(vault, relay)
        received = grants.accept(vault, relay, given).received
        rounds = [grants.give(vault, relay, family, to=to) for family in chosen if to]
        mine = {line.id for line in families.listing(vault)}
        wanted = chosen or [family for family in sorted(mine) if relay.pull(family)]
        rounds += [courier.sync(vault, relay, family) for family in wanted]
    received += sum(each.received for each in rounds)
    return Round(len(wanted), len(given), received, sum(each.sent for each in rounds))
