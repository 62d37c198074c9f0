"""Past sessions: when, how long, with whom, how the line was; and the notes of one of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.session.quality import CallFigures, lines_in, role_of
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import notes_field
from ui.kit.controls.table import Column, Table
from ui.kit.marks.labels import soft
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import TARGET_PX, Space
from ui.pages.session.known.names import role_in_words
from ui.pages.session.known.state import PastState
from ui.pages.session.working.past import PastSessions

if TYPE_CHECKING:
    from counselling.records.papers.sessions import Session

_OF_WHOM: Final = N_("letters.answer.name")  # "{question}: {answer}"


class PastCard(QWidget):
    """The table, and under it one session once it was asked for: each guest's line, the notes."""

    def __init__(self, words: Catalogue, past: PastSessions) -> None:
        super().__init__()
        self._words = words
        self._past = past
        self.table = self._sessions_table()
        self._read = action(self, words.say("session.read_notes"), self._pick)
        self._close = action(self, words.say("session.close_notes"), past.put_away)
        self.notes = notes_field(words.say("session.notes"))
        self.notes.setReadOnly(True)
        self.table.setMinimumHeight(6 * TARGET_PX)
        listed = Card(words.say("session.past"))
        listed.add(self.table, stretch=1)
        listed.add_layout(row(ActionButton(self._read), None))
        self._page = Card()
        self.lines = soft()
        self._page.add(self.lines)
        self._page.add(self.notes, stretch=1)
        self._page.add_layout(row(ActionButton(self._close), None))
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.CARD)
        pile.addWidget(listed, 1)
        pile.addWidget(self._page, 1)
        self.table.chosen.connect(past.choose)
        self.table.opened.connect(past.pick)

    def show_past(self, past: PastState) -> None:
        """Show the list."""
        sessions = past.sessions or ()
        chosen = next((each for each in sessions if each.id == past.chosen), None)
        self.table.show_rows(sessions, chosen=chosen)
        self._read.setEnabled(chosen is not None)
        set_shown(self._page, is_shown=past.picked is not None)
        if past.picked is not None:
            title = self._words.say("session.notes_of", when=self._when(past.picked))
            self._page.set_title(title)
            self.lines.setText("\n".join(self._lines(past.picked)) or self._line(past.picked))
            text = self._words.say("session.no_notes") if past.notes == "" else past.notes or ""
            if self.notes.toPlainText() != text:
                self.notes.setPlainText(text)
        else:
            self.notes.clear()  # what nobody looks at is not kept either

    def _sessions_table(self) -> "Table[Session]":
        say = self._words.say
        columns = (
            Column(say("session.column_when"), self._when, is_bold=True),
            Column(say("session.column_length"), self._length),
            Column(say("session.column_counsellor"), _counsellor),
            Column(say("session.column_line"), self._line, is_wide=True),
        )
        return Table(say("session.past"), columns)

    def _pick(self) -> None:
        if self.table.current is not None:
            self._past.pick(self.table.current)

    def _when(self, session: "Session") -> str:
        return moment_in_words(session.started_at, self._words)

    def _length(self, session: "Session") -> str:
        if session.ended_at is None:
            return self._words.say("session.not_ended")
        seconds = (session.ended_at - session.started_at).total_seconds()
        return self._words.say("session.minutes", minutes=round(seconds / 60))

    def _line(self, session: "Session") -> str:
        """Say how the patient's line was, or the first one that was measured."""
        return next(iter(self._lines(session)), self._words.say("session.no_call"))

    def _lines(self, session: "Session") -> Iterator[str]:
        """Say each guest's line; the figures may come from an older release."""
        for line, figures in lines_in(session.figures).items():
            told = self._figures(figures)
            who = role_in_words(*role_of(line), self._words)
            yield told if line == "" else self._words.say(_OF_WHOM, question=who, answer=told)

    def _figures(self, figures: CallFigures) -> str:
        say, fps, loss = self._words.say, figures.received_fps, figures.loss
        if fps is None or loss is None:
            return say("session.no_call")
        lost = self._words.percent(loss, decimals=1)
        if figures.rtt_ms is None:
            return say("session.figures", fps=round(fps), lost=lost)
        return say("session.figures_rtt", fps=round(fps), lost=lost, rtt=round(figures.rtt_ms))


def moment_in_words(moment: datetime, words: Catalogue) -> str:
    """Say a day and a time of day by this computer's clock."""
    here = moment.astimezone()
    return words.say("session.when", date=words.date(here.date()), time=f"{here:%H:%M}")


def _counsellor(session: "Session") -> str:
    return session.counsellor
