"""The only wiring: builds what use cases take as arguments, and imports heavy rooms when asked."""

from functools import cache
from pathlib import Path

from app.paths import resource
from counselling.drawing.measure import Face, FontMeasure
from counselling.drawing.scene import Scene


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
