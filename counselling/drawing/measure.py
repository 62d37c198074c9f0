"""How wide a text is, shaped as every painter shapes it: one answer for screen, SVG and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

import uharfbuzz

from counselling.errors import StorageError

_MOST_KNOWN: Final = 20_000  # widths, some 4 MB
_MISSING_WIDTH: Final = 0.6  # of the type size, for a letter that no face has


class Measure(Protocol):
    """Whatever can tell the width of a line of text."""

    def width_pt(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        """Width in points."""
        ...


class Face:
    """One font file, ready to shape."""

    def __init__(self, font_file: bytes) -> None:
        """Read a TrueType file. Raises StorageError("font.unreadable") when it is none."""
        face = uharfbuzz.Face(font_file)
        if face.glyph_count == 0:
            raise StorageError("font.unreadable")
        self._letters = frozenset(face.unicodes)
        self._font = uharfbuzz.Font(face)
        self._per_em = face.upem

    def has(self, letter: str) -> bool:
        """Whether the face has a glyph for this letter."""
        return ord(letter) in self._letters

    def width(self, text: str) -> float:
        """Width of a text at size 1, kerned and joined."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        advance = sum(place.x_advance for place in buffer.glyph_positions)
        return float(advance / self._per_em)


@dataclass(frozen=True)
class FontMeasure:
    """Regular and bold face, and the faces asked for letters that they lack.

    Widths are kept, with their words, until `forget`: a pedigree measures the same few words again
    and again.
    """

    regular: Face
    bold: Face
    fallbacks: tuple[Face, ...] = ()
    _known: dict[tuple[str, bool], float] = field(default_factory=dict, repr=False, compare=False)

    def width_pt(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        """Width in points."""
        width = self._known.get((text, is_bold))
        if width is None:
            first = self.bold if is_bold else self.regular
            width = sum(
                face.width(run) if face else _MISSING_WIDTH * len(run)
                for face, run in self._runs(text, first)
            )
            if len(self._known) >= _MOST_KNOWN:
                self.forget()
            self._known[text, is_bold] = width
        return size_pt * width

    def forget(self) -> None:
        """Keep none of the words that were measured: names are among them."""
        self._known.clear()

    def _runs(self, text: str, first: Face) -> Iterator[tuple[Face | None, str]]:
        faces = (first, *self.fallbacks)
        run, of = "", first if text else None
        for letter in text:
            face = next((f for f in faces if f.has(letter)), None)
            if run and face is not of:
                yield of, run
                run = ""
            run, of = run + letter, face
        if run:
            yield of, run
