"""The header: whose family this is, or what the page is, and what one does here."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from ui.kit.controls.buttons import ActionButton, main_button
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import aside, title
from ui.kit.standing.page import Page
from ui.look.tokens import Space


class Header(QFrame):
    """Title, a few soft words, and the page's buttons; the main one at the end.

    The buttons stand below where the words beside them would be cut, and so do the soft words.
    """

    def __init__(self) -> None:
        super().__init__()
        self._title = title()
        self._subtitle = aside()
        self._buttons: list[QPushButton] = []
        self._offered: tuple[QAction | None, ...] = ()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.MEDIUM)
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.setSpacing(Space.MEDIUM)
        for name in (self._title, self._subtitle):
            self._names.addWidget(name)
        self._deeds = Flow()
        self._line.addLayout(self._names)
        self._line.addStretch(1)
        self._line.addLayout(self._deeds)

    def say(self, name: str, subtitle: str) -> None:
        """Show name and soft words."""
        self._title.say(name)
        self._subtitle.say(subtitle)
        self.setAccessibleName(f"{name} {subtitle}".strip())

    def offer(self, page: Page) -> None:
        """Show the page's buttons; the same ones stay as they are, and keep the focus."""
        offered = (*page.side_actions, page.main_action)
        if offered == self._offered:
            return
        self._take_off()
        self._offered = offered
        self._buttons = [ActionButton(each) for each in page.side_actions]
        if page.main_action is not None:
            self._buttons.append(main_button(page.main_action))
        for button in self._buttons:
            self._deeds.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """As wide as a word of each and a button beside them: what pages have at the least."""
        least = super().minimumSizeHint()
        names = (self._title, self._subtitle)
        beside = sum(each.minimumSizeHint().width() + Space.MEDIUM for each in names)
        return QSize(max(least.width(), beside + self._deeds.minimumSize().width()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether all has room in one line."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Look anew when words or buttons are others."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        names = (self._title, self._subtitle)
        wide = sum(each.sizeHint().width() for each in names) + Space.MEDIUM
        needed = wide + Space.MEDIUM + self._deeds.sizeHint().width()
        for line, room in ((self._names, wide), (self._line, needed)):
            line.setDirection(way.LeftToRight if room <= self.width() else way.TopToBottom)
        spacing = Space.TIGHT if wide > self.width() else Space.MEDIUM
        if self._names.spacing() != spacing:  # setting it asks for a layout, which asks us again
            self._names.setSpacing(spacing)

    def clear(self) -> None:
        """Forget whose family it was."""
        self.say("", "")
        self._take_off()

    def _take_off(self) -> None:
        self._offered = ()
        for button in self._buttons:
            self._deeds.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
