"""The notes: a field that can be typed in all the time, and whether what stands in it is safe."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column
from ui.kit.blocks.chip import Chip
from ui.kit.controls.buttons import ActionButton
from ui.kit.controls.forms import notes_field
from ui.kit.layout.flow import Flow
from ui.kit.marks.tones import Tone
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX
from ui.pages.session.around.beside import Beside
from ui.pages.session.known.state import NotesState, SessionState, Stage


class NotesCard(Card):
    """typed: the whole text, after each change by hand."""

    typed = Signal(str)

    def __init__(self, words: Catalogue, icons: Icons, stamp: QAction) -> None:
        super().__init__(words.say("session.notes"))
        self._words = words
        self._banner = Banner(icons)
        self._chip = Chip(icons)
        hint = words.say("session.notes_hint")
        self.field = notes_field(words.say("session.notes"), placeholder=hint)
        room = QWidget()  # the sheet's own least height would win over one that the field is given
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        room.setLayout(column(self.field))
        room.setMinimumHeight(5 * TARGET_PX)
        self.add(self._banner)
        self.add(room, stretch=1)
        button = ActionButton(stamp)
        self.add_layout(Flow(button, Beside(self._chip, button)))
        self.field.textChanged.connect(self._tell)

    def show_state(self, state: SessionState) -> None:
        """Show a state; the cursor stays where it is unless the text came from elsewhere."""
        notes = state.notes
        if self.field.toPlainText() != notes.text:
            self.field.blockSignals(True)
            self.field.setPlainText(notes.text)
            self.field.blockSignals(False)
            self.field.moveCursor(QTextCursor.MoveOperation.End)
            self.field.ensureCursorVisible()
        self.field.setReadOnly(state.stage is not Stage.OPEN or notes.is_away)
        self._banner.tell(notes.failure, self._words)
        self._show_chip(notes)

    def _show_chip(self, notes: NotesState) -> None:
        say = self._words.say
        if notes.failure is not None:
            self._chip.say(say("session.notes_failed"), Tone.DANGER)
        elif not notes.is_saved:
            self._chip.say(say("session.notes_typed"), Tone.NEUTRAL, icon="pencil")
        else:
            self._chip.say(say("session.notes_saved") if notes.text else "", Tone.GOOD)

    def _tell(self) -> None:
        self.typed.emit(self.field.toPlainText())
