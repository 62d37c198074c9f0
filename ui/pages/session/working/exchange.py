"""What goes between both ends beside faces and voices: hands on the picture, questions, answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QRectF, Signal

from counselling.call.board.board_words import (
    AskRoom,
    ConsentAnswer,
    FromPage,
    Look,
    Point,
    Propose,
    Room,
    Sign,
    Stroke,
    ToPage,
    Wipe,
)
from counselling.call.link.room import Role
from counselling.session.surroundings import Surroundings
from ui.hearing_work import HearingWork
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.exchange_state import (
    ConsentState,
    ExchangeState,
    LeftPaper,
    Offer,
    Tool,
)
from ui.pages.session.known.talk_state import TalkState
from ui.pages.session.working.arrivals import Arrivals
from ui.pages.session.working.consenting import Consenting
from ui.pages.session.working.left_consents import LeftConsents
from ui.pages.session.working.talking import Talking
from ui.pages.session.working.tray import Tray


class Exchange(QObject):
    """tray, consenting, papers, talking: those parts have verbs of their own.

    changed: carries the ExchangeState. said: a word and the seat that it is for, "" for all. shown:
    a hand's mark of the patient, for the board's canvas. noted: lines for the session's notes.
    """

    changed = Signal(object)
    said = Signal(object, str)
    shown = Signal(object)
    noted = Signal(str)

    def __init__(
        self,
        work: HearingWork,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._seat = ""  # the patient's
        self._is_veiled = False
        self._unnoted = ""  # lines that came while the notes were away
        self.state = ExchangeState()
        self.tray = Tray(work.proposals, jobs, now=now, parent=self)
        self.consenting = Consenting(work.consents, jobs, now=now, parent=self)
        self._arrivals = Arrivals(work.beforehand, jobs, self)
        self._arrivals.offered.connect(self.tray.offer)
        self._arrivals.noted.connect(self._note_later)
        self.papers = LeftConsents(work.signed, jobs, self)
        self.papers.changed.connect(self._show_left)
        self.papers.taken.connect(self.consenting.look)
        self._arrivals.fetched.connect(self.papers.load)
        self.talking = Talking(work.talk, jobs, parent=self)
        self.talking.changed.connect(self._show_talk)
        self.tray.changed.connect(self._show_offers)
        self.tray.said.connect(self.said)
        self.consenting.changed.connect(self._show_consent)
        self.consenting.said.connect(self._say_to_her)

    def begin(self, family: str, person: str, session: str) -> None:
        """Begin a session with a patient."""
        self._become(ExchangeState())
        self.tray.begin(family, person)
        self.consenting.begin(family, person, session)
        self.talking.begin(family, person, session)
        self.papers.begin(family, person, session)
        self._arrivals.begin(family)

    @property
    def left(self) -> str:
        """What was proposed and waits, and what is kept of the talk, as lines of the notes."""
        waiting = [
            (each.note.text if each.note else each.proposal.text) for each in self.state.offers
        ]
        parts = (self._work.left(waiting), self.talking.kept)
        return "\n".join(part for part in parts if part)

    def end(self) -> None:
        """The session is over."""
        self.tray.end()
        self.consenting.end()
        self.talking.end()
        self.papers.end()
        self._arrivals.end()
        self._unnoted = ""
        self._become(ExchangeState())

    def seated(self, seat: str, role: Role) -> None:
        """Learn who sits where, on a new line."""
        self.tray.seated(seat, role)
        if role is Role.PATIENT:
            self._seat = seat

    def connected(self, seat: str) -> None:
        """Ask the patient who is with her and where she is; what is open is said again."""
        if seat != self._seat:
            return
        is_told = self.state.surroundings is not None
        self._say_to_her(AskRoom(self._work.telephone, is_told))
        self.consenting.say_again()

    def hear(self, seat: str, word: FromPage) -> None:
        """Take what somebody's page says about the board."""
        match word:
            case Point() | Stroke() | Wipe():
                self._show_mark(word)
            case Propose():
                self.tray.take(seat, word)
            case Room() if seat == self._seat:
                self._note_room(word)
            case ConsentAnswer() if seat == self._seat:
                self.consenting.answered(word)
            case Sign() if seat == self._seat:
                self.consenting.signed(word)

    # The hand on the board

    def hold(self, tool: Tool) -> None:
        """Take a tool; the one that is held already is put down."""
        held = Tool.LOOK if tool is self.state.tool else tool
        self._become(replace(self.state, tool=held))

    def point(self, x: float | None, y: float | None) -> None:
        """Show everybody where we point; without a place we do no more."""
        self.said.emit(Point(x, y), "")

    def draw(self, stroke: int, at: tuple[float, ...]) -> None:
        """Draw a piece of a freehand line for everybody."""
        self._become(replace(self.state, has_strokes=True))
        self.said.emit(Stroke(stroke, at), "")

    def wipe(self) -> None:
        """Take all freehand lines away, here and there."""
        self.said.emit(Wipe(), "")
        self._show_mark(Wipe())

    def bring(self, part: QRectF) -> None:
        """Let everybody look at a part of the picture."""
        self.said.emit(Look(part.x(), part.y(), part.width(), part.height()), "")

    def picture_changed(self) -> None:
        """Lines go with their picture."""
        self._become(replace(self.state, has_strokes=False))

    # The lock

    def veil(self) -> None:
        """Show nothing; what she told and is not in the vault yet is still held."""
        self._is_veiled = True
        self.tray.veil()
        self.consenting.veil()
        self.papers.veil()
        self._arrivals.veil()
        self.talking.veil()

    def unveil(self) -> None:
        """Show all again, and note what came meanwhile."""
        if self._is_veiled:
            self._is_veiled = False
            self.tray.unveil()
            self.consenting.unveil()
            self.papers.load()
            self._arrivals.unveil()
            self.talking.unveil()

    def notes_are_back(self) -> None:
        """Note what came while the notes were away."""
        if self._unnoted and not self._is_veiled:
            lines, self._unnoted = self._unnoted, ""
            self.noted.emit(lines)

    def _note_room(self, word: Room) -> None:
        told = Surroundings(word.company, word.place, word.telephone)
        if told == self.state.surroundings:
            return
        self._become(replace(self.state, surroundings=told))
        self._say_to_her(AskRoom(self._work.telephone, is_answered=True))
        self._note_later(self._work.noted(told))

    def _note_later(self, lines: str) -> None:
        """Note it now, or when the notes are back."""
        self._unnoted = f"{self._unnoted}\n{lines}".strip()
        self.notes_are_back()

    def _show_mark(self, mark: Point | Stroke | Wipe) -> None:
        if not isinstance(mark, Point):
            self._become(replace(self.state, has_strokes=isinstance(mark, Stroke)))
        self.shown.emit(mark)

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        self._become(replace(self.state, offers=offers))

    def _show_consent(self, consent: ConsentState) -> None:
        self._become(replace(self.state, consent=consent))

    def _show_left(self, papers: tuple[LeftPaper, ...]) -> None:
        self._become(replace(self.state, left=papers))

    def _show_talk(self, talk: TalkState) -> None:
        self._become(replace(self.state, talk=talk))

    def _say_to_her(self, word: ToPage) -> None:
        if self._seat:
            self.said.emit(word, self._seat)

    def _become(self, state: ExchangeState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
