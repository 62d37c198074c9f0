from datetime import date

import pytest

from app.fonts import measure
from app.words import catalogue
from counselling.drawing.scene import Text
from counselling.figures.key_sheet import WIDTH_PT
from counselling.figures.recovery_sheet import recovery_sheet

CODE = "ABC123-DEF456-GHJ789-KMN012-PQ"


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_code_stands_whole_and_alone_inside_the_sheet(language: str) -> None:
    words = catalogue(language)
    scene = recovery_sheet("Clinic", CODE, words, measure(), today=date(2026, 11, 28))
    texts = [item for item in scene.flat() if isinstance(item, Text)]
    (code,) = (text for text in texts if text.text == CODE)
    assert measure().width_pt(CODE, code.size_pt, is_bold=True) < WIDTH_PT
    assert all(0 < text.y <= scene.height for text in texts)
    assert CODE not in scene.title + scene.description
