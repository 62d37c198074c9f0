"""Fields and forms: label above, field below, a hint or what is wrong under it."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.marks.labels import body, small
from ui.kit.marks.tick_mark import paint_tick
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import TARGET_PX, Space

_BREAKING: Final = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextShowMnemonic.value
_ENDLESS_PX: Final = 10_000
_TARGET: Final = QSize(TARGET_PX, TARGET_PX)


def text_field(name: str, *, placeholder: str = "") -> QLineEdit:
    """Return a field of one line; `name` is for the ear where no label stands above."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    return field


def notes_field(name: str, *, placeholder: str = "") -> QPlainTextEdit:
    """Return a field for notes. Tab leaves it: a keyboard user must not be caught."""
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setTabChangesFocus(True)
    return field


class Tick(QCheckBox):
    """A box to tick whose border and mark keep the contrast that Fusion's do not.

    Its words take as many lines as they need: Qt's own never break. A box alone is a whole target.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        either = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        either.setHeightForWidth(True)
        self.setSizePolicy(either)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow one is a high one."""
        return bool(self.text())

    def heightForWidth(self, width: int) -> int:
        """Room for all lines."""
        room = QRect(0, 0, max(width - self._beside, 1), _ENDLESS_PX)
        lines = self.fontMetrics().boundingRect(room, _BREAKING, self.text())
        return max(super().sizeHint().height(), lines.height())

    def sizeHint(self) -> QSize:
        """All words in a line; never less than a target."""
        return super().sizeHint().expandedTo(_TARGET)

    def minimumSizeHint(self) -> QSize:
        """The longest word in a line."""
        advance = self.fontMetrics().horizontalAdvance
        word = max(map(advance, self.text().split()), default=0)
        return QSize(self._beside + word, super().sizeHint().height()).expandedTo(_TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, mark and words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style, palette = self.style(), self.palette()
        box = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick(painter, box, palette, is_on=self.isChecked(), has_focus=self.hasFocus())
        words = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        flags = QStyle.visualAlignment(self.layoutDirection(), side).value | _BREAKING
        ink, is_on = QPalette.ColorRole.WindowText, self.isEnabled()
        style.drawItemText(painter, words, flags, palette, is_on, self.text(), ink)
        painter.end()

    @property
    def _beside(self) -> int:
        """Pixels across that the box takes, and what parts it from the words."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())


class Row:
    """One question of a form: its label, its field, and the line under it."""

    def __init__(self, label: QLabel, field: QWidget, line: QLabel, hint: str) -> None:
        self.label = label
        self.field = field
        self._line = line
        self._hint = hint
        self.complain("")

    def complain(self, words: str) -> None:
        """Say under the field what is wrong with it; empty words bring the hint back."""
        self._line.setText(words or self._hint)
        set_shown(self._line, is_shown=bool(words or self._hint))
        self.field.setAccessibleDescription(words or self._hint)

    def rename(self, question: str) -> None:
        """Ask the question in other words."""
        self.label.setText(question)
        self.field.setAccessibleName(question)

    def set_visible(self, *, is_visible: bool) -> None:
        """Show or hide the whole question."""
        set_shown(self.label, is_shown=is_visible)
        set_shown(self.field, is_shown=is_visible)
        set_shown(self._line, is_shown=is_visible and bool(self._line.text()))


class Form(QWidget):
    """Questions one below the other, in the order in which Tab walks them."""

    def __init__(self) -> None:
        super().__init__()
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.TIGHT)

    def ask(self, question: str, field: QWidget, *, hint: str = "") -> Row:
        """Add a question. The field is named by it, for the eye and for the ear."""
        if self._pile.count():
            self._pile.addSpacing(Space.SMALL)
        label = body(question)
        label.setBuddy(field)
        field.setAccessibleName(question)
        line = small()
        for widget in (label, field, line):
            self._pile.addWidget(widget)
        return Row(label, field, line, hint)
