"""What a screen reader is told of a tree: every cell that is seen, in Qt's own order."""

from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessibleInterface

from ui.kit.controls.heard_tree import HeardItem
from ui.kit.controls.tree import Tree

R = TypeVar("R")


class TreeHeard(Generic[R]):
    """Cells by their places: the columns' titles, then row by row what is not closed.

    The order is that in which Qt's views tell of the focus.
    """

    def __init__(self, view: Tree[R]) -> None:
        self.interface: QAccessibleInterface | None = None
        self._view = view
        self._model = view.tree

    def count(self) -> int:
        """Titles, and the cells of all rows that are seen."""
        return self._model.columnCount() * (1 + sum(self._heights()))

    def item(self, place: int) -> HeardItem | None:
        """Return a cell."""
        if not 0 <= place < self.count():
            return None
        row, column = divmod(place, self._model.columnCount())
        return self._row(row - 1, column) if row else self._title(column)

    def current(self) -> int:
        """Place of the cell that the keys are about."""
        index = self._view.currentIndex()
        if not index.isValid():
            return -1
        group, row = self._group_of(index)
        above = 1 + sum(self._heights()[:group]) + row
        return above * self._model.columnCount() + index.column()

    def choose(self, place: int) -> None:
        """Go to a cell."""
        row, column = divmod(place, self._model.columnCount())
        found = self._index(row - 1, column) if row else QModelIndex()
        if found.isValid():
            self._view.setCurrentIndex(found)

    def _heights(self) -> list[int]:
        """Rows seen of every group, its title among them."""
        heights = []
        for place, branch in enumerate(self._model.branches):
            is_open = self._view.isExpanded(self._model.index(place, 0))
            heights.append(1 + (len(branch.rows) if is_open else 0))
        return heights

    def _group_of(self, index: QModelIndex) -> tuple[int, int]:
        """Place of a cell's group, and of its row in it; 0 is the group's title."""
        parent = index.parent()
        return (parent.row(), index.row() + 1) if parent.isValid() else (index.row(), 0)

    def _index(self, row: int, column: int) -> QModelIndex:
        for group, height in enumerate(self._heights()):
            if row < height:
                title = self._model.index(group, 0)
                if row == 0:
                    return title.siblingAtColumn(column)
                return self._model.index(row - 1, column, title)
            row -= height
        return QModelIndex()

    def _title(self, column: int) -> HeardItem:
        header = self._view.header()
        x, width = header.sectionViewportPosition(column), header.sectionSize(column)
        place = QRect(header.x() + x, header.y(), width, header.height())
        words = self._model.headerData(column, Qt.Orientation.Horizontal)
        return HeardItem(str(words or ""), place, is_title=True)

    def _row(self, row: int, column: int) -> HeardItem | None:
        index = self._index(row, column)
        if not index.isValid():
            return None
        group, below = self._group_of(index)
        branch = self._model.branches[group]
        is_group = below == 0
        corner = self._view.viewport().pos()
        told = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        return HeardItem(
            str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""),
            self._view.visualRect(index).translated(corner),
            more=str(told or ""),
            level=1 if is_group else 2,
            position=group + 1 if is_group else below,
            size=len(self._model.branches) if is_group else len(branch.rows),
            is_current=index == self._view.currentIndex(),
            is_open=self._view.isExpanded(index) if is_group and column == 0 else None,
        )
