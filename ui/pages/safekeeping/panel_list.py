"""The list of panels: buttons like the rail's, walked by the arrows, one of them pressed.

Where it stands above the panel it is a drop-down list of one line: the panel is what matters.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import action
from ui.kit.controls.picker import Picker
from ui.kit.marks.labels import small
from ui.kit.marks.roles import dressed
from ui.kit.marks.visibility import set_shown
from ui.look.sheet import Role
from ui.look.tokens import Space

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Line(QToolButton):
    """A button that knows the arrows; Qt's own would only move the focus. stepped: -1 or 1."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class _Rail(QWidget):
    """As wide as the words of its buttons, at any size."""

    def minimumSizeHint(self) -> QSize:
        """What the widest asks for: the style sheet's least width is that of an icon."""
        return self.sizeHint()


class PanelList(Card):
    """chosen: another panel is wanted; carries its place."""

    chosen = Signal(int)

    def __init__(self, name: str, lines: Sequence[tuple[QIcon, str, str]]) -> None:
        """lines: icon, title and group of each; those of a group stand together."""
        super().__init__(margin=Space.SMALL)
        self.setAccessibleName(name)
        group = QActionGroup(self)
        self._buttons: list[_Line] = []
        self._rail, self._picker = _Rail(), Picker(name)
        pile = QVBoxLayout(self._rail)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.TIGHT)
        under = ""
        for place, (icon, title, heading) in enumerate(lines):
            if heading != under:
                under = heading
                pile.addWidget(_heading(heading, is_first=place == 0))
            each = action(self, title, partial(self.chosen.emit, place))
            each.setIcon(icon)
            each.setCheckable(True)
            group.addAction(each)
            button = dressed(_Line(), Role.RAIL)
            button.stepped.connect(self._step)
            button.setDefaultAction(each)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._buttons.append(button)
            pile.addWidget(button)
        self._entries = tuple((str(n), title) for n, (_, title, _) in enumerate(lines))
        for part in (self._rail, self._picker):
            self.add(part)
        self._picker.picked.connect(self._pick)
        self.set_short(is_short=False)

    def set_short(self, *, is_short: bool) -> None:
        """Be one line, or all lines."""
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        set_shown(self._rail, is_shown=not is_short)
        set_shown(self._picker, is_shown=is_short)
        if had_focus:
            self.take_focus()

    def show_chosen(self, place: int) -> None:
        """Show which one is at the front."""
        self._buttons[place].defaultAction().setChecked(True)
        self._picker.show_entries(self._entries, str(place))

    def take_focus(self) -> None:
        """Be ready for the arrows. No focus proxy: it would take the others out of Tab's way."""
        if self._rail.isHidden():
            self._picker.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = (button for button in self._buttons if button.isChecked())
        next(chosen, self._buttons[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, place: str) -> None:
        self.chosen.emit(int(place))

    def _step(self, step: int) -> None:
        """Go on: the panel follows at once."""
        at = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), 0)
        there = min(max(at + step, 0), len(self._buttons) - 1)
        self._buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)
        self._buttons[there].defaultAction().trigger()


def _heading(words: str, *, is_first: bool) -> QLabel:
    """A quiet line over a group, in line with its icons."""
    label = small(words)
    above = Space.TIGHT if is_first else Space.MEDIUM
    label.setContentsMargins(Space.SMALL, above, Space.SMALL, 0)
    return label
