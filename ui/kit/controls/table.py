"""A table of things to choose from: rows are values, columns say how they read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.kit.marks.visibility import bring_into_view
from ui.look.tokens import TARGET_PX, Space

R = TypeVar("R")
Index: TypeAlias = QModelIndex | QPersistentModelIndex

_Selection = QItemSelectionModel.SelectionFlag
_NOWHERE: Final = QModelIndex()
_LEAST_ROWS: Final = 2
_LEAST_LETTERS: Final = 12  # of a wide column: a name


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. text: how it shows a row. is_wide: takes the room that is left."""

    title: str
    text: Callable[[R], str]
    is_wide: bool = False
    is_bold: bool = False
    is_number: bool = False


class Rows(QAbstractTableModel, Generic[R]):
    """Rows as text, column by column."""

    def __init__(self, columns: Sequence[Column[R]], parent: QTableView) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.rows: tuple[R, ...] = ()

    def show_rows(self, rows: tuple[R, ...], *, columns: Sequence[Column[R]] | None = None) -> None:
        """Show other rows; under other columns too where these are said."""
        self.beginResetModel()
        self.rows = rows
        if columns is not None:
            self._columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As many as there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row has in a column, as text for eye and ear."""
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.FontRole and column.is_bold:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's title."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self._columns[section])
        return None


def _alignment(column: Column[R]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column.is_number else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QTableView, Generic[R]):
    """Rows under the columns' titles.

    opened: Enter or a double click on a row. chosen: another row is selected. Both carry the row.
    Tab leaves the table; the arrows walk in it.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._rows: Rows[R] = Rows(columns, self)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(2 * TARGET_PX)
        for number, column in enumerate(columns):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(number, stretch if column.is_wide else fit)
        self._wide = tuple(n for n, column in enumerate(columns) if column.is_wide)
        self._is_sharing = False
        header.sectionResized.connect(self._share)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: tuple[R, ...], *, chosen: R | None = None) -> None:
        """Show these rows. Called again with the same ones it changes nothing."""
        if rows != self._rows.rows:
            self._rows.show_rows(rows)
            self.updateGeometry()
        if chosen is not None and chosen in rows and chosen != self.current:
            # not selectRow: from right to left it finds no column to begin with
            flags = _Selection.ClearAndSelect | _Selection.Rows
            index = self._rows.index(rows.index(chosen), 0)
            self.selectionModel().setCurrentIndex(index, flags)

    def sizeHint(self) -> QSize:
        """No higher than the rows there are: a page with few of them must not scroll for that."""
        hint, rows = super().sizeHint(), max(len(self._rows.rows), _LEAST_ROWS)
        high = self.horizontalHeader().sizeHint().height() + rows * self._row_height()
        return QSize(hint.width(), min(hint.height(), high + 2 * self.frameWidth()))

    @property
    def current(self) -> R | None:
        """The selected row."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter; the arrows keep it in sight, also in a page that scrolls."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
            bring_into_view(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look how much is left for the wide columns."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the wide columns what the others leave, but room for a name; then it scrolls."""
        if self._is_sharing:
            return
        self._is_sharing = True
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        letters = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        least = {n: max(header.sectionSizeHint(n), letters) for n in self._wide}
        others = (header.sectionSize(n) for n in range(header.count()) if n not in least)
        is_tight = self.viewport().width() - sum(others) < sum(least.values())
        for n, wide in least.items():
            header.setSectionResizeMode(n, mode.Fixed if is_tight else mode.Stretch)
            if is_tight:
                header.resizeSection(n, max(wide, min(self.sizeHintForColumn(n), 2 * letters)))
        self._is_sharing = False

    def changeEvent(self, event: QEvent) -> None:
        """Let the rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self._row_height())

    def _row_height(self) -> int:
        return max(TARGET_PX, self.fontMetrics().height() + 2 * Space.SMALL)

    def _open(self, index: Index) -> None:
        self.opened.emit(self._rows.rows[index.row()])

    def _choose(self, now: Index, before: Index) -> None:
        if now.isValid() and now.row() != before.row():
            self.chosen.emit(self._rows.rows[now.row()])
