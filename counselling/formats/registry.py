"""All file formats, one line each, and the two doors: read bytes, write text."""

from typing import Final

from counselling.errors import FormatError
from counselling.formats import (
    boadicea,
    canrisk,
    fhir_history,
    ga4gh,
    ga4gh_fhir,
    gedcom,
    native,
    ped,
    phenopackets,
    phenotips,
    table,
    workbook,
)
from counselling.formats.format import FileFormat, PackedFormat, Reading, Writing
from counselling.formats.text import MAX_BYTES, decode
from counselling.pedigree.family import Family

PACKED: Final[tuple[PackedFormat, ...]] = (*gedcom.FORMATS, workbook.FORMAT)
FORMATS: Final[tuple[FileFormat, ...]] = (
    *canrisk.FORMATS,
    boadicea.FORMAT,
    native.FORMAT,
    phenopackets.FORMAT,
    ga4gh.FORMAT,
    ga4gh_fhir.FORMAT,
    fhir_history.FORMAT,
    phenotips.FORMAT,
    *PACKED,
    table.FORMAT,
    ped.FORMAT,
)


def recognise(data: bytes) -> tuple[FileFormat, str]:
    """Return the format of a file's bytes, and its text; the content decides, not the name.

    Raises FormatError("format.unknown") with the list of formats when none recognises it.
    """
    if len(data) <= MAX_BYTES:
        for packed in PACKED:
            unpacked = packed.unpack(data)
            if unpacked is not None and packed.sniff(unpacked):
                return packed, unpacked
    text = decode(data)
    for file_format in FORMATS:
        if file_format.sniff(text):
            return file_format, text
    raise FormatError("format.unknown", known=", ".join(f.name for f in FORMATS))


def read(data: bytes) -> Reading:
    """Read families from a file's bytes. Raises FormatError."""
    file_format, text = recognise(data)
    return file_format.read(text)


def by_suffix(name: str) -> FileFormat:
    """Return the format that is written to a file of this name, or under this ending.

    Of two endings the longer one decides: x.fhir.json is FHIR, x.json the program's own.
    Raises FormatError.
    """
    plain = name.lower()
    fits = [(len(s), f) for f in FORMATS for s in f.suffixes if plain.endswith(s)]
    if fits:
        return max(fits, key=lambda fit: fit[0])[1]
    known = ", ".join(s for f in FORMATS for s in f.suffixes)
    ending = f".{name.rpartition('.')[2]}" if "." in name.lstrip(".") or name[:1] == "." else ""
    if not ending:
        raise FormatError("format.no_suffix", known=known)
    raise FormatError("format.unknown_suffix", suffix=ending, known=known)


def write(families: tuple[Family, ...], name: str) -> Writing:
    """Write families in the format of a file's name or ending."""
    return by_suffix(name).write(families)
