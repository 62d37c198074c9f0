"""Things done one a turn."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.kit.threads.piecemeal import Piecemeal


def test_nothing_is_done_before_the_next_turn(qtbot: QtBot, qapp: QObject) -> None:
    done: list[int] = []
    made = Piecemeal([lambda: done.append(1), lambda: done.append(2)], qapp)
    assert (done, made.is_done) == ([], False)
    qtbot.waitUntil(lambda: made.is_done)
    assert done == [1, 2]
    made.deleteLater()


def test_who_cannot_wait_has_all_of_it_at_once_and_once_only(qtbot: QtBot, qapp: QObject) -> None:
    done: list[int] = []
    made = Piecemeal([lambda: done.append(1), lambda: done.append(2)], qapp)
    made.finish()
    made.finish()
    assert (done, made.is_done) == ([1, 2], True)
    made.deleteLater()
