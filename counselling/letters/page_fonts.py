"""The fonts of a letter's page: what each glyph stands for, and how far it moves on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf

UNTOLD: Final = "\ufffd"  # of a glyph that the font does not tell


@dataclass(frozen=True, slots=True)
class Face:
    """letters: what each glyph stands for; widths: in thousandths of the size."""

    letters: Mapping[int, str]
    widths: Mapping[int, float]
    is_bold: bool


def read_face(font: pikepdf.Object) -> Face:
    """Read a font as Typst embeds it. Raises KeyError, ValueError where it is of another kind."""
    inner = font["/DescendantFonts"][0]
    letters: dict[int, str] = {}
    map_text = font["/ToUnicode"].read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", map_text, re.DOTALL):
        for glyph, told in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            letters[int(glyph, 16)] = bytes.fromhex(told).decode("utf-16-be", "replace")
    is_bold = "bold" in str(font.get("/BaseFont", "")).lower()
    return Face(letters, dict(_widths(list(inner.get("/W", [])))), is_bold)


def _widths(told: Sequence[object]) -> Iterator[tuple[int, float]]:
    """Read the two forms: first [w w w], and first last w."""
    rest = list(told)
    while rest:
        first = int(number(rest.pop(0)))
        if isinstance(rest[0], pikepdf.Array):
            yield from ((first + n, number(w)) for n, w in enumerate(listed(rest.pop(0))))
        else:
            last, wide = int(number(rest.pop(0))), number(rest.pop(0))
            yield from ((glyph, wide) for glyph in range(first, last + 1))


def glyphs(shown: object, face: Face) -> Iterator[tuple[str, float]]:
    """Each glyph's letters and how far it moves on, in parts of the size."""
    parts = listed(shown) if isinstance(shown, pikepdf.Array) else [shown]
    run: list[tuple[str, float]] = []
    for part in parts:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for high, low in zip(codes[::2], codes[1::2], strict=True):
                glyph = high << 8 | low
                letter = face.letters.get(glyph, UNTOLD)
                run.append((letter, face.widths.get(glyph, 1000.0) / 1000))
        elif run:
            letter, wide = run[-1]
            run[-1] = letter, wide - number(part) / 1000
    yield from run


def number(value: object) -> float:
    """Return a PDF number. Raises ValueError when it is none."""
    return float(str(value))


def listed(value: object) -> list[object]:
    """Return a PDF array's items; none of anything else."""
    return list(value) if isinstance(value, pikepdf.Array) else []
