"""A line, a vault and devices that the session's tests play with."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from counselling.call.board.board_words import ToPage
from counselling.call.line.events import CallEvent, Ended, LinkReady
from counselling.call.link.before_call import Sentence
from counselling.call.link.room import SEATED, Role
from counselling.call.media.devices import (
    Devices,
    NullScreen,
    NullSpeaker,
    VideoSink,
)
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import TalkOrder
from counselling.call.talk.talk_words import Kind as FileKind
from counselling.call.talk.talk_words import Point
from counselling.drawing.scene import Rectangle, Scene
from counselling.errors import CallError, Field, LetterError, StorageError, VaultError
from counselling.figures.shown import Shown
from counselling.language.registry import Language, find
from counselling.layout.result import Layout, Memory
from counselling.records.papers.consents import Recorded
from counselling.records.papers.documents import Document
from counselling.records.papers.sessions import Notes, Session
from counselling.risk.supposition import Supposition
from counselling.session.agenda import Agenda
from counselling.session.consent import Consent, Explained
from counselling.session.consent_form import Fill, Form, FormText
from counselling.session.proposals import Proposal
from counselling.session.surroundings import Surroundings
from counselling.work.session.appointments import Standing
from counselling.work.session.boards import LetterPage, Sheet
from counselling.work.session.fetch_mail import Round
from counselling.work.session.take_beforehand import HandedOver
from counselling.work.session.take_proposals import ProposedNote
from counselling.work.session.take_signed import Left
from ui.kit.devices.inventory import Inventory, Kind
from ui.pages.session.known.equipment import Lack

LAYOUT = Layout((), (), 0, Memory())
LINK = "https://clinic.example/r/abc#key"
TEN = datetime(2026, 3, 4, 10, 4, tzinfo=UTC)


@dataclass
class FakeLine:
    """A line that says what the test tells it to. `calls` tells what was asked of it."""

    queue: "asyncio.Queue[CallEvent]" = field(default_factory=asyncio.Queue)
    calls: list[str] = field(default_factory=list)
    shown: list[Scene] = field(default_factory=list)
    said: list[tuple[ToPage, str]] = field(default_factory=list)
    orders: list[TalkOrder] = field(default_factory=list)
    cannot_move: bool = False

    async def events(self) -> AsyncIterator[CallEvent]:
        while True:
            event = await self.queue.get()
            yield event
            if isinstance(event, Ended):
                return

    async def admit(self, seat_id: str) -> None:
        if self.cannot_move:
            raise CallError("call.move", move="admit", presence="waiting")
        self.calls.append(f"admit {seat_id}")

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        self.calls.append(f"refuse {seat_id} {sentence}".rstrip())

    def let_know(self, seat_id: str, note: Note) -> None:
        self.calls.append(f"let know {seat_id} {note.sentence} {note.text}".rstrip())

    async def show(self, scene: Scene) -> None:
        self.shown.append(scene)

    def say(self, word: ToPage, *, seat: str = "") -> None:
        self.said.append((word, seat))

    def talk(self, order: TalkOrder) -> None:
        self.orders.append(order)

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        self.calls.append(f"send {is_camera_on} {is_microphone_on}")

    def speak_alone(self, *seats: str) -> None:
        self.calls.append(f"alone {' '.join(seats)}".strip())

    def release(self, seat_id: str) -> None:
        self.calls.append(f"release {seat_id}")

    async def end(self) -> None:
        self.calls.append("end")
        self.queue.put_nowait(Ended())


@dataclass
class FakeSessions:
    """The vault's sessions and the lines that were opened. cannot_open, cannot_save: refuse."""

    past: tuple[Session, ...] = ()
    lines: list[FakeLine] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    begun: list[tuple[str, str]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    ended: list[Mapping[str, Field]] = field(default_factory=list)
    measured: list[Mapping[str, Field]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    page_languages: tuple[Language, ...] = (find("en"), find("de"), find("ar"))
    closed: int = 0
    cut_off_in: str = ""
    appointments: "FakeAppointments | None" = None
    cannot_open: bool = False
    cannot_save: bool = False
    cannot_begin: bool = False
    threads: set[str] = field(default_factory=set)
    loop: asyncio.AbstractEventLoop | None = None

    @asynccontextmanager
    async def open_line(self, language: str, devices: Devices) -> AsyncIterator[FakeLine]:
        if self.cannot_open:
            raise CallError("call.server_unreachable")
        self.loop = asyncio.get_running_loop()
        line = FakeLine()
        self.lines.append(line)
        self.languages.append(language)
        line.queue.put_nowait(LinkReady("1", Role.PATIENT, LINK))
        try:
            yield line
        finally:
            self.closed += 1

    def happens(self, *events: CallEvent) -> None:
        """Have the newest line tell something."""
        assert self.loop is not None
        for event in events:
            self.loop.call_soon_threadsafe(self.lines[-1].queue.put_nowait, event)

    def begin(self, family_id: str, *, person: str = "") -> str:
        self.threads.add(threading.current_thread().name)
        if self.cannot_begin:
            raise VaultError("vault.locked")
        self.begun.append((family_id, person))
        if self.cut_off_in:
            return self.cut_off_in
        return f"s{len(self.begun)}"

    def unfinished(self, family_id: str) -> str:
        return self.cut_off_in

    def cut_off(self) -> str:
        return "f1" if self.cut_off_in else ""

    def has_notes(self, session: str) -> bool:
        return session == self.cut_off_in

    def listing(self, family_id: str) -> tuple[Session, ...]:
        return tuple(each for each in self.past if each.family == family_id)

    def notes(self, session: str) -> Notes:
        self.read.append(session)
        if self.saved and session == f"s{len(self.begun)}":
            return Notes(self.saved[-1], len(self.saved))
        return Notes(f"notes of {session}", 1)

    def save_notes(self, session: str, text: str) -> Notes:
        self.threads.add(threading.current_thread().name)
        if self.cannot_save:
            raise StorageError("storage.full")
        self.saved.append(text)
        return Notes(text, len(self.saved))

    def keep_figures(self, session: str, figures: Mapping[str, Field]) -> None:
        if self.cannot_save:
            raise StorageError("storage.full")
        self.measured.append(figures)

    def end(self, session: str, *, figures: Mapping[str, Field]) -> Session:
        self.ended.append(figures)
        over = past_session(session, figures=figures)
        self.past = (over, *self.past)
        return over


@dataclass
class FakeAppointments:
    """Links that are made and die. brings: what a fetch brings; it waits while it is held."""

    has_server: bool = True
    all: list[Standing] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    left: int = 0
    brings: Round = field(default_factory=lambda: Round(0, 0, ()))
    is_unreachable: bool = False
    is_unwanted: bool = False  # who is asked for wants no talk by video
    held: bool = False

    def standing(self, family: str) -> tuple[Standing, ...]:
        return tuple(each for each in self.all if each.family == family)

    def waiting(self, family: str) -> int:
        return self.left

    def link(self, family: str, person: str) -> str:
        return next((x.link for x in self.standing(family) if x.person == person), "")

    async def draw(self, family: str, *, person: str = "", language: str = "") -> Standing:
        self._reach()
        self.calls.append(f"draw {family} {person} {language}".replace("  ", " "))
        self.all = [each for each in self.all if each.person != person]
        self.all.append(planned(f"a{len(self.calls)}", family=family, person=person))
        return self.all[-1]

    async def cancel(self, family: str, appointment: str) -> None:
        self._reach()
        self.calls.append(f"end {appointment}")
        self.all = [each for each in self.all if each.id != appointment]

    async def fetch(self, heard: Callable[[float], None] | None = None) -> Round:
        self._reach()
        if self.held and heard is not None:
            heard(0.5)
            try:
                await asyncio.Event().wait()
            finally:
                self.calls.append("stopped")
        self.left += self.brings.letters
        return self.brings

    def _reach(self) -> None:
        if self.is_unreachable:
            raise CallError("call.server_unreachable")
        if self.is_unwanted:
            raise LetterError("letter.video_withdrawn")


def planned(name: str, *, family: str = "f1", person: str = "") -> Standing:
    links = tuple(
        (role, f"https://clinic.example/j/{name}#{seat}") for seat, role in enumerate(SEATED)
    )
    closes = (TEN + timedelta(days=30)).timestamp()
    return Standing(name, family, person, links[0][1], closes, "", links)


def past_session(
    name: str, *, family: str = "f1", figures: Mapping[str, Field] | None = None
) -> Session:
    return Session(name, family, "", TEN, "Dr Berg", TEN + timedelta(minutes=38), figures or {})


@dataclass
class FakeBoards:
    """Pictures that tell by their titles what was asked for. version: of the family."""

    version: int = 1
    asked: list[str] = field(default_factory=list)
    letters: tuple[Document, ...] = ()

    def pedigree(
        self,
        family_id: str,
        *,
        language: str,
        before: Sheet | None = None,
        has_names: bool = False,
    ) -> Sheet:
        scene = self._picture(f"pedigree {family_id} {language}{' named' if has_names else ''}")
        return Sheet(scene, {"p1": "Anna", "p2": "aunt"}, {"Anna": "II-1", "aunt": "I-2"}, LAYOUT)

    def letter(self, family_id: str, *, page: int, language: str, chosen: str = "") -> LetterPage:
        which = chosen or next((each.id for each in self.letters), "")
        about = f" {which}" if which else ""
        scene = self._picture(f"letter {family_id} {language} {page}{about}")
        return LetterPage(scene, page, 3, which, self.letters)

    def risk(
        self,
        family_id: str,
        *,
        person: str | None,
        country: str,
        language: str,
        of: Shown = Shown.BY_AGE,
        supposed: Supposition | None = None,
    ) -> Scene:
        about = f"{person} {country} {language}"
        if of is Shown.COMPARED and supposed is not None:
            about += f" {supposed.person} {supposed.gene} {supposed.result.value}"
        kind = "risk" if of is Shown.BY_AGE else of.value
        return self._picture(f"{kind} {family_id} {about}")

    def _picture(self, title: str) -> Scene:
        self.asked.append(title)
        return Scene((Rectangle(10, 10, 20, 20),), 100, 60, f"{title} v{self.version}")


@dataclass
class FakeTalk:
    """Files that were kept, and words as they are. cannot_keep: the vault takes nothing."""

    kept: list[tuple[bytes, FileKind, str | None]] = field(default_factory=list)
    cannot_keep: bool = False

    def keep(
        self,
        family: str,
        content: bytes,
        kind: FileKind,
        *,
        person: str = "",
        session: str | None = None,
    ) -> None:
        if self.cannot_keep:
            raise StorageError("storage.full")
        self.kept.append((content, kind, session))

    def points(self, agenda: Agenda, *, language: str) -> tuple[Point, ...]:
        return tuple(
            Point(f"{language} {topic.words}", topic.done_at is not None) for topic in agenda.topics
        )

    def noted(self, lines: Sequence[tuple[str, str, str]]) -> str:
        return "\n".join(f"chat {role}: {text}" for _, role, text in lines)


TEXT = FormText(
    "testing", "1", "en", "ltr", "Consent", ("Read this.",), (("care", "The test?"),), "I agree."
)


FORMS = (
    Form("testing", "1", "letters.pretest.title", (), (("care", ""),), ""),
    Form(
        "sharing",
        "1",
        "letters.sharing.title",
        (),
        (),
        "",
        to_fill=(Fill("officer", "letters.blank.officer", is_needed=True),),
    ),
)
NOT_SAID = Explained()


@dataclass
class FakeSigned:
    """Consents that wait; what became of them. cannot_keep: the vault takes nothing."""

    left: tuple[Left, ...] = ()
    taken: list[tuple[str, str, str | None]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    cannot_keep: bool = False

    def waiting(self, family: str) -> tuple[Left, ...]:
        return self.left

    def take(
        self, family: str, left: Left, *, person: str = "", session: str | None = None
    ) -> None:
        self._settle(left)
        self.taken.append((left.id, person, session))

    def set_aside(self, family: str, left: Left) -> None:
        self._settle(left)
        self.aside.append(left.id)

    def _settle(self, left: Left) -> None:
        if self.cannot_keep:
            raise StorageError("storage.full")
        self.left = tuple(each for each in self.left if each != left)


@dataclass
class FakeHearing:
    """What a patient does, taken down. cannot_keep: the vault takes nothing."""

    kept: list[tuple[Consent, str, str | None]] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    filled: list[tuple[str, dict[str, str], bool]] = field(default_factory=list)
    accepted: list[tuple[str, str | None]] = field(default_factory=list)
    cannot_keep: bool = False
    telephone: str = "+44 20 7946 0000"
    talk: FakeTalk = field(default_factory=FakeTalk)
    signed: FakeSigned = field(default_factory=FakeSigned)

    handed: HandedOver = field(default_factory=HandedOver)
    settled: list[HandedOver] = field(default_factory=list)

    @property
    def consents(self) -> "FakeHearing":
        return self

    @property
    def beforehand(self) -> "FakeHearing":
        return self

    def hand_over(self, family: str) -> HandedOver:
        return self.handed

    def settle(self, family: str, handed: HandedOver) -> None:
        self.settled.append(handed)

    @property
    def proposals(self) -> "FakeHearing":
        return self

    @property
    def forms(self) -> tuple[Form, ...]:
        return FORMS

    def text(
        self,
        form: str,
        *,
        language: str,
        family: str = "",
        person: str = "",
        filled: Mapping[str, str] | None = None,
        has_interpreter: bool = False,
    ) -> FormText:
        self.filled.append((form, dict(filled or {}), has_interpreter))
        return replace(TEXT, language=language)

    def keep(
        self,
        family: str,
        consent: Consent,
        text: FormText,
        *,
        person: str,
        session: str | None = None,
        explained: Explained = NOT_SAID,
    ) -> None:
        if self.cannot_keep:
            raise StorageError("storage.full")
        self.kept.append((consent, person, session))
        self.explained.append(explained)

    def told(self, family: str, person: str) -> tuple[Recorded, ...]:
        return ()

    def noted(self, told: Surroundings) -> str:
        return f"place: {told.place}"

    def left(self, waiting: Sequence[str]) -> str:
        return "\n".join(f"left: {one}" for one in waiting)

    def read(
        self, family: str, proposal: Proposal, *, numbers: Mapping[str, str], text: str = ""
    ) -> ProposedNote:
        line = text or f"{numbers.get(proposal.who or '', '?')}: {proposal.text}"
        return ProposedNote(line, "en", (f"read: {line}",), is_ready="?" not in line)

    def accept(
        self,
        family: str,
        note: ProposedNote,
        *,
        numbers: Mapping[str, str],
        teller: str | None,
        told_by: str = "",
    ) -> None:
        if self.cannot_keep:
            raise VaultError("vault.family_changed")
        self.accepted.append((note.text, told_by or teller))


class FakeEquipment:
    """Devices without a computer."""

    def __init__(
        self, theirs: VideoSink, ours: VideoSink, *, lacks: tuple[Lack, ...] = (Lack.CAMERA,)
    ) -> None:
        screen = NullScreen()
        self.theirs, self.ours = theirs, ours
        speaker = NullSpeaker()
        self.devices = Devices(FakeCamera(), FakeMicrophone(), lambda _: screen, lambda _: speaker)
        self.lacks = lacks
        self.inventory = Inventory()
        self.calls: list[str] = []
        self.told: Callable[[], None] | None = None

    def start(self, told: Callable[[], None]) -> None:
        self.told = told
        self.calls.append("start")

    def choose(self, kind: Kind, device: str) -> None:
        self.calls.append(f"{kind} {device}")
        self.inventory = Inventory(self.inventory.listed, {**self.inventory.chosen, kind: device})
        assert self.told is not None
        self.told()

    def wear_headphones(self, *, is_on: bool) -> None:
        self.calls.append(f"headphones {is_on}")
        self.inventory = replace(self.inventory, has_headphones=is_on)
        assert self.told is not None
        self.told()

    def turn_camera(self, *, is_on: bool) -> None:
        self.calls.append(f"camera {is_on}")

    def stop(self) -> None:
        self.calls.append("stop")


@dataclass
class Cupboard:
    """Makes equipment and keeps what it made."""

    made: list[FakeEquipment] = field(default_factory=list)

    def __call__(self, theirs: VideoSink, ours: VideoSink) -> FakeEquipment:
        self.made.append(FakeEquipment(theirs, ours))
        return self.made[-1]
