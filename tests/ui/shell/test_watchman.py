from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from ui.shell.idle import Reason
from ui.shell.system_watch import no_system_watch
from ui.shell.watchman import Watchman
from ui.shell.windows_notices import reason_of


class Computer(QObject):
    """A computer that says what the test tells it to."""

    leaving = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def hold(self) -> None:
        self.calls.append("hold")

    def let_go(self) -> None:
        self.calls.append("let go")


class Post:
    """A watchman with such a computer."""

    def __init__(self) -> None:
        self.made: list[Computer] = []
        self.reasons: list[Reason] = []
        self.owner = QObject()
        self.man = Watchman(minutes=10, make_system=self._make, parent=self.owner)
        self.man.lock.connect(self.reasons.append)

    def _make(self, parent: QObject) -> Computer:
        self.made.append(Computer(parent))
        return self.made[-1]

    @property
    def computer(self) -> Computer:
        (found,) = self.made
        return found


def test_open_desk_holds_the_sleep_up_once_and_lets_go_when_it_is_closed(qapp: object) -> None:
    post = Post()
    post.man.start(QWindow())
    for _ in range(3):  # every page that is turned
        post.man.open()
    post.man.at_door()
    post.man.closed()
    assert post.computer.calls == ["start", "hold", "let go"]
    post.man.open()
    assert post.computer.calls[3:] == ["hold"]
    post.man.rest()


def test_time_is_counted_at_the_door_too(qapp: object, qtbot: QtBot) -> None:
    owner = QObject()
    man = Watchman(minutes=0.0005, make_system=no_system_watch, parent=owner)
    heard: list[Reason] = []
    man.lock.connect(heard.append)
    man.start(None)
    qtbot.waitUntil(lambda: len(heard) > 1)  # and again
    man.rest()


def test_computer_that_is_left_locks_the_desk(qapp: object) -> None:
    post = Post()
    post.computer.leaving.emit(Reason.SCREEN_LOCKED)
    assert post.reasons == [Reason.SCREEN_LOCKED]


def test_end_of_the_session_locks_the_desk(qapp: object) -> None:
    post = Post()
    post.man.session_ends()  # Qt's own signal carries what only Qt can make
    assert post.reasons == [Reason.SESSION_ENDS]


def test_messages_of_windows_that_mean_sleep_lock_and_end_are_known() -> None:
    assert reason_of(0x0218, 0x4) is Reason.SLEEP
    assert reason_of(0x02B1, 0x7) is Reason.SCREEN_LOCKED
    assert reason_of(0x0016, 0x1) is Reason.SESSION_ENDS
    assert reason_of(0x0218, 0x12) is None  # awake again
    assert reason_of(0x02B1, 0x8) is None  # unlocked
    assert reason_of(0x0200, 0x4) is None
