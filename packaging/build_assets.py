"""Build step: make assets/fonts, icons and licences from packages of the Python index.

Runs as hatchling's build hook (wheel, sdist, editable install) and by hand:
    python packaging/build_assets.py
Nothing is fetched here: the packages named in pyproject's [build-system] are already installed.
The result is the same bytes for the same packages; nothing of it is committed.
"""

from __future__ import annotations

import importlib.metadata
import io
import shutil
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"

# Scripts of the languages we write. One family of files does screen, SVG, PDF and letters.
EUROPEAN = [(0x20, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF),
            (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F)]  # fmt: skip
# with the space: between Arabic words it must come from the Arabic font
ARABIC = [(0x20, 0x20), (0xA0, 0xA0), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF),
          (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0x200C, 0x200F)]  # fmt: skip
SYMBOLS = [(0x2190, 0x21FF), (0x2200, 0x22FF), (0x2600, 0x27BF)]

# (function of pymupdf_fonts, file we make, code points kept, family name it gets)
FONTS = (
    ("notos", "NotoSans-Regular.ttf", EUROPEAN, None),
    ("notosbo", "NotoSans-Bold.ttf", EUROPEAN, None),
    # Only the Arabic letters: digits and Latin must come from Noto Sans, so that a gene's name
    # looks and copies the same in every letter. FiraGO reserves no font name (its OFL notice); ours
    # differs from it (ligatures.py), and so has a name of its own.
    ("figo", "ConsultandArabic-Regular.ttf", ARABIC, "Consultand Arabic"),
    ("figbo", "ConsultandArabic-Bold.ttf", ARABIC, "Consultand Arabic"),
    ("symbol2", "NotoSansSymbols2-Regular.ttf", SYMBOLS, None),
    ("math", "NotoSansMath-Regular.ttf", SYMBOLS, None),
)

ICONS = (
    "arrow-left", "calendar-days", "camera", "camera-off", "chart-line", "check", "chevron-right",
    "circle-alert", "circle-check", "circle-question-mark", "circle-x", "copy", "download", "ear",
    "eye", "file-text", "folder-open", "hand", "import", "info", "languages", "link", "list",
    "lock", "log-out", "maximize", "message-circle-question-mark", "mic", "mic-off", "minus",
    "monitor-up", "network", "pencil", "phone",
    "phone-off", "plus", "printer", "redo-2", "save", "search", "settings", "share-2", "shield",
    "shield-check", "sparkles", "triangle-alert", "undo-2", "user", "user-plus", "users", "video",
    "video-off", "volume-2", "x", "zoom-in", "zoom-out",
)  # fmt: skip
STROKE = "1.75"


def build(assets: Path) -> None:
    """Make all three folders anew."""
    for name in ("fonts", "icons", "licences"):
        shutil.rmtree(assets / name, ignore_errors=True)
        (assets / name).mkdir(parents=True)
    _fonts(assets / "fonts")
    _line_break_mark(assets / "fonts" / "LineBreakMark.ttf")
    _icons(assets / "icons")
    _licences(assets / "licences")


def _fonts(folder: Path) -> None:
    sys.path.insert(0, str(ROOT / "packaging"))  # a build hook is read from no package
    from ligatures import keep_non_joiner, part_ligatures

    for source, name, ranges, family in FONTS:
        font = cut(source, ranges)
        if family:
            _rename(font, family)
            part_ligatures(font)
            keep_non_joiner(font)
        font.save(folder / name)


def cut(source: str, ranges: Iterable[tuple[int, int]]) -> TTFont:
    """Return a font of pymupdf_fonts with the code points of these ranges alone."""
    import pymupdf_fonts
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(pymupdf_fonts.fontbuffers[source]()), recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["DSIG", "FFTM", "TTFA"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for low, high in ranges for c in range(low, high + 1)])
    cutter.subset(font)
    return font


def _rename(font: object, family: str) -> None:
    style = font["name"].getDebugName(2)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
        elif record.nameID == 4:
            record.string = f"{family} {style}"
        elif record.nameID == 6:
            record.string = f"{family.replace(' ', '')}-{style}"


def _line_break_mark(path: Path) -> None:
    """A font of our own with two invisible marks that keep gene names whole in right-to-left PDFs.

    U+00A0 is white space that has an outline (a reader starts a new text line at it), U+2800 is an
    empty glyph that the letter finisher names U+200E (left-to-right mark). See docs/decisions.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def glyph(*, has_outline: bool) -> object:
        pen = TTGlyphPen(None)
        if has_outline:
            pen.moveTo((0, 0))
            for corner in ((0, 20), (20, 20), (20, 0)):
                pen.lineTo(corner)
            pen.closePath()
        return pen.glyph()

    drawn = {".notdef": True, "break": True, "mark": False}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap({0xA0: "break", 0x2800: "mark"})
    builder.setupGlyf({name: glyph(has_outline=outline) for name, outline in drawn.items()})
    builder.setupHorizontalMetrics({".notdef": (100, 0), "break": (100, 0), "mark": (20, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupNameTable(
        {
            "familyName": "LineBreakMark",
            "styleName": "Regular",
            "uniqueFontIdentifier": "LineBreakMark",
            "fullName": "LineBreakMark",
            "psName": "LineBreakMark-Regular",
            "version": "Version 1.0",
        }
    )
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
    builder.font.recalcTimestamp = False
    builder.save(path)


def _icons(folder: Path) -> None:
    import lucide

    with zipfile.ZipFile(Path(lucide.__file__).parent / "lucide.zip") as archive:
        for name in ICONS:
            text = archive.read(f"{name}.svg").decode()
            (folder / f"{name}.svg").write_text(
                text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
            )


def _licences(folder: Path) -> None:
    for package, name in (("pymupdf-fonts", "fonts.txt"), ("lucide", "icons.txt")):
        files = importlib.metadata.files(package) or []
        texts = [f.read_text() for f in files if "LICENSE" in f.name.upper()]
        if not texts:
            raise SystemExit(f"{package} has no licence file: nothing is built without one")
        (folder / name).write_text("\n\n".join(texts))


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand without hatchling
    BuildHookInterface = None

if BuildHookInterface is not None:

    class AssetsHook(BuildHookInterface):
        """Builds the assets before hatchling collects files."""

        def initialize(self, version: str, build_data: dict) -> None:
            """Make the folders and tell hatchling to take them although git ignores them."""
            build(Path(self.root) / "assets")
            build_data["artifacts"] += ["/assets/fonts/*", "/assets/icons/*", "/assets/licences/*"]


if __name__ == "__main__":
    build(ASSETS)
    print(f"built {ASSETS}", file=sys.stderr)
