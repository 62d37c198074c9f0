"""What the session's page knows, and what can be done with it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from counselling.call.line.events import (
    BoardSaid,
    BoardShown,
    CallEvent,
    Connected,
    Knocked,
    Left,
    LinkReady,
    Lost,
)
from counselling.language.registry import LANGUAGES, Language
from counselling.pedigree.person import PersonId
from counselling.session.notes import stamped
from ui.hearing_work import HearingWork
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.pages.session.known.equipment import MakeEquipment
from ui.pages.session.known.people import attended, is_interpreted
from ui.pages.session.known.state import PastState, SessionState, Stage, failure_in
from ui.pages.session.working.easel import Subject
from ui.pages.session.working.notebook import finish
from ui.pages.session.working.parts import SessionParts
from ui.risk_work import BoardsWork
from ui.sessions_work import SessionsWork

if TYPE_CHECKING:
    from counselling.records.papers.sessions import Session
    from counselling.risk.supposition import Supposition


class SessionModel(SessionParts):
    """Verbs of the page. A verb at a wrong moment does nothing."""

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
        country: str,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            work,
            boards,
            hearing,
            jobs,
            loop=loop,
            courier=courier,
            make_equipment=make_equipment,
            language=language,
            now=now,
            clock=clock,
            parent=parent,
        )
        self._work = work
        self._now = now
        self._keeping = jobs.lane(self)
        self._session = ""
        self._is_kept = False  # the end of the session is in the vault
        self._country = country
        self._family: OpenFamily | None = None
        self._wanted: Subject | None = None  # what the desk is about now
        self._subject: Subject | None = None  # what the running session is about
        self.telephone.heard.connect(self._hear)
        self.telephone.put_down.connect(self._line_over)
        self.exchange.noted.connect(self._note)
        self.exchange.tray.accepted.connect(self._draw)

    @property
    def page_languages(self) -> tuple[Language, ...]:
        """Languages in which the patient can read her page."""
        return self._work.page_languages

    # Before and after

    @property
    def wanted(self) -> str | None:
        """The family that the desk is about now; a running session may be with another one."""
        return self._wanted.family if self._wanted else None

    def open(
        self,
        family: OpenFamily,
        *,
        person: PersonId | None,
        country: str,
        supposed: "Supposition | None" = None,
    ) -> None:
        """Show a family's sessions; while one runs, look whether its picture is still right."""
        state, self._family, country = self.state, family, country or self._country
        self._wanted = wanted = Subject(family.id, person, country, state.language, supposed)
        if state.stage is Stage.IDLE:
            if state.family is None or state.family.id != family.id:
                self._become(SessionState(family=family, language=state.language))
            self._become(replace(self.state, failure=None))
            self.past.read(family.id)
            return
        is_elsewhere = state.family is None or state.family.id != family.id
        named = state.family if is_elsewhere else family
        self._become(replace(state, family=named, is_elsewhere=is_elsewhere))
        self.easel.unveil()
        self.measured.unveil()
        self.notebook.fetch()
        self.exchange.unveil()
        if self._subject is not None and not is_elsewhere:
            self._subject = replace(wanted, language=self._subject.language)
            self.easel.draw(self._subject)

    def leave(self) -> None:
        """Keep what was typed: somebody goes to another page, or the desk locks."""
        self.notebook.save()

    def veil(self) -> None:
        """Show and keep nothing but ids: the desk locks, and the call goes on."""
        self.notebook.put_away()
        self.measured.veil()
        self.exchange.veil()
        self.easel.veil()
        self.past.forget()
        self._family, nameless = None, self.state.family and OpenFamily(self.state.family.id, "")
        self._become(replace(self.state, family=nameless, failure=None))

    def take_down(self) -> None:
        """Take what is shared off the patient's screen."""
        if self.state.call.is_there:
            self.easel.take_down()

    def choose_language(self, code: str) -> None:
        """Choose the language in which the patient's page begins."""
        self._become(replace(self.state, language=code))

    def start(self) -> None:
        """Begin a session, and open its line."""
        state = self.state
        if state.stage is Stage.IDLE and self._wanted is not None:
            self._become(replace(state, stage=Stage.OPENING, failure=None))
            self.past.put_away()
            person = self._wanted.person or ""
            work = partial(self._work.begin, self._wanted.family, person=person)
            self._subject = replace(self._wanted, language=state.language)
            self._keeping.keep(work, done=self._begun, failed=self._not_begun)

    def end(self) -> None:
        """End the line, keep notes and figures, and the session is over."""
        if self.state.stage is not Stage.OPEN or self.state.notes.is_away:
            return
        if left := self.exchange.left:
            self._note(left)
        self._become(replace(self.state, stage=Stage.ENDING, failure=None))
        self._is_kept = False
        self.telephone.hang_up()
        text, lines = self.notebook.hand_over(), self.measured.lines
        came = self.state.meeting.came_in
        work = partial(finish, self._work, self._session, text, lines, came=came)
        self._keeping.keep(work, done=self._ended, failed=self._not_ended)

    def call_again(self) -> None:
        """Open a line where the last one broke down, or its link is dead."""
        if self.state.stage is Stage.OPEN:
            self._become(replace(self.state, failure=None))
            self.telephone.call(self.state.language)

    # The board

    def share(self) -> None:
        """Let the patient see what is looked at."""
        if self.state.call.is_there and not self.state.board.is_shared:
            self.easel.share()

    def ask_consent(self) -> None:
        """Show the patient a consent to read, answer and sign, in the language of her page."""
        if self.state.call.is_connected and self._subject is not None:
            is_there = is_interpreted(self.state.call.people)
            asked = self.exchange.consenting.ask
            asked(language=self._subject.language, has_interpreter=is_there)

    # Notes and agenda

    def type(self, text: str) -> None:
        """Take over the notes as they stand on the screen."""
        if self.state.stage is Stage.OPEN:
            self.notebook.type(text)

    def stamp(self) -> None:
        """Begin a line of the notes with the time of day."""
        self.type(stamped(self.notebook.state.text, self._now().astimezone()))

    def tick(self, place: int, is_done: bool) -> None:
        """Tick a point of the agenda off, or open it again."""
        meeting = self.state.meeting
        agenda = meeting.agenda.ticked(place, self._now() if is_done else None)
        self._become(replace(self.state, meeting=replace(meeting, agenda=agenda)))

    # Answers

    def _begun(self, session: str) -> None:
        self._session, now = session, self._now()
        meeting = SessionState().meeting.start(now)
        self._become(replace(self.state, stage=Stage.OPEN, started=now, meeting=meeting))
        self.notebook.open(session, has_notes=self._work.has_notes(session))
        if self._subject is not None:
            self.exchange.begin(self._subject.family, self._subject.person or "", session)
        self._draw()
        self.measured.begin(session)
        self.telephone.call(self.state.language)

    def _not_begun(self, failure: Failure) -> None:
        self._become(replace(self.state, stage=Stage.IDLE, failure=failure))

    def _ended(self, session: "Session") -> None:
        self._is_kept = True
        self.notebook.close()
        self._rest()

    def _not_ended(self, failure: Failure) -> None:
        """Go on without a line: what is on the screen is not all in the vault."""
        self._become(replace(self.state, stage=Stage.OPEN, failure=failure))
        self.notebook.take_back()

    def _rest(self) -> None:
        """Be idle again, when the vault has all and the line is closed."""
        state = self.state
        if state.stage is Stage.ENDING and self._is_kept and not self.telephone.is_busy:
            self.easel.clear()
            self.exchange.end()
            self.measured.stop()
            self._session, self._subject = "", None
            family = self._family or state.family
            past = state.past if family == state.family else PastState()
            self._become(SessionState(family, language=state.language, past=past))
            if family is not None:
                self.past.read(family.id)

    def _hear(self, event: CallEvent) -> None:
        if (failure := failure_in(event)) is not None:
            self._fail(failure)
        call, is_hers = self.state.call, self.state.call.is_hers(event)
        match event:
            case LinkReady():
                self.exchange.seated(event.seat, event.role)
                if is_hers:
                    self.easel.line_opened()
            case Knocked() if is_hers:
                self._speak(event.language)
            case Connected():
                self._become(replace(self.state, failure=None))
                self.exchange.connected(event.seat)
            case BoardSaid():
                self.exchange.hear(event.seat, event.word)
            case BoardShown() if is_hers:
                self.easel.seen(event.version)
            case Lost() | Left() if is_hers:
                self._went()
        meeting = attended(self.state.meeting, event, self._now(), people=call.people)
        self._become(replace(self.state, meeting=meeting))

    def _speak(self, language: str) -> None:
        """Draw in the language in which the patient reads her page, where we know it."""
        is_known = language in [each.code for each in LANGUAGES]
        if is_known and self._subject is not None and language != self._subject.language:
            self._subject = replace(self._subject, language=language)
            self._draw()

    def _draw(self) -> None:
        if self._subject is not None:
            self.easel.draw(self._subject)

    def _note(self, lines: str) -> None:
        """Write what the patient told under the time, after what stands in the notes."""
        self.stamp()
        self.type(f"{self.notebook.state.text}{lines}\n")

    def _line_over(self, failure: Failure | None) -> None:
        self._went()
        if failure is not None:
            self._fail(failure)
        self._rest()
