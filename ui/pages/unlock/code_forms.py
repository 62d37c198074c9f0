"""The recovery code: shown once when a vault is made, and typed in when the passphrase is gone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, action, main_button, quiet_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.marks.labels import code_label, section, soft
from ui.kit.marks.visibility import set_shown
from ui.pages.unlock.forms import pile
from ui.pages.unlock.view_model import CHECKED


class CodeForm(QWidget):
    """A new vault's code. save_asked: on a sheet; confirmed: its last letters, typed from paper."""

    save_asked = Signal()
    confirmed = Signal(str)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._code = code_label(words.say("unlock.code"))
        self._saved = soft("")
        save = action(self, words.say("unlock.code_save"), self.save_asked.emit)
        go = action(self, words.say("unlock.code_go"), self._confirm)
        self._typed = text_field(words.say("unlock.code_check", count=CHECKED))
        form = Form()
        form.ask(words.say("unlock.code_check", count=CHECKED), self._typed)
        parts = pile(self)
        parts.addWidget(section(words.say("unlock.code")))
        self._what = soft()
        parts.addWidget(self._what)
        parts.addWidget(self._code)
        parts.addWidget(ActionButton(save))
        parts.addWidget(self._saved)
        parts.addWidget(form)
        parts.addWidget(main_button(go))
        self._typed.returnPressed.connect(go.trigger)

    def show_code(self, code: str, *, is_saved: bool, is_renewed: bool) -> None:
        """Show a code, whether its sheet was written, and whether it takes another's place."""
        self._code.setText(code)
        what = "unlock.code_renewed" if is_renewed else "unlock.code_what"
        self._what.setText(self._words.say(what))
        self._saved.setText(self._words.say("unlock.code_saved") if is_saved else "")
        set_shown(self._saved, is_shown=is_saved)
        if not code:
            self._typed.clear()

    def focus(self) -> None:
        """Be ready for the letters from the paper."""
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.confirmed.emit(self._typed.text())


class RecoverForm(QWidget):
    """The code instead of the passphrase. asked: open the vault with it; left: do not."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._typed = text_field(words.say("unlock.code"))
        go = action(self, words.say("unlock.unlock"), self._ask)
        back = action(self, words.say("unlock.back"), self.left.emit)
        form = Form()
        form.ask(words.say("unlock.code"), self._typed, hint=words.say("unlock.code_hint"))
        parts = pile(self)
        parts.addWidget(section(words.say("unlock.recover")))
        parts.addWidget(form)
        parts.addWidget(main_button(go))
        parts.addLayout(row(None, quiet_button(back), None))
        self._typed.returnPressed.connect(go.trigger)

    def show_busy(self, *, is_busy: bool) -> None:
        """Say that the vault is being opened."""
        self.setEnabled(not is_busy)

    def focus(self) -> None:
        """Be ready for the code."""
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed.selectAll()

    def clear(self) -> None:
        """Forget the code."""
        self._typed.clear()

    def _ask(self) -> None:
        self.asked.emit(self._typed.text())
