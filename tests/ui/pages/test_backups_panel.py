"""The panel of backups: what it says is what is true, and what can be done there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.copies.backups import Backup, Manifest
from counselling.work.vault.back_up import BackupState
from tests.ui.conftest import PASSPHRASE, FakeBackups, FakeUnlock
from ui.kit.threads.backing_up import BackingUp
from ui.kit.threads.jobs import Jobs
from ui.look.icons import Icons
from ui.pages.safekeeping.backups.backups_model import BackupsModel
from ui.pages.safekeeping.backups.backups_panel import BackupsPanel
from ui.pages.safekeeping.backups.key_model import KeyModel

AT = datetime(2026, 11, 28, 9, 15, tzinfo=UTC)
FOLDER = Path("/stick")
ROWS = {"edit": 20, "note_revision": 2, "document": 1, "audit": 400}


def backup(stamp: str) -> Backup:
    made = "2026-11-28T09:15:00.000Z"
    return Backup(FOLDER, stamp, Manifest(1, "v", made, 1, 6, ROWS, 400, "", 1_234_567))


KEPT = (backup("b"), backup("a"))


@pytest.fixture
def work() -> FakeBackups:
    return FakeBackups(BackupState(FOLDER, is_there=True, kept=KEPT))


@pytest.fixture
def panel(
    work: FakeBackups, jobs: Jobs, words: Catalogue, icons: Icons, qtbot: QtBot
) -> BackupsPanel:
    backing = BackingUp(work, jobs)
    keys = KeyModel(work, FakeUnlock(), jobs)
    made = BackupsPanel(BackupsModel(work, jobs), keys, backing, words, icons)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    qtbot.waitUntil(lambda: backing.state.told is not None)
    return made


def texts(panel: BackupsPanel) -> set[str]:
    return {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (BackupState(None, changes=2), "backups.no_folder"),
        (BackupState(FOLDER, changes=2, is_late=True), "backups.gone"),
        (BackupState(FOLDER, is_there=True, changes=2), "backups.none_yet"),
        (BackupState(FOLDER, is_there=True, kept=KEPT, changes=2), "backups.waiting"),
        (BackupState(FOLDER, is_there=True, kept=KEPT), "backups.safe"),
    ],
)
def test_it_says_what_is_true(
    panel: BackupsPanel, work: FakeBackups, qtbot: QtBot, told: BackupState, said: str
) -> None:
    work.told = told
    panel.entered()
    qtbot.waitUntil(lambda: panel.backing_up.state.told == told)
    assert said in texts(panel)
    assert panel.main_action is not None
    main = "backups.make" if told.folder else "backups.choose"
    assert (panel.main_action.text(), panel.main_action.isEnabled()) == (main, True)


def test_one_is_made_and_another_folder_chosen(
    panel: BackupsPanel, work: FakeBackups, qtbot: QtBot
) -> None:
    assert panel.main_action is not None
    panel.main_action.trigger()
    qtbot.waitUntil(lambda: panel.backing_up.state.share is None)
    panel.backing_up.choose(Path("/server"))
    qtbot.waitUntil(lambda: panel.backing_up.state.share is None)
    assert work.calls == ["make", "choose server"]


def test_a_refusal_is_told_beside_what_is_still_true(
    panel: BackupsPanel, work: FakeBackups, qtbot: QtBot
) -> None:
    work.refuses = "vault.backup_inside"
    panel.backing_up.choose(Path("/vault"))
    qtbot.waitUntil(lambda: panel.backing_up.state.failure is not None)
    assert {"error.vault.backup_inside", "backups.safe"} <= texts(panel)


def test_the_chosen_one_is_proven_by_the_passphrase_which_is_then_gone(
    panel: BackupsPanel, work: FakeBackups, qtbot: QtBot
) -> None:
    panel.table.selectRow(1)
    panel.passphrase.field.setText("wrong")
    panel.prove.trigger()
    qtbot.waitUntil(lambda: panel.model.state.failure is not None)
    assert "error.vault.wrong_key" in texts(panel)
    panel.passphrase.field.setText(PASSPHRASE)
    panel.passphrase.submitted.emit()
    qtbot.waitUntil(lambda: panel.model.state.proven == "a")
    assert "backups.proven" in texts(panel)
    assert panel.passphrase.passphrase == ""
    assert work.calls == ["prove a", "prove a"]


def test_nothing_typed_is_left_when_another_panel_comes(panel: BackupsPanel) -> None:
    panel.passphrase.field.setText(PASSPHRASE)
    panel.left()
    assert panel.passphrase.passphrase == ""
