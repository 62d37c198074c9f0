"""What only a person can say: the blanks of one kind of letter, a field each."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.letters.template import Blank, Filling, Template
from ui.kit.controls.forms import Form, notes_field, text_field
from ui.kit.marks.visibility import set_shown
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX

_PROSE_PX = 2 * TARGET_PX
_OWN_FIELD = frozenset({"agreed"})  # asked for by the form itself


class BlankFields(QWidget):
    """The blanks of the kind that is shown. filled: a blank's name and what stands in it now.

    Fields are made when a kind is first shown: nobody fills nine letters.
    """

    filled = Signal(str, str)

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._words, self._theme = words, theme
        self._forms: dict[str, Form] = {}
        self._fields: dict[tuple[str, str], QLineEdit | QPlainTextEdit] = {}
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._grow)

    def show_kind(self, template: Template, filled: Mapping[str, str]) -> None:
        """Show a kind's blanks with what stands in them."""
        if template.kind not in self._forms:
            self._make(template)
        for kind, form in self._forms.items():
            set_shown(form, is_shown=kind == template.kind)
        for (kind, name), field in self._fields.items():
            if kind == template.kind:
                _put(field, filled.get(name, ""))
        set_shown(self, is_shown=bool(_asked(template)))

    def fields(self, kind: str) -> tuple[QWidget, ...]:
        """The fields of a kind that was shown, in the order in which one fills them."""
        return tuple(field for (of, _), field in self._fields.items() if of == kind)

    def _make(self, template: Template) -> None:
        form = Form()
        for blank in _asked(template):
            label = self._words.say(blank.label)
            field = self._field(blank)
            form.ask(self._words.begun(label), field, hint=self._hint(blank))
            self._fields[template.kind, blank.name] = field
        self._forms[template.kind] = form
        self._pile.addWidget(form)
        self._grow()

    def _field(self, blank: Blank) -> QLineEdit | QPlainTextEdit:
        tell = partial(self._tell, blank.name)
        if blank.filling is Filling.PROSE:
            notes = notes_field("")
            notes.textChanged.connect(partial(self._tell_notes, blank.name, notes))
            return notes
        line = text_field("")
        line.textChanged.connect(tell)
        return line

    def _hint(self, blank: Blank) -> str:
        if blank.is_needed:
            return self._words.say("letters.needed")
        return self._words.say("letters.usual", text=blank.usual) if blank.usual else ""

    def _tell(self, name: str, text: str) -> None:
        self.filled.emit(name, text)

    def _tell_notes(self, name: str, field: QPlainTextEdit) -> None:
        self.filled.emit(name, field.toPlainText())

    def _grow(self) -> None:
        for field in self._fields.values():
            if isinstance(field, QPlainTextEdit):
                field.setFixedHeight(self._theme.pixels(_PROSE_PX))


def _asked(template: Template) -> tuple[Blank, ...]:
    return tuple(blank for blank in template.asked if blank.name not in _OWN_FIELD)


def _put(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    stands = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    if stands == text:
        return
    field.blockSignals(True)
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
    field.blockSignals(False)
