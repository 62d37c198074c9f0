"""A locked desk has forgotten: markers are typed everywhere, it locks, and all is searched."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.compose import compose_plan
from counselling.call.line.events import Admitted, Connected
from counselling.call.link.proof import SafetyWords
from counselling.records.log import families as records
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from tests.ui import marked_desk
from tests.ui.conftest import PASSPHRASE
from tests.ui.marked_desk import FAMILY, NOTE, PERSON, TYPED
from tests.ui.pages.session_desk import FakeSessions
from tests.ui.said import everything_said, still_held
from ui.kit.threads.collector import Collector
from ui.start import Desktop

MARKERS = (FAMILY, PERSON, NOTE, TYPED)


EVERYWHERE = {
    "Header.accessibleName", "Line.text", "PdfView.accessibleDescription", "QLineEdit.text",
    "QPlainTextEdit.plainText", "SceneView.accessibleDescription", "TreeModel DisplayRole",
    "EditStack.undoText", "clipboard Clipboard", "ear Name",
}  # fmt: skip


@pytest.fixture
def sessions() -> FakeSessions:
    """The lines that were opened; their notes are in the real vault."""
    return FakeSessions()


@pytest.fixture
def desktop(
    qapp: object, vault_desk: Desk, sessions: FakeSessions, open_desktop: Callable[..., Desktop]
) -> Desktop:
    plan = compose_plan(Settings(), vault_desk)
    vault_desk.sessions.open_line = sessions.open_line
    return open_desktop(desk=vault_desk, builders=plan.builders, catalogue=plan.catalogue)


def said(markers: tuple[str, ...] = MARKERS) -> list[str]:
    found = (where for where, what in everything_said() if any(m in what for m in markers))
    return sorted(set(found))


def lock(desktop: Desktop, qtbot: QtBot, settle: Callable[[], None]) -> None:
    with qtbot.waitSignal(desktop.window.locked, timeout=20_000):
        desktop.window.lock()
    settle()
    collector = desktop.findChild(Collector)
    assert collector is not None
    collector.collect_all()  # as the desk does by itself two seconds later
    settle()


def test_locked_desk_says_nothing_of_a_patient_anywhere(
    desktop: Desktop, vault_desk: Desk, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    family = records.adopt(vault_desk.unlock.vault, marked_desk.marked_family())
    marked_desk.go_through(desktop, vault_desk, family)
    marked_desk.leave_windows_open(desktop)
    before = said()
    assert set(before) >= EVERYWHERE  # the control
    assert list(still_held(MARKERS))
    lock(desktop, qtbot, settle)
    assert said() == []
    assert list(still_held(MARKERS)) == []


def test_locked_desk_says_nothing_while_a_call_goes_on(
    desktop: Desktop,
    vault_desk: Desk,
    sessions: FakeSessions,
    qtbot: QtBot,
    settle: Callable[[], None],
) -> None:
    family = records.adopt(vault_desk.unlock.vault, marked_desk.marked_family())
    marked_desk.go_through(desktop, vault_desk, family)
    page: Any = desktop.window.page
    model = page.model
    model.start()
    qtbot.waitUntil(lambda: model.state.call.is_there)
    sessions.happens(Admitted("1", False), Connected("1", SafetyWords((1, 2, 3)), 9.0))
    model.type(f"{NOTE} while we talk")
    qtbot.waitUntil(lambda: model.state.board.scene is not None)
    model.share()
    qtbot.waitUntil(lambda: len(sessions.lines[-1].shown) == 1)
    marked_desk.leave_windows_open(desktop)
    assert "SceneView.accessibleDescription" in said()
    vault = vault_desk.unlock.vault
    lock(desktop, qtbot, settle)
    assert said() == []
    assert model.state.call.is_connected
    assert vault.is_locked
    vault_desk.unlock.unlock(vault_desk.unlock.vaults()[0].folder, PASSPHRASE)
    desktop.context.navigator.enter()
    qtbot.waitUntil(lambda: model.state.notes.text == f"{NOTE} while we talk")
    qtbot.waitUntil(lambda: model.state.board.is_shared)
    assert desktop.window.page is page
    assert len(sessions.lines[-1].shown) == 1
    model.end()
    qtbot.waitUntil(page.may_close)
