"""A drop-down list: what is chosen is read whole, in as many lines as it takes."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.kit.marks.tick_mark import mark_pen
from ui.look.tokens import TARGET_PX

_NEWS: Final = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
_ENDLESS_PX: Final = 10_000


class Chooser(QComboBox):
    """Its arrow follows the palette, as no style sheet's does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._more_px = 0  # of height, beyond one line
        self.setAccessibleName(name)
        self.currentTextChanged.connect(self._measure)

    def sizeHint(self) -> QSize:
        """Room for all lines."""
        return self._grown(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """No less than all lines."""
        return self._grown(super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look how many lines it takes at this width."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Look anew when the type is another."""
        super().changeEvent(event)
        if event.type() in _NEWS:
            self._measure()

    def showPopup(self) -> None:
        """Open the list, as wide as its longest entry and within the screen."""
        view, screen = self.view(), self.screen().availableGeometry()
        needed = view.sizeHintForColumn(0) + TARGET_PX  # with its border and a bar
        view.setMinimumWidth(min(max(needed, self.width()), screen.width()))
        super().showPopup()
        popup = view.window()
        over = popup.frameGeometry().right() - screen.right()
        if over > 0:
            popup.move(popup.x() - over, popup.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the arrow over the side where reading ends."""
        if self._more_px:
            self._paint_lines()
        else:
            super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(mark_pen(self.palette().color(QPalette.ColorRole.ButtonText)))
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = TARGET_PX / 2 if is_rtl else self.width() - TARGET_PX / 2
        y, step = self.height() / 2, self.fontMetrics().height() / 9
        points = ((x - 2 * step, y - step), (x, y + step), (x + 2 * step, y - step))
        painter.drawPolyline([QPointF(*point) for point in points])
        painter.end()

    def _paint_lines(self) -> None:
        """Qt writes one line and no more."""
        option = self._option()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        role = QPalette.ColorRole.Text
        painter.setPen(self.palette().color(self.palette().currentColorGroup(), role))
        painter.drawText(self._field(option), self._flags(), self.currentText())
        painter.end()

    def _measure(self) -> None:
        room = self._field(self._option())
        room.setHeight(_ENDLESS_PX)
        metrics = self.fontMetrics()
        lines = metrics.boundingRect(room, self._flags(), self.currentText())
        is_one = metrics.horizontalAdvance(self.currentText()) <= room.width()
        more = 0 if is_one else max(lines.height() - metrics.height(), 0)
        if more != self._more_px:
            self._more_px = more
            self.updateGeometry()
            self.update()

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _field(self, option: QStyleOptionComboBox) -> QRect:
        """Where the words stand."""
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(kind, option, part, self)

    def _flags(self) -> int:
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        placed = QStyle.visualAlignment(self.layoutDirection(), side)
        return int(placed.value) | int(Qt.TextFlag.TextWordWrap.value)

    def _grown(self, size: QSize) -> QSize:
        return QSize(size.width(), size.height() + self._more_px)
