"""What the shell itself must forget when the desk locks: other windows, clipboard, undo stacks."""

from typing import Final

from PySide6.QtGui import QClipboard, QGuiApplication, QUndoGroup
from PySide6.QtWidgets import QApplication, QWidget

_ALONE: Final = ("offscreen", "minimal")  # Qt's platforms without a screen: all of it is ours
_COPIES: Final = (
    (QClipboard.Mode.Clipboard, QClipboard.ownsClipboard),
    (QClipboard.Mode.Selection, QClipboard.ownsSelection),
)


def close_others(window: QWidget) -> None:
    """Close every menu, dialog and tool window of ours: they show what the desk showed."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and _belongs_to(other, window):
            other.close()


def empty_clipboard() -> None:
    """Take back what was copied here; what another program put there is left alone."""
    clipboard = QGuiApplication.clipboard()
    is_alone = QGuiApplication.platformName() in _ALONE
    for mode, is_ours in _COPIES:
        if is_alone or is_ours(clipboard):
            clipboard.clear(mode)


def empty_stacks(group: QUndoGroup) -> None:
    """Undo nothing any more; the family's own log knows every step."""
    for stack in group.stacks():
        stack.clear()


def _belongs_to(other: QWidget, window: QWidget) -> bool:
    parent = other.parentWidget()
    return parent is None or parent.window() is window or _belongs_to(parent.window(), window)
