"""Ways to come in beside one's own: an invitation that is taken up, and the clinic's sheets."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import action, main_button, quiet_button
from ui.kit.controls.forms import Form, notes_field
from ui.kit.marks.labels import section, soft
from ui.look.icons import Icons
from ui.pages.unlock.forms import passphrase_field, pile


class TakeUpForm(QWidget):
    """A passphrase of her own for who came by an invitation. asked: take it (once, and again)."""

    asked = Signal(str, str)

    def __init__(self, words: Catalogue, icons: Icons, *, least_passphrase: int) -> None:
        super().__init__()
        self._once, self._again = passphrase_field(words, icons), passphrase_field(words, icons)
        self._go = action(self, words.say("unlock.take_up_go"), self._ask)
        form = Form()
        hint = words.say("unlock.passphrase_hint", minimum=least_passphrase)
        form.ask(words.say("unlock.passphrase_new"), self._once, hint=hint)
        form.ask(words.say("unlock.repeat"), self._again)
        parts = pile(self)
        parts.addWidget(section(words.say("unlock.take_up")))
        parts.addWidget(soft(words.say("unlock.take_up_what")))
        parts.addWidget(form)
        parts.addWidget(main_button(self._go))
        self._again.submitted.connect(self._go.trigger)

    def show_busy(self, *, is_busy: bool) -> None:
        """Say that the passphrase is being made a way in."""
        self.setEnabled(not is_busy)

    def focus(self) -> None:
        """Be ready for the passphrase."""
        self._once.setFocus()

    def clear(self) -> None:
        """Forget the passphrases."""
        self._once.clear()
        self._again.clear()

    def _ask(self) -> None:
        self.asked.emit(self._once.passphrase, self._again.passphrase)


class JoinForm(QWidget):
    """The words of two of the clinic's sheets. asked: open with them; left: do not."""

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._first = notes_field(words.say("unlock.sheet_first"))
        self._second = notes_field(words.say("unlock.sheet_second"))
        go = action(self, words.say("unlock.unlock"), self._ask)
        back = action(self, words.say("unlock.back"), self.left.emit)
        form = Form()
        for field in (self._first, self._second):
            # the words are Latin letters, also at a desk whose language runs the other way
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.setMaximumHeight(6 * field.fontMetrics().lineSpacing())
        form.ask(words.say("unlock.sheet_first"), self._first, hint=words.say("unlock.sheet_hint"))
        form.ask(words.say("unlock.sheet_second"), self._second)
        parts = pile(self)
        parts.addWidget(section(words.say("unlock.join")))
        parts.addWidget(form)
        parts.addWidget(main_button(go))
        parts.addLayout(row(None, quiet_button(back), None))

    def show_busy(self, *, is_busy: bool) -> None:
        """Say that the vault is being opened."""
        self.setEnabled(not is_busy)

    def focus(self) -> None:
        """Be ready for the words."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget the words."""
        self._first.clear()
        self._second.clear()

    def _ask(self) -> None:
        self.asked.emit(self._first.toPlainText(), self._second.toPlainText())
