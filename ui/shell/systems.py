"""Which system this is, and who tells of it."""

import sys

from PySide6.QtCore import QObject

from ui.shell.logind import Logind
from ui.shell.system_watch import NoSystemWatch, SystemWatch
from ui.shell.windows_notices import WindowsNotices


def system_watch(parent: QObject) -> SystemWatch:
    """Return what tells of this computer's sleep and lock; on macOS the clock alone does."""
    if sys.platform == "win32":
        return WindowsNotices(parent)
    if sys.platform == "darwin":
        return NoSystemWatch(parent)
    return Logind(parent)
