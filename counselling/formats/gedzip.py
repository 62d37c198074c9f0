"""GEDZIP: a GEDCOM in a zip with its pictures, of which only the GEDCOM is read.

Source: FamilySearch GEDCOM 7.0, section 4: the dataset is named gedcom.ged and is UTF-8.
"""

import io
import zipfile
import zlib
from typing import Final

from counselling.errors import FormatError
from counselling.formats.text import MAX_BYTES

_NAME: Final = "gedcom.ged"
_MARK: Final = b"PK\x03\x04"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def dataset(data: bytes) -> bytes | None:
    """Return the GEDCOM of a GEDZIP, None for what is none; pictures are never unpacked.

    Raises FormatError: "format.gedzip_broken", "format.too_large".
    """
    if data[:4] != _MARK:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if _NAME not in packed.namelist():
                return None
            if packed.getinfo(_NAME).file_size > MAX_BYTES:
                raise FormatError("format.too_large", megabytes=MAX_BYTES // 1_000_000)
            with packed.open(_NAME) as entry:
                return entry.read(MAX_BYTES)
    except _BROKEN:
        return None if _NAME.encode() not in data else _refuse()


def _refuse() -> bytes:
    raise FormatError("format.gedzip_broken") from None
