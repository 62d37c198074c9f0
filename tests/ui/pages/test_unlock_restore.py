"""The door while records are brought back: choose, type, and one is in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.copies.backups import Backup, Manifest
from counselling.work.vault.bring_back import Found
from tests.ui.conftest import CODE, PASSPHRASE, FakeDesk
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.threads.failures import Failure
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.unlock.page import UnlockPage
from ui.pages.unlock.restore_form import RestoreForm
from ui.pages.unlock.view_model import BAD_NAME, Step
from ui.start import Desktop

STICK = Path("/stick")
LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)


def found(stamp: str, *, is_newest: bool) -> Found:
    manifest = Manifest(1, "v", "2026-11-28T09:15:00.000Z", 1, 6, {}, 400, "", 1_234_567)
    return Found(Backup(STICK, stamp, manifest), is_newest)


@pytest.fixture
def open_door(
    desk: FakeDesk, open_desktop: Callable[..., Desktop], qtbot: QtBot
) -> Callable[..., UnlockPage]:
    desk.safekeeping.bring_back.found = (
        found("b", is_newest=True),
        found("a", is_newest=False),
    )

    def make(**how: object) -> UnlockPage:
        door = open_desktop(**how).window.page
        assert isinstance(door, UnlockPage)
        qtbot.waitUntil(lambda: door.model.state.step is not Step.LOOKING)
        return door

    return make


@pytest.fixture
def page(open_door: Callable[..., UnlockPage], qtbot: QtBot) -> UnlockPage:
    door = open_door()
    door.restore.start()
    door.restore.look(STICK)
    qtbot.waitUntil(lambda: bool(door.restore.state.found))
    return door


def form_of(page: UnlockPage) -> RestoreForm:
    form = page.findChild(RestoreForm)
    assert form is not None
    return form


def texts(page: UnlockPage) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_nothing_else_is_asked_meanwhile_and_back_leads_to_the_door(page: UnlockPage) -> None:
    assert form_of(page).isVisible()
    assert "unlock.passphrase" not in texts(page)
    page.restore.leave()
    assert not form_of(page).isVisible()
    assert "unlock.passphrase" in texts(page)


def test_the_newest_is_taken_unless_another_is_chosen(page: UnlockPage) -> None:
    table = form_of(page).table
    assert page.restore.state.chosen == found("b", is_newest=True)
    assert [table.model().index(row, 1).data() for row in (0, 1)] == [
        "restore.newest",
        "restore.older",
    ]
    table.selectRow(1)
    assert page.restore.state.chosen == found("a", is_newest=False)


@pytest.mark.parametrize(("is_code", "secret"), [(True, CODE), (False, PASSPHRASE)])
def test_what_opened_the_backup_opens_the_vault(
    page: UnlockPage, desk: FakeDesk, qtbot: QtBot, is_code: bool, secret: str
) -> None:
    page.restore.open_by(is_code=is_code)
    form = form_of(page)
    form.name.setText("Again")
    form.secret.field.setText(secret)
    with qtbot.waitSignal(page.model.opened):
        form.secret.submitted.emit()
    assert desk.safekeeping.bring_back.calls == ["restore b Again"]
    assert ("recover" if is_code else "unlock") + " Again.vault" in desk.unlock.calls
    assert form.secret.passphrase == ""


def test_a_wrong_code_is_told_and_can_be_typed_over(page: UnlockPage, qtbot: QtBot) -> None:
    page.restore.restore("Again", "wrong")
    qtbot.waitUntil(lambda: page.restore.state.failure is not None)
    assert page.restore.state.failure == Failure("error.vault.code_mistyped")
    assert form_of(page).isVisible()
    assert not form_of(page).findChild(QProgressBar).isVisible()  # type: ignore[union-attr]
    page.restore.restore("a/b", CODE)
    assert page.restore.state.failure == BAD_NAME


def test_a_folder_without_backups_is_told(page: UnlockPage, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.safekeeping.bring_back.found = ()
    page.restore.look(Path("/empty"))
    qtbot.waitUntil(lambda: page.restore.state.failure is not None)
    assert "error.vault.no_backup" in texts(page)
    assert not form_of(page).secret.isVisible()


def test_a_desk_that_locks_forgets_what_was_typed(page: UnlockPage) -> None:
    form_of(page).secret.field.setText(CODE)
    page.veil()
    assert form_of(page).secret.passphrase == ""
    assert not page.restore.state.is_open


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_real_words_fit_at_twice_the_size(
    open_door: Callable[..., UnlockPage],
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
    code: str,
) -> None:
    door = open_door(catalogue=language(code), look=LARGE)
    door.restore.start()
    door.restore.look(STICK)
    qtbot.waitUntil(lambda: (list(small_ones(door)), list(cut_ones(door))) == ([], []))
