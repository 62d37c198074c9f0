import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layout.flow import Flow
from ui.look.theme import Theme


@pytest.fixture
def buttons(theme: Theme) -> list[QPushButton]:
    return [QPushButton(words) for words in ("Save", "Cancel", "Interactive")]


@pytest.fixture
def place(buttons: list[QPushButton], qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setLayout(Flow(*buttons))
    made.resize(600, 200)
    made.show()
    return made


def test_everybody_stands_in_one_line_while_there_is_room(
    place: QWidget, buttons: list[QPushButton]
) -> None:
    assert len({button.y() for button in buttons}) == 1
    assert [b.x() for b in buttons] == sorted(b.x() for b in buttons)
    assert buttons[0].x() == 0


def test_who_has_no_room_goes_into_the_next_line(
    place: QWidget, buttons: list[QPushButton]
) -> None:
    wide = buttons[0].sizeHint().width() + buttons[1].sizeHint().width() + 8
    place.resize(wide, 200)
    assert buttons[0].y() == buttons[1].y() < buttons[2].y()
    assert buttons[2].x() == 0
    flow = place.layout()
    assert flow is not None
    assert flow.heightForWidth(wide) > flow.heightForWidth(600)


def test_line_begins_on_the_right_where_one_reads_from_there(
    place: QWidget, buttons: list[QPushButton]
) -> None:
    place.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    place.layout().activate()  # type: ignore[union-attr]
    assert buttons[0].geometry().right() == place.width() - 1
    assert [b.x() for b in buttons] == sorted((b.x() for b in buttons), reverse=True)


def test_hidden_ones_leave_no_gap(place: QWidget, buttons: list[QPushButton]) -> None:
    buttons[0].hide()
    place.layout().activate()  # type: ignore[union-attr]
    assert buttons[1].x() == 0


def test_row_is_never_narrower_than_its_widest(place: QWidget, buttons: list[QPushButton]) -> None:
    flow = place.layout()
    assert flow is not None
    assert flow.minimumSize().width() == max(b.minimumSizeHint().width() for b in buttons)
    assert flow.takeAt(0) is not None
    assert flow.takeAt(9) is None
    assert flow.count() == 2
