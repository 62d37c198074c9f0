"""Another language at the desk, without a restart: the family stays open, nothing typed is lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.compose import compose_desk, compose_plan
from app.settings import load_settings
from counselling.settings.schema import Settings
from ui.kit.standing.typed import is_being_typed
from ui.shell.idle import Reason
from ui.shell.window import Window
from ui.start import Desktop
from ui.tour import enter, rest

PICTURES = os.environ.get("CONSULTAND_PICTURES", "")


@pytest.fixture
def desktop(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Desktop]:
    """The real desk in English, a family open."""
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    settings = Settings()
    desk = compose_desk(settings, home=tmp_path / "vaults")
    desk.unlock.open_demo()
    made = Desktop(qapp, compose_plan(settings, desk))
    made.window.show()
    enter(made)
    yield made
    made.close()
    made.deleteLater()


def speak(desktop: Desktop, own_name: str) -> None:
    actions = desktop.window.actions_of_shell.languages
    next(one for one in actions if own_name in one.text()).trigger()
    rest(desktop)


def begin_to_speak(desktop: Desktop, qtbot: QtBot) -> Window:
    """Choose German, and stop while the other window is on its way; returns the old one."""
    before, actions = desktop.window, desktop.window.actions_of_shell.languages
    next(one for one in actions if "Deutsch" in one.text()).trigger()
    qtbot.waitUntil(lambda: desktop.is_turning, timeout=20_000)
    assert desktop.window is before
    return before


def texts(desktop: Desktop) -> str:
    return " ".join(
        label.text() for label in desktop.window.findChildren(QLabel) if label.isVisible()
    )


def test_the_desk_speaks_another_language_with_the_family_open(
    desktop: Desktop, qtbot: QtBot, qapp: QApplication
) -> None:
    desktop.context.navigator.go("risk")
    rest(desktop)
    before, family = desktop.window, desktop.context.navigator.state
    assert family.family is not None
    speak(desktop, "Deutsch")
    assert desktop.window is not before
    assert desktop.context.navigator.state == family
    assert not desktop.context.navigator.is_locked
    assert "von 100" in texts(desktop)
    assert load_settings().language == "de"
    assert not qapp.isRightToLeft()
    speak(desktop, "العربية")
    assert qapp.isRightToLeft()
    assert desktop.context.navigator.state == family
    for page in ("pedigree", "letters", "session", "families"):
        desktop.context.navigator.go(page)
        rest(desktop)
        if PICTURES:
            desktop.window.grab().save(str(Path(PICTURES) / f"spoken-ar-{page}.png"))
    speak(desktop, "English")
    assert not qapp.isRightToLeft()
    names = [each.text() for each in desktop.window.actions_of_shell.languages]
    assert any(name.endswith("Deutsch") for name in names)


def test_what_is_being_typed_is_not_lost(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.context.navigator.go("families")
    rest(desktop)
    field = next(one for one in desktop.window.page.findChildren(QLineEdit) if one.isVisible())
    qtbot.keyClicks(field, "Anna")
    before = desktop.window
    assert is_being_typed(desktop.window.page)
    speak(desktop, "Deutsch")
    assert desktop.window is before
    assert field.text() == "Anna"
    assert "Keep or cancel what you are typing first." in texts(desktop)
    assert load_settings().language == "en"
    field.clear()
    speak(desktop, "Deutsch")
    assert desktop.window is not before


def test_the_desk_locks_in_the_other_language_too(desktop: Desktop, qtbot: QtBot) -> None:
    speak(desktop, "Deutsch")
    desktop.window.actions_of_shell.lock.trigger()
    qtbot.waitUntil(lambda: desktop.context.navigator.is_locked, timeout=20_000)
    rest(desktop)
    assert "Passphrase" in texts(desktop) or "Kennsatz" in texts(desktop)
    assert "Anna" not in texts(desktop)


def test_a_lock_that_comes_while_the_other_window_is_made_locks(
    desktop: Desktop, qtbot: QtBot
) -> None:
    before = begin_to_speak(desktop, qtbot)
    desktop.watchman.lock.emit(Reason.SLEEP)
    assert desktop.context.navigator.is_locked
    assert desktop.window is not before
    rest(desktop)
    assert "Anna" not in texts(desktop)


def test_the_old_window_hears_nothing_once_the_other_is_made(
    desktop: Desktop, qtbot: QtBot
) -> None:
    before, family = begin_to_speak(desktop, qtbot), desktop.context.navigator.state
    handle, kind = before.windowHandle(), QEvent.Type
    lock = Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier
    taken, close = QKeyEvent(kind.ShortcutOverride, *lock), QCloseEvent()
    for event in (taken, QKeyEvent(kind.KeyPress, *lock), close):  # no turn of the loop between
        QCoreApplication.sendEvent(handle, event)
    assert taken.isAccepted()
    assert not close.isAccepted()
    assert desktop.is_turning
    rest(desktop)
    assert desktop.context.navigator.state == family
    assert desktop.window.isVisible()


def test_a_desk_that_is_closed_while_the_other_window_is_made_closes(
    desktop: Desktop, qtbot: QtBot
) -> None:
    begin_to_speak(desktop, qtbot)
    desktop.close()
    assert not desktop.is_turning
