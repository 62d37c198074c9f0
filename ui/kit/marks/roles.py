"""Gives a widget its role in the sheet."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.look.sheet import Role

W = TypeVar("W", bound=QWidget)


def dressed(widget: W, role: Role) -> W:
    """Return the widget in a role; may be called again with another one."""
    if widget.property("role") != role.value:
        widget.setProperty("role", role.value)
        parts: list[QWidget] = [widget, *widget.findChildren(QWidget)]
        for each in parts:  # words take their ground's colour
            if each.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                each.style().unpolish(each)
                each.style().polish(each)
    return widget
