"""A consent at the desk: asked for, followed answer by answer, kept; what was said before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from counselling.language.catalogue import Catalogue
from counselling.session.elements import STATEMENTS, WORDS
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.cards import Card
from ui.kit.blocks.chip import Chip
from ui.kit.controls.buttons import ActionButton
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.pages.session.known.exchange_state import ConsentState, Paper
from ui.pages.session.known.state import SessionState
from ui.pages.session.papers.consent_choice import ConsentChoice
from ui.pages.session.working.consenting import Consenting

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded


class ConsentCard(Card):
    """Shown while somebody is in the room."""

    def __init__(
        self,
        words: Catalogue,
        icons: Icons,
        ask: QAction,
        take_back: QAction,
        consenting: Consenting,
    ) -> None:
        super().__init__(words.say("session.consent"))
        self._words = words
        self._chip = Chip(icons)
        self._answers, self._told = body(), soft()
        self._banner = Banner(icons)
        self._paper = Paper.NONE
        self.choice = ConsentChoice(words)
        self.choice.chosen.connect(consenting.choose)
        self.choice.filled.connect(consenting.fill)
        self.add_layout(Flow(self._chip))
        for part in (self.choice, self._answers, self._told, self._banner):
            self.add(part)
        self.add_layout(Flow(ActionButton(ask), ActionButton(take_back)))

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        consent = state.exchange.consent
        is_asked = consent.paper is not Paper.NONE
        set_shown(self, is_shown=state.call.is_connected or is_asked)
        self._banner.tell(consent.failure, self._words)
        self._show_chip(consent)
        self.choice.show_state(consent)
        set_shown(self.choice, is_shown=consent.paper in (Paper.NONE, Paper.KEPT))
        answers = self._answered(consent)
        self._answers.setText(answers)
        set_shown(self._answers, is_shown=bool(answers))
        told = "\n".join(self._last_words(consent.told))
        self._told.setText(told)
        set_shown(self._told, is_shown=bool(told))

    def _show_chip(self, consent: ConsentState) -> None:
        say, signing = self._words.say, consent.signing
        if consent.paper is Paper.KEPT:
            self._chip.say(say("session.consent_kept"), Tone.GOOD)
        elif consent.paper is Paper.KEEPING:
            self._chip.say(say("session.consent_keeping"), Tone.NEUTRAL)
        elif signing is not None:
            done, total = len(signing.answers), len(signing.text.questions)
            self._chip.say(say("session.consent_open", done=done, total=total), Tone.NEUTRAL)
        else:
            self._chip.say("", Tone.NEUTRAL)
        if consent.paper is Paper.KEPT and self._paper is not Paper.KEPT:
            announce(self, say("session.consent_kept"))
        self._paper = consent.paper

    def _answered(self, consent: ConsentState) -> str:
        if consent.signing is None:
            return ""
        lines = (
            self._line(question, consent.signing.answers[question])
            for question, _ in consent.signing.text.questions
            if question in consent.signing.answers
        )
        return "\n".join(lines)

    def _last_words(self, told: "Sequence[Recorded]") -> "list[str]":
        """What was said before, a line each; what was taken back stays in the list."""
        lines = []
        for one in told:
            scope = one.consent.scope.value
            if scope in WORDS:
                message = "session.said_yes" if one.consent.is_given else "session.said_no"
                day = self._words.date(one.at.astimezone().date())
                what = self._words.say(WORDS[scope])
                lines.append(self._words.say(message, what=what, day=day))
        return lines

    def _line(self, question: str, is_yes: bool) -> str:
        message = WORDS.get(question) or STATEMENTS.get(question)
        what = self._words.say(message) if message else question
        message = "session.answered_yes" if is_yes else "session.answered_no"
        return self._words.say(message, what=what)
