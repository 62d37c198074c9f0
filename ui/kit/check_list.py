"""A list of lines of which any number can be ticked: by Space, or by a click on the box."""

from collections.abc import Set

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem


class CheckList(QListWidget):
    """ticked: a line's place, and whether it is ticked now."""

    ticked = Signal(int, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemChanged.connect(self._tell)

    def show_lines(self, lines: tuple[str, ...], ticked: Set[int]) -> None:
        """Show these lines; says nothing back. The same ones again change only their ticks."""
        self.blockSignals(True)
        if lines != self._lines:
            self._lines = lines
            self.clear()
            for line in lines:
                self.addItem(_checkable(line))
            self.setCurrentRow(0 if lines else -1)
        for place in range(self.count()):
            wanted = Qt.CheckState.Checked if place in ticked else Qt.CheckState.Unchecked
            if self.item(place).checkState() != wanted:
                self.item(place).setCheckState(wanted)
        self.blockSignals(False)
        self.viewport().update()

    def _tell(self, item: QListWidgetItem) -> None:
        self.ticked.emit(self.row(item), item.checkState() == Qt.CheckState.Checked)


def _checkable(line: str) -> QListWidgetItem:
    item = QListWidgetItem(line)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    return item
