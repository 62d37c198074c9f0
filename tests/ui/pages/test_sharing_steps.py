"""Each step of the panel of sharing: its words fit at twice the size, Tab reaches its controls."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.exchange import family_file
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.work.desk import Desk
from tests.families.builders import trio
from tests.records.conftest import stepping_clock
from tests.ui.pages.test_safekeeping_page import LARGE, heard_name
from tests.ui.pages.test_sharing_panel import BERTA, is_read
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.kit.controls.buttons import ActionButton
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.sharing.sharing_panel import SharingPanel
from ui.pages.safekeeping.sharing.sharing_state import Step
from ui.start import Desktop

Panel = Callable[..., SharingPanel]
STEPS = tuple(Step)


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def panel_at(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
) -> Panel:
    """The panel at a step, with a shared folder and a file that was given."""

    def open_at(step: Step, **how: object) -> SharingPanel:
        desktop = open_desktop(builders={"safekeeping": build}, **how)
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        desktop.context.navigator.go("safekeeping", task="sharing")
        page = desktop.window.page
        assert isinstance(page, SafekeepingPage)
        panel = page.panel
        assert isinstance(panel, SharingPanel)
        qtbot.waitUntil(lambda: is_read(panel.model))
        go_to(panel, step, given(desk, tmp_path))
        qtbot.waitUntil(lambda: panel.model.state.step is step and not panel.model.state.is_at_work)
        QApplication.processEvents()
        return panel

    return open_at


def given(desk: Desk, folder: Path) -> Path:
    path = folder / "family.sealed"
    with memory_vault(actor=BERTA, now=stepping_clock()) as hers:
        mine = desk.safekeeping.door.vault
        family_file.write(hers, families.adopt(hers, trio()), path, to=mine.user.sealing)
    return path


def go_to(panel: SharingPanel, step: Step, file: Path) -> None:
    model = panel.model
    if step in (Step.FAMILY, Step.KEY):
        model.start_giving()
    if step is Step.KEY:
        model.choose((model.state.families or ())[0])
        model.type_key("ABCD")
    elif step is Step.FILE:
        model.look_into(file)
    elif step is Step.VAULT:
        model.choose_vault(file.with_name("laptop.vault"))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_words_fit_at_twice_the_size(
    panel_at: Panel, language: Callable[[str], Catalogue], qtbot: QtBot, code: str, step: Step
) -> None:
    panel = panel_at(step, catalogue=language(code), look=LARGE)
    qtbot.waitUntil(lambda: (list(small_ones(panel)), list(cut_ones(panel))) == ([], []))


@pytest.mark.parametrize("step", STEPS)
def test_every_control_is_named_and_tab_comes_round(panel_at: Panel, step: Step) -> None:
    panel = panel_at(step)
    wanted = set(focusable(panel))
    assert wanted
    assert [w for w in wanted if not heard_name(w)] == []
    reached: set[QWidget] = set()
    next(iter(wanted)).setFocus()
    for _ in range(3 * len(focusable(panel.window()))):
        at = QApplication.focusWidget()
        assert at is not None
        reached.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert [heard_name(w) for w in wanted - reached] == []


@pytest.mark.parametrize("step", [step for step in STEPS if step is not Step.REST])
def test_a_step_is_ready_for_the_keys_at_once(panel_at: Panel, step: Step) -> None:
    panel = panel_at(step)
    at = QApplication.focusWidget()
    ready: dict[Step, QWidget] = {
        Step.FAMILY: panel.family_card.wanted,
        Step.KEY: panel.give_card.key,
        Step.VAULT: panel.merge_card.passphrase.field,
    }
    if step is Step.FILE:
        assert isinstance(at, ActionButton)
        assert at.shown is panel.found_card.take
    else:
        assert at is ready[step]
