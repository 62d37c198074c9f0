"""Use case: records that go to somebody else's vault and come back, without a desk."""

from collections.abc import Sequence
from pathlib import Path

from counselling.formats.format import Loss
from counselling.pedigree.writer import Writer
from counselling.records.exchange import family_file
from counselling.records.exchange.merging import Merged
from counselling.records.log import families, voices
from counselling.records.log.families import FamilyRecord, FamilySummary
from counselling.work.files.read_family import read_file
from counselling.work.sharing import relay_rounds, share_families
from counselling.work.sharing.relay_rounds import Round
from counselling.work.sharing.share_families import FoundFamily
from counselling.work.vault.keep_vault import Entry


def listing(entry: Entry) -> Sequence[tuple[FamilySummary, Writer]]:
    """Return the families that who enters can read, the last changed first, each with by whom."""
    with entry.open() as vault:
        lines = families.listing(vault)
        writers = voices.latest(vault, [line.id for line in lines])
        return [(line, writers[line.id]) for line in lines]


def import_file(entry: Entry, path: Path) -> tuple[Sequence[str], Sequence[Loss]]:
    """Take in the families of a file of any format, all or none; what it could not say is told.

    Raises FormatError, StorageError, as `open_vault`.
    """
    reading = read_file(path)
    with entry.open() as vault:
        return families.adopt_all(vault, reading.families), reading.losses


def own_key(entry: Entry) -> str:
    """Return the public key to which others seal what is for who enters, in hexadecimal.

    Raises as `open_vault`.
    """
    with entry.open() as vault:
        return vault.user.sealing


def write_file(entry: Entry, family: str, path: Path, *, to: str) -> int:
    """Write a family for the holder of a key; return its entries. Raises as `write_file`."""
    with entry.open() as vault:
        return share_families.write_file(vault, family, path, to=to)


def look_into(entry: Entry, path: Path) -> FoundFamily:
    """Say what a family file would bring. Raises as `share_families.look_into`."""
    with entry.open() as vault:
        return share_families.look_into(vault, path)


def take_file(entry: Entry, path: Path) -> FamilyRecord:
    """Take a family file in. Raises as `family_file.take_in`."""
    with entry.open() as vault:
        return family_file.take_in(vault, path)


def merge(entry: Entry, other: Entry) -> Merged:
    """Take in all of another vault. Raises as `open_vault`, `share_families.merge`."""
    with entry.open() as vault:
        return share_families.merge(vault, other)


def exchange(entry: Entry, folder: Path, chosen: Sequence[str] = (), *, to: str = "") -> Round:
    """Bring a vault and a shared folder to the same. Raises as `relay_rounds.exchange`."""
    with entry.open() as vault:
        return relay_rounds.exchange(vault, folder, chosen, to=to)
