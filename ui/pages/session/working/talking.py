"""The talk beside sound and picture: lines, captions, hands, a hold, the plan."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from counselling.call.line.events import CallEvent, Ended, LinkReady
from counselling.call.link.room import Role
from counselling.call.talk.talk_news import Captioned, HandMoved, HoldChanged, Wrote
from counselling.call.talk.talk_orders import (
    LowerHand,
    PutOnHold,
    ShareAgenda,
    TypeCaption,
    Write,
)
from counselling.session.agenda import Agenda
from ui.hearing_work import TalkBesideWork
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.talk_state import Handed, Said, TalkState
from ui.pages.session.working.hand_over import HandOver

_TYPING_MS: Final = 250


class Talking(QObject):
    """A verb without a line is lost. files: the hand-over has verbs of its own.

    changed: carries the TalkState. ordered: a TalkOrder for the line.
    """

    changed = Signal(object)
    ordered = Signal(object)

    def __init__(
        self,
        work: TalkBesideWork,
        jobs: Jobs,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._clock = work, clock
        self._conversation = 0
        self._agenda, self._language = Agenda(), ""
        self._shared: tuple[Agenda, str, int] | None = None
        self._began = 0.0
        self._typed = ""
        self._is_veiled = False
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._show_typed)
        self.state = TalkState()
        self.files = HandOver(work, jobs, self)
        self.files.changed.connect(self._show_files)
        self.files.ordered.connect(self.ordered)

    def begin(self, family: str, person: str, session: str) -> None:
        """Begin a session."""
        self._began, self._shared = self._clock(), None
        self.files.begin(family, person, session)
        self._become(TalkState())

    def end(self) -> None:
        """The session is over: nothing of it is left here."""
        self._typing.stop()
        self._typed = ""
        self.files.end()
        self._become(TalkState())

    def veil(self) -> None:
        """Show nothing: the desk locks. What is said meanwhile is held here only."""
        self._is_veiled = True
        self.changed.emit(TalkState())

    def unveil(self) -> None:
        """Show all again."""
        self._is_veiled = False
        self.changed.emit(self.state)

    @property
    def kept(self) -> str:
        """The lines that were chosen, for the notes."""
        return self._work.noted(
            [(each.time, each.role, each.text) for each in self.state.lines if each.is_kept]
        )

    # Verbs

    def write(self, text: str) -> None:
        """Say a line to all."""
        if text.strip():
            self.ordered.emit(Write(text))

    def type_caption(self, text: str) -> None:
        """Show what is being typed, a few times a second."""
        self._typed = text
        if not self._typing.isActive():
            self._typing.start()

    def finish_caption(self, text: str) -> None:
        """Finish a caption; it becomes a line."""
        self._typing.stop()
        self._typed = ""
        self.ordered.emit(TypeCaption(text, is_done=bool(text.strip())))

    def lower(self, seat: str) -> None:
        """Take a hand down."""
        self.ordered.emit(LowerHand(seat))

    def turn_hold(self) -> None:
        """Be away for a moment, or back."""
        self.ordered.emit(PutOnHold(not self.state.is_on_hold))

    def choose(self, line: Said, is_kept: bool) -> None:
        """Choose whether a line goes to the notes."""
        lines = tuple(
            replace(each, is_kept=is_kept)
            if (each.conversation, each.no) == (line.conversation, line.no)
            else each
            for each in self.state.lines
        )
        self._become(replace(self.state, lines=lines))

    def fold(self, is_folded: bool) -> None:
        """Fold the talk away, or open it: all is read then."""
        self._become(replace(self.state, is_folded=is_folded, unread=0))

    def share_plan(self, is_shared: bool) -> None:
        """Share the agenda and the time, or take them off the page."""
        self._become(replace(self.state, is_shared=is_shared))
        self._tell_plan()

    def plan(self, minutes: int) -> None:
        """Choose how long the session is to last, from its beginning."""
        self._become(replace(self.state, minutes=minutes))
        self._tell_plan()

    def know(self, agenda: Agenda, language: str) -> None:
        """Learn how the agenda stands, and the language of the patient's page."""
        self._agenda, self._language = agenda, language
        self._tell_plan()

    # What the line tells

    def hear(self, event: CallEvent) -> None:
        """Take an event."""
        state = self.state
        self.files.hear(event)
        match event:
            case LinkReady(_, Role.PATIENT, _):
                self._conversation += 1
                self._shared = None
                self._become(replace(state, hands=(), captions=(), is_on_hold=False))
                self._tell_plan()
            case Wrote():
                self._read(event)
            case Captioned(seat, text):
                others = tuple(each for each in state.captions if each[0] != seat)
                typed = ((seat, text),) if text else ()
                self._become(replace(state, captions=(*others, *typed)))
            case HandMoved(seat, is_up):
                others_up = tuple(each for each in state.hands if each != seat)
                self._become(replace(state, hands=(*others_up, seat) if is_up else others_up))
            case HoldChanged(_, is_on):
                self._become(replace(state, is_on_hold=is_on))
            case Ended():
                self._become(replace(state, hands=(), captions=(), is_on_hold=False))

    def _read(self, news: Wrote) -> None:
        line = Said(self._conversation, news.no, news.role, news.at, news.text, news.is_caption)
        is_new = self.state.is_folded and bool(news.seat)
        lines = (*self.state.lines, line)
        self._become(replace(self.state, lines=lines, unread=self.state.unread + is_new))

    def _show_typed(self) -> None:
        self.ordered.emit(TypeCaption(self._typed))

    def _tell_plan(self) -> None:
        """Tell the page, when anything of it is new."""
        state = self.state
        plan = (self._agenda, self._language, state.minutes)
        if not state.is_shared:
            if self._shared is not None:
                self._shared = None
                self.ordered.emit(ShareAgenda())
        elif plan != self._shared and self._language:
            self._shared = plan
            left = state.minutes - (self._clock() - self._began) / 60
            points = self._work.points(self._agenda, language=self._language)
            self.ordered.emit(ShareAgenda(points, state.minutes, left))

    def _show_files(self, files: tuple[Handed, ...]) -> None:
        self._become(replace(self.state, files=files))

    def _become(self, state: TalkState) -> None:
        if state != self.state:
            self.state = state
            if not self._is_veiled:
                self.changed.emit(state)
