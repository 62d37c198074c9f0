"""Use case: read families from a file, and choose one of several."""

import stat
from pathlib import Path
from typing import Final

from counselling.errors import FormatError, StorageError
from counselling.formats import registry
from counselling.formats.format import Reading
from counselling.formats.text import MAX_BYTES
from counselling.pedigree.family import Family

_SHOWN: Final = 20  # ids of families that a sentence names


def read_file(path: Path) -> Reading:
    """Read all families of a file. Raises as `content_of`, and FormatError with the line."""
    return registry.read(content_of(path))


def content_of(path: Path) -> bytes:
    """Return what is in a file.

    Raises StorageError ("file.missing", "file.not_a_file", "file.unreadable"), FormatError
    ("format.too_large"). A file beyond the limit is refused by its size, before it is read; a
    folder, a pipe or a device is never opened, as reading it might not end.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise StorageError("file.not_a_file")
        if facts.st_size > MAX_BYTES:
            raise FormatError("format.too_large", megabytes=MAX_BYTES // 1_000_000)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # a file of /proc tells no size
    except (FileNotFoundError, NotADirectoryError):
        raise StorageError("file.missing") from None
    except OSError as error:
        raise StorageError("file.unreadable") from error


def choose(reading: Reading, family_id: str | None) -> Family:
    """Return the family with this id; without an id the only one.

    Raises FormatError: "format.choose_family" when the file holds several and none is named,
    "format.no_such_family" when it does not hold the one that is; both with the first ids.
    """
    families = reading.families
    if family_id is None and len(families) == 1:
        return families[0]
    for family in families:
        if family.id == family_id:
            return family
    shown = ", ".join(
        [family.id for family in families[:_SHOWN]] + ["…"] * (len(families) > _SHOWN)
    )
    if family_id is not None:
        raise FormatError("format.no_such_family", family=family_id, known=shown)
    raise FormatError("format.choose_family", count=len(families), known=shown)
