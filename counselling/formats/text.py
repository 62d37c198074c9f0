"""From bytes to text: size, encoding and binary rubbish are settled before any format looks."""

import codecs
from typing import Final

from counselling.errors import FormatError

MAX_BYTES: Final = 20_000_000  # 200 times the largest family file known to us
_END_OF_FILE: Final = "\x1a"  # programs for DOS end a text with it
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Return the text of a file, line ends made equal.

    UTF-8, UTF-16 with its mark, else Windows-1252, in which clinics' old programs wrote.
    Raises FormatError: "format.empty", "format.too_large" (megabytes), "format.binary".
    """
    if not data.strip():
        raise FormatError("format.empty")
    if len(data) > MAX_BYTES:
        raise FormatError("format.too_large", megabytes=MAX_BYTES // 1_000_000)
    text = _text(data).rstrip(_END_OF_FILE)
    if _looks_binary(text):
        raise FormatError("format.binary")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise FormatError("format.binary") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _looks_binary(text: str) -> bool:
    head = text[:4096]
    control = sum(ord(c) < 32 and c not in "\t\r\n\f" for c in head)
    unreadable = head.count("\ufffd")
    return "\0" in text or (control + unreadable) * 20 > len(head)
