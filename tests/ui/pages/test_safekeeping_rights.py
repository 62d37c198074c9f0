"""The panels of consents, keeping and research over a real vault, and the new key of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import NameFamily
from counselling.session.consent import Explained
from counselling.work.desk import Desk
from tests.ui.conftest import PASSPHRASE
from ui.kit.controls.picker import Picker
from ui.kit.standing.page import Page
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.safekeeping.backups.backups_panel import BackupsPanel
from ui.pages.safekeeping.backups.key_model import GONE, RENEWED, STOPPED
from ui.pages.safekeeping.consents.consents_panel import ConsentsPanel
from ui.pages.safekeeping.keeping.keeping_model import FREED, KEPT, NO_NUMBER, RULE_SET
from ui.pages.safekeeping.keeping.keeping_panel import KeepingPanel
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.privacy.privacy_panel import PrivacyPanel
from ui.pages.safekeeping.research.research_model import NO_NUMBER as NO_GROUP
from ui.pages.safekeeping.research.research_panel import ResearchPanel
from ui.start import Desktop

Panel = TypeVar("Panel", bound=Page)
Show = Callable[[str, type[Panel]], Panel]
PAPER = {"medium": "paper", "given_by": "", "explained": Explained()}
LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def desktop(safekeeping_desktop: Desktop) -> Desktop:
    return safekeeping_desktop


@pytest.fixture
def page(desktop: Desktop, qtbot: QtBot) -> SafekeepingPage:
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.go("safekeeping")
    shown = desktop.window.page
    assert isinstance(shown, SafekeepingPage)
    return shown


@pytest.fixture
def family(desk: Desk) -> str:
    return desk.families.summaries()[0].id


def show(page: SafekeepingPage, panel: str, kind: type[Panel]) -> Panel:
    page.model.choose(panel)
    assert isinstance(page.panel, kind)
    return page.panel


def texts(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    lists = [each for each in widget.findChildren(QListWidget) if each.isVisible()]
    labels += [each.item(n).text() for each in lists for n in range(each.count())]
    return "\n".join(labels)


def open_family(page: SafekeepingPage, qtbot: QtBot) -> ConsentsPanel:
    panel = show(page, "consents", ConsentsPanel)
    qtbot.waitUntil(lambda: bool(panel.model.state.families))
    panel.model.choose((panel.model.state.families or ())[0])
    qtbot.waitUntil(lambda: panel.model.state.ledger is not None)
    return panel


# Consents


def test_a_consent_is_written_down_by_a_short_form(page: SafekeepingPage, qtbot: QtBot) -> None:
    panel = open_family(page, qtbot)
    assert panel.model.state.ledger is not None
    person, _ = panel.model.state.ledger.people[1]
    panel.model.look_at(person)
    assert "Not asked: counselling" in texts(panel)
    assert page.main_action is not None
    page.main_action.trigger()
    form = panel.record_card
    assert form.isVisible()
    assert not panel.ledger_card.isVisible()
    assert form.who.chosen == person
    assert form.scope.hasFocus()
    assert page.main_action is None
    form.given_by.setText("Her mother")
    form.given_by.returnPressed.emit()
    qtbot.waitUntil(lambda: panel.model.state.said is not None)
    assert "Agreed to: counselling" in texts(panel)
    assert panel.model.state.words[0].consent.given_by == "Her mother"
    assert not form.isVisible()
    panel.model.open_form()
    assert form.given_by.text() == ""


def test_a_withdrawal_says_at_once_what_follows_and_names_the_projects(
    page: SafekeepingPage, desk: Desk, family: str, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.safekeeping.consents.record(family, "", "research", is_given=True, **PAPER)
    desk.safekeeping.research.write("Atlas", "phenopackets", 1, tmp_path, needs=())
    panel = open_family(page, qtbot)
    assert not panel.held_card.isVisible()
    panel.model.open_form()
    form = panel.record_card
    form.scope.setCurrentIndex(3)
    form.word.setCurrentIndex(1)
    form.word.picked.emit(form.word.chosen)
    assert "no export for research" in texts(form)
    person = form.who.itemText(1)
    form.who.setCurrentIndex(1)
    form.given_by.returnPressed.emit()
    qtbot.waitUntil(lambda: panel.model.state.said is not None)
    said = texts(panel)
    assert "Tell the project: Atlas." in said
    (held,) = panel.model.state.in_spite
    assert f"Atlas: {person}, there called {held.alias}" in said
    assert panel.held_card.isVisible()


def test_another_word_begins_with_agreed_again(page: SafekeepingPage, qtbot: QtBot) -> None:
    panel = open_family(page, qtbot)
    panel.model.open_form()
    panel.record_card.word.setCurrentIndex(1)
    panel.model.close_form()
    assert panel.ledger_card.isVisible()
    panel.model.open_form()
    assert panel.record_card.word.currentIndex() == 0


def test_names_are_gone_when_the_panel_is_left(page: SafekeepingPage, qtbot: QtBot) -> None:
    panel = open_family(page, qtbot)
    assert panel.model.state.ledger is not None
    names = [name for _, name in panel.model.state.ledger.people if name]
    panel.model.open_form()
    page.model.choose("research")
    shown = [each.itemText(n) for each in (panel.ledger_card.who, panel.record_card.who)
             for n in range(each.count())]  # fmt: skip
    assert names
    assert [name for name in names if name in shown] == []
    assert panel.model.state.ledger is None
    assert not any(name in repr(panel.model.state) for name in names)


# Keeping


def due(page: SafekeepingPage, desk: Desk, family: str, qtbot: QtBot) -> KeepingPanel:
    desk.safekeeping.consents.record(family, "", "storage", is_given=False, **PAPER)
    desk.safekeeping.keeping.set_rule("DE", years=0, basis="")
    panel = show(page, "keeping", KeepingPanel)
    qtbot.waitUntil(lambda: bool(panel.model.state.rows))
    return panel


def test_without_a_rule_nothing_is_due_and_one_is_chosen(
    page: SafekeepingPage, desk: Desk, qtbot: QtBot
) -> None:
    panel = show(page, "keeping", KeepingPanel)
    qtbot.waitUntil(lambda: panel.model.state.told is not None)
    assert "No rule says" in texts(panel)
    assert not panel.due_card.isVisible()
    panel.rule_card.changed.emit("", "7", "")
    qtbot.waitUntil(lambda: panel.model.state.failure is not None)
    assert "need a legal basis" in texts(panel)
    panel.rule_card.changed.emit("", "x", "board")
    assert panel.model.state.failure == NO_NUMBER
    panel.rule_card.changed.emit("", "7", "board of 2026")
    qtbot.waitUntil(lambda: panel.model.state.done == RULE_SET)
    assert "kept 7 years" in texts(panel)
    assert "board of 2026" in texts(panel)
    assert "Nothing is due." in texts(panel)


def test_a_family_is_kept_longer_for_a_reason_and_freed_again(
    page: SafekeepingPage, desk: Desk, family: str, qtbot: QtBot
) -> None:
    panel = due(page, desk, family, qtbot)
    assert not panel.decide_card.isVisible()
    panel.model.choose(family)
    assert panel.decide_card.isVisible()
    panel.decide_card.reason.returnPressed.emit()
    qtbot.waitUntil(lambda: panel.model.state.failure is not None)
    assert "only for a reason" in texts(panel)
    panel.decide_card.reason.setText("a claim of hers")
    panel.decide_card.reason.returnPressed.emit()
    qtbot.waitUntil(lambda: panel.model.state.done == KEPT)
    assert "a claim of hers" in texts(panel.decide_card)
    kept = panel.model.state.due
    assert kept is not None
    assert kept.kept is not None
    assert kept.kept.until == panel.model.until(5)
    panel.model.keep_no_longer()
    qtbot.waitUntil(lambda: panel.model.state.done == FREED)
    assert desk.families.summaries()[0].id == family


def test_erasing_goes_to_the_guided_erasing_of_that_family(
    page: SafekeepingPage, desk: Desk, family: str, qtbot: QtBot
) -> None:
    desk.families.create("Another")
    panel = due(page, desk, family, qtbot)
    panel.model.choose(family)
    panel.decide_card.erase.emit()
    asked = page.panel
    assert isinstance(asked, PrivacyPanel)
    qtbot.waitUntil(lambda: asked.model.state.gone is not None)
    assert asked.model.state.family is not None
    assert asked.model.state.family.id == family
    assert asked.erase_card.isVisible()
    assert asked.erase_card.typed.hasFocus()
    assert {one.id for one in desk.families.summaries()} >= {family}


# Research


def test_it_is_seen_before_it_is_written_and_each_loss_is_named(
    page: SafekeepingPage, desk: Desk, family: str, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.safekeeping.consents.record(family, "", "research", is_given=True, **PAPER)
    desk.families.create("Nobody agreed")
    panel = show(page, "research", ResearchPanel)
    assert not panel.seen_card.isVisible()
    panel.order_card.project.setText("Atlas")
    for tick in panel.order_card.needs.values():
        tick.click()
    panel.order_card.look.trigger()
    qtbot.waitUntil(lambda: panel.model.state.seen is not None)
    said = texts(panel.seen_card)
    assert "It holds one family" in said
    assert "One family stays out" in said
    assert "names, dates, free texts" in said
    assert list(tmp_path.glob("*.json")) == []
    panel.model.write(tmp_path)
    qtbot.waitUntil(lambda: bool(panel.model.state.written))
    assert len(list(tmp_path.glob("*.phenopacket.json"))) == 1
    assert "One file was written" in texts(panel)


@pytest.mark.parametrize("use", ["share_commercial", "share_abroad", "share_biobank", "share_ai"])
def test_who_said_no_to_what_a_project_does_is_in_it_only_where_that_is_taken_off(
    page: SafekeepingPage, desk: Desk, family: str, qtbot: QtBot, use: str
) -> None:
    record = desk.safekeeping.consents.record
    for scope in ("research", *desk.safekeeping.research.uses):
        record(family, "", scope, is_given=scope != use, **PAPER)
    panel = show(page, "research", ResearchPanel)
    card = panel.order_card
    card.project.setText("Atlas")

    def people() -> int:
        card.look.trigger()
        qtbot.waitUntil(lambda: panel.model.state.seen is not None)
        assert panel.model.state.seen is not None
        return panel.model.state.seen.people

    assert all(tick.isChecked() for tick in card.needs.values())
    assert people() == 0
    card.needs[use].click()
    assert panel.model.state.seen is None  # what is ticked anew must be seen anew
    assert people() > 0
    record(family, "", "research", is_given=False, **PAPER)
    panel.model.change()
    assert people() == 0


def test_what_is_typed_anew_must_be_seen_anew(
    page: SafekeepingPage, desk: Desk, family: str, qtbot: QtBot
) -> None:
    desk.safekeeping.consents.record(family, "", "research", is_given=True, **PAPER)
    panel = show(page, "research", ResearchPanel)
    panel.model.preview("Atlas", "fhir", "5")
    qtbot.waitUntil(lambda: panel.model.state.seen is not None)
    panel.order_card.project.textEdited.emit("Another")
    assert not panel.seen_card.isVisible()
    panel.model.write(Path("/nowhere"))
    assert panel.model.state.share is None


@pytest.mark.parametrize("typed", ["", "0", "ten", "-1", "9" * 30, "\u0664x"])
def test_a_group_that_is_no_number_is_told(page: SafekeepingPage, typed: str) -> None:
    panel = show(page, "research", ResearchPanel)
    panel.model.preview("Atlas", "fhir", typed)
    assert panel.model.state.failure == NO_GROUP


def test_where_nobody_agreed_there_is_nothing_to_write(page: SafekeepingPage, qtbot: QtBot) -> None:
    panel = show(page, "research", ResearchPanel)
    panel.model.preview("Atlas", "fhir", "10")
    qtbot.waitUntil(lambda: panel.model.state.seen is not None)
    assert "Nobody has agreed" in texts(panel)
    assert not panel.seen_card.write.isEnabled()


# A new key


@pytest.fixture
def keys(page: SafekeepingPage, desktop: Desktop, tmp_path: Path, qtbot: QtBot) -> BackupsPanel:
    panel = show(page, "backups", BackupsPanel)
    assert not panel.key_part.card.make.isEnabled()
    stick = tmp_path / "stick"
    stick.mkdir()
    desktop.context.backing_up.choose(stick)
    backing = desktop.context.backing_up
    qtbot.waitUntil(lambda: backing.state.told is not None and bool(backing.state.told.kept))
    return panel


def test_a_new_key_ends_with_a_code_on_paper_and_earlier_backups_that_may_go(
    keys: BackupsPanel, desk: Desk, qtbot: QtBot
) -> None:
    part, model = keys.key_part, keys.key_part.model
    part.card.open.trigger()
    part.card.passphrase.field.setText(PASSPHRASE)
    part.card.make.trigger()
    assert part.card.passphrase.passphrase == ""
    assert part.working.focusProxy().hasFocus()
    qtbot.waitUntil(lambda: bool(model.state.code), timeout=30_000)
    assert part.code_card.isVisible()
    assert part.code_card.isAncestorOf(QApplication.focusWidget() or part)
    assert model.state.code not in repr(model.state)
    model.confirm("wrong")
    assert model.state.failure is not None
    model.confirm(model.state.code[-9:].lower())
    qtbot.waitUntil(lambda: model.state.done == RENEWED and not model.state.code)
    qtbot.waitUntil(lambda: "key number 2" in texts(part))
    assert part.card.drop.isVisible()
    part.card.let_go.emit()
    qtbot.waitUntil(lambda: model.state.done == GONE)
    qtbot.waitUntil(lambda: not part.card.drop.isVisible())
    assert desk.families.summaries()


def test_what_is_edited_while_the_key_is_made_is_kept_afterwards(
    keys: BackupsPanel, desktop: Desktop, desk: Desk, family: str, qtbot: QtBot
) -> None:
    kept: list[object] = []
    lane = desktop.context.jobs.lane(keys)
    sequence = desk.families.record(family).sequence
    keys.key_part.model.renew(PASSPHRASE)

    def edit() -> object:
        return desk.families.change(family, (NameFamily("Renamed"),), after=sequence)

    lane.keep(edit, done=kept.append, failed=kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=30_000)
    assert bool(keys.key_part.model.state.code)
    assert desk.families.record(family).family.name == "Renamed"


def test_stopped_it_says_so_when_the_vault_is_open_as_it_was(
    keys: BackupsPanel, desk: Desk, qtbot: QtBot
) -> None:
    model = keys.key_part.model
    model.renew(PASSPHRASE)
    model.stop()
    assert model.state.is_stopping
    qtbot.waitUntil(lambda: model.state.done == STOPPED, timeout=30_000)
    assert keys.key_part.card.focusProxy().hasFocus()
    assert desk.families.summaries()
    assert desk.safekeeping.backups.state().key == 1


def test_a_desk_that_locks_meanwhile_is_locked_in_the_end(
    keys: BackupsPanel, desktop: Desktop, desk: Desk, qtbot: QtBot
) -> None:
    keys.key_part.model.renew(PASSPHRASE)
    locked: list[object] = []
    desktop.context.jobs.drop_questions()
    lane = desktop.context.jobs.lane(desktop)
    lane.ask_last(desk.unlock.lock, done=locked.append, failed=locked.append)
    qtbot.waitUntil(lambda: locked == [None], timeout=30_000)
    with pytest.raises(Exception, match="locked"):
        _ = desk.safekeeping.door.vault


# The list


def test_the_list_has_a_line_for_each_panel_where_there_is_room(page: SafekeepingPage) -> None:
    show(page, "research", ResearchPanel)
    assert [each.isVisible() for each in page.findChildren(Picker) if each.count() > 8] == [False]
    assert "What people decide" in texts(page)


def test_the_list_is_one_line_where_it_stands_above_the_panel(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> None:
    desktop = open_desktop(builders={"safekeeping": build}, catalogue=language("en"), look=LARGE)
    enter(desktop)
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.go("safekeeping", task="research")
    page = desktop.window.page
    assert isinstance(page, SafekeepingPage)
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle)
    at = QApplication.focusWidget()
    assert at is not None
    assert at.metaObject().className() == "Picker"
    QTest.keyClick(at, Qt.Key.Key_Up)
    assert page.model.state.chosen == "keeping"


def test_days_are_told_from_now_also_on_a_leap_day(page: SafekeepingPage) -> None:
    model = show(page, "keeping", KeepingPanel).model
    for years in (1, 2, 5, 30):
        assert model.until(years) > model.until(0) + timedelta(days=364 * years)
