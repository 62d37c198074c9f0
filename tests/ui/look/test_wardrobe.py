"""Another look for many widgets: in turns, and to the last pixel what Qt makes of it at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.kit.marks.labels import section, small
from ui.look.theme import Mode, Theme

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_MANY = 120
_SIZE = 400, 6000  # room for all of them at any size of type


def page() -> QWidget:
    made = QWidget()
    pile = QVBoxLayout(made)
    for place in range(_MANY // 3):
        for part in (section(f"Title {place}"), small(f"Small {place}"), QPushButton("Press")):
            pile.addWidget(part)
    return made


@pytest.fixture
def stack(theme: Theme, qtbot: QtBot) -> QStackedWidget:
    """Two pages of many widgets, both shown once, the first at the front."""
    made = QStackedWidget()
    made.setFixedSize(*_SIZE)
    qtbot.addWidget(made)
    for _ in range(2):
        made.addWidget(page())
    made.show()
    made.setCurrentIndex(1)
    made.setCurrentIndex(0)
    return made


def turn() -> None:
    QCoreApplication.processEvents()


def until_worn(theme: Theme) -> None:
    while not theme.is_worn:
        turn()


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def labels(parent: QWidget) -> list[QLabel]:
    return parent.findChildren(QLabel)


def test_many_widgets_do_not_change_in_one_piece(
    theme: Theme, stack: QStackedWidget, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(theme.changed) as worn:
        theme.choose(replace(theme.choice, mode=Mode.DARK))
        assert not worn.signal_triggered
    hidden = labels(stack.widget(1))
    assert not theme.is_worn
    assert any(not each.testAttribute(_DRESSED) for each in hidden)
    assert all(each.testAttribute(_DRESSED) for each in labels(stack.widget(0)))
    until_worn(theme)
    assert all(each.testAttribute(_DRESSED) for each in hidden)


@pytest.mark.parametrize("change", [{"mode": Mode.DARK}, {"text_scale": 1.5}])
def test_look_is_to_the_last_pixel_what_qt_makes_of_it_at_once(
    theme: Theme, stack: QStackedWidget, qapp: QApplication, change: dict[str, object]
) -> None:
    before = picture(stack)
    theme.choose(replace(theme.choice, **change))
    until_worn(theme)
    ours = []
    for place in (0, 1):
        stack.setCurrentIndex(place)
        turn()
        ours.append(picture(stack))
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    qapp.setStyleSheet(sheet)
    for place in (0, 1):
        stack.setCurrentIndex(place)
        turn()
        assert picture(stack) == ours[place]
    assert ours[0] != before


def test_what_is_wanted_last_counts(theme: Theme, stack: QStackedWidget) -> None:
    before = picture(stack)
    theme.choose(replace(theme.choice, mode=Mode.DARK))
    turn()
    theme.choose(replace(theme.choice, mode=Mode.LIGHT))
    until_worn(theme)
    assert picture(stack) == before


def test_nothing_stays_unpainted_and_no_style_of_its_own_is_left(
    theme: Theme, stack: QStackedWidget, qapp: QApplication
) -> None:
    theme.choose(replace(theme.choice, mode=Mode.DARK))
    until_worn(theme)
    widgets = qapp.allWidgets()
    assert all(each.updatesEnabled() for each in widgets)
    assert not any(each.testAttribute(Qt.WidgetAttribute.WA_SetStyle) for each in widgets)


def test_page_that_is_turned_to_meanwhile_is_dressed_first(
    theme: Theme, stack: QStackedWidget
) -> None:
    theme.choose(replace(theme.choice, mode=Mode.DARK))
    worn: list[bool] = []
    theme.changed.connect(lambda: worn.append(True))
    while not worn:
        turn()
    stack.setCurrentIndex(1)
    while not all(each.testAttribute(_DRESSED) for each in labels(stack.widget(1))):
        assert not theme.is_worn
        turn()
    until_worn(theme)


def test_widget_that_goes_meanwhile_is_no_trouble(
    theme: Theme, stack: QStackedWidget, settle: Callable[[], None]
) -> None:
    theme.choose(replace(theme.choice, mode=Mode.DARK))
    gone = stack.widget(1)
    stack.removeWidget(gone)
    gone.deleteLater()
    settle()
    until_worn(theme)
