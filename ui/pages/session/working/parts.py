"""The parts of the session's page: each with its own state, put together to one."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject

from counselling.call.line.events import CallEvent
from ui.hearing_work import HearingWork
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.kit.threads.view_model import ViewModel
from ui.pages.session.calling.measured import Measured
from ui.pages.session.calling.telephone import Telephone
from ui.pages.session.known.equipment import MakeEquipment
from ui.pages.session.known.exchange_state import ExchangeState
from ui.pages.session.known.state import (
    BoardState,
    CallState,
    NotesState,
    PastState,
    Picture,
    SessionState,
)
from ui.pages.session.working.easel import Easel
from ui.pages.session.working.exchange import Exchange
from ui.pages.session.working.notebook import Notebook
from ui.pages.session.working.past import PastSessions
from ui.pages.session.working.planned import Planned
from ui.risk_work import BoardsWork
from ui.sessions_work import SessionsWork


class SessionParts(ViewModel[SessionState]):
    """telephone, notebook, measured, past, planned, exchange: parts with verbs of their own.

    now: the time of day; clock: seconds, monotonic.
    """

    def __init__(
        self,
        work: SessionsWork,
        boards: BoardsWork,
        hearing: HearingWork,
        jobs: Jobs,
        *,
        loop: Loop,
        courier: Courier,
        make_equipment: MakeEquipment,
        language: str,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SessionState(language=language), parent)
        self.past = PastSessions(work, jobs, parent=self)
        self.planned = Planned(work.appointments, jobs, loop=loop, courier=courier, parent=self)
        self.notebook = Notebook(work, jobs, clock=clock, parent=self)
        self.measured = Measured(work, jobs, clock=clock, parent=self)
        self.exchange = Exchange(hearing, jobs, now=now, parent=self)
        self.easel = Easel(boards, jobs, self)
        self.telephone = phone = Telephone(
            work.open_line, make_equipment, loop=loop, courier=courier, parent=self
        )
        phone.changed.connect(self._show_call)
        phone.refused.connect(self._fail)
        self.notebook.changed.connect(self._show_notes)
        self.easel.changed.connect(self._show_board)
        self.easel.pushed.connect(phone.line.show)
        self.easel.people_known.connect(self.exchange.tray.know)
        self.exchange.changed.connect(self._show_exchange)
        self.exchange.said.connect(phone.line.say)
        talking = self.exchange.talking
        talking.ordered.connect(phone.line.talk)
        talking.files.failed.connect(self._fail)
        phone.heard.connect(talking.hear)
        phone.heard.connect(self._measure)
        self.changed.connect(self._tell_plan)
        self.past.changed.connect(self._show_past)
        self.past.failed.connect(self._fail)

    def _show_call(self, call: CallState) -> None:
        self._become(replace(self.state, call=call))

    def _measure(self, event: CallEvent) -> None:
        self.measured.hear(event, self.state.call.people)

    def _tell_plan(self, state: SessionState) -> None:
        language = state.call.language or state.language
        self.exchange.talking.know(state.meeting.agenda, language)

    def _show_notes(self, notes: NotesState) -> None:
        self._become(replace(self.state, notes=notes))
        if not notes.is_away:
            self.exchange.notes_are_back()

    def _show_exchange(self, exchange: ExchangeState) -> None:
        self._become(replace(self.state, exchange=exchange))

    def _show_board(self, board: BoardState) -> None:
        self._become(replace(self.state, board=board))

    def _show_past(self, past: PastState) -> None:
        self._become(replace(self.state, past=past))

    def look_at(self, picture: Picture) -> None:
        """Look at one of the board's pictures; the patient sees it when it is shared."""
        self.easel.look_at(picture)

    def _went(self) -> None:
        self.notebook.save()
        self.easel.line_broke()

    def _fail(self, failure: Failure) -> None:
        self._become(replace(self.state, failure=failure))
