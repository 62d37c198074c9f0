"""Shows and hides parts of a page, and brings them into sight."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QWidget


def set_shown(widget: QWidget, *, is_shown: bool) -> None:
    """Show a part or hide it.

    QWidget.setVisible(True) on a part without a parent opens a window of its own: it flashes, and
    takes the focus away. Such a part is only marked to come with its page.
    """
    if not is_shown:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)


def set_offered(verb: QAction, *, is_offered: bool) -> None:
    """Offer a verb or not at all; its buttons follow it, wherever they stand."""
    verb.setVisible(is_offered)


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever a widget stands in until it is seen; Qt does so for Tab only."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
