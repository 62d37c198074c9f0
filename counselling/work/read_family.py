"""Use case: read families from a file, and choose one of several."""

from pathlib import Path

from counselling.errors import FormatError, StorageError
from counselling.formats import registry
from counselling.formats.format import Reading
from counselling.formats.text import MAX_BYTES
from counselling.pedigree.family import Family


def read_file(path: Path) -> Reading:
    """Read all families of a file.

    Raises StorageError("file.missing") or ("file.unreadable"), FormatError with the line. A file
    beyond the limit is refused by its size, before it is read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError("format.too_large", megabytes=MAX_BYTES // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError:
        raise StorageError("file.missing") from None
    except OSError as error:
        raise StorageError("file.unreadable") from error
    return registry.read(data)


def choose(reading: Reading, family_id: str | None) -> Family:
    """Return the family with this id; without an id the only one.

    Raises FormatError("format.choose_family") with the ids when the file holds several.
    """
    families = reading.families
    if family_id is None and len(families) == 1:
        return families[0]
    for family in families:
        if family.id == family_id:
            return family
    shown = ", ".join(family.id for family in families[:20])
    raise FormatError("format.choose_family", count=len(families), known=shown)
