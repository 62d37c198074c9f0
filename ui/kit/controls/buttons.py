"""Buttons: one main action a screen, plain ones, quiet ones, and ones that are only an icon."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.kit.marks.deeds import WHY
from ui.kit.marks.roles import dressed
from ui.kit.marks.visibility import set_shown
from ui.look.sheet import Role
from ui.look.tokens import CONTROL_RADIUS_PX, FOCUS_PX, Space


def action(
    owner: QWidget,
    text: str,
    run: Callable[[], None],
    *,
    icon: QIcon | None = None,
    shortcut: str = "",
) -> QAction:
    """Return an action: a thing to do with its words, wherever a button or a key for it stands.

    run: a bound method. The shortcut holds while the owner's window is at the front.
    """
    made = QAction(text, owner)
    if icon is not None:
        made.setIcon(icon)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    made.triggered.connect(run)
    owner.addAction(made)
    return made


class ActionButton(QPushButton):
    """A button that shows an action and follows its text, icon and availability."""

    def __init__(self, shown: QAction, role: Role | None = None) -> None:
        super().__init__()
        self._action = shown
        if role is not None:
            dressed(self, role)
        self.clicked.connect(self._press)
        shown.changed.connect(self._follow)
        self._follow()

    @property
    def shown(self) -> QAction:
        """The action behind the button."""
        return self._action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button; on a filled ground the ring of the focus stands inside."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == Role.PRIMARY.value:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self.palette().color(QPalette.ColorRole.HighlightedText)
            painter.setPen(QPen(ink, FOCUS_PX))
            inset, radius = Space.TIGHT, CONTROL_RADIUS_PX - Space.TIGHT
            ring = self.rect().adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, radius, radius)
            painter.end()

    def _press(self) -> None:
        self._action.trigger()
        self._follow()  # one of a group that is chosen already stays so, and says nothing

    def _follow(self) -> None:
        words = self._action.text()
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(words)
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setCheckable(self._action.isCheckable())
        self.setChecked(self._action.isChecked())
        set_shown(self, is_shown=self._action.isVisible())
        why = str(self._action.property(WHY) or "")  # it is grey for this role
        self.setToolTip(why or (f"{words} ({keys})" if keys else ""))
        self.setAccessibleName(words)
        self.setAccessibleDescription(why)


def main_button(shown: QAction) -> ActionButton:
    """Return the filled button; a screen has one."""
    return ActionButton(shown, Role.PRIMARY)


def quiet_button(shown: QAction) -> ActionButton:
    """Return a button without a border, for what is done seldom."""
    return ActionButton(shown, Role.QUIET)


def icon_button(icon: QIcon, words: str, *, is_checkable: bool = False) -> QToolButton:
    """Return a button that is only an icon; `words` are its name for the ear and its tooltip."""
    button = QToolButton()
    button.setIcon(icon)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setCheckable(is_checkable)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
