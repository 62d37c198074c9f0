"""Files of the page as patients get them: without the words that are for who reads the source."""

from collections.abc import Iterator
from typing import Final

_KINDS: Final = frozenset({".js", ".css"})


def uncommented(content: bytes, suffix: str) -> bytes:
    """Return a script or looks without comments that stand on lines of their own.

    The lines stay, empty: what a browser tells of a place is true of the source as well. Nothing
    else is touched, so no string of several lines may hold a line that looks like a comment.
    """
    if suffix not in _KINDS:
        return content
    return "".join(_without(content.decode("utf-8"))).encode("utf-8")


def _without(source: str) -> Iterator[str]:
    is_inside = False
    for line in source.splitlines(keepends=True):
        words = line.strip()
        is_comment = is_inside or words.startswith(("//", "/*"))
        if is_inside or words.startswith("/*"):
            is_inside = not words.endswith("*/")
        yield "\n" if is_comment else line
