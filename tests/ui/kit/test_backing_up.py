"""Backups by themselves: looked for at the unlock, made where due, stopped by the lock."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from counselling.work.vault.back_up import BackupState
from tests.ui.conftest import FakeBackups, FakeDesk
from ui.context import UiContext
from ui.kit.standing.page import Page
from ui.kit.threads.backing_up import BackingUp, BackingUpState
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.start import Desktop

FOLDER = Path("/stick")
WAITING = BackupState(FOLDER, is_there=True, changes=3, is_due=True)


@pytest.fixture
def work() -> FakeBackups:
    return FakeBackups(BackupState(FOLDER, is_there=True))


@pytest.fixture
def backing(work: FakeBackups, jobs: Jobs) -> BackingUp:
    return BackingUp(work, jobs)


def test_one_that_is_due_is_made_when_the_desk_opens(
    backing: BackingUp, work: FakeBackups, qtbot: QtBot
) -> None:
    work.told = WAITING
    backing.begin()
    backing.begin()
    qtbot.waitUntil(lambda: backing.state.told is not None and not backing.state.told.changes)
    assert (work.calls, backing.state.share) == (["make"], None)
    backing.rest()
    assert backing.state == BackingUpState()


def test_one_that_is_not_due_is_not_made(
    backing: BackingUp, work: FakeBackups, qtbot: QtBot
) -> None:
    work.told = replace(WAITING, is_due=False)
    backing.begin()
    qtbot.waitUntil(lambda: backing.state.told is not None)
    assert work.calls == []
    backing.rest()


def test_what_was_refused_is_told_and_not_tried_again_at_once(
    backing: BackingUp, work: FakeBackups, qtbot: QtBot
) -> None:
    work.told, work.refuses = WAITING, "vault.no_backup_folder"
    backing.begin()
    qtbot.waitUntil(lambda: backing.state.failure is not None)
    assert backing.state.failure == Failure("error.vault.no_backup_folder")
    assert (backing.state.is_late, work.calls) == (True, ["make"])
    backing.rest()


class Slow(FakeBackups):
    """A backup that goes on until nobody wants it any more."""

    def __init__(self) -> None:
        super().__init__(WAITING)
        self.has_begun, self.has_ended = threading.Event(), threading.Event()

    def make(self, watch: Callable[[float], None]) -> BackupState:
        try:
            while True:
                watch(0.3)
                self.has_begun.set()
        finally:
            self.has_ended.set()


def test_the_lock_stops_it_at_once(jobs: Jobs, qtbot: QtBot) -> None:
    slow = Slow()
    backing = BackingUp(slow, jobs)
    backing.begin()
    qtbot.waitUntil(slow.has_begun.is_set)
    backing.rest()
    assert slow.has_ended.wait(5)
    assert backing.state == BackingUpState()


def test_stopping_it_by_hand_leaves_what_was_true(jobs: Jobs, qtbot: QtBot) -> None:
    slow = Slow()
    backing = BackingUp(slow, jobs)
    backing.begin()
    qtbot.waitUntil(slow.has_begun.is_set)
    backing.give_up()
    assert slow.has_ended.wait(5)
    assert (backing.state.share, backing.state.told) == (None, WAITING)
    backing.rest()


def _blank(context: UiContext) -> Page:
    return Page()


def test_the_rail_says_that_somebody_should_see_to_it_and_leads_there(
    desk: FakeDesk,
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
) -> None:
    desk.safekeeping.backups.told = BackupState(None, changes=2, is_late=True)
    desktop = open_desktop(builders={"safekeeping": _blank})
    enter(desktop)
    sign = desktop.window.findChild(QAction, "backup_sign")
    assert sign is not None
    button = next(b for b in desktop.window.findChildren(QToolButton) if b.defaultAction() is sign)
    qtbot.waitUntil(button.isVisible)
    assert sign.text() == "backups.late"
    sign.trigger()
    assert desktop.context.navigator.state.task == "backups"
    desktop.context.navigator.leave()
    assert not button.isVisible()
