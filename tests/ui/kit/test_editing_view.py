"""A picture worked with by hand: several selected, somebody dragged, a menu asked for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.drawing.scene import Circle, Group, Rectangle, Scene, Text
from ui.kit.pictures.editing_view import EditingView
from ui.look.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> EditingView:
    made = EditingView(theme, "Pedigree")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show_scene(
        Scene(
            (
                Group((Circle(100, 50, 17), Text(90, 84, "Maria")), "I-2", "Maria"),
                Group((Rectangle(83, 183, 34, 34), Text(90, 234, "Olof")), "II-1", "Olof"),
                Group((Circle(300, 200, 17), Text(290, 234, "Anna")), "II-2", "Anna"),
            ),
            400,
            300,
        )
    )
    made.show()
    made.select("I-2")
    return made


def centre(view: EditingView, person: str) -> QPoint:
    return view.place_of(person).center().toPoint()


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_click_with_ctrl_or_shift_adds_and_chooses_nobody_else(
    view: EditingView, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    with (
        qtbot.waitSignal(view.added) as heard,
        qtbot.assertNotEmitted(view.subject_chosen),
        qtbot.assertNotEmitted(view.banded),
    ):
        QTest.mouseClick(view, LEFT, held, centre(view, "II-2"))
    assert heard.args == ["II-2"]


def test_band_with_shift_holds_whose_symbols_it_surrounds(view: EditingView, qtbot: QtBot) -> None:
    start = centre(view, "II-1") - QPoint(40, 40)
    end = centre(view, "II-2") + QPoint(40, 40)
    with qtbot.waitSignal(view.banded) as heard:
        QTest.mousePress(view, LEFT, Qt.KeyboardModifier.ShiftModifier, start)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.ShiftModifier, end)
    assert heard.args == [["II-1", "II-2"]]


def test_symbol_is_dragged_sideways_by_points_and_the_paper_stays(
    view: EditingView, qtbot: QtBot
) -> None:
    start, before = centre(view, "II-2"), view.place_of("I-2")
    with qtbot.waitSignal(view.dropped) as dropped, qtbot.waitSignal(view.dragged) as dragged:
        QTest.mousePress(view, LEFT, pos=start)
        QTest.mouseMove(view, start + QPoint(60, 5))
        QTest.mouseRelease(view, LEFT, pos=start + QPoint(60, 5))
    assert dragged.args == dropped.args == ["II-2", pytest.approx(60 / view.scale)]
    assert view.place_of("I-2") == before


def test_ground_still_drags_the_paper(view: EditingView, qtbot: QtBot) -> None:
    before, start = view.place_of("I-2").center(), QPoint(300, 20)
    with qtbot.assertNotEmitted(view.dragged):
        QTest.mousePress(view, LEFT, pos=start)
        QTest.mouseMove(view, start + QPoint(50, 30))
        QTest.mouseRelease(view, LEFT, pos=start + QPoint(50, 30))
    assert (view.place_of("I-2").center() - before).toPoint() == QPoint(50, 30)


def test_escape_gives_up_what_the_hand_holds(view: EditingView, qtbot: QtBot) -> None:
    start = centre(view, "II-2")
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(60, 5))
    with qtbot.waitSignal(view.given_up):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(view.dropped):
        QTest.mouseRelease(view, LEFT, pos=start + QPoint(60, 5))


def test_trembling_hand_drags_nobody(view: EditingView, qtbot: QtBot) -> None:
    start = centre(view, "II-2")
    with qtbot.assertNotEmitted(view.dragged), qtbot.waitSignal(view.clicked):
        QTest.mousePress(view, LEFT, pos=start)
        QTest.mouseMove(view, start + QPoint(2, 1))
        QTest.mouseRelease(view, LEFT, pos=start + QPoint(2, 1))


def test_menu_is_about_whom_is_pointed_at_and_by_key_about_the_selected(
    view: EditingView, qtbot: QtBot
) -> None:
    reasons = QContextMenuEvent.Reason
    at = centre(view, "II-1")
    for reason, who in ((reasons.Mouse, "II-1"), (reasons.Keyboard, "I-2")):
        with qtbot.waitSignal(view.menu_wanted) as heard:
            QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
        assert heard.args is not None
        assert heard.args[0] == who


def test_menu_of_nobody_is_left_to_others(view: EditingView, qtbot: QtBot) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5))
    with qtbot.assertNotEmitted(view.menu_wanted):
        QApplication.sendEvent(view, event)


def test_those_selected_beside_are_ringed_without_a_line_through_a_label(view: EditingView) -> None:
    plain = view.grab().toImage()
    view.ring(("II-1", "II-2"))
    ringed = view.grab().toImage()
    assert ringed != plain
    label = view.bounds_of("II-1").bottom() - 4
    row = [(x, round(label)) for x in range(view.width())]
    assert [plain.pixel(*p) for p in row] == [ringed.pixel(*p) for p in row]


def test_click_on_the_framed_one_unties_the_others(view: EditingView, qtbot: QtBot) -> None:
    view.ring(("II-1",))
    with qtbot.waitSignal(view.subject_chosen) as heard:
        QTest.mouseClick(view, LEFT, pos=centre(view, "I-2"))
    assert heard.args == ["I-2"]


def test_finger_chooses_as_the_mouse_does(view: EditingView, qtbot: QtBot) -> None:
    device, at = QTest.createTouchDevice(), centre(view, "II-2")
    with qtbot.waitSignal(view.clicked) as heard:
        QTest.touchEvent(view, device).press(0, at, view).commit()
        QTest.touchEvent(view, device).release(0, at, view).commit()
    assert heard.args == ["II-2"]


def test_finger_drags_as_the_mouse_does(view: EditingView, qtbot: QtBot) -> None:
    device, at = QTest.createTouchDevice(), centre(view, "II-1")
    with qtbot.waitSignal(view.dropped):
        QTest.touchEvent(view, device).press(0, at, view).commit()
        QTest.touchEvent(view, device).move(0, at + QPoint(60, 0), view).commit()
        QTest.touchEvent(view, device).release(0, at + QPoint(60, 0), view).commit()
