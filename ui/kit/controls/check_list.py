"""A list of lines of which any number can be ticked: by Space, or by a click on the box."""

from collections.abc import Set

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit.marks.tick_mark import paint_tick
from ui.look.tokens import TARGET_PX, Space


class _Ticks(QStyledItemDelegate):
    """Paints the boxes as the forms do."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the line, then its box over the style's own."""
        super().paint(painter, option, index)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = option.widget.style()
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = style.subElementRect(part, whole, option.widget)
        side = min(box.width(), box.height())
        is_on = whole.checkState == Qt.CheckState.Checked
        painter.save()
        painter.fillRect(box, _ground(whole))
        square = QRect(box.x(), box.y() + (box.height() - side) // 2, side, side)
        paint_tick(painter, square, option.palette, is_on=is_on)
        painter.restore()


def _ground(option: QStyleOptionViewItem) -> QBrush:
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.Highlight if is_selected else QPalette.ColorRole.Base
    return option.palette.brush(role)


class CheckList(QListWidget):
    """ticked: a line's place, and whether it is ticked now."""

    ticked = Signal(int, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Ticks(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemChanged.connect(self._tell)

    def show_lines(self, lines: tuple[str, ...], ticked: Set[int]) -> None:
        """Show these lines; says nothing back. The same ones again change only their ticks."""
        self.blockSignals(True)
        if lines != self._lines:
            self._lines = lines
            self.clear()
            high = max(TARGET_PX, self.fontMetrics().height() + 2 * Space.SMALL)
            for line in lines:
                self.addItem(_checkable(line, high))
            self.setCurrentRow(0 if lines else -1)
        for place in range(self.count()):
            wanted = Qt.CheckState.Checked if place in ticked else Qt.CheckState.Unchecked
            if self.item(place).checkState() != wanted:
                self.item(place).setCheckState(wanted)
        self.blockSignals(False)
        self.viewport().update()

    def _tell(self, item: QListWidgetItem) -> None:
        self.ticked.emit(self.row(item), item.checkState() == Qt.CheckState.Checked)


def _checkable(line: str, height_px: int) -> QListWidgetItem:
    item = QListWidgetItem(line)
    item.setSizeHint(QSize(TARGET_PX, height_px))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    return item
