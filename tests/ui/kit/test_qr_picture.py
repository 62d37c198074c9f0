import pytest
import segno
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.kit.pictures.qr_picture import QrPicture
from ui.look.theme import Choice, Contrast, Mode, Theme

LINK = "https://example.org/s/abc#secret"


@pytest.fixture
def picture(theme: Theme, qtbot: QtBot) -> QrPicture:
    made = QrPicture(theme, "Link as a code")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_modules_are_dark_on_white_in_every_theme(
    picture: QrPicture, theme: Theme, mode: Mode
) -> None:
    theme.choose(Choice(mode, Contrast.NORMAL))
    picture.show_text(LINK)
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    side = image.width() / (len(picture.rows) + 8)
    for y, row in enumerate(picture.rows):
        for x, is_dark in enumerate(row):
            seen = QColor(image.pixel(round((x + 4.5) * side), round((y + 4.5) * side)))
            assert (seen.lightness() < 128) == bool(is_dark)


def test_code_holds_the_whole_link(picture: QrPicture) -> None:
    picture.show_text(LINK)
    assert picture.rows == tuple(bytes(r) for r in segno.make(LINK, error="m").matrix)


def test_code_is_told_to_the_ear_by_its_name_and_not_by_its_secret(picture: QrPicture) -> None:
    picture.show_text(LINK)
    assert picture.accessibleName() == "Link as a code"
    assert "secret" not in picture.accessibleDescription() + picture.toolTip()


def test_no_text_shows_no_code(picture: QrPicture) -> None:
    picture.show_text(LINK)
    picture.show_text("")
    assert picture.rows == ()


def test_code_grows_with_the_text(picture: QrPicture, theme: Theme) -> None:
    picture.show_text(LINK)
    before = picture.sizeHint().width()
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    assert picture.sizeHint().width() == 2 * before
