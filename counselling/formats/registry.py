"""All file formats, one line each, and the two doors: read bytes, write text."""

from typing import Final

from counselling.errors import FormatError
from counselling.formats import canrisk, native, ped, table
from counselling.formats.format import FileFormat, Reading, Writing
from counselling.formats.text import decode
from counselling.pedigree.family import Family

FORMATS: Final[tuple[FileFormat, ...]] = (
    canrisk.FORMAT,
    native.FORMAT,
    table.FORMAT,
    ped.FORMAT,
)


def read(data: bytes) -> Reading:
    """Read families from a file's bytes; the content says which format it is, not its name.

    Raises FormatError("format.unknown") with the list of formats when none recognises it.
    """
    text = decode(data)
    for file_format in FORMATS:
        if file_format.sniff(text):
            return file_format.read(text)
    raise FormatError("format.unknown", known=", ".join(f.name for f in FORMATS))


def by_suffix(suffix: str) -> FileFormat:
    """Return the format that is written under this suffix (with the dot). Raises FormatError."""
    for file_format in FORMATS:
        if suffix.lower() in file_format.suffixes:
            return file_format
    known = ", ".join(s for f in FORMATS for s in f.suffixes)
    if not suffix:
        raise FormatError("format.no_suffix", known=known)
    raise FormatError("format.unknown_suffix", suffix=suffix, known=known)


def write(families: tuple[Family, ...], suffix: str) -> Writing:
    """Write families in the format of a suffix."""
    return by_suffix(suffix).write(families)
