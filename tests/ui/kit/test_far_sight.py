"""From far away: little work, and still where people and lines are."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Circle, Item, Line, Rectangle, Scene, Stroke, Text
from ui.kit.pictures.far_sight import FAR
from ui.kit.pictures.scene_painter import prepare
from ui.look.theme import Theme


@pytest.fixture(autouse=True)
def our_fonts(theme: Theme) -> None:
    """Every test here draws with the fonts of the program."""


def seen(*items: Item, scale: float) -> tuple[QImage, int]:
    made = QImage(100, 100, QImage.Format.Format_RGB32)
    made.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
    painter = QPainter(made)
    painter.scale(scale, scale)
    work = prepare(Scene(items, 2000, 2000)).paint(painter)
    painter.end()
    return made, work


def lightness(made: QImage, x: int, y: int) -> int:
    return made.pixelColor(x, y).lightness()


def test_affected_symbols_are_dark_dots_open_ones_rings_and_lines_are_seen() -> None:
    scale = 0.1
    made, _ = seen(
        Line(0, 500, 1000, 500),
        Circle(200, 200, 40, Ink.INK, None),
        Rectangle(560, 160, 80, 80),
        scale=scale,
    )
    assert lightness(made, 20, 20) < 60
    assert lightness(made, 60, 20) > 250
    assert min(lightness(made, x, 20) for x in range(54, 66)) < 60
    assert min(lightness(made, 30, y) for y in range(48, 53)) < 60


def test_far_away_costs_a_fraction() -> None:
    people = tuple(Circle(30.0 * n, 100, 10) for n in range(60))
    assert seen(*people, scale=FAR / 2)[1] * 4 < seen(*people, scale=FAR * 2)[1]


def test_words_nobody_could_read_are_not_painted() -> None:
    blank = seen(scale=0.2)[0]
    assert seen(Text(100, 100, "Anna Berg", 8.5), scale=0.2)[0] == blank
    assert seen(Text(100, 100, "Anna Berg", 8.5), scale=0.9)[0] != blank


def test_paper_that_lies_under_words_leaves_no_mark() -> None:
    blank = seen(scale=0.1)[0]
    assert seen(Rectangle(100, 100, 300, 300, Ink.PAPER, None), scale=0.1)[0] == blank
    assert seen(Rectangle(100, 100, 300, 300, None, Stroke()), scale=0.1)[0] != blank


def test_what_reaches_over_many_squares_is_whole_in_each() -> None:
    long, far_off = Line(0, 500, 9000, 500), Circle(8600, 400, 60, Ink.INK, None)
    made = QImage(100, 100, QImage.Format.Format_RGB32)
    made.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
    painter = QPainter(made)
    painter.scale(0.1, 0.1)
    painter.translate(-8000, 0)
    prepare(Scene((long, far_off), 9000, 2000)).paint(painter, part=QRectF(8000, 0, 1000, 1000))
    painter.end()
    assert all(min(lightness(made, x, y) for y in (49, 50)) < 60 for x in range(0, 99, 7))
    assert lightness(made, 60, 40) < 60
