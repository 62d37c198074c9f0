import gc
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage
from PySide6.QtWidgets import QApplication

from ui.look.icons import Icons
from ui.look.theme import Mode, Theme
from ui.look.tokens import DARK, LIGHT, Token


def picture(icon: QIcon, *, side: int = 48, state: QIcon.State = QIcon.State.Off) -> QImage:
    return icon.pixmap(QSize(side, side), 1.0, QIcon.Mode.Normal, state).toImage()


def strongest(image: QImage) -> str:
    """Colour of the most opaque pixel."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    pixels = (image.pixelColor(x, y) for x, y in points)
    best: QColor = max(pixels, key=lambda colour: colour.alpha())
    return best.name().upper()


def test_icon_is_tinted_and_follows_the_theme_by_itself(icons: Icons, theme: Theme) -> None:
    icon = icons.icon("users", Token.ACCENT)
    assert strongest(picture(icon)) == LIGHT[Token.ACCENT]
    theme.choose(replace(theme.choice, mode=Mode.DARK))
    assert strongest(picture(icon)) == DARK[Token.ACCENT]


def test_checked_icon_has_its_second_colour(icons: Icons) -> None:
    icon = icons.icon("users", Token.SOFT, ink_on=Token.ACCENT)
    assert strongest(picture(icon, state=QIcon.State.On)) == LIGHT[Token.ACCENT]


def test_icon_at_twice_the_scale_is_drawn_and_not_stretched(icons: Icons) -> None:
    icon = icons.icon("users")
    fine = icon.pixmap(QSize(24, 24), 2.0)
    assert fine.size() == QSize(48, 48)
    stretched = picture(icon, side=24).scaled(48, 48)
    assert fine.toImage().convertToFormat(stretched.format()) != stretched


def test_missing_icon_paints_nothing(theme: Theme, tmp_path: Path) -> None:
    image = picture(Icons(tmp_path, theme).icon("no-such"))
    assert strongest(image) == "#000000"
    assert image.pixelColor(24, 24).alpha() == 0


def test_arrow_points_the_other_way_where_one_reads_from_the_right(
    icons: Icons, qapp: QApplication
) -> None:
    left_to_right = picture(icons.icon("arrow-left"))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = picture(icons.icon("arrow-left"))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored != left_to_right
    assert picture(icons.icon("camera")) == picture(icons.icon("camera"))


class Holder:
    """Something that only the collector takes apart, and its icon with it."""

    def __init__(self, icon: QIcon) -> None:
        self.icon, self.itself = icon, self


def test_icons_in_cycles_are_collected_whole_and_once(icons: Icons) -> None:
    """A crash of the whole process where an icon and its engine are both deleted by Python."""
    gc.collect()
    before = engines_alive()
    for _ in range(100):
        Holder(icons.icon("users"))
        gc.collect()
    assert engines_alive() == before


def engines_alive() -> int:
    return sum(isinstance(each, QIconEngine) for each in gc.get_objects())
