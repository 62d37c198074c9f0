"""A window in whose place another comes: for a moment it is a picture of itself."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_UNHEARD: Final = frozenset(
    {
        QEvent.Type.Close,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.InputMethod,
        QEvent.Type.ShortcutOverride,
    }
)


class Still(QObject):
    """Paints a window no more and hears no touch of it: its pages are gone already.

    It ends with the window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setUpdatesEnabled(False)
        handle = window.windowHandle()
        if handle is not None:  # before widgets and shortcuts hear anything
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop what somebody does."""
        if event.type() not in _UNHEARD:
            return super().eventFilter(watched, event)
        # a window is not closed by what is ignored; keys that it takes for itself are no shortcuts
        event.setAccepted(event.type() != QEvent.Type.Close)
        return True
