"""Fields and forms: label above, field below, a hint or what is wrong under it."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.labels import body, small
from ui.kit.tick_mark import paint_tick
from ui.kit.visibility import set_shown
from ui.look.tokens import Space


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
    """A box to tick whose border and mark keep the contrast that Fusion's do not."""

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
        option.rect = words
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)
        painter.end()


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
