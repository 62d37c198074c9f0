"""Another look for a desk full of widgets, in turns that nobody feels.

Qt gives all widgets of all pages another style sheet in one piece, and asks each of them as often
as there are widgets around it: 0.3 s for the desk, 0.7 with all its pages. So they are undressed
turn by turn, what nobody sees first; while font, palette and sheet change Qt finds nobody to dress;
then the visible ones are dressed behind a still picture, and at last the hidden ones.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_DRESSED: Final = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle

# What a turn has time for, in widgets undressed (0.04 ms each); 4 ms.
_TURN: Final = 100
_DRESSING: Final = 2  # as long as undressing two
_CHANGING: Final = 50
_PAUSE_MS: Final = 2  # for keys and clicks; a timer of 0 may come twice in a turn


class Wardrobe(QObject):
    """Changes the look of an application. What is wanted meanwhile replaces what was wanted.

    A few widgets change at once, before `change` returns; a whole desk does within a dozen turns.
    """

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._put_on: Callable[[], None] | None = None
        self._worn: Callable[[], None] | None = None
        self._leaving: list[QWidget] = []  # hidden, and still in the look of before
        self._bare: list[QWidget] = []
        self._still: list[QWidget] = []  # windows that are not painted for a moment
        self._left = 0  # of this turn
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    def change(self, put_on: Callable[[], None], *, worn: Callable[[], None]) -> None:
        """Take another look on.

        put_on: sets font, palette and sheet of the application. worn: called when all that is
        seen wears it, before it is painted.
        """
        self._put_on, self._worn = put_on, worn
        everybody = self._application.allWidgets()
        self._leaving = [each for each in everybody if _is_dressed(each) and not each.isVisible()]
        self._go_on()
        if not self.is_done:
            self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether everybody wears what was wanted last."""
        return self._put_on is None and self._worn is None and not self._bare

    def _go_on(self) -> None:
        """Do one turn's work; what comes next is begun while there is time."""
        self._left = _TURN
        self._bare = [each for each in self._bare if isValid(each)]
        if self._put_on is not None:
            self._dress(each for each in self._bare if each.isVisible())  # turned to meanwhile
            self._undress_hidden()
            if not self._leaving and self._left > 0:
                self._change(self._put_on)
        if self._put_on is None:
            seen = [each for each in self._bare if each.isVisible()]
            self._dress(self._granted(seen))
            if self._worn is not None and self._left > 0:
                self._show(self._worn)
            self._dress(self._granted(self._bare))
        if self.is_done:
            self._timer.stop()

    def _undress_hidden(self) -> None:
        now, self._leaving = self._leaving[: self._left], self._leaving[self._left :]
        self._undress(each for each in now if isValid(each) and not each.isVisible())

    def _change(self, put_on: Callable[[], None]) -> None:
        """Change the look while Qt finds nobody to dress, and passes over everybody.

        It takes whoever seems to have a style of its own for one whom the sheet does not concern.
        """
        self._put_on = None
        self._left -= _CHANGING
        windows = [each for each in self._application.topLevelWidgets() if each.updatesEnabled()]
        for each in windows:
            each.setUpdatesEnabled(False)
        self._still += windows
        everybody = self._application.allWidgets()
        self._undress(each for each in everybody if _is_dressed(each))
        passed = [each for each in everybody if not each.testAttribute(_OWN_STYLE)]
        for each in passed:
            each.setAttribute(_OWN_STYLE)
        put_on()
        for each in passed:
            each.setAttribute(_OWN_STYLE, False)

    def _show(self, worn: Callable[[], None]) -> None:
        self._worn = None
        worn()
        still, self._still = self._still, []
        for each in still:
            if isValid(each):
                each.setUpdatesEnabled(True)

    def _granted(self, widgets: list[QWidget]) -> list[QWidget]:
        """As many of them as there is time to dress in this turn."""
        return widgets[: max(self._left, 0) // _DRESSING]

    def _undress(self, widgets: Iterable[QWidget]) -> None:
        for each in widgets:
            each.style().unpolish(each)
            each.setAttribute(_DRESSED, False)
            self._bare.append(each)
            self._left -= 1

    def _dress(self, widgets: Iterable[QWidget]) -> None:
        for each in list(widgets):
            QCoreApplication.sendEvent(each, QEvent(QEvent.Type.Polish))
            QCoreApplication.sendEvent(each, QEvent(QEvent.Type.StyleChange))
            self._left -= _DRESSING
        self._bare = [each for each in self._bare if not _is_dressed(each)]


def _is_dressed(widget: QWidget) -> bool:
    return widget.testAttribute(_DRESSED)
