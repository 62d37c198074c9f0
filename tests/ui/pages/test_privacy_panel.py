"""The panel of requests over a real vault: step by step, and nothing is erased by a slip."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counselling.work.desk import Desk
from ui.kit.standing.navigator import OpenFamily
from ui.pages.safekeeping.page import SafekeepingPage
from ui.pages.safekeeping.privacy.privacy_model import NAME_DIFFERS, RequestModel
from ui.pages.safekeeping.privacy.privacy_panel import PrivacyPanel
from ui.start import Desktop


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def desktop(safekeeping_desktop: Desktop) -> Desktop:
    return safekeeping_desktop


@pytest.fixture
def panel(desktop: Desktop, qtbot: QtBot) -> PrivacyPanel:
    desktop.context.navigator.go("safekeeping", task="requests")
    page = desktop.window.page
    assert isinstance(page, SafekeepingPage)
    assert isinstance(page.panel, PrivacyPanel)
    made = page.panel
    qtbot.waitUntil(lambda: bool(made.model.state.families))
    return made


def choose(panel: PrivacyPanel, qtbot: QtBot, name: str = "") -> RequestModel:
    model = panel.model
    model.choose((model.state.families or ())[0])
    qtbot.waitUntil(lambda: bool(model.state.askers))
    if name:
        model.ask_for(next(one.id for one in model.state.askers if one.name == name))
    return model


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def a_name(panel: PrivacyPanel, qtbot: QtBot) -> str:
    model = choose(panel, qtbot)
    return next(one.name for one in model.state.askers if one.id and one.name)


def test_one_step_is_shown_after_the_other(panel: PrivacyPanel, qtbot: QtBot) -> None:
    assert panel.family_card.isVisible()
    assert not panel.wish_card.isVisible()
    choose(panel, qtbot)
    assert panel.wish_card.isVisible()
    assert not panel.family_card.isVisible()
    assert not panel.erase_card.isVisible()
    panel.model.choose_another()
    assert panel.family_card.isVisible()


def test_nothing_is_erased_before_the_name_is_typed(
    panel: PrivacyPanel, desk: Desk, qtbot: QtBot
) -> None:
    name = a_name(panel, qtbot)
    model = choose(panel, qtbot, name)
    model.preview()
    qtbot.waitUntil(lambda: model.state.gone is not None)
    assert panel.erase_card.isVisible()
    assert name in texts(panel.erase_card)
    model.erase("somebody else")
    assert model.state.failure == NAME_DIFFERS
    assert len(desk.families.summaries()) == 1
    model.stop_erasing()
    model.erase(name)
    assert not panel.erase_card.isVisible()
    assert model.state.certificate is None


def test_who_is_erased_leaves_a_certificate_without_a_name(
    panel: PrivacyPanel, desktop: Desktop, qtbot: QtBot
) -> None:
    name = a_name(panel, qtbot)
    model = choose(panel, qtbot, name)
    assert model.state.family is not None
    old = model.state.family.id
    where = desktop.context.navigator.state
    desktop.context.navigator.rename(OpenFamily(old, "Lindqvist"))
    model.preview()
    qtbot.waitUntil(lambda: model.state.gone is not None)
    panel.erase_card.typed.setText(f"  {name.upper()} ")
    panel.erase_card.typed.returnPressed.emit()
    qtbot.waitUntil(lambda: model.state.certificate is not None)
    said = texts(panel.done_card)
    assert "Row" in said
    assert name not in said
    assert desktop.context.navigator.state.family is None
    assert desktop.context.navigator.state.page == where.page
    qtbot.waitUntil(lambda: bool(model.state.families))
    assert old not in {each.id for each in model.state.families or ()}


def test_a_whole_family_goes_by_its_name(panel: PrivacyPanel, desk: Desk, qtbot: QtBot) -> None:
    model = choose(panel, qtbot)
    model.preview()
    qtbot.waitUntil(lambda: model.state.gone is not None)
    model.erase(model.state.name)
    qtbot.waitUntil(lambda: model.state.certificate is not None)
    assert desk.families.summaries() == ()


def test_what_is_kept_is_written_and_records_are_kept_from_use(
    panel: PrivacyPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    model = choose(panel, qtbot, a_name(panel, qtbot))
    model.disclose(tmp_path / "data.zip")
    qtbot.waitUntil(lambda: bool(model.state.file))
    assert (tmp_path / "data.zip").is_file()
    model.restrict()
    qtbot.waitUntil(lambda: model.state.freed is False)
    assert "until it is freed nothing about it is shown" in texts(panel.wish_card)
    model.restrict()
    qtbot.waitUntil(lambda: model.state.freed is True)


def test_names_are_gone_when_the_panel_is_left(panel: PrivacyPanel, qtbot: QtBot) -> None:
    name = a_name(panel, qtbot)
    panel.left()
    assert (panel.model.state.family, panel.model.state.askers) == (None, ())
    assert name not in texts(panel)
    assert name not in repr(panel.model.state)


def test_a_refusal_is_told(panel: PrivacyPanel, desk: Desk, qtbot: QtBot) -> None:
    model = choose(panel, qtbot)
    (family,) = model.state.families or ()
    desk.safekeeping.requests.erase(family.id, "")  # at another desk, meanwhile
    model.preview()
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.failure is not None
    assert model.state.failure.sentence_id == "error.vault.family_erased"
