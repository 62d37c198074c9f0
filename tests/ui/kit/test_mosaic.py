"""The picture in squares: the same picture as in one piece, whatever was moved before."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Circle, Item, Line, Rectangle, Scene, Text
from ui.kit.pictures.mosaic import Mosaic
from ui.kit.pictures.scene_painter import Prepared, prepare
from ui.kit.pictures.viewpoint import Viewpoint
from ui.look.theme import Theme

WINDOW = QRectF(0, 0, 600, 400)


@pytest.fixture(autouse=True)
def our_fonts(theme: Theme) -> None:
    """Every test here draws with the fonts of the program."""


def crowd(people: int) -> Prepared:
    items: list[Item] = [Line(0, 60, 60.0 * people, 60)]
    for number in range(people):
        x = 60.0 * (number % 100) + 30
        y = 60.0 * (number // 100) + 40
        items += [Rectangle(x - 17, y - 17, 34, 34), Circle(x, y, 8, Ink.INK), Text(x, y + 26, "A")]
    return prepare(Scene(tuple(items), 6000, 60.0 * (people // 100 + 2)))


def image() -> QImage:
    made = QImage(600, 400, QImage.Format.Format_RGB32)
    made.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
    return made


def laid(mosaic: Mosaic, view: Viewpoint, *, is_hurried: bool = False) -> tuple[QImage, bool]:
    made = image()
    painter = QPainter(made)
    is_whole = mosaic.paint(painter, view, WINDOW, is_hurried=is_hurried)
    painter.end()
    return made, is_whole


def in_one_piece(picture: Prepared, view: Viewpoint) -> QImage:
    made = image()
    painter = QPainter(made)
    painter.setWorldTransform(view.world)
    picture.paint(painter)
    painter.end()
    return made


def difference(one: QImage, other: QImage) -> int:
    """Pixels that are not nearly the same."""
    count = 0
    for y in range(0, 400, 3):
        for x in range(0, 600, 3):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            count += abs(a.lightness() - b.lightness()) > 60
    return count


def test_squares_make_the_same_picture_as_one_piece() -> None:
    picture, view, mosaic = crowd(30), Viewpoint(), Mosaic()
    mosaic.show(picture)
    view.zoom(1.5, QPointF())
    view.move(QPointF(-70, -13))
    made, is_whole = laid(mosaic, view)
    assert is_whole
    assert difference(made, in_one_piece(picture, view)) < 10


def test_moved_picture_is_the_same_as_one_painted_there() -> None:
    picture, view, moved, fresh = crowd(60), Viewpoint(), Mosaic(), Mosaic()
    moved.show(picture)
    fresh.show(picture)
    laid(moved, view)
    view.move(QPointF(-333, 21))
    assert laid(moved, view)[0] == laid(fresh, view)[0]


def test_large_picture_comes_in_several_frames_and_is_whole_then() -> None:
    picture, view, mosaic = crowd(3000), Viewpoint(), Mosaic()
    mosaic.show(picture)
    view.zoom(0.3, QPointF())
    made, is_whole = laid(mosaic, view)
    assert not is_whole
    frames = 0
    while not is_whole:
        made, is_whole = laid(mosaic, view)
        frames += 1
    assert frames > 2
    assert difference(made, in_one_piece(picture, view)) < 60


def test_while_a_hand_zooms_what_was_seen_stands_in() -> None:
    picture, view, mosaic = crowd(3000), Viewpoint(), Mosaic()
    mosaic.show(picture)
    view.zoom(0.5, QPointF())
    while not laid(mosaic, view)[1]:
        pass
    view.zoom(1.1, QPointF(300, 200))
    made, is_whole = laid(mosaic, view, is_hurried=True)
    assert not is_whole
    corner = [made.pixelColor(x, y).lightness() for x in range(80) for y in range(80)]
    assert min(corner) < 100  # the middle is painted first, and here nothing is yet


def test_what_is_small_is_painted_at_once_even_then() -> None:
    view, mosaic = Viewpoint(), Mosaic()
    mosaic.show(crowd(20))
    laid(mosaic, view)
    view.zoom(1.3, QPointF())
    assert laid(mosaic, view, is_hurried=True)[1]


def test_squares_around_the_window_are_painted_ahead_until_all_are_there() -> None:
    view, mosaic = Viewpoint(), Mosaic()
    mosaic.show(crowd(60))
    laid(mosaic, view)
    made = 0
    while mosaic.go_ahead(view, WINDOW):
        made += 1
    assert made > 5


def test_another_picture_leaves_nothing_of_the_last_one() -> None:
    view, mosaic = Viewpoint(), Mosaic()
    mosaic.show(crowd(60))
    laid(mosaic, view)
    mosaic.show(None)
    assert laid(mosaic, view) == (image(), True)
