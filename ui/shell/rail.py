"""The rail: where one can go, and where one is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.kit.marks.labels import rule
from ui.kit.marks.roles import dressed
from ui.kit.marks.visibility import set_shown
from ui.look.sheet import Role
from ui.look.tokens import RAIL_PX, Space


class Rail(QFrame):
    """Three groups of buttons: always, of the open family, and at the foot."""

    def __init__(self, name: str) -> None:
        super().__init__()
        dressed(self, Role.PANEL)
        self.setAccessibleName(name)
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(Space.SMALL, Space.CARD, Space.SMALL, Space.CARD)
        self._pile.setSpacing(Space.TIGHT)
        self._family = QWidget()
        self._family_pile = QVBoxLayout(self._family)
        self._family_pile.setContentsMargins(0, 0, 0, 0)
        self._family_pile.setSpacing(Space.TIGHT)
        self._family_pile.addWidget(rule())
        self._family.hide()
        self._pile.addWidget(self._family)
        self._pile.addStretch(1)
        self.setMinimumWidth(RAIL_PX)

    def add(self, action: QAction) -> None:
        """Add a button that is always there."""
        self._pile.insertWidget(self._pile.indexOf(self._family), self._button(action))

    def add_of_family(self, action: QAction) -> None:
        """Add a button that is there while a family is open."""
        self._family_pile.addWidget(self._button(action))

    def add_at_foot(self, action: QAction) -> None:
        """Add a button at the foot."""
        self._pile.addWidget(self._button(action))

    def add_sign(self, action: QAction) -> QToolButton:
        """Add a button at the foot that somebody else shows and hides; hidden at first."""
        button = self._button(action)
        button.hide()
        self._pile.addWidget(button)
        return button

    def show_family(self, *, is_open: bool) -> None:
        """Show or hide the family's buttons."""
        set_shown(self._family, is_shown=is_open)

    def _button(self, action: QAction) -> QToolButton:
        button = dressed(QToolButton(), Role.RAIL)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
