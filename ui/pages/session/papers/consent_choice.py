"""Which form the patient is asked to sign, and what the counsellor says in it beforehand."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.session.consent_form import Form as ConsentForm
from ui.kit.controls.forms import Form
from ui.kit.controls.picker import Picker
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.session.known.exchange_state import ConsentState


class ConsentChoice(QWidget):
    """chosen: the id of a form. filled: a blank of it, and what stands there now."""

    chosen = Signal(str)
    filled = Signal(str, str)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._forms: tuple[ConsentForm, ...] = ()
        self.form = Picker(words.say("session.consent"))
        self.form.picked.connect(self.chosen)
        self._parts: dict[str, Form] = {}
        self._fields: dict[str, dict[str, QLineEdit]] = {}
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.SMALL)
        self._pile.addWidget(self.form)

    def show_state(self, state: ConsentState) -> None:
        """Show the forms there are, and what is filled into the chosen one."""
        if state.forms != self._forms:
            self._make(state.forms)
        titles = tuple((each.id, self._words.say(each.title)) for each in state.forms)
        self.form.show_entries(titles, state.form)
        for form, part in self._parts.items():
            set_shown(part, is_shown=form == state.form)
        self._fill(self._fields.get(state.form, {}), state.filled)

    def field(self, blank: str) -> QLineEdit:
        """Return the field of a blank of the form that is shown."""
        return self._fields[self.form.chosen][blank]

    def _fill(self, fields: Mapping[str, QLineEdit], filled: Mapping[str, str]) -> None:
        for blank, field in fields.items():
            if field.text() != filled.get(blank, ""):  # else the cursor would jump
                field.setText(filled.get(blank, ""))

    def _make(self, forms: tuple[ConsentForm, ...]) -> None:
        for part in self._parts.values():
            part.deleteLater()
        self._forms, self._parts, self._fields = forms, {}, {}
        for form in forms:
            part, fields = Form(), {}
            for blank in form.to_fill:
                field = _Blank(blank.id)
                field.told.connect(self.filled)
                part.ask(self._words.begun(self._words.say(blank.label)), field)
                fields[blank.id] = field
            self._parts[form.id], self._fields[form.id] = part, dict(fields)
            self._pile.addWidget(part)


class _Blank(QLineEdit):
    """A field that says which blank it is of. told: the blank and its text."""

    told = Signal(str, str)

    def __init__(self, blank: str) -> None:
        super().__init__()
        self._blank = blank
        self.textEdited.connect(self._tell)

    def _tell(self, text: str) -> None:
        self.told.emit(self._blank, text)
