"""Says when the desk has come to rest: nothing is asked for any more, and all answers are shown."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit.threads.jobs import Jobs

# An answer is on its way to the UI thread before its work counts as done. Who is told may ask
# something new, or lay a page out anew in a turn of its own, and once more when a line breaks.
_ROUNDS: Final = 6


class Quiet(QObject):
    """Watches once. reached: at rest, with everything in its place."""

    reached = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(0)

    def _look(self) -> None:
        self._rounds = self._rounds + 1 if self._jobs.is_idle else 0
        if self._rounds == _ROUNDS:
            self._timer.stop()
            self.reached.emit()
