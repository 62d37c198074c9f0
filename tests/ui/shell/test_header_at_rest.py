"""A header that nobody changes asks for nothing: else the desk keeps a processor busy for ever."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.shell.header import Header

TURNS = 30


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("width", [160, 800], ids=["piled", "in one line"])
def test_header_comes_to_rest(width: int, theme: Theme, qtbot: QtBot) -> None:
    header, requests = Header(), Requests()
    qtbot.addWidget(header)
    header.say("Lindqvist", "Anna, who has asked for advice about herself and her sister")
    header.resize(width, 80)
    header.show()
    header.installEventFilter(requests)
    for _ in range(TURNS):
        QApplication.processEvents()
    assert requests.count < 10
