import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from counselling.drawing.scene import Circle, Scene
from ui.kit.pictures.scene_picture import ScenePicture
from ui.look.theme import Choice, Contrast, Mode, Theme
from ui.look.tokens import Space

SCENE = Scene((Circle(75, 75, 70),), 150, 150, "Icons", "28 of 100")


@pytest.fixture
def picture(theme: Theme, qtbot: QtBot) -> ScenePicture:
    made = ScenePicture(theme, most_px=420)
    qtbot.addWidget(made)
    made.show_scene(SCENE)
    return made


def test_picture_is_told_to_the_ear(picture: ScenePicture) -> None:
    assert (picture.accessibleName(), picture.accessibleDescription()) == ("Icons", "28 of 100")
    picture.show_scene(None)
    assert (picture.accessibleName(), picture.sizeHint().height()) == ("", 0)


def test_picture_is_as_large_as_on_paper_times_the_text(
    picture: ScenePicture, theme: Theme
) -> None:
    inner = picture.sizeHint().width() - 2 * Space.MEDIUM
    assert inner == 200  # 150 points
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    assert picture.sizeHint().width() - 2 * Space.MEDIUM == 400


def test_height_follows_the_width_and_never_grows_beyond_the_paper(picture: ScenePicture) -> None:
    assert picture.heightForWidth(124) == 124
    assert picture.heightForWidth(1000) == picture.sizeHint().height()


def test_large_text_does_not_make_the_page_wider_than_the_picture_needs(
    picture: ScenePicture, theme: Theme
) -> None:
    before = picture.minimumSizeHint()
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    assert picture.minimumSizeHint() == before


def test_paper_is_white_in_the_dark(picture: ScenePicture, theme: Theme) -> None:
    theme.choose(Choice(Mode.DARK, Contrast.NORMAL))
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    assert QColor(image.pixel(image.width() // 2, 4)).lightness() == 255
