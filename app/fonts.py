"""The built fonts, and what text in them measures."""

from functools import cache
from pathlib import Path

from app.paths import resource
from counselling.drawing.measure import Face, FontMeasure


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
