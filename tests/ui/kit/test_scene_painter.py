import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.measure import Face, FontMeasure
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from ui.kit.pictures.scene_painter import Prepared, Writing, prepare
from ui.look.theme import Theme

INK = PAPER_COLOURS[Ink.INK]


@pytest.fixture(autouse=True)
def our_fonts(theme: Theme) -> None:
    """Every test here draws with the fonts of the program."""


def prepared(*items: Item) -> Prepared:
    return prepare(Scene(items, 100, 100))


def painted(picture: Prepared) -> QImage:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER_COLOURS[Ink.PAPER]))
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    return image


def colour_at(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name().upper()


def test_pixels_stand_where_the_scene_says_in_the_colours_of_their_roles() -> None:
    image = painted(
        prepared(
            Rectangle(10, 10, 20, 20, Ink.INK, None),
            Circle(70, 20, 10, Ink.ACCENT, None),
            Line(0, 50, 100, 50, Stroke(Ink.CONTRAST, 4)),
            Path((("M", 10, 70), ("L", 30, 70), ("L", 30, 90), ("Z",)), Ink.SOFT, None),
        )
    )
    assert colour_at(image, 20, 20) == INK
    assert colour_at(image, 70, 20) == PAPER_COLOURS[Ink.ACCENT]
    assert colour_at(image, 50, 49) == PAPER_COLOURS[Ink.CONTRAST]
    assert colour_at(image, 28, 75) == PAPER_COLOURS[Ink.SOFT]
    assert colour_at(image, 5, 5) == PAPER_COLOURS[Ink.PAPER]
    assert colour_at(image, 12, 88) == PAPER_COLOURS[Ink.PAPER]


def test_dashes_have_gaps() -> None:
    image = painted(prepared(Line(0, 50, 100, 50, Stroke(Ink.INK, 4, dash=(10, 10)))))
    assert colour_at(image, 5, 49) == INK
    assert colour_at(image, 15, 49) == PAPER_COLOURS[Ink.PAPER]


def test_text_is_as_wide_as_the_layout_measured_it(theme: Theme, qapp: QApplication) -> None:
    from pathlib import Path as FilePath

    folder = FilePath(__file__).resolve().parents[3] / "assets" / "fonts"
    regular, bold, arabic = (
        Face((folder / name).read_bytes())
        for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "ConsultandArabic-Regular.ttf")
    )
    measure = FontMeasure(regular, bold, (arabic,))
    for text, size, is_bold in (
        ("breast 44", 8.5, False),
        ("AVATAR", 10, True),
        ("مريم", 8.5, False),
    ):
        piece = prepared(Text(0, 50, text, size, is_bold=is_bold)).pieces[0]
        wanted = measure.width_pt(text, size, is_bold=is_bold)
        assert piece.bounds.width() == pytest.approx(wanted, rel=0.005)


@pytest.mark.parametrize(
    ("anchor", "share"), [(Anchor.START, 0.0), (Anchor.MIDDLE, 0.5), (Anchor.END, 1.0)]
)
def test_anchor_says_which_side_of_the_text_stands_at_x(anchor: Anchor, share: float) -> None:
    box = prepared(Text(50, 50, "breast 44", anchor=anchor, direction="rtl")).pieces[0].bounds
    assert box.left() + share * box.width() == pytest.approx(50)


def test_text_is_painted_at_its_place_and_size() -> None:
    image = painted(prepared(Text(10, 60, "HHHH", 20)))
    dark = [
        (x, y) for x in range(100) for y in range(100) if image.pixelColor(x, y).lightness() < 100
    ]
    assert min(y for _, y in dark) == pytest.approx(60 - 20 * 0.714, abs=1.5)  # Noto's capitals
    assert max(y for _, y in dark) == pytest.approx(59, abs=1)
    assert min(x for x, _ in dark) == pytest.approx(12, abs=1.5)


def test_arabic_text_runs_from_the_right() -> None:
    piece = prepared(Text(10, 60, "مريم", direction="rtl")).pieces[0]
    assert isinstance(piece, Writing)
    assert piece.direction == Qt.LayoutDirection.RightToLeft


def test_subject_knows_its_symbol_and_its_label() -> None:
    symbol = Circle(50, 50, 17)
    arrow_head = Path((("M", 20, 70), ("L", 24, 70), ("L", 24, 74), ("Z",)), Ink.INK, None)
    label = Text(50, 80, "Anna", anchor=Anchor.MIDDLE)
    outer = Group((arrow_head, Group((symbol, label))), "II-2", "Anna, woman")
    (subject,) = prepared(outer, Group((Line(0, 0, 1, 1),))).subjects
    assert (subject.name, subject.label) == ("II-2", "Anna, woman")
    assert subject.symbol.center() == QPointF(50, 50)
    assert subject.symbol.width() == pytest.approx(34, abs=2)
    assert subject.bounds.contains(QRectF(45, 74, 10, 6))


def test_only_what_touches_the_part_is_painted() -> None:
    picture = prepared(
        Rectangle(0, 0, 10, 10, Ink.INK, None), Rectangle(80, 80, 10, 10, Ink.INK, None)
    )
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    picture.paint(painter, part=QRectF(0, 0, 50, 50))
    painter.end()
    assert colour_at(image, 5, 5) == INK
    assert colour_at(image, 85, 85) == "#FFFFFF"
