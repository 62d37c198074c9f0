"""One quiet line above the entry: what to ask next, why, how far each side is; never a dialog."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counselling.interview.gap import MAY_BE_NONE
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import column, row
from ui.kit.blocks.facts import listed
from ui.kit.controls.buttons import action, icon_button, quiet_button
from ui.kit.layout.flow import Flow
from ui.kit.layout.pair import Pair
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, SIDE_PX, Space
from ui.pages.pedigree.typed.interview import InterviewModel, InterviewState

# Short answers that every language of the notes understands (counselling/interview/data).
NOT_KNOWN: Final = "nk"
NONE: Final = "0"


class QuestionLine(QWidget):
    """Off, it is a button and a few words. unknown, none: these are the answer."""

    unknown = Signal()
    none = Signal()

    def __init__(self, model: InterviewModel, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._model = model
        self._words = words
        self._theme = theme
        self.toggle = icon_button(
            icons.icon("message-circle-question-mark"),
            words.say("interview.toggle"),
            is_checkable=True,
        )
        self.question = body()
        self.off = soft(words.say("interview.off"))
        self.why = small()
        self.progress = small()
        self._not_known = quiet_button(
            action(self, words.say("interview.unknown"), self.unknown.emit)
        )
        self._none = quiet_button(action(self, words.say("interview.none"), self.none.emit))
        later = quiet_button(action(self, words.say("interview.later"), model.put_off))
        self._ask_why = action(self, words.say("interview.why"), self._show_why)
        self._ask_why.setCheckable(True)
        self._lay_out(later)
        self.toggle.clicked.connect(model.turn)
        model.changed.connect(self.show_state)
        model.put.connect(self._speak)
        self.show_state(model.state)

    def show_state(self, state: InterviewState) -> None:
        """Show a state."""
        asked, words = state.asked, self._words
        self.toggle.setChecked(state.is_on)
        set_shown(self.off, is_shown=not state.is_on)
        set_shown(self.question, is_shown=state.is_on)
        if asked is not None:
            self.question.setText(asked.words)
            self.why.setText("\n".join(asked.why))
            topic = asked.question.gap.topic
            set_shown(self._none, is_shown=topic in MAY_BE_NONE)
        elif state.is_complete or not state.is_on:
            self.question.setText(words.say("interview.complete") if state.is_complete else "")
        is_there = asked is not None
        self.progress.setText(listed(state.progress, words))
        set_shown(self.progress, is_shown=state.is_on and bool(state.progress))
        set_shown(self._foot, is_shown=state.is_on and not state.is_complete)
        self._foot.setEnabled(is_there)
        self._show_why()

    def _show_why(self) -> None:
        is_shown = self._ask_why.isChecked() and self._model.state.asked is not None
        set_shown(self.why, is_shown=is_shown)

    def _lay_out(self, later: QWidget) -> None:
        self._foot = QWidget()
        self._foot.setLayout(
            Flow(
                self._not_known,
                self._none,
                later,
                quiet_button(self._ask_why),
                spacing=Space.TIGHT,
            )
        )
        text = QWidget()
        text.setLayout(column(self.off, self.question, self.why, self.progress, spacing=0))
        line = row(self.toggle)
        line.setAlignment(self.toggle, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Pair(self._theme, text, self._foot, least_px=MAIN_PX + SIDE_PX), 1)
        self.setLayout(line)

    def _speak(self, question: str) -> None:
        announce(self, question)
