"""The record that a letter's file carries, read back; what others wrote there is never trusted."""

import io
import json
import zlib
from typing import Final

import pikepdf

from counselling.letters.facts import Json
from counselling.letters.record import FILE_NAME, OLDER, SCHEMA

# how a damaged file breaks pikepdf, as tried with thousands of changed bits
BREAKS: Final[tuple[type[Exception], ...]] = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def embedded(pdf: bytes) -> Json:
    """Return a letter's record; {} where the file holds none that can be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            told = json.loads(document.attachments[FILE_NAME].get_file().read_bytes())
        return dict(told) if told["schema"] in {SCHEMA, *OLDER} else {}
    except BREAKS:
        return {}
