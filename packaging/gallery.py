"""Draws every id of docs/notation.md on one page, for eyes: SVG, PDF and PNGs.

    python packaging/gallery.py OUT [--language de]

PNGs need pypdfium2, which is among the development packages. The families are those of
tests/figures/gallery.py, which the tests compare with tests/figures/golden.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from counselling.drawing.ink import HEADING_PT, Ink  # noqa: E402
from counselling.drawing.measure import Face, FontMeasure  # noqa: E402
from counselling.drawing.pdf import Paper, sheet  # noqa: E402
from counselling.drawing.scene import Item, Scene, Text, moved  # noqa: E402
from counselling.drawing.svg import svg  # noqa: E402
from tests.conftest import catalogue  # noqa: E402
from tests.figures.gallery import gallery  # noqa: E402

FONTS = ROOT / "assets" / "fonts"
WIDTH_PT, GAP_PT, TITLE_PT = 1150.0, 16.0, 18.0
PAGES = 5


def main(arguments: Sequence[str]) -> int:
    """Write the gallery; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", default="en")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    words, measure = catalogue(asked.language), fonts()
    parts = [(f"{name}  {one.title}", one.scene(words, measure)) for name, one in gallery().items()]
    (asked.out / "gallery.svg").write_text(svg(page_of(parts)), "utf-8")
    share = -(-len(parts) // PAGES)
    for number in range(PAGES):
        scene = page_of(parts[number * share : (number + 1) * share])
        paper = Paper(scene.width, scene.height, 0.0)
        pdf = sheet(scene, fonts=FONTS, paper=paper)
        (asked.out / f"gallery-{number + 1}.pdf").write_bytes(pdf)
        as_png(pdf, asked.out / f"gallery-{number + 1}.png")
    print(f"{len(parts)} drawings in {asked.out}")
    return 0


def page_of(parts: Sequence[tuple[str, Scene]]) -> Scene:
    """Scenes in rows on one page, each under its title."""
    items: list[Item] = []
    x = y = GAP_PT
    tall = right = 0.0
    for title, scene in parts:
        wide = max(scene.width, 7.4 * len(title))
        if x > GAP_PT and x + wide > WIDTH_PT:
            x, y, tall = GAP_PT, y + tall + TITLE_PT + GAP_PT, 0.0
        items.append(Text(x, y + HEADING_PT, title, HEADING_PT, ink=Ink.ACCENT, is_bold=True))
        items += (moved(item, x, y + TITLE_PT) for item in scene.items)
        x, tall = x + wide + GAP_PT, max(tall, scene.height)
        right = max(right, x)
    return Scene(tuple(items), right, y + tall + TITLE_PT + GAP_PT, "Gallery of the notation")


def as_png(pdf: bytes, path: Path) -> None:
    """Draw the first page of a PDF as a picture."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    page.render(scale=1.6).to_pil().save(path)


def fonts() -> FontMeasure:
    """Measures text as the painters set it."""

    def faces() -> Iterator[Face]:
        for name in ("NotoSans-Regular", "NotoSans-Bold", "ConsultandArabic-Regular"):
            yield Face((FONTS / f"{name}.ttf").read_bytes())

    regular, bold, arabic = faces()
    return FontMeasure(regular, bold, (arabic,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
