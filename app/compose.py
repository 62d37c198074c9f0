"""The only wiring: builds what use cases take as arguments, and imports heavy rooms when asked."""

from functools import cache
from pathlib import Path

from app.paths import resource
from counselling.drawing.measure import Face, FontMeasure
from counselling.drawing.scene import Scene
from counselling.figures.chart import ChartData
from counselling.letters.letter import Letter


def fonts() -> Path:
    """Folder with the built fonts."""
    return resource("assets", "fonts")


@cache
def measure() -> FontMeasure:
    """Measures text with the fonts that all painters use."""
    folder = fonts()

    def face(name: str) -> Face:
        return Face((folder / name).read_bytes())

    return FontMeasure(
        face("NotoSans-Regular.ttf"),
        face("NotoSans-Bold.ttf"),
        (face("ConsultandArabic-Regular.ttf"), face("NotoSansSymbols2-Regular.ttf")),
    )


def sheet(scene: Scene, folder: Path) -> bytes:
    """Paint a scene on a PDF sheet (imports reportlab)."""
    from counselling.drawing import pdf

    return pdf.sheet(scene, fonts=folder)


def set_letter(letter: Letter, folder: Path) -> tuple[bytes, int]:
    """Set a letter as PDF and count its pages (imports typst and pikepdf)."""
    from counselling.letters import finish, pdf

    made = pdf.set_letter(letter, fonts=folder)
    return made, finish.page_count(made)


def chart_page(chart: ChartData, language: str) -> str:
    """Return the interactive chart as one HTML page (imports plotly)."""
    from counselling.figures import interactive

    return interactive.page(chart, language=language)
