"""Use case: read every family file of a folder, in one order, telling which cannot be read."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.errors import CounsellingError
from counselling.files import told_by_the_disk
from counselling.formats.format import Reading
from counselling.work.files.read_family import read_file


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or one family of it, that was left out, and why."""

    file: Path
    error: CounsellingError
    family: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read."""

    file: Path
    reading: Reading


def read_folder(folder: Path, *, but: Sequence[Path] = ()) -> Iterator[FileRead | Skipped]:
    """Read all files of a folder and of the folders in it; each is told, read or skipped.

    Hidden files and links to other folders are passed over. but: folders that are not looked
    into. Raises StorageError when the folder itself cannot be listed.
    """
    for file in files_of(folder, but=but):
        try:
            found: FileRead | Skipped = FileRead(file, read_file(file))
        except CounsellingError as error:
            found = Skipped(file, error)
        yield found


def files_of(folder: Path, *, but: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the files under a folder, sorted by path. Raises StorageError."""
    with told_by_the_disk():
        os.listdir(folder)  # os.walk is silent about a folder that it may not open
    passed = {os.path.realpath(path) for path in but}
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [
            name
            for name in sorted(folders)
            if not name.startswith(".")
            and os.path.realpath(os.path.join(place, name)) not in passed
        ]
        found += [Path(place, name) for name in files if not name.startswith(".")]
    return tuple(sorted(found))
