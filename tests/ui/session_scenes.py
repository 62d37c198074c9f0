"""A session's page in every state that a session has, one after the other, as it runs.

What people say and what files are called is written in capitals: it is data, and no catalogue has
it. The board shows the demo's real pictures; line, devices and consents are doubles.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from pytestqt.qtbot import QtBot

from counselling.call.board import board_words as board
from counselling.call.line.events import (
    Admitted,
    BoardSaid,
    BoardShown,
    CallEvent,
    Connected,
    Failed,
    FirstFrame,
    Knocked,
    LineChanged,
    LinkReady,
    Lost,
    Media,
    PictureChanged,
    PrivateTalk,
    Quality,
    ServerLost,
    WentAway,
)
from counselling.call.link.before_call import Finding
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import SEATED
from counselling.call.link.signed import SignedBefore
from counselling.call.media.devices import VideoSink
from counselling.call.media.fake_devices import FakeCamera
from counselling.call.media.ladder import Rung
from counselling.call.server.messages import DeviceCheck
from counselling.call.talk.talk_news import (
    Captioned,
    FileMoved,
    FileOffered,
    HandMoved,
    HoldChanged,
    Wrote,
)
from counselling.call.talk.talk_words import Kind as FileKind
from counselling.errors import CallError
from counselling.pedigree.terms import TestResult
from counselling.records.papers.appointments import Mail
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.papers.sessions import Session
from counselling.risk.supposition import Supposition
from counselling.session.proposals import Proposal
from counselling.work.session.take_proposals import ProposedNote
from counselling.work.session.take_signed import Left
from tests.ui.pages.session_desk import (
    TEXT,
    FakeEquipment,
    FakeHearing,
    FakeSessions,
    FakeSigned,
)
from ui.kit.devices.inventory import Device, Inventory, Kind
from ui.pages.session.known.equipment import Lack
from ui.pages.session.known.exchange_state import Paper
from ui.pages.session.known.state import Picture, Stage
from ui.pages.session.page import SessionPage
from ui.start import Desktop
from ui.tour import rest

ALL: Final = DeviceCheck.CAMERA_AND_SOUND
WORDS: Final = SafetyWords((42, 119, 233))
AT: Final = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
SEATS: Final = tuple(str(place) for place in range(1, len(SEATED) + 1))
LINKS: Final = tuple(
    LinkReady(seat, role, f"https://clinic.example/r/a-room-of-its-own#{seat}")
    for seat, role in zip(SEATS, SEATED, strict=True)
)
# A knock tells all that the check of her devices found.
FOUND: Final = (Finding.CAMERA_BUSY, Finding.MICROPHONE_SILENT, Finding.LINE_SLOW)
HERE: Final[Mapping[Kind, tuple[Device, ...]]] = MappingProxyType(
    {
        Kind.CAMERA: (Device("a", "HD PRO WEBCAM C920 (046D:0892)"), Device("b", "OBS CAMERA")),
        Kind.MICROPHONE: (Device("c", "BUILT-IN AUDIO ANALOGUE STEREO"),),
        Kind.SPEAKER: (Device("d", "USB HEADSET"), Device("e", "USB HEADSET")),
        Kind.SCREEN: (Device("f", "DP-1: DELL U2720Q"), Device("g", "HDMI-2")),
    }
)
LEFT: Final = Left(
    (Mail("a", "1", 1, AT, b""),),
    SignedBefore(
        "telehealth", "2026.1", "en", "0123456789abcdef" * 4, {"video": True}, "ANNA BERG", AT
    ),
    TEXT,
    "CONSENT TO TALKS BY VIDEO",
    (("I AGREE TO TALKS BY VIDEO.", True), ("OTHER PEOPLE MAY BE THERE.", False)),
    (("PHONE NUMBER TO CALL BACK", "+49 30 1234567"),),
)
REFUSED: Final = replace(
    LEFT,
    mails=(Mail("a", "1", 2, AT, b""),),
    text=None,
    refused=CallError("session.consent_text"),
)


class _Equipment(FakeEquipment):
    """A desk with many devices; its camera is taken by another program."""

    def __init__(self, theirs: VideoSink, ours: VideoSink) -> None:
        super().__init__(theirs, ours, lacks=(Lack.CAMERA_FAILED, Lack.SPEAKER))
        self.inventory = Inventory(HERE, {Kind.CAMERA: "a", Kind.MICROPHONE: "c"})


class _Sessions(FakeSessions):
    """Sessions of whatever family the demo opens."""

    def listing(self, family_id: str) -> tuple[Session, ...]:
        return self.past


class _Hearing(FakeHearing):
    """Reads what is proposed in capitals, and knows of consents that were given before."""

    def told(self, family: str, person: str) -> tuple[Recorded, ...]:
        scopes = ((Scope.RESEARCH, True), (Scope.FAMILY_CONTACT, False))
        return tuple(
            Recorded(str(place), Consent(person, scope, is_given=is_given), "DR BERG", AT)
            for place, (scope, is_given) in enumerate(scopes)
        )

    def read(
        self, family: str, proposal: Proposal, *, numbers: Mapping[str, str], text: str = ""
    ) -> ProposedNote:
        line = f"II-4: {proposal.text}"
        return ProposedNote(line, "en", (line, "BOWEL CANCER AT 40"), is_ready=bool(proposal.text))


@dataclass
class Cast:
    """The doubles of a desk over the demo's records."""

    sessions: FakeSessions = field(default_factory=_Sessions)
    hearing: FakeHearing = field(
        default_factory=lambda: _Hearing(signed=FakeSigned((LEFT, REFUSED)))
    )

    def equipment(self, theirs: VideoSink, ours: VideoSink) -> FakeEquipment:
        return _Equipment(theirs, ours)


@dataclass
class Play:
    """A session that runs at a desk."""

    desktop: Desktop
    cast: Cast
    qtbot: QtBot

    @property
    def page(self) -> SessionPage:
        page = self.desktop.window.page
        assert isinstance(page, SessionPage)
        return page

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def happens(self, *events: CallEvent) -> None:
        """Have the line tell this, and wait until the page has heard the last of it."""
        told: list[object] = []
        self.page.model.telephone.heard.connect(told.append)
        self.cast.sessions.happens(*events)
        self.until(lambda: len(told) >= len(events))
        self.page.model.telephone.heard.disconnect(told.append)

    def says(self, *said: board.FromPage) -> None:
        self.happens(*(BoardSaid("1", word) for word in said))


Scene: TypeAlias = Callable[[Play], None]


def _waiting(play: Play) -> None:
    model = play.page.model
    play.until(lambda: model.state.past.sessions is not None)
    model.start()
    play.until(lambda: model.state.call.is_there)
    play.happens(*LINKS[1:])


def _knock(play: Play) -> None:
    play.happens(Knocked("1", "en", DeviceCheck.SOUND, FOUND), Knocked("3", "en", ALL))


def _admitted(play: Play) -> None:
    play.happens(Admitted("1", is_back=False), WentAway("3"))


def _picture(play: Play) -> None:
    play.happens(Connected("1", WORDS, 300.0), FirstFrame("1", Media.VIDEO, 400.0))
    phone, camera = play.page.model.telephone, FakeCamera(width=640, height=480)
    phone.theirs.show(camera.picture(0))
    phone.ours.show(camera.picture(30))


def _everybody(play: Play) -> None:
    for seat in SEATS[1:]:
        came = Connected(seat, WORDS, 300.0), FirstFrame(seat, Media.VIDEO, 400.0)
        play.happens(Knocked(seat, "en", ALL), Admitted(seat, is_back=False), *came)
    for place, seat in enumerate(SEATS[1:-1]):  # of the last no picture has come yet
        frame = FakeCamera(width=320, height=240).picture(9 * place)
        play.page.model.telephone.outlet(seat).show(frame)


def _private(play: Play) -> None:
    play.happens(PrivateTalk(("1", "4")))


def _in_private_with_us(play: Play) -> None:
    play.happens(PrivateTalk(("host", "4")))


def _shared(play: Play) -> None:
    play.happens(PrivateTalk(()))
    model = play.page.model
    play.until(lambda: model.state.board.scene is not None)
    model.share()
    rest(play.desktop)
    play.happens(BoardShown("1", 1, 10.0))
    play.until(lambda: model.state.board.is_seen)


def _look_at(picture: Picture) -> Scene:
    def scene(play: Play) -> None:
        play.page.model.look_at(picture)
        rest(play.desktop)

    return scene


def _room(play: Play) -> None:
    play.page.model.look_at(Picture.PEDIGREE)
    play.says(board.Room("MY SON", "1 EXAMPLE STREET, EXAMPLETON", "+44 20 7946 0001"))


def _chat(play: Play) -> None:
    play.happens(
        Wrote("1", 1, "patient", 1_700_000_000, "MY NUMBER IS 5, IF THE LINE BREAKS."),
        Wrote("4", 2, "interpreter", 1_700_000_060, "SHE ASKS FOR HER SISTER. " * 6),
        HandMoved("2", is_up=True),
        HandMoved("3", is_up=True),
        Captioned("4", "SHE WILL HEAR FROM US"),
        FileOffered("1", 7, "LETTER OF THE HOSPITAL OF EXAMPLETON.pdf", FileKind.PDF, 900_000),
        FileOffered("2", 8, "PHOTO.jpg", FileKind.JPEG, 1_500_000),
    )


def _chat_open(play: Play) -> None:
    talking = play.page.model.exchange.talking
    talking.fold(False)
    talking.files.take(talking.files.files[1])
    play.happens(FileMoved("2", 8, 700_000), HandMoved("2", is_up=False))


def _hold(play: Play) -> None:
    play.page.model.exchange.talking.turn_hold()
    play.happens(HoldChanged("", is_on=True), HandMoved("3", is_up=False))


def _tray(play: Play) -> None:
    play.page.model.exchange.talking.turn_hold()
    play.happens(HoldChanged("", is_on=False))
    kinds = (board.Kind.ILLNESS, board.Kind.MISSING)
    texts = ("SHE HAD IT TOO, IN BOTH BREASTS, AT ABOUT FORTY", "")
    said = [
        board.Propose(f"a{n}", "", kind, text, "en")
        for n, (kind, text) in enumerate(zip(kinds, texts, strict=True))
    ]
    play.says(*said)
    rest(play.desktop)


def _consent(play: Play) -> None:
    play.page.model.ask_consent()
    rest(play.desktop)
    play.says(board.ConsentAnswer("testing", "care", True))


def _signed(play: Play) -> None:
    signing = play.page.model.state.exchange.consent.signing
    assert signing is not None
    play.says(board.Sign("testing", signing.text.text_hash, "ANNA BERG", ((1.0, 2.0),)))
    play.until(lambda: play.page.model.state.exchange.consent.paper is Paper.KEPT)


def _screen(play: Play) -> None:
    play.page.model.telephone.choose_device(Kind.SCREEN, "f")
    play.page.model.telephone.turn_microphone()
    play.page.model.telephone.turn_camera()


def _poor(play: Play) -> None:
    play.happens(LineChanged("1", Quality.POOR))


def _sound_only(play: Play) -> None:
    play.happens(LineChanged("1", Quality.GOOD), PictureChanged("1", Rung.SOUND))


def _lost(play: Play) -> None:
    play.happens(Lost("1"), Lost("2"))
    play.until(lambda: play.page.model.state.call.is_broken)


def _failed(play: Play) -> None:
    play.happens(ServerLost(), Failed("2", CallError("call.lost")))


def _end_asked(play: Play) -> None:
    play.page.model.type("10:04 NOTES OF WHAT WAS SAID\n" * 4)
    play.page._ask_end()


def _goodbye(play: Play) -> None:
    play.page.model.end()
    play.until(lambda: play.page.model.state.stage is Stage.IDLE)
    rest(play.desktop)


SCENES: Final[Mapping[str, Scene]] = MappingProxyType(
    {
        "waiting": _waiting,
        "knock": _knock,
        "admitted": _admitted,
        "picture": _picture,
        "everybody": _everybody,
        "private": _private,
        "private-with-us": _in_private_with_us,
        "shared": _shared,
        **{f"board-{p}": _look_at(p) for p in Picture if p is not Picture.PEDIGREE},
        "room": _room,
        "chat": _chat,
        "chat-open": _chat_open,
        "hold": _hold,
        "tray": _tray,
        "consent": _consent,
        "signed": _signed,
        "screen": _screen,
        "poor": _poor,
        "sound-only": _sound_only,
        "lost": _lost,
        "failed": _failed,
        "end-asked": _end_asked,
        "goodbye": _goodbye,
    }
)
SUPPOSED_GENE: Final = "BRCA1"


def supposed(person: str) -> Supposition:
    """A result that she may get: so that the board can compare."""
    return Supposition(person, SUPPOSED_GENE, TestResult.POSITIVE)
