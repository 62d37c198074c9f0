"""The certificates that are compiled into libwebrtc, read out of wrtc's library.

`python -m tests.call.libwebrtc_roots` writes counselling/call/media/data/libwebrtc_roots.pem anew.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.call.conftest import ROOT

FILE = ROOT / "counselling" / "call" / "media" / "data" / "libwebrtc_roots.pem"
_HEAD = """\
# Whom libwebrtc believes of a TURN server over TLS, and nobody else (docs/decisions/0093): the list
# that is compiled into it (rtc_base/ssl_roots.h), as it stands in wrtc 0.1.0.
# Made by `python -m tests.call.libwebrtc_roots`; tests/call/test_turn_authorities.py compares them.
"""
_BEGINS = re.compile(rb"\x30\x82..\x30\x82", re.DOTALL)
_LONGEST = 4000


def compiled_in() -> Mapping[bytes, x509.Certificate]:
    """Return each certificate by its octets, in the order of the library."""
    spec = find_spec("wrtc")
    assert spec is not None
    assert spec.origin is not None
    return dict(_certificates(Path(spec.origin).read_bytes()))


def _certificates(library: bytes) -> Iterator[tuple[bytes, x509.Certificate]]:
    for found in _BEGINS.finditer(library):
        size = int.from_bytes(library[found.start() + 2 : found.start() + 4]) + 4
        octets = library[found.start() : found.start() + size]
        if size > _LONGEST:
            continue
        with warnings.catch_warnings():  # one of 2004 has a number that is none by later rules
            warnings.simplefilter("ignore")
            try:
                yield octets, x509.load_der_x509_certificate(octets)
            except ValueError:
                continue


def text_of(certificates: Mapping[bytes, x509.Certificate]) -> str:
    """Return them as PEM, each with its name and its last day."""
    return _HEAD + "".join(
        f"\n# {each.subject.rfc4514_string()}; until {each.not_valid_after_utc.date()}\n"
        + each.public_bytes(Encoding.PEM).decode()
        for each in certificates.values()
    )


if __name__ == "__main__":
    FILE.write_text(text_of(compiled_in()), "utf-8")
