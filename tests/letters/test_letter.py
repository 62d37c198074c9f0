import itertools
from dataclasses import replace

import pytest

from counselling.errors import LetterError
from counselling.letters.letter import Figure, Heading, Letter, Paragraph, Picture, Section

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" {size}></svg>'


def test_a_section_without_a_block_cannot_be_made() -> None:
    with pytest.raises(LetterError) as caught:
        Section("agreed", ("What we agreed",), ())
    assert caught.value.message_id == "letter.empty_section"
    assert caught.value.fields == {"section": "agreed"}


def test_headings_never_skip_a_level(letter: Letter) -> None:
    levels = [block.level for block in letter.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(then - now <= 1 for now, then in itertools.pairwise(levels))


def test_another_word_is_another_letter(letter: Letter) -> None:
    changed = replace(letter, closing=(*letter.closing, "!"))
    assert letter.id == replace(letter).id
    assert letter.id != changed.id
    assert len(letter.id) == 9


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ('viewBox="0 0 460 250" width="1" height="1"', (460.0, 250.0)),
        ('viewBox="-5,-5,46.5,25"', (46.5, 25.0)),
        ('width="300pt" height="120pt"', (300.0, 120.0)),
    ],
)
def test_a_picture_tells_its_size(size: str, told: tuple[float, float]) -> None:
    assert Picture(_SVG.format(size=size), "a tree").size == told


@pytest.mark.parametrize("svg", ["", "no picture", _SVG.format(size=""), "<svg viewBox='0 0 1'/>"])
def test_a_picture_without_a_size_is_refused(svg: str) -> None:
    with pytest.raises(LetterError, match=r"letter\.picture"):
        Figure.fitted(Picture(svg, "a tree"), ("A tree",), most_mm=(100, 50))


def test_a_picture_keeps_its_proportions_within_both_limits() -> None:
    picture = Picture(_SVG.format(size='viewBox="0 0 720 360"'), "a tree")
    assert Figure.fitted(picture, ("A tree",), most_mm=(100, 80)).width_mm == 100
    assert Figure.fitted(picture, ("A tree",), most_mm=(100, 30)).width_mm == 60


def test_a_small_picture_is_not_blown_up() -> None:
    picture = Picture(_SVG.format(size='viewBox="0 0 72 36"'), "a tree")
    assert Figure.fitted(picture, ("A tree",), most_mm=(100, 80)).width_mm == 25.4


def test_a_paragraph_runs_as_its_letter_unless_told() -> None:
    assert Paragraph(("words",)).direction is None
