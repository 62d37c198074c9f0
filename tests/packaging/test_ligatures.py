"""The Arabic font has a glyph for each letter, and looks as it looked with its ligatures."""

import importlib.util
import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
import uharfbuzz
from fontTools.otlLib.builder import buildLookup, buildPairPosGlyphsSubtable, buildValue
from fontTools.ttLib import TTFont

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

LAM, ALEFS = "\u0644", "\u0627\u0623\u0625\u0622\u0671"
MARKS = ("", "\u064e", "\u064f\u0651", "\u0650", "\u0670")
BEFORE, AFTER = ("", "\u0628", "\u0631"), ("", "\u0645")  # joined or not, and kerned
LAM_ALEF = tuple(map("".join, product(BEFORE, LAM, MARKS, ALEFS, MARKS, AFTER)))
ALLAH = tuple(
    f"{before}\u0627\u0644\u0644{mark}\u0647{last}"
    for before, mark, last in product(("", "\u0639\u0628\u062f"), MARKS, MARKS)
)
JOINED = "\u0628\u0647\u0645\u06cc"  # each joins the next
APART = tuple(
    f"{first}{mark}\u200c{second}{mark}\u0645"
    for first, second, mark in product(
        (*JOINED, "\u0631", "\u0644"), (*JOINED, *ALEFS, "\u0631"), MARKS
    )
)
PLAIN: Mapping[str, bool] = {}
ALL_LIGATURES = {"dlig": True}


@dataclass(frozen=True)
class Set:
    """A word as it is set: contours where they stand, the width, and each glyph's letter."""

    contours: tuple[object, ...]
    width: int
    clusters: tuple[int, ...]


class _Pen:
    """Takes contours where they stand."""

    def __init__(self, x: int, y: int) -> None:
        self._x, self._y, self.told = x, y, list[object]()

    def _take(self, *points: tuple[int, int]) -> None:
        self.told.append(tuple((x + self._x, y + self._y) for x, y in points))

    moveTo = lineTo = qCurveTo = curveTo = closePath = _take


@dataclass(frozen=True)
class Face:
    font: uharfbuzz.Font

    @classmethod
    def of(cls, font: TTFont) -> "Face":
        written = io.BytesIO()
        font.save(written)
        return cls(uharfbuzz.Font(uharfbuzz.Face(written.getvalue())))

    def set(self, word: str, features: Mapping[str, bool] = PLAIN) -> Set:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES  # as Typst does
        uharfbuzz.shape(self.font, buffer, dict(features))
        glyphs, contours, at = buffer.glyph_infos, list[object](), 0
        for glyph, place in zip(glyphs, buffer.glyph_positions, strict=True):
            pen = _Pen(at + place.x_offset, place.y_offset)
            self.font.draw_glyph_with_pen(glyph.codepoint, pen)
            contours += [tuple(pen.told)] if pen.told else []
            at += place.x_advance
        # a mark is drawn before or behind its letter
        return Set(tuple(sorted(contours, key=repr)), at, tuple(each.cluster for each in glyphs))


def _module(name: str) -> ModuleType:
    told = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert told is not None
    assert told.loader is not None
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


BUILDER, LIGATURES = _module("build_assets"), _module("ligatures")


@pytest.fixture(scope="module", params=["figo", "figbo"])
def faces(request: pytest.FixtureRequest) -> tuple[Face, Face]:
    """The face with its ligatures, and the same one with a glyph for each letter."""
    font = BUILDER.cut(request.param, BUILDER.ARABIC)
    before = Face.of(font)
    LIGATURES.part_ligatures(font)
    LIGATURES.keep_non_joiner(font)
    return before, Face.of(font)


@pytest.mark.parametrize(
    ("words", "features"),
    [(LAM_ALEF, PLAIN), (APART, PLAIN), (ALLAH, PLAIN), (ALLAH, ALL_LIGATURES)],
)
def test_every_word_is_drawn_as_it_was(
    words: tuple[str, ...], features: Mapping[str, bool], faces: tuple[Face, Face]
) -> None:
    before, after = faces
    for word in words:
        one, other = before.set(word, features), after.set(word, features)
        assert (other.contours, other.width) == (one.contours, one.width), word


@pytest.mark.parametrize("lam", ["\u0644", "\u0628\u0644"])
@pytest.mark.parametrize("alef", ALEFS)
def test_lam_and_alef_are_a_glyph_each(lam: str, alef: str, faces: tuple[Face, Face]) -> None:
    word = lam + alef
    before, after = (set(face.set(word).clusters) for face in faces)
    assert after == set(range(len(word)))
    assert before == set(range(len(word) - 1))  # with the ligature it is not so


def test_god_is_four_letters(faces: tuple[Face, Face]) -> None:
    word = "\u0627\u0644\u0644\u0647"
    assert [len(face.set(word).clusters) for face in faces] == [1, 4]


def test_what_parts_two_letters_is_a_glyph_too(faces: tuple[Face, Face]) -> None:
    word = "\u0645\u06cc\u200c\u062a\u0648\u0627\u0646"
    before, after = (set(face.set(word).clusters) for face in faces)
    assert after == set(range(len(word)))
    assert len(before) == len(word) - 1


def test_the_built_font_has_no_ligature_of_letters(fonts: Path) -> None:
    for style in ("Regular", "Bold"):
        font = TTFont(fonts / f"ConsultandArabic-{style}.ttf")
        lookups = font["GSUB"].table.LookupList.Lookup
        joining = [each for each in lookups if each.SubTable[0].LookupType == 4]
        assert joining
        marks = font["GDEF"].table.GlyphClassDef.classDefs
        for table in (table for lookup in joining for table in lookup.SubTable):
            assert all(marks[first] == 3 for first in table.ligatures)


def test_kerning_that_names_its_pairs_is_refused() -> None:
    font = BUILDER.cut("figo", BUILDER.ARABIC)
    kerned = {("uni0631", "uniFEFB"): (buildValue({"XAdvance": -20}), None)}
    pairs = buildPairPosGlyphsSubtable(kerned, font.getReverseGlyphMap())
    font["GPOS"].table.LookupList.Lookup.append(buildLookup([pairs]))
    with pytest.raises(ValueError, match="kerning by pairs"):
        LIGATURES.part_ligatures(font)
