"""The one family of fonts, the same files as in letters and drawings."""

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

FAMILIES: Final = ("Noto Sans", "Consultand Arabic")

_FILES: Final = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "ConsultandArabic-Regular.ttf",
    "ConsultandArabic-Bold.ttf",
)


def load(folder: Path) -> tuple[str, ...]:
    """Make the fonts known to Qt and return the files that could not be read.

    A missing font is not worth stopping for: Qt then writes in the system's own.
    """
    return tuple(name for name in _FILES if not _is_known(folder / name))


@cache
def _is_known(file: Path) -> bool:
    """Make a font known once: each time more lets Qt look through more fonts for every word."""
    return QFontDatabase.addApplicationFont(str(file)) >= 0
