import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from ui.shell.idle import IdleWatch


@pytest.fixture
def window(qapp: object) -> QWindow:
    return QWindow()


def test_desk_that_nobody_touches_is_noticed(window: QWindow, qtbot: QtBot) -> None:
    owner = QObject()
    watch = IdleWatch(window, minutes=0.0005, parent=owner)
    with qtbot.waitSignal(watch.passed, timeout=5000):
        pass


@pytest.mark.parametrize(
    ("kind", "is_touch"),
    [
        (QEvent.Type.KeyPress, True),
        (QEvent.Type.MouseMove, True),
        (QEvent.Type.Wheel, True),
        (QEvent.Type.UpdateRequest, False),
    ],
)
def test_only_a_touch_begins_the_count_anew(
    window: QWindow, kind: QEvent.Type, is_touch: bool
) -> None:
    owner = QObject()
    watch = IdleWatch(window, minutes=10, parent=owner)
    timer = watch.findChild(QTimer)
    timer.stop()
    watch.eventFilter(window, QEvent(kind))
    assert timer.isActive() is is_touch
    timer.stop()
    QCoreApplication.processEvents()
