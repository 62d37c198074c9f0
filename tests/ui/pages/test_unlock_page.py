from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counselling.work.vault.door import Users
from tests.ui.conftest import CODE, SHEETS
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.controls.chooser import Chooser
from ui.pages.unlock.page import UnlockPage
from ui.pages.unlock.view_model import Step
from ui.start import Desktop

KEY = "river lamp oak seven"


@pytest.fixture
def desktop(open_desktop: Callable[..., Desktop]) -> Desktop:
    return open_desktop()


@pytest.fixture
def page(desktop: Desktop, qtbot: QtBot) -> UnlockPage:
    door = desktop.window.page
    assert isinstance(door, UnlockPage)
    qtbot.waitUntil(lambda: door.model.state.step is not Step.LOOKING)
    return door


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def button(page: QWidget, words: str) -> QPushButton:
    return next(b for b in seen(page, QPushButton) if b.text() == words)


def test_typing_the_passphrase_and_enter_is_all_it_takes(
    page: UnlockPage, desktop: Desktop, qtbot: QtBot
) -> None:
    (passphrase,) = seen(page, PassphraseField)
    QTest.keyClicks(passphrase.field, KEY)
    QTest.keyClick(passphrase.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desktop.context.navigator.is_locked)
    assert passphrase.passphrase == ""


def test_cursor_stands_in_the_passphrase(
    page: UnlockPage, desktop: Desktop, qapp: QApplication, qtbot: QtBot
) -> None:
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    (passphrase,) = seen(page, PassphraseField)
    qtbot.waitUntil(lambda: qapp.focusWidget() is passphrase.field)


def test_wrong_passphrase_is_told_inline_and_may_be_typed_over(
    page: UnlockPage, qtbot: QtBot
) -> None:
    (passphrase,) = seen(page, PassphraseField)
    QTest.keyClicks(passphrase.field, "guess")
    button(page, "unlock.unlock").click()
    qtbot.waitUntil(lambda: bool(seen(page, Banner)))
    (banner,) = seen(page, Banner)
    assert banner.accessibleName() == "error.vault.wrong_key"
    assert passphrase.field.selectedText() != ""
    assert button(page, "unlock.unlock").isEnabled()


def test_while_the_key_is_made_the_button_says_so_and_takes_no_second_click(
    page: UnlockPage, desktop: Desktop, qtbot: QtBot
) -> None:
    page.model.unlock(KEY)
    busy = button(page, "unlock.unlocking")
    assert not busy.isEnabled()
    assert not button(page, "unlock.demo").isEnabled()
    qtbot.waitUntil(lambda: not desktop.context.navigator.is_locked)


def test_vault_of_another_folder_is_chosen_by_the_systems_dialog(
    page: UnlockPage, qtbot: QtBot, tmp_path: Path
) -> None:
    button(page, "unlock.other").click()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "Old.vault"))
    dialog.close()
    (chooser,) = seen(page, Chooser)
    assert chooser.currentText() == "Old"


def test_new_vault_is_made_by_keyboard(
    page: UnlockPage, desk: Any, desktop: Desktop, qtbot: QtBot
) -> None:
    button(page, "unlock.create").click()
    first, second = seen(page, PassphraseField)
    name = next(field for field in seen(page, QLineEdit) if field.text() == "unlock.name_default")
    name.setText("Praxis")
    QTest.keyClicks(first.field, KEY)
    QTest.keyClicks(second.field, KEY)
    QTest.keyClick(second.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.state.step is Step.CODE)
    assert CODE in [label.text() for label in seen(page, QLabel)]
    (typed,) = seen(page, QLineEdit)
    QTest.keyClicks(typed, "kmn012pq")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desktop.context.navigator.is_locked)
    assert desk.unlock.calls == ["create Praxis.vault anna", f"confirm {CODE}"]
    assert CODE not in [label.text() for label in page.findChildren(QLabel)]


def test_first_start_offers_a_vault_and_the_demo(
    open_desktop: Callable[..., Desktop], desk: Any, qtbot: QtBot
) -> None:
    desk.unlock.known = ()
    page = open_desktop().window.page
    qtbot.waitUntil(lambda: bool(seen(page, QPushButton)))
    assert [b.text() for b in seen(page, QPushButton)] == [
        "unlock.create",
        "unlock.demo",
        "unlock.bring_back",
        "unlock.other",
    ]


def test_showing_a_state_twice_equals_once(page: UnlockPage, qtbot: QtBot) -> None:
    page.model.unlock("guess")
    qtbot.waitUntil(lambda: page.model.state.failure is not None)
    once = page.grab().toImage()
    page.show_state(page.model.state)
    assert page.grab().toImage() == once


def test_who_may_enter_is_asked_where_it_is_more_than_one_and_the_cursor_stays(
    open_desktop: Callable[..., Desktop], desk: Any, qapp: QApplication, qtbot: QtBot
) -> None:
    desk.unlock.staff = Users(("anna", "berta"), "berta", has_sheets=True)
    desktop = open_desktop()
    page = desktop.window.page
    assert isinstance(page, UnlockPage)
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    qtbot.waitUntil(lambda: len(seen(page, Chooser)) == 2)
    _vault, user = seen(page, Chooser)
    assert (user.currentText(), user.accessibleName()) == ("berta", "unlock.user")
    (passphrase,) = seen(page, PassphraseField)
    qtbot.waitUntil(lambda: qapp.focusWidget() is passphrase.field)
    user.setCurrentIndex(0)
    user.activated.emit(0)
    QTest.keyClicks(passphrase.field, KEY)
    QTest.keyClick(passphrase.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desktop.context.navigator.is_locked)
    assert desk.unlock.calls == ["unlock My clinic.vault anna"]


def test_the_clinics_sheets_are_offered_only_where_there_are_some(
    page: UnlockPage, desk: Any, desktop: Desktop, qtbot: QtBot
) -> None:
    assert "unlock.join" not in [b.text() for b in seen(page, QPushButton)]
    desk.unlock.staff = Users(("anna",), "anna", has_sheets=True)
    page.model.load()
    qtbot.waitUntil(lambda: page.model.state.has_sheets)
    button(page, "unlock.join").click()
    first, second = seen(page, QPlainTextEdit)
    first.setPlainText(SHEETS[0])
    second.setPlainText(SHEETS[1])
    button(page, "unlock.unlock").click()
    qtbot.waitUntil(lambda: not desktop.context.navigator.is_locked)
    assert first.toPlainText() == ""
