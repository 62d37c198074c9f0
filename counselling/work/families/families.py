"""Use case: the list of families; take one in from a file, begin one, open one, change one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from counselling.files import staged
from counselling.formats import registry
from counselling.formats.format import Loss, fields
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.records.log import families as records
from counselling.records.log.families import FamilyRecord, FamilySummary
from counselling.records.privacy import usage
from counselling.records.privacy.usage import Usable
from counselling.records.vault.acts import Act, Action
from counselling.work.files.read_family import read_file
from counselling.work.vault.door import Door

_UNNAMED: Final = "family"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file: the families that are in the vault now, and what was lost."""

    families: tuple[FamilySummary, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What a file holds, before any of it is taken in."""

    families: tuple[Family, ...]
    losses: tuple[Loss, ...]


def _held_back(family: Family, out: Usable) -> Iterator[Loss]:
    """Say whose facts did not go out."""
    for person in out.held_back:
        yield Loss("loss.held_back", fields=fields(person=family.person(person).name or person))
    for person in out.uncounselled:
        name = family.person(person).name or person
        yield Loss("loss.care_withdrawn", fields=fields(person=name))


class Families:
    """The families of the open vault. Slow enough to stay off the UI thread.

    demos: the files of the program's own demo families.
    """

    def __init__(self, door: Door, *, demos: Sequence[Path]) -> None:
        self._door, self._demos = door, tuple(demos)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the files that can be read, each with its dot."""
        return tuple(suffix for form in registry.FORMATS for suffix in form.suffixes)

    def summaries(self) -> tuple[FamilySummary, ...]:
        """Return all families, the last changed first. Raises VaultError."""
        return records.listing(self._door.vault)

    def open(self, family_id: str) -> FamilySummary:
        """Write down that the family was opened, and return its line. Raises VaultError."""
        records.open_family(self._door.vault, family_id)
        return self._lines((family_id,))[0]

    def record(self, family_id: str) -> FamilyRecord:
        """Return a family as it stands; written down as a view. Raises VaultError."""
        return records.open_family(self._door.vault, family_id)

    def create(self, name: str) -> FamilySummary:
        """Begin an empty family. Raises VaultError, StorageError."""
        return self._lines((records.create(self._door.vault, name=name),))[0]

    def adopt(self, family: Family) -> FamilySummary:
        """Take a family in that was read or built. Raises VaultError, StorageError."""
        return self._lines((records.adopt(self._door.vault, family),))[0]

    def look_into(self, path: Path) -> FoundFile:
        """Read a file; nothing is taken in. Raises FormatError, StorageError."""
        reading = read_file(path)
        return FoundFile(reading.families, reading.losses)

    def take(self, found: FoundFile, places: Sequence[int]) -> ImportReport:
        """Take some of a file's families in, all of those or none. Raises VaultError."""
        taken = records.adopt_all(self._door.vault, [found.families[place] for place in places])
        return ImportReport(self._lines(taken), found.losses)

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Formats that a family can be written in: name and ending, our own first."""
        forms = sorted(registry.FORMATS, key=lambda form: form.name != "consultand")
        return tuple((form.name, form.suffixes[0]) for form in forms)

    def export(self, family_id: str, path: Path) -> tuple[Loss, ...]:
        """Write a family to a file of the user's choice; return what could not be said in it.

        Who is restricted, or wants no counselling any more, goes out as a symbol.
        Written down as an export before the file appears; nothing is half-written.
        Raises FormatError where the format cannot hold the family, StorageError, VaultError; as
        `usage.handed_out`.
        """
        vault = self._door.vault
        known = records.open_family(vault, family_id).family
        out = usage.handed_out(vault, family_id, known)
        named = replace(out.family, id=known.name or _UNNAMED)  # the vault's own id says nothing
        writing = registry.write((named,), path.name)
        with staged(path, writing.content):
            vault.note_act(Act(Action.EXPORT, f"family/{path.suffix}", family_id))
        return (*_held_back(known, out), *writing.losses)

    def import_file(self, path: Path) -> ImportReport:
        """Take the families of a file in, all of them or none.

        Raises FormatError, StorageError, VaultError.
        """
        return self._import((path,))

    def add_demo(self) -> ImportReport:
        """Take the demo families in, all of them or none. Raises StorageError, VaultError."""
        return self._import(self._demos)

    def _import(self, paths: Sequence[Path]) -> ImportReport:
        readings = [read_file(path) for path in paths]
        found = [family for reading in readings for family in reading.families]
        taken = records.adopt_all(self._door.vault, found)
        losses = tuple(loss for reading in readings for loss in reading.losses)
        return ImportReport(self._lines(taken), losses)

    def change(self, family_id: str, edits: tuple[Edit, ...], *, after: int) -> FamilyRecord:
        """Do edits on a family that stands at the sequence `after`; all of them or none.

        Raises VaultError("vault.family_changed", "vault.restricted"), PedigreeError, StorageError.
        """
        vault = self._door.vault
        usage.demand_change(vault, records.open_family(vault, family_id).family, edits)
        return records.append(vault, family_id, edits=edits, after=after)

    def _lines(self, ids: Sequence[str]) -> tuple[FamilySummary, ...]:
        return tuple(records.line(self._door.vault, family_id) for family_id in ids)
