"""Garbage is collected on the UI thread: elsewhere it would destroy widgets under Qt's feet."""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_INTERVAL_MS: Final = 500
_ALONE_MS: Final = 2000
_MANY: Final = 20_000  # objects looked through in about 10 ms


class Collector(QObject):
    """Collects garbage on the UI thread and nowhere else, until it is stopped.

    CPython collects in whichever thread allocates; a cycle that holds a widget would then be
    destroyed by a job's thread, which Qt answers with a crash.
    To look through everything takes 60 ms at the door and 120 with a thousand people on screen.
    So only what is new is looked through, and not even that when it came by the ten thousand: a
    drawing, which has no cycles. All is looked through when nobody would notice: while another
    program is used, and when the desk is locked.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._is_aside = False  # whether anything was set aside
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.setInterval(_ALONE_MS)
        self._alone.timeout.connect(self.collect_all)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._follow)

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        self._alone.stop()
        self._take_back()
        if self._was_enabled:
            gc.enable()

    def collect(self) -> None:
        """Collect what is new; too much of it is set aside until all is looked through."""
        new = gc.get_count()[0]
        if new > _MANY:
            gc.freeze()
            self._is_aside = True
        elif new > gc.get_threshold()[0]:
            gc.collect(1)

    def collect_when_alone(self) -> None:
        """Look through everything in a moment: whoever locked the desk turns away from it."""
        self._alone.start()

    def collect_all(self) -> None:
        """Look through everything: what was set aside, too."""
        self._take_back()
        gc.collect()

    def _take_back(self) -> None:
        if self._is_aside:
            self._is_aside = False
            gc.unfreeze()

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationInactive and self._timer.isActive():
            self.collect_all()
