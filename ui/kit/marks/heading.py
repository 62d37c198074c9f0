"""The name of a card: read whole, in a second line where one is too narrow."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.marks.labels import plain
from ui.kit.marks.roles import dressed
from ui.look.sheet import Role
from ui.look.tokens import TARGET_PX


class Heading(QLabel):
    """It asks for a width, and for no more height than its lines have: it never floats."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        plain(self)
        dressed(self, Role.SECTION)
        # fixed, or a layout with room to spare lets it float into the middle of its card
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another name."""
        self.setText(text)
        self.setAccessibleName(text)
        self._measure()

    def hasHeightForWidth(self) -> bool:
        """No: it measures itself, so that what is around it stays as it is."""
        return False

    def sizeHint(self) -> QSize:
        """One line, or the lines that it has at this width."""
        if not self.wordWrap():
            hint = super().sizeHint()
            return QSize(hint.width() + 1, hint.height())
        return QSize(self._width() + 1, super().heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(min(2 * TARGET_PX, self._width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break where there is too little room."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the type has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        is_over = self._width() > self.contentsRect().width()
        if is_over or is_over != self.wordWrap():
            self.setWordWrap(is_over)
            self.updateGeometry()

    def _width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.text())
