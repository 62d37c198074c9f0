"""All that a letter can say, to be read: sentence by sentence, two languages side by side."""

from collections.abc import Sequence
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from counselling.language.registry import Language
from ui.kit.controls.table import Column, Rows
from ui.kit.marks.visibility import bring_into_view
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX, Space

if TYPE_CHECKING:
    from counselling.work.letters.review_letters import Sentence

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_TOLD: Final = (attrgetter("text"), attrgetter("beside"))  # of a Sentence, by language
_MEASURED: Final = 20  # rows a turn: hundreds of them at once would hold the window up
_ENDLESS_PX: Final = 10_000
_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LINES: Final = 3  # a press
_LEAST_PX: Final = 6 * TARGET_PX


class _InItsDirection(QStyledItemDelegate):
    """Sets each column from the side from which its language is written."""

    def __init__(self, view: "WordingReader") -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        is_rtl = self._view.languages[index.column()].direction == "rtl"
        way = Qt.LayoutDirection
        option.direction = way.RightToLeft if is_rtl else way.LeftToRight
        option.textElideMode = Qt.TextElideMode.ElideNone
        # sentences of which one is longer begin side by side
        option.displayAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words are where they are painted: Qt's own forgets the sheet's room."""
        self.initStyleOption(option, index)
        view = self._view
        option.rect = QRect(0, 0, view.columnWidth(index.column()), _ENDLESS_PX)
        style = view.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1
        wide = room.width() - 2 * margin - view.fontMetrics().averageCharWidth()
        words = QTextLayout(str(index.data()).replace("\n", "\u2028"), option.font)
        words.beginLayout()
        high = 0.0
        while (line := words.createLine()).isValid():
            line.setLineWidth(max(wide, 1))
            high += line.height()
        words.endLayout()
        return QSize(option.rect.width(), ceil(high) + 2 * Space.SMALL)


class WordingReader(QTableView):
    """Sentences as rows, languages as columns. The arrows walk from sentence to sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.languages: tuple[Language, ...] = ()
        self._sentences: Rows[Sentence] = Rows((), self)
        self.setModel(self._sentences)
        self.setItemDelegate(_InItsDirection(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # widths hold
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._measuring = QTimer(self)
        self._measuring.setInterval(0)
        self._measuring.timeout.connect(self._measure)
        self._next = 0
        theme.changed.connect(self._grow)
        self._grow()

    def show_sentences(
        self, name: str, rows: "tuple[Sentence, ...]", languages: Sequence[Language]
    ) -> None:
        """Show all that a letter can say, from the first sentence on. name: for the ear."""
        self.setAccessibleName(name)
        if (rows, tuple(languages)) == (self._sentences.rows, self.languages):
            return
        self.languages = tuple(languages)
        told = zip(languages, _TOLD, strict=False)  # who reads her own language has one alone
        columns = [Column(each.own_name, text) for each, text in told]
        self._sentences.show_rows(rows, columns=columns)
        if rows:
            self.setCurrentIndex(self._sentences.index(0, 0))
        self._measure_anew()

    @property
    def is_measured(self) -> bool:
        """Whether every row is as high as its words."""
        return not self._measuring.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through a sentence that is longer than the view before going to the next one."""
        step = _STEPS.get(event.key())
        if step is not None and self._goes_on(step):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step * _LINES * self.fontMetrics().lineSpacing())
        else:
            super().keyPressEvent(event)
        bring_into_view(self)

    def _goes_on(self, step: int) -> bool:
        """Whether more of the sentence stands below, or above."""
        sentence, view = self.visualRect(self.currentIndex()), self.viewport().rect()
        below = sentence.bottom() > view.bottom()
        return below if step > 0 else sentence.top() < view.top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths wrap the sentences elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure_anew()

    def _grow(self) -> None:
        self.setMinimumHeight(self._theme.pixels(_LEAST_PX))
        self._measure_anew()

    def _measure_anew(self) -> None:
        self._next = 0
        self._measuring.start()

    def _measure(self) -> None:
        last = min(self._next + _MEASURED, len(self._sentences.rows))
        for row in range(self._next, last):
            self.resizeRowToContents(row)
        self._next = last
        if last == len(self._sentences.rows):
            self._measuring.stop()
