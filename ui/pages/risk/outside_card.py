"""Results of other programs: kept ones beside ours, and a field to paste or type another in."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.figures.beside import preview, unkept
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Form, notes_field, text_field
from ui.kit.layout.pair import Pair
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space
from ui.pages.risk.outside_lines import OutsideLines
from ui.pages.risk.outside_model import OutsideState

if TYPE_CHECKING:
    from counselling.figures.beside import Beside
    from counselling.risk.outside.told import OutsideReading
    from counselling.work.risk.risks import ShownRisk

_SOME_DAY: Final = "2026-11-20"  # how a date is written
_FIELD_PX: Final = 3 * TARGET_PX


class OutsideCard(Card):
    """read: a text is to be read. kept: what was read is to be kept; program, version and date as
    the user left them. away: a program's result is to be put away."""

    read = Signal(str)
    kept = Signal(str, str, str)
    away = Signal(str)

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__(words.say("risk.outside"))
        self._words, self._icons = words, icons
        self._shown: tuple[Beside, ...] = ()
        self._reading: OutsideReading | None = None
        self._person = ""
        self._none = soft(words.say("risk.outside_none"))
        self._kept = QVBoxLayout()
        self._kept.setContentsMargins(0, 0, 0, 0)
        self._kept.setSpacing(Space.CARD)
        kept = QWidget()
        kept.setLayout(self._kept)
        self._banner = Banner(icons)
        self._open = action(self, words.say("risk.outside_enter"), self._begin)
        self._open.setCheckable(True)
        open_ = QWidget()
        open_.setLayout(row(ActionButton(self._open), None))
        for part in (self._none, kept, open_, self._banner, self._question(), self._found(theme)):
            self.add(part)
        self._turn()

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show what is kept about the person of an answer."""
        self._person = risk.assessment.question.person
        set_shown(self._none, is_shown=not risk.beside)
        if risk.beside == self._shown:
            return
        self._shown = risk.beside
        while (item := self._kept.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for told in risk.beside:
            lines = OutsideLines(told, self._words, self._icons)
            lines.away.connect(self.away)
            self._kept.addWidget(lines)

    def show_state(self, state: OutsideState) -> None:
        """Show what was read and is not kept yet."""
        if state.reading is None and self._reading is not None and state.failure is None:
            self._text.clear()  # kept, or another person's
            self._open.setChecked(False)
        self._banner.tell(state.failure, self._words)
        self._read.setEnabled(not state.is_busy)
        self._keep.setEnabled(not state.is_busy)
        if state.reading is not self._reading:
            self._reading = state.reading
            if state.reading is not None:
                self._preview(state.reading)
        self._turn()

    def _question(self) -> QWidget:
        """The field for the text."""
        self._text = notes_field(self._words.say("risk.outside_text"))
        self._text.setMinimumHeight(_FIELD_PX)
        self._text.setMaximumHeight(2 * _FIELD_PX)
        self._read = action(self, self._words.say("risk.outside_read"), self._ask)
        form = Form()
        hint = self._words.say("risk.outside_hint")
        form.ask(self._words.say("risk.outside_text"), self._text, hint=hint)
        go = QWidget()
        go.setLayout(row(ActionButton(self._read), None))
        self._opened = QWidget()
        self._opened.setLayout(column(form, go, spacing=Space.SMALL))
        return self._opened

    def _found(self, theme: Theme) -> QWidget:
        """What was read, and under which names it is to be kept."""
        say = self._words.say
        self._numbers, self._doubts = body(), Banner(self._icons)
        self._program, self._version, self._made_on = (text_field("") for _ in range(3))
        forms = [Form(), Form(), Form()]
        forms[0].ask(say("risk.outside_program"), self._program)
        named = say("risk.outside_as_named")
        dated = say("risk.outside_iso", example=_SOME_DAY)
        forms[1].ask(say("risk.outside_version"), self._version, hint=named)
        forms[2].ask(say("risk.outside_made_on"), self._made_on, hint=dated)
        names = Pair(theme, forms[1], forms[2], least_px=MAIN_PX, is_even=True)
        self._keep = action(self, say("risk.outside_keep"), self._want)
        go = QWidget()
        go.setLayout(row(ActionButton(self._keep), None))
        self._result = QWidget()
        head = small(say("risk.outside_found"))
        parts = (head, self._numbers, self._doubts, forms[0], names, go)
        self._result.setLayout(column(*parts, spacing=Space.SMALL))
        return self._result

    def _preview(self, reading: "OutsideReading") -> None:
        self._numbers.setText("\n".join(preview(reading, self._words)))
        first, *more = unkept(reading, self._person, self._words) or ("",)
        self._doubts.say(first, rest="\n".join(more), tone=Tone.CAUTION)
        self._program.setText(reading.program)
        self._version.setText(reading.version)
        self._made_on.setText(reading.made_on)

    def _begin(self) -> None:
        """Open the question and be ready to paste, or close it."""
        self._turn()
        if self._open.isChecked():
            self._text.setFocus()

    def _turn(self) -> None:
        """Show the question while it is open, and what was read of its text."""
        is_open = self._open.isChecked()
        set_shown(self._opened, is_shown=is_open)
        set_shown(self._result, is_shown=is_open and self._reading is not None)

    def _ask(self) -> None:
        if self._text.toPlainText().strip():
            self.read.emit(self._text.toPlainText())

    def _want(self) -> None:
        fields = (self._program, self._version, self._made_on)
        self.kept.emit(*(field.text().strip() for field in fields))
