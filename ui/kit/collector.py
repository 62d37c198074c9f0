"""Garbage is collected on the UI thread: elsewhere it would destroy widgets under Qt's feet."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS: Final = 500


class Collector(QObject):
    """Collects garbage on the UI thread and nowhere else, until it is stopped.

    CPython collects in whichever thread allocates; a cycle that holds a widget would then be
    destroyed by a job's thread, which Qt answers with a crash.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def collect(self) -> None:
        """Collect what is due by Python's own thresholds: the young often, the old seldom."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
