"""Two things that CPython and Qt do not do well together, mended in one place."""

import ctypes
import gc
import sys
from typing import Final

from PySide6.QtCore import QObject, QTimer

_CONSTANTS: Final = (None, True, False, NotImplemented, Ellipsis)
_MANY: Final = 1 << 40
_INTERVAL_MS: Final = 500


def keep_constants_alive() -> None:
    """Give None, True and their like so many references that nobody can take the last one.

    PySide6 6.12.0 is built as if they were immortal, which they are since CPython 3.12 (PEP 683):
    every call of Qt that returns nothing takes a reference to None, every emit() one to True.
    Its wheel installs on 3.11 too, and there the interpreter ends the program in the middle of
    its work ("deallocating None"; measured: one reference a call; PySide6 6.11.3 counts well).
    """
    if sys.version_info >= (3, 12):
        return
    for constant in _CONSTANTS:
        if sys.getrefcount(constant) < _MANY:
            # the count is the first field of every object
            ctypes.c_ssize_t.from_address(id(constant)).value += _MANY


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
