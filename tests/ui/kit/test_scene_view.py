import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Circle, Group, Rectangle, Scene, Text
from ui.kit.pictures.scene_view import SceneView
from ui.look.theme import Choice, Contrast, Mode, Theme

Key = Qt.Key


def family(*, width: float = 400) -> Scene:
    return Scene(
        (
            Group((Circle(100, 50, 17, Ink.INK), Text(90, 84, "Maria")), "I-2", "Maria, mother"),
            Group((Rectangle(83, 183, 34, 34), Text(90, 234, "Olof")), "II-1", "Olof, son"),
            Group((Circle(300, 200, 17), Text(290, 234, "Anna")), "II-2", "Anna, daughter"),
        ),
        width,
        300,
        "Lindqvist family",
        "Three people",
    )


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> SceneView:
    made = SceneView(theme, "Pedigree")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show_scene(family())
    made.show()
    return made


def press(view: SceneView, key: Qt.Key, text: str = "") -> None:
    QTest.keyClick(view, text or key)


def centre(view: SceneView, person: str) -> QPoint:
    return view.place_of(person).center().toPoint()


def test_picture_is_named_for_the_ear(view: SceneView) -> None:
    assert view.accessibleName() == "Lindqvist family"
    assert view.accessibleDescription() == "Three people"
    view.show_scene(None)
    assert (view.accessibleName(), view.accessibleDescription()) == ("Pedigree", "")


def test_click_on_a_symbol_chooses_its_subject(view: SceneView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.subject_chosen) as heard:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(view, "II-2"))
    assert heard.args == ["II-2"]
    assert view.selected == "II-2"


def test_selecting_from_outside_says_nothing_back(view: SceneView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.subject_chosen):
        view.select("II-1")
    assert view.selected == "II-1"


def test_arrows_walk_and_enter_opens(view: SceneView, qtbot: QtBot) -> None:
    view.select("I-2")
    press(view, Key.Key_Down)
    assert view.selected == "II-1"
    press(view, Key.Key_Right)
    assert view.selected == "II-2"
    with qtbot.waitSignal(view.subject_opened) as heard:
        press(view, Key.Key_Return)
    assert heard.args == ["II-2"]


def test_keys_zoom_and_zero_fits_all_again(view: SceneView) -> None:
    fitted = view.scale
    press(view, Key.Key_Plus, "+")
    assert view.scale == pytest.approx(fitted * 1.25)
    press(view, Key.Key_Minus, "-")
    press(view, Key.Key_Minus, "-")
    assert view.scale == pytest.approx(fitted / 1.25)
    press(view, Key.Key_0, "0")
    assert view.scale == pytest.approx(fitted)


def test_picture_fits_the_view_until_somebody_zooms(view: SceneView, qtbot: QtBot) -> None:
    view.resize(300, 300)
    small = view.scale
    assert small == pytest.approx((300 - 16) / 400)
    view.zoom_in()
    zoomed = view.scale
    view.resize(600, 500)
    assert view.scale == zoomed


def test_place_looked_at_is_kept_when_the_picture_changes(view: SceneView) -> None:
    view.zoom_in()
    before = view.place_of("II-2")
    view.select("II-2")
    view.show_scene(family(width=420))
    assert view.place_of("II-2") == before
    assert view.selected == "II-2"


def test_dragging_moves_the_paper_and_chooses_nobody(view: SceneView, qtbot: QtBot) -> None:
    before = view.place_of("II-2").center()
    start = centre(view, "II-2")
    with qtbot.assertNotEmitted(view.subject_chosen):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(view, start + QPoint(40, 30))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    assert view.place_of("II-2").center() - before == QPointF(40, 30)


def test_wheel_with_control_zooms_around_the_pointer(view: SceneView, qapp: QApplication) -> None:
    place = view.place_of("II-2").center()
    turn = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = view.scale
    qapp.sendEvent(view, turn)
    assert view.scale == pytest.approx(before * 1.25)
    after = view.place_of("II-2").center()
    assert (after - place).manhattanLength() < 0.01


def test_walking_beyond_the_edge_brings_the_person_into_view(view: SceneView) -> None:
    for _ in range(6):
        view.zoom_in()
    view.select("I-2")
    press(view, Key.Key_Down)
    assert view.rect().contains(centre(view, "II-1"))


def test_paper_is_white_in_the_dark(view: SceneView, theme: Theme) -> None:
    theme.choose(Choice(Mode.DARK, Contrast.NORMAL))
    image = view.grab().toImage()
    assert image.pixelColor(300, 20) == QColor(PAPER_COLOURS[Ink.PAPER])
    symbol = centre(view, "I-2")
    assert image.pixelColor(symbol) == QColor(PAPER_COLOURS[Ink.INK])


def test_showing_the_same_picture_twice_equals_once(view: SceneView) -> None:
    view.zoom_in()
    once = view.grab().toImage()
    view.show_scene(family())
    assert view.grab().toImage() == once


def test_two_fingers_on_a_pad_zoom_around_where_they_are(
    view: SceneView, qapp: QApplication
) -> None:
    place = view.place_of("II-2").center()
    before = view.scale
    spread = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        view.mapToGlobal(place),
        0.2,
        QPointF(),
    )
    qapp.sendEvent(view, spread)
    assert view.scale == pytest.approx(before * 1.2)
    assert (view.place_of("II-2").center() - place).manhattanLength() < 0.01
