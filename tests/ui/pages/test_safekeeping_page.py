"""The page that looks after the records: its panels, and what a role finds closed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.folder import folder
from counselling.records.vault.acts import Actor, Role
from counselling.work.desk import Desk
from tests.records.conftest import PASSPHRASE, stepping_clock, two_ways
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.letters import page as letters_page
from ui.pages.pedigree import page as pedigree_page
from ui.pages.safekeeping.audit.audit_panel import AuditPanel
from ui.pages.safekeeping.backups.backups_panel import BackupsPanel
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.panels import PANELS
from ui.pages.safekeeping.research.research_panel import ResearchPanel
from ui.start import Desktop

LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)
Open = Callable[..., Desktop]


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def as_role(desk: Desk, tmp_path: Path) -> Iterator[Callable[[Role], None]]:
    """Open another vault in a role."""

    def go(role: Role) -> None:
        path = tmp_path / f"{role}.vault"
        made = folder.create_vault(
            path, owner=Actor("berta", role), ways=two_ways(), now=stepping_clock()
        )
        made.lock()
        desk.unlock.unlock(path, PASSPHRASE)

    yield go
    desk.unlock.lock()


@pytest.fixture
def open_page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
) -> Callable[..., SafekeepingPage]:
    def make(**how: Any) -> SafekeepingPage:
        desktop = open_desktop(builders={"safekeeping": build}, **how)
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        desktop.context.navigator.go("safekeeping")
        page = desktop.window.page
        assert isinstance(page, SafekeepingPage)
        qtbot.waitUntil(lambda: desktop.context.jobs.is_idle)
        QApplication.processEvents()
        return page

    return make


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in seen(page, QLabel)]


def heard_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def buttons(page: QWidget) -> list[str]:
    return [button.text() for button in seen(page, QToolButton)]


def test_every_panel_stands_in_the_list_with_an_icon_of_its_own() -> None:
    icons = Path(__file__).resolve().parents[3] / "assets" / "icons"
    assert len({panel.id for panel in PANELS}) == len(PANELS)
    assert [panel.icon for panel in PANELS if not (icons / f"{panel.icon}.svg").is_file()] == []


def test_it_opens_on_the_audit_whose_actions_stand_in_the_header(
    open_page: Callable[..., SafekeepingPage],
) -> None:
    page = open_page()
    assert isinstance(page.panel, AuditPanel)
    assert page.main_action is page.panel.main_action
    assert page.subtitle == "safekeeping.audit"
    assert buttons(page)[: len(PANELS)] == [panel.title for panel in PANELS]


def test_arrows_walk_from_panel_to_panel(open_page: Callable[..., SafekeepingPage]) -> None:
    page = open_page()
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Down)
    assert page.model.state.chosen == PANELS[min(1, len(PANELS) - 1)].id
    below = QApplication.focusWidget()
    assert below is not None
    QTest.keyClick(below, Qt.Key.Key_Up)
    assert page.model.state.chosen == PANELS[0].id


def test_what_is_not_for_a_role_says_so_and_the_first_that_is_opens(
    as_role: Callable[[Role], None], open_page: Callable[..., SafekeepingPage]
) -> None:
    as_role(Role.READER)
    page = open_page()
    page.model.choose("audit")
    assert page.panel is None
    assert page.main_action is None
    assert "safekeeping.closed" in texts(page)


def test_names_are_gone_when_the_page_is_left(
    open_page: Callable[..., SafekeepingPage], qtbot: QtBot
) -> None:
    page = open_page()
    panel = page.panel
    assert isinstance(panel, AuditPanel)
    qtbot.waitUntil(lambda: bool(panel.model.state.lines))
    page.left()
    assert panel.model.state.lines is None


def test_a_reader_finds_grey_what_she_may_not_do(
    as_role: Callable[[Role], None],
    open_desktop: Open,
    enter: Callable[[Desktop], None],
) -> None:
    as_role(Role.READER)
    desktop = open_desktop(
        builders={"pedigree": pedigree_page.build, "letters": letters_page.build}
    )
    enter(desktop)
    page = desktop.window.page
    held = {each.text(): each for each in page.actions()}
    for name in ("families.new", "families.import", "families.export", "families.demo"):
        assert not held[name].isEnabled()
        assert held[name].property("why") == "error.vault.not_allowed"
    desktop.context.navigator.go("pedigree")
    assert "role.looks" in texts(desktop.window.page)


def test_who_may_not_renew_the_key_finds_that_grey_in_a_panel_that_is_built_later(
    as_role: Callable[[Role], None], open_page: Callable[..., SafekeepingPage]
) -> None:
    as_role(Role.COUNSELLOR)
    page = open_page()
    page.model.choose("backups")
    panel = page.panel
    assert isinstance(panel, BackupsPanel)
    assert panel.key_part.card.open.property("why") == "error.vault.not_allowed"
    assert not panel.key_part.card.open.isEnabled()
    page.model.choose("research")
    assert isinstance(page.panel, ResearchPanel)
    assert page.panel.order_card.look.isEnabled()


def test_a_nurse_adds_families_and_lets_none_out(
    as_role: Callable[[Role], None],
    open_desktop: Open,
    enter: Callable[[Desktop], None],
) -> None:
    as_role(Role.NURSE)
    desktop = open_desktop(builders={"pedigree": pedigree_page.build})
    enter(desktop)
    held = {each.text(): each for each in desktop.window.page.actions()}
    assert held["families.new"].isEnabled()
    assert held["families.export"].property("why")
    desktop.context.navigator.go("pedigree")
    assert "role.looks" not in texts(desktop.window.page)


@pytest.mark.parametrize("panel", [panel.id for panel in PANELS])
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_real_words_fit_at_twice_the_size(
    open_page: Callable[..., SafekeepingPage],
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
    code: str,
    panel: str,
) -> None:
    page = open_page(catalogue=language(code), look=LARGE)
    page.model.choose(panel)
    # a panel is laid out anew when what it has asked for is there
    qtbot.waitUntil(lambda: (list(small_ones(page)), list(cut_ones(page))) == ([], []))


@pytest.mark.parametrize("panel", [panel.id for panel in PANELS])
def test_every_control_is_named_and_tab_comes_round(
    open_page: Callable[..., SafekeepingPage], panel: str
) -> None:
    page = open_page()
    page.model.choose(panel)
    QApplication.processEvents()
    wanted = set(focusable(page))
    assert [w for w in wanted if not heard_name(w)] == []
    reached: set[QWidget] = set()
    next(iter(wanted)).setFocus()
    for _ in range(3 * len(focusable(page.window()))):
        at = QApplication.focusWidget()
        assert at is not None
        reached.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert [heard_name(w) for w in wanted - reached] == []
