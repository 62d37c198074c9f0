"""Does what takes long one thing a turn of the event loop, so that keys and clicks come between."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS: Final = 1  # a timer of 0 may come twice in a turn


class Piecemeal(QObject):
    """Begins in the next turn. Whoever cannot wait calls `finish`; ends with its parent."""

    def __init__(self, steps: Sequence[Callable[[], None]], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._steps

    def finish(self) -> None:
        """Do all that is left, now."""
        while self._steps:
            self._go_on()

    def _go_on(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        if not self._steps:
            self._timer.stop()
