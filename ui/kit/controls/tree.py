"""A tree of two levels to choose from: rows under the titles of their groups, in columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTreeView

from ui.kit.controls.heard_tree import HeardTree
from ui.kit.controls.table import Column
from ui.look.tokens import TARGET_PX, Space

R = TypeVar("R")
Index: TypeAlias = QModelIndex | QPersistentModelIndex

_Selection = QItemSelectionModel.SelectionFlag
_NOWHERE: Final = QModelIndex()
_MEASURED: Final = 64  # rows by which the columns are as wide as they are
_GROUP: Final = 0  # internal id of a group; of a row it is its group's place and one


@dataclass(frozen=True, slots=True)
class Branch(Generic[R]):
    """A group: its title, and the rows under it."""

    title: str
    rows: tuple[R, ...]


class TreeModel(QAbstractItemModel, Generic[R]):
    """The groups. spoken, told: what is said of a row when it is reached, and on demand."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        spoken: Callable[[R], str],
        told: Callable[[R], str],
        parent: QTreeView,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._spoken, self._told = spoken, told
        self.branches: tuple[Branch[R], ...] = ()

    def show_branches(self, branches: tuple[Branch[R], ...]) -> bool:
        """Show other groups. Returns whether rows came or went, so that all is to be opened anew.

        Where only facts of rows differ nothing is closed or lost.
        """
        before = self.branches
        if [len(b.rows) for b in branches] != [len(b.rows) for b in before]:
            self.beginResetModel()
            self.branches = branches
            self.endResetModel()
            return True
        self.branches = branches
        for place, (old, new) in enumerate(zip(before, branches, strict=True)):
            if old != new:
                group, last = self.index(place, 0), len(self._columns) - 1
                self.dataChanged.emit(group, group)
                for row, (one, other) in enumerate(zip(old.rows, new.rows, strict=True)):
                    if one != other:
                        ends = (self.index(row, 0, group), self.index(row, last, group))
                        self.dataChanged.emit(*ends)
        return False

    def row_at(self, index: Index) -> R | None:
        """Return the row at an index; None for a group's title."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self.branches[index.internalId() - 1].rows[index.row()]

    def place_of(self, row: R) -> QModelIndex:
        """Return where a row stands; invalid where it does not."""
        for place, branch in enumerate(self.branches):
            if row in branch.rows:
                return self.index(branch.rows.index(row), 0, self.index(place, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return an index."""
        # not hasIndex: it asks twice more, and views ask for every row
        if parent.isValid():
            is_there = 0 <= row < self.rowCount(parent)
            branch = parent.row() + 1
        else:
            is_there, branch = 0 <= row < len(self.branches), _GROUP
        if not is_there or not 0 <= column < len(self._columns):
            return QModelIndex()
        return self.createIndex(row, column, branch)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject has another of the name
        """Return a row's group."""
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Groups, or the rows of one."""
        if not parent.isValid():
            return len(self.branches)
        is_title = parent.internalId() == _GROUP and parent.column() == 0
        return len(self.branches[parent.row()].rows) if is_title else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many everywhere."""
        return len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown, and what is said."""
        row = self.row_at(index)
        column = self._columns[index.column()]
        if row is None:
            return self._of_group(index, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.text(row) if index.column() else self._spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 0:
            return self._told(row)
        if role == Qt.ItemDataRole.FontRole and column.is_bold:
            return _bold()
        return None

    def _of_group(self, index: Index, role: int) -> object:
        if index.column() or not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.branches[index.row()].title
        return _bold() if role == Qt.ItemDataRole.FontRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


class _Tall(QStyledItemDelegate):
    """Rows that a finger hits, and that grow with the text."""

    def sizeHint(self, option: object, index: Index) -> QSize:
        hint = super().sizeHint(option, index)  # type: ignore[arg-type]  # Qt's own option
        least = max(TARGET_PX, option.fontMetrics.height() + 2 * Space.SMALL)  # type: ignore[attr-defined]  # as above
        return QSize(hint.width(), max(hint.height(), least))


class Tree(QTreeView, Generic[R]):
    """Rows under the titles of their groups, all open at first.

    opened: Enter or a double click on a row. chosen: another row is selected. Both carry the row.
    Tab leaves the tree; the arrows walk in it, left and right close and open a group.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        *,
        spoken: Callable[[R], str],
        told: Callable[[R], str],
    ) -> None:
        super().__init__()
        self.heard: HeardTree | None = None  # what a screen reader is told instead of Qt's words
        self._closed: set[str] = set()
        self.columns = tuple(columns)
        self.tree: TreeModel[R] = TreeModel(columns, spoken, told, self)
        self.setModel(self.tree)
        self.setItemDelegate(_Tall(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(2 * TARGET_PX)
        for number, column in enumerate(columns):
            stretch, fixed = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, stretch if column.is_wide else fixed)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._choose)

    def show_branches(self, branches: tuple[Branch[R], ...], *, chosen: R | None = None) -> None:
        """Show these groups. Called again with the same ones it changes nothing."""
        if branches != self.tree.branches:
            if self.tree.branches:  # an emptied tree remembers what was closed
                shut = (branch for branch in self.tree.branches if not self._is_open(branch))
                self._closed = {branch.title for branch in shut}
            if self.tree.show_branches(branches):
                for place, branch in enumerate(branches):
                    self.setFirstColumnSpanned(place, QModelIndex(), True)
                    self.setExpanded(self.tree.index(place, 0), branch.title not in self._closed)
            self._fit_columns()
        if chosen is not None and chosen != self.current:
            index = self.tree.place_of(chosen)
            if index.isValid():
                flags = _Selection.ClearAndSelect | _Selection.Rows
                self.selectionModel().setCurrentIndex(index, flags)

    @property
    def current(self) -> R | None:
        """The selected row; None for a group."""
        return self.tree.row_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.current is not None:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Let the rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Make columns as wide as their first rows: Qt would ask every row, one by one."""
        rows = [row for branch in self.tree.branches for row in branch.rows][:_MEASURED]
        metrics, bold = self.fontMetrics(), QFontMetrics(_bold())
        for number, column in enumerate(self.columns):
            if not column.is_wide:
                measure = bold if column.is_bold else metrics
                texts = [measure.horizontalAdvance(column.text(row)) for row in rows]
                widest = max((metrics.horizontalAdvance(column.title), *texts))
                inset = 2 * self.indentation() if number == 0 else 0
                self.header().resizeSection(number, widest + inset + 2 * Space.MEDIUM)

    def _is_open(self, branch: Branch[R]) -> bool:
        return self.isExpanded(self.tree.index(self.tree.branches.index(branch), 0))

    def _open(self, index: Index) -> None:
        row = self.tree.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _choose(self, now: Index, before: Index) -> None:
        row = self.tree.row_at(now)
        if row is not None and row != self.tree.row_at(before):
            self.chosen.emit(row)
