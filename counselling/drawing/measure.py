"""How wide a text is, from the font's own tables: the same answer for screen, SVG and PDF."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fontTools.ttLib import TTFont

from counselling.errors import StorageError


class Measure(Protocol):
    """Whatever can tell the width of a line of text."""

    def width_pt(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        """Width in points."""
        ...


@dataclass(frozen=True)
class Face:
    """Advance widths of one font file, by character, in fractions of the type size."""

    advances: Mapping[int, float]

    def width(self, text: str, missing: float) -> float:
        """Width at size 1; characters the face lacks count as `missing`."""
        return sum(self.advances.get(ord(letter), missing) for letter in text)


@dataclass(frozen=True)
class FontMeasure:
    """Regular and bold face, and the faces asked for characters that they lack.

    Arabic letters are counted in their isolated form, which is at least as wide as the joined
    one: a label is given too much room rather than too little.
    """

    regular: Face
    bold: Face
    fallbacks: tuple[Face, ...] = ()

    def width_pt(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        """Width in points."""
        face = self.bold if is_bold else self.regular
        return size_pt * sum(self._advance(ord(letter), face) for letter in text)

    def _advance(self, letter: int, face: Face) -> float:
        for candidate in (face, *self.fallbacks):
            if letter in candidate.advances:
                return candidate.advances[letter]
        return 0.6  # a middling letter


def read_face(font_file: bytes) -> Face:
    """Read advance widths from a TrueType file. Raises StorageError when it is none."""
    try:
        font = TTFont(io.BytesIO(font_file), lazy=True)
        units = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return Face({code: widths[name][0] / units for code, name in font.getBestCmap().items()})
    except Exception as error:
        raise StorageError("font.unreadable") from error
