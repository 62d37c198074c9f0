"""Reads the certificates of a clinic's own authority, by which its servers are believed."""

import argparse
import re
import ssl
from pathlib import Path
from typing import Final

from counselling.call.server.trust import trusting
from counselling.errors import CallError

# What else stands in such files, names in any alphabet or even a key, is none of ours.
_CERTIFICATE: Final = re.compile(
    r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----"
)


def declare_roots(parser: argparse.ArgumentParser) -> None:
    """Declare --ca-file, which `read_roots` takes."""
    parser.add_argument(
        "--ca-file",
        type=Path,
        help="certificates (PEM) of the clinic's own authority, believed beside the computer's",
    )


def read_roots(file: Path | None) -> str:
    """Return a file's certificates, PEM; "" for no file. Raises CallError("call.ca_file", file)."""
    if file is None:
        return ""
    try:
        roots = "\n".join(_CERTIFICATE.findall(file.read_text("utf-8")))
        trusting(roots)
    except (OSError, UnicodeError, ssl.SSLError):
        roots = ""
    if not roots:
        raise CallError("call.ca_file", file=file.name)
    return roots
