"""A list of lines that are only read, or of which one is chosen."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit.marks.visibility import bring_into_view
from ui.look.tokens import TARGET_PX, Space


class _Wrapped(QStyledItemDelegate):
    """Measures a line as it is painted.

    Qt's own measures it by the width there was before the scroll bar came, and then ends it in an
    ellipsis: a doubt about a risk would lose its last words.
    """

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view
        self._known: dict[tuple[str, int, str], QSize] = {}
        self._spare: dict[str, int] = {}

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Measure a line, once for each width and font: a layout asks a dozen times."""
        text = str(index.data())
        width = self._view.viewport().width() - 2 * self._view.spacing()
        key = text, width, option.font.key()
        size = self._known.get(key)
        if size is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[key] = size = self._measured(option, index, text, width)
        return QSize(size)

    def forget(self) -> None:
        """Measure anew: the look has changed."""
        self._known.clear()
        self._spare.clear()

    def _measured(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        text: str,
        width: int,
    ) -> QSize:
        view, metric = self._view, QStyle.PixelMetric.PM_FocusFrameHMargin
        margin = view.style().pixelMetric(metric, None, view) + 1
        room = QRect(0, 0, width - 2 * margin, 0)
        metrics = QFontMetrics(option.font)
        high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        font, is_latin = option.font.key(), max(text, default="") <= _LATIN
        spare = self._spare.get(font) if is_latin else None
        if spare is None:
            # What the sheet adds below; Qt's hint may be of more lines or of fewer.
            spare = (super().sizeHint(option, index).height() - high) % metrics.lineSpacing()
            if is_latin:
                self._spare[font] = spare
        return QSize(width, high + spare)


_MEASURED: Final = 40  # lines
_KEPT: Final = 400  # sizes
_LATIN: Final = "\u024f"  # the last letter of our own font; lines of others are higher


class LineList(QListWidget):
    """Lines of text; long ones wrap.

    picked: Enter or a click on a line; chosen: somebody went to another line. Both carry its place.
    """

    picked = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str, *, is_choice: bool) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self._rows: tuple[object, list[int]] = (None, [])  # for which width and font, heights
        self._is_choice = is_choice
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self._wrapped = _Wrapped(self)
        self.setItemDelegate(self._wrapped)
        self.setTabKeyNavigation(False)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if is_choice else mode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_MEASURED)
        self.setSpacing(0 if is_choice else Space.TIGHT)  # paragraphs are told apart by room
        if is_choice:
            self.itemClicked.connect(self._pick)
            self.currentRowChanged.connect(self._choose)

    def show_lines(self, lines: tuple[str, ...], *, chosen: int | None = None) -> None:
        """Show these lines, one of them chosen where one can be; says nothing back.

        Called again with the same lines it changes nothing but what is asked to be chosen.
        """
        wanted = chosen
        self.blockSignals(True)
        if lines != self._lines:
            self._lines = lines
            self._rows = (None, [])
            self.clear()
            self.addItems(lines)
            self.updateGeometry()
            wanted = chosen or 0
        if self._is_choice and wanted is not None and lines and wanted != self.currentRow():
            self.setCurrentRow(wanted)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """As high as the lines are; a page sets the most it grants."""
        rows = self._heights()
        high = sum(rows) * self.count() // max(len(rows), 1)
        return QSize(super().sizeHint().width(), high + 2 * Space.TIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for the longest lines two at a time; more of them scroll."""
        high = max(2 * max(self._heights(), default=0), TARGET_PX)
        return QSize(2 * TARGET_PX, min(high, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths wrap the lines elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another look measures otherwise."""
        if event.type() == QEvent.Type.StyleChange:
            self._wrapped.forget()
            self._rows = (None, [])
        super().changeEvent(event)

    def pick_current(self) -> None:
        """Pick the selected line."""
        if self._is_choice and self.currentRow() >= 0:
            self.picked.emit(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick on Enter; the arrows keep the line in sight, also in a page that scrolls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick_current()
        else:
            super().keyPressEvent(event)
            bring_into_view(self)

    def _heights(self) -> list[int]:
        """Of the first lines; hundreds more are about as high, and to measure them takes long."""
        place = self.viewport().width(), self.font().key()
        if self._rows[0] != place:
            measured = range(min(self.count(), _MEASURED))
            rows = [self.sizeHintForRow(row) + 2 * self.spacing() for row in measured]
            self._rows = (place, rows)
        return self._rows[1]

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(self.row(item))
