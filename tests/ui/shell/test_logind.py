"""The desk hears of sleep and locked screens over a real bus; the service on it is a stand-in."""

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from counselling.work.desk import Desk
from ui.pages.unlock.page import UnlockPage
from ui.shell.idle import Reason
from ui.shell.logind import Logind
from ui.shell.system_watch import SystemWatch
from ui.start import Desktop

STAND_IN = Path(__file__).with_name("standin_logind.py")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="no D-Bus here"
)


class Computer:
    """A bus with a stand-in for logind on it."""

    def __init__(self, bus: QDBusConnection, service: "subprocess.Popen[str]") -> None:
        self.bus = bus
        self.owner = QObject()
        self._service = service
        self.told: queue.Queue[str] = queue.Queue()
        assert service.stdout is not None
        self.thread = threading.Thread(target=self._listen, args=(service.stdout,))
        self.thread.start()

    def does(self, what: str) -> None:
        assert self._service.stdin is not None
        self._service.stdin.write(f"{what}\n")
        self._service.stdin.flush()

    def next(self) -> str:
        return self.told.get(timeout=20)

    def watch(self, parent: QObject) -> SystemWatch:
        return Logind(parent, system=self.bus, session=self.bus)

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.told.put(line.strip())


@pytest.fixture
def computer(qapp: object, request: pytest.FixtureRequest) -> Iterator[Computer]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        with subprocess.Popen(
            [sys.executable, str(STAND_IN), address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as service:
            name = request.node.name
            made = Computer(QDBusConnection.connectToBus(address, name), service)
            assert made.next() == "ready"
            yield made
            QDBusConnection.disconnectFromBus(name)
            service.terminate()
            made.thread.join()
        daemon.terminate()


@pytest.fixture
def heard() -> list[Reason]:
    return []


@pytest.fixture
def logind(computer: Computer, heard: list[Reason]) -> Logind:
    made = Logind(computer.owner, system=computer.bus, session=computer.bus)
    made.leaving.connect(heard.append)
    made.start()
    made.hold()
    assert computer.next() == "inhibit sleep delay"
    return made


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("sleep", Reason.SLEEP),
        ("shutdown", Reason.SESSION_ENDS),
        ("lock", Reason.SCREEN_LOCKED),
        ("saver", Reason.SCREEN_LOCKED),
        ("saver-gnome", Reason.SCREEN_LOCKED),
    ],
)
def test_computer_that_is_left_is_heard(
    logind: Logind, computer: Computer, heard: list[Reason], qtbot: QtBot, what: str, reason: Reason
) -> None:
    qtbot.waitUntil(lambda: logind.is_listening)
    computer.does(what)
    qtbot.waitUntil(lambda: heard == [reason])


def test_waking_and_another_users_session_lock_nothing(
    logind: Logind, computer: Computer, heard: list[Reason], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: logind.is_listening)
    for what in ("wake", "lock-other", "saver-off", "sleep"):
        computer.does(what)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [Reason.SLEEP]


def test_sleep_is_held_up_until_it_is_let_go_and_again_the_next_time(
    logind: Logind, computer: Computer, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: logind.is_holding)
    logind.let_go()
    qtbot.waitUntil(lambda: not computer.told.empty())
    assert computer.next() == "released"
    logind.hold()
    assert computer.next() == "inhibit sleep delay"
    qtbot.waitUntil(lambda: logind.is_holding)


def test_hold_that_is_answered_too_late_is_let_go_at_once(
    logind: Logind, computer: Computer, qtbot: QtBot
) -> None:
    logind.let_go()  # the answer to the first question has not been read yet
    qtbot.waitUntil(lambda: not computer.told.empty())
    assert computer.next() == "released"


def test_without_a_bus_the_desk_goes_on(qapp: object, heard: list[Reason]) -> None:
    owner = QObject()
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    made = Logind(owner, system=nowhere, session=nowhere)
    made.leaving.connect(heard.append)
    made.start()
    made.hold()
    made.let_go()
    assert heard == []


def test_computer_sleeps_only_when_the_records_are_closed(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    vault_desk: Desk,
    desk: object,
    computer: Computer,
    qtbot: QtBot,
) -> None:
    desktop = open_desktop(desk=vault_desk, make_system_watch=computer.watch)
    desktop.watchman.start(desktop.window.windowHandle())
    enter(desktop)
    assert computer.next() == "inhibit sleep delay"
    gate, order = threading.Event(), list[str]()

    def save() -> None:
        gate.wait()
        order.append("open" if not vault_desk.unlock.vault.is_locked else "locked")

    desktop.context.jobs.lane(desktop).keep(save, done=order.append, failed=order.append)
    vault = vault_desk.unlock.vault
    computer.does("sleep")
    qtbot.waitUntil(lambda: isinstance(desktop.window.page, UnlockPage))
    assert computer.told.empty()  # it waits: something is being saved
    assert not vault.is_locked
    gate.set()
    qtbot.waitUntil(lambda: not computer.told.empty())
    assert computer.next() == "released"
    assert order[0] == "open"
    assert vault.is_locked
