import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QUndoCommand, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.records.search.search import Hit, Reason, Why
from tests.ui.conftest import PASSPHRASE
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.controls.table import Table
from ui.kit.standing.navigator import OpenFamily
from ui.kit.standing.page import Page
from ui.pages.unlock.page import UnlockPage
from ui.shell.finder import PAUSE_MS
from ui.shell.header import Header
from ui.shell.palette import Palette
from ui.start import Desktop

FAMILY = OpenFamily("f1", "Lindqvist", "Anna, 38")
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


class Diary(Page):
    """A page that counts and keeps what happens to it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.events: list[str] = []
        self.is_calling = False
        self._lane = context.jobs.lane(self)
        self._gate = threading.Event()

    def entered(self) -> None:
        self.events.append("entered")

    def left(self) -> None:
        self.events.append("left")

    def may_close(self) -> bool:
        return not self.is_calling


class Home:
    """The open desk, with two pages of ours in it."""

    def __init__(self, desktop: Desktop, pages: dict[str, Diary]) -> None:
        self.desktop = desktop
        self.pages = pages
        self.window = desktop.window
        self.navigator = desktop.context.navigator


@pytest.fixture
def home(open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]) -> Home:
    pages: dict[str, Diary] = {}

    def letters(context: UiContext) -> Page:
        pages["letters"] = Diary(context)
        return pages["letters"]

    desktop = open_desktop(builders={"letters": letters})
    enter(desktop)
    return Home(desktop, pages)


def rail(home: Home) -> list[str]:
    buttons = home.window.findChildren(QToolButton)
    return [b.text() for b in buttons if b.isVisible() and b.property("role") == "rail"]


def labels(home: Home) -> list[str]:
    return [label.text() for label in home.window.findChildren(QLabel) if label.isVisible()]


def test_locked_desk_shows_the_door_and_nothing_else(
    open_desktop: Callable[..., Desktop],
) -> None:
    window = open_desktop().window
    assert isinstance(window.page, UnlockPage)
    assert not any(b.isVisible() for b in window.findChildren(QToolButton) if b.text())
    assert not window.actions_of_shell.find.isEnabled()


def test_family_pages_are_in_the_rail_while_a_family_is_open(home: Home) -> None:
    assert rail(home) == ["page.families", "action.find", "action.lock"]
    home.navigator.open(FAMILY)
    assert set(rail(home)) == {
        "page.families",
        "page.pedigree",
        "page.letters",
        "action.find",
        "action.lock",
    }


def test_title_of_the_window_names_no_family(home: Home) -> None:
    home.navigator.open(FAMILY)
    assert home.window.windowTitle() == "app.name"
    assert {"Lindqvist", "Anna, 38"} <= set(labels(home))


def test_page_is_built_when_first_shown_and_kept(home: Home) -> None:
    assert home.pages == {}
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    first = home.pages["letters"]
    home.navigator.go("families")
    home.navigator.go("letters")
    assert home.pages["letters"] is first
    assert first.events == ["entered", "left", "entered"]


def test_keys_go_to_pages_and_only_to_those_that_are_there(home: Home, qtbot: QtBot) -> None:
    home.window.activateWindow()
    qtbot.waitActive(home.window)
    QTest.keyClick(home.window, Key.Key_6, Control)
    assert home.navigator.state.page == "families"
    home.navigator.open(FAMILY)
    QTest.keyClick(home.window, Key.Key_6, Control)
    assert home.navigator.state.page == "letters"
    QTest.keyClick(home.window, Key.Key_2, Control)
    assert home.navigator.state.page == "families"


def test_locking_shows_the_door_at_once_and_throws_patients_away(
    home: Home, desk: Any, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    stack = QUndoStack(home.desktop.context.undo)
    home.desktop.context.undo.addStack(stack)
    stack.push(QUndoCommand("named Lindqvist"))
    home.window.actions_of_shell.lock.trigger()
    assert isinstance(home.window.page, UnlockPage)
    assert home.pages["letters"].events[-1] == "left"
    assert stack.count() == 0
    qtbot.waitUntil(lambda: desk.unlock.calls == ["lock"])
    settle()
    assert not any("Lindqvist" in text for text in labels(home))
    assert home.window.findChildren(Diary) == []


def test_what_a_page_still_saves_is_kept_before_the_vault_closes(
    home: Home, desk: Any, qtbot: QtBot
) -> None:
    gate = threading.Event()
    order: list[str] = []

    def save() -> None:
        gate.wait()
        order.append("saved")
        order.extend(desk.unlock.calls)

    home.desktop.context.jobs.lane(home.window).keep(save, done=order.append, failed=order.append)
    home.window.lock()
    gate.set()
    qtbot.waitUntil(lambda: desk.unlock.calls == ["lock"])
    assert order[0] == "saved"
    assert "lock" not in order


def test_vault_unlocked_in_haste_is_not_locked_by_the_lock_before(
    home: Home, desk: Any, qtbot: QtBot
) -> None:
    gate = threading.Event()
    heard: list[object] = []
    lane = home.desktop.context.jobs.lane(home.window)
    lane.keep(gate.wait, done=heard.append, failed=heard.append)
    home.window.lock()
    door = home.window.page
    assert isinstance(door, UnlockPage)
    qtbot.waitUntil(lambda: door.model.state.chosen is not None)
    door.model.unlock("river lamp oak seven")
    assert desk.unlock.calls == []
    gate.set()
    qtbot.waitUntil(lambda: not home.navigator.is_locked)
    assert [call.split(".")[0] for call in desk.unlock.calls] == ["lock", "unlock My clinic"]
    assert desk.unlock.is_open


def test_running_call_goes_on_behind_the_door(home: Home, settle: Callable[[], None]) -> None:
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    page = home.pages["letters"]
    page.is_calling = True
    home.window.lock()
    settle()
    assert home.window.findChildren(Diary) == [page]
    assert not page.isVisible()
    page.is_calling = False


def test_window_with_a_running_call_does_not_close(home: Home) -> None:
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    page = home.pages["letters"]
    page.is_calling = True
    home.navigator.go("families")
    home.window.close()
    assert home.window.isVisible()
    assert home.navigator.state.page == "letters"
    assert "window.still_running" in labels(home)
    page.is_calling = False


def test_page_keeps_what_was_typed_when_the_window_closes(home: Home, desk: Any) -> None:
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    home.desktop.close()
    assert home.pages["letters"].events[-1] == "left"
    assert desk.unlock.calls[-1] == "lock"


def test_failure_to_lock_is_told(home: Home, desk: Any, qtbot: QtBot) -> None:
    from counselling.errors import StorageError

    def fail() -> None:
        raise StorageError("storage.full")

    lock, desk.unlock.lock = desk.unlock.lock, fail
    home.window.lock()
    qtbot.waitUntil(lambda: "error.storage.full" in labels(home))
    desk.unlock.lock = lock


def test_header_offers_the_actions_of_the_page(home: Home) -> None:
    header = home.window.findChild(Header)
    assert header is not None
    buttons = [b for b in header.findChildren(QPushButton) if b.isVisible()]
    assert [(b.text(), b.property("role")) for b in buttons] == [
        ("families.new", None),
        ("families.export", None),
        ("families.import", "primary"),
    ]


# Ctrl+K


def palette(home: Home) -> Palette:
    (found,) = home.window.findChildren(Palette)
    return found


def lines(home: Home) -> list[str]:
    table = palette(home).findChild(Table)
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_ctrl_k_finds_actions_and_families(
    home: Home, desk: Any, qtbot: QtBot, qapp: QApplication
) -> None:
    home.window.actions_of_shell.find.trigger()
    qtbot.waitUntil(lambda: "Lindqvist" in lines(home))
    assert lines(home)[0] == "families.new"
    assert "page.letters" not in lines(home)  # needs a family
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "ozturk")
    assert lines(home) == ["Öztürk"]
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: home.navigator.state.family is not None)
    assert desk.families.opened == ["f3"]
    assert lines(home) == []


def test_arrows_walk_in_what_was_found_while_one_types(home: Home, qtbot: QtBot) -> None:
    home.window.actions_of_shell.find.trigger()
    qtbot.waitUntil(lambda: "Lindqvist" in lines(home))
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "look.")
    before = lines(home)
    QTest.keyClick(field, Key.Key_Down)
    table = palette(home).findChild(Table)
    assert table.currentIndex().row() == 1
    assert lines(home) == before
    QTest.keyClick(field, Key.Key_Escape)
    assert not palette(home).isVisible()


def test_dark_and_larger_are_a_word_away(home: Home, qtbot: QtBot) -> None:
    for words in ("look.dark", "look.larger"):
        home.window.actions_of_shell.find.trigger()
        QTest.keyClicks(palette(home).findChild(QLineEdit), words)
        QTest.keyClick(palette(home).findChild(QLineEdit), Key.Key_Return)
    choice = home.desktop.context.theme.choice
    assert (choice.mode.value, choice.text_scale) == ("dark", 1.25)


def test_unexpected_fault_outside_any_page_is_told_in_the_window(home: Home) -> None:
    from ui.kit.threads.failures import UNEXPECTED, Failure

    home.window.tell(Failure(UNEXPECTED))
    banners = [b for b in home.window.findChildren(Banner) if b.isVisible()]
    assert [b.accessibleName() for b in banners] == ["error.unexpected"]


def test_nothing_of_the_desk_is_a_window_of_its_own_by_mistake(home: Home) -> None:
    visible = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert visible == [home.window]
    assert isinstance(home.window, QWidget)


class Caller(Page):
    """A page that calls when it is told to."""

    def call(self, words: str) -> None:
        self.summons = words
        self.head_changed.emit()


def caller(context: UiContext) -> Page:
    return Caller()


def test_page_in_the_background_calls_and_is_reached_by_one_button(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]
) -> None:
    desktop = open_desktop(builders={"session": caller})
    enter(desktop)
    navigator = desktop.context.navigator
    navigator.open(OpenFamily("f1", "Lindqvist"))
    navigator.go("session")
    page = desktop.window.page
    assert isinstance(page, Caller)
    page.call("somebody knocks")
    assert said(desktop) == []  # who is there needs no call
    navigator.go("families")
    assert said(desktop) == ["somebody knocks"]
    button = next(b for b in desktop.window.findChildren(QPushButton) if b.text() == COME)
    button.click()
    assert navigator.state.page == "session"
    assert said(desktop) == []


def test_locked_desk_says_nothing_of_who_calls(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]
) -> None:
    class Busy(Caller):
        def may_close(self) -> bool:
            return False

    desktop = open_desktop(builders={"session": lambda context: Busy()})
    enter(desktop)
    desktop.context.navigator.open(OpenFamily("f1", "Lindqvist"))
    desktop.context.navigator.go("session")
    page = desktop.window.page
    assert isinstance(page, Busy)
    desktop.window.lock()
    page.call("somebody knocks")
    assert said(desktop) == []


COME = "window.go_there"


def said(desktop: Desktop) -> list[str]:
    """What the window's banners say now."""
    banners = desktop.window.findChildren(Banner)
    return [banner.accessibleName() for banner in banners if banner.isVisible()]


ANNA = Hit("f3", "Öztürk", "anna", "Anna Öztürk", 1972, (Reason(Why.GENE, "BRCA1"),))


def test_ctrl_k_finds_people_of_the_vault_and_opens_the_family_at_one(
    home: Home, desk: Any, qtbot: QtBot
) -> None:
    desk.people.hits = (ANNA,)
    home.window.actions_of_shell.find.trigger()
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "brca1")
    qtbot.waitUntil(lambda: lines(home) == ["Anna Öztürk"])
    assert desk.people.asked == ["brca1"]  # once a pause, not once a letter
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: home.navigator.state.family is not None)
    assert (desk.families.opened, home.navigator.state.person) == (["f3"], "anna")


def test_whom_a_shorter_text_found_is_not_offered_for_a_longer_one(
    home: Home, desk: Any, qtbot: QtBot
) -> None:
    desk.people.hits = (ANNA,)
    home.window.actions_of_shell.find.trigger()
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "brca1")
    qtbot.waitUntil(lambda: lines(home) == ["Anna Öztürk"])
    desk.people.hits = ()
    QTest.keyClicks(field, "x")
    assert lines(home) == []
    QTest.keyClick(field, Key.Key_Return)
    assert desk.families.opened == []
    QTest.keyClick(field, Key.Key_Escape)


def test_one_letter_asks_the_vault_nothing(home: Home, desk: Any, qtbot: QtBot) -> None:
    home.window.actions_of_shell.find.trigger()
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "ab")
    qtbot.waitUntil(lambda: desk.people.asked == ["ab"])
    QTest.keyClick(field, Key.Key_Backspace)
    qtbot.wait(2 * PAUSE_MS)
    assert desk.people.asked == ["ab"]
    QTest.keyClick(field, Key.Key_Escape)


def test_screen_reader_hears_how_many_were_found_and_where_one_walks(
    home: Home, desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda e: said.append(e.message()))
    desk.people.hits = (ANNA, replace(ANNA, person="eva", name="Eva Öztürk"))
    home.window.actions_of_shell.find.trigger()
    field = palette(home).findChild(QLineEdit)
    QTest.keyClicks(field, "brca1")
    qtbot.waitUntil(lambda: lines(home) == ["Anna Öztürk", "Eva Öztürk"])
    QTest.keyClick(field, Key.Key_Down)
    assert said[0] == "found.people"
    assert said[1].startswith("Eva Öztürk  ·  BRCA1")
    QTest.keyClick(field, Key.Key_Escape)


def test_desk_that_is_about_to_lock_says_so_and_not_at_the_door(home: Home) -> None:
    home.window.warn(True)
    assert said(home.desktop) == ["window.locks_soon"]
    home.window.warn(False)
    assert said(home.desktop) == []
    home.window.warn(True)
    home.window.lock()
    assert said(home.desktop) == []


def test_unlocking_returns_to_the_same_page_and_person(home: Home, desk: Any, qtbot: QtBot) -> None:
    home.navigator.open(OpenFamily("f1", "Lindqvist", "Anna, 38"), person="II-2")
    home.navigator.go("letters")
    home.window.lock()
    qtbot.waitUntil(lambda: desk.unlock.calls == ["lock"])
    home.navigator.enter()
    qtbot.waitUntil(lambda: home.navigator.state.page == "letters")
    assert home.navigator.state.person == "II-2"
    assert home.navigator.state.family == OpenFamily("f1", "Lindqvist", "Anna Lindqvist")
    assert desk.families.opened == ["f1"]  # it is an act of who came in


def test_whoever_goes_elsewhere_first_is_left_there(home: Home, desk: Any, qtbot: QtBot) -> None:
    home.navigator.open(FAMILY)
    home.navigator.go("letters")
    home.window.lock()
    qtbot.waitUntil(lambda: desk.unlock.calls == ["lock"])
    home.navigator.enter()
    home.navigator.open(OpenFamily("f2", "Sachsen-Coburg"))
    qtbot.waitUntil(lambda: home.desktop.context.jobs.is_idle)
    QApplication.processEvents()
    family = home.navigator.state.family
    assert family is not None
    assert family.id == "f2"


def test_code_that_nobody_writes_down_does_not_stay_at_the_door(
    open_desktop: Callable[..., Desktop], desk: Any, qtbot: QtBot
) -> None:
    window = open_desktop().window
    door = window.page
    assert isinstance(door, UnlockPage)
    qtbot.waitUntil(lambda: door.model.state.chosen is not None)
    door.model.create("Another", PASSPHRASE, repeated=PASSPHRASE)
    qtbot.waitUntil(lambda: door.model.state.code != "")
    assert desk.unlock.is_open
    window.lock()  # as the watchman has it
    qtbot.waitUntil(lambda: not desk.unlock.is_open)
    qtbot.waitUntil(lambda: door.model.state.code == "")
    window.lock()
    assert desk.unlock.calls.count("lock") == 1  # a closed vault is left alone
