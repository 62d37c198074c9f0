"""Writes the golden scenes of the gallery:  .venv/bin/python -m tests.figures.golden_scenes

Look at the pictures first: python packaging/gallery.py OUT
"""

import json
import sys
from pathlib import Path

from counselling.drawing.json import scene_json
from counselling.drawing.measure import Face, FontMeasure
from counselling.drawing.scene import Scene
from tests.conftest import ROOT, catalogue
from tests.figures.gallery import gallery

FOLDER = Path(__file__).resolve().parent / "golden"


def written(scene: Scene) -> str:
    """A scene as text: one shape a line, so that a change reads as one."""
    table = dict(scene_json(scene))
    shapes = table.pop("items")
    assert isinstance(shapes, list)
    head = json.dumps(table, ensure_ascii=False)[:-1]
    rows = ",\n ".join(json.dumps(shape, ensure_ascii=False) for shape in shapes)
    return f'{head}, "items": [\n {rows}\n]}}\n'


def main() -> int:
    """Write all of them."""
    fonts = ROOT / "assets" / "fonts"
    measure = FontMeasure(
        *(Face((fonts / f"NotoSans-{weight}.ttf").read_bytes()) for weight in ("Regular", "Bold"))
    )
    words = catalogue("en")
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, specimen in gallery().items():
        (FOLDER / f"{name}.json").write_text(written(specimen.scene(words, measure)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
