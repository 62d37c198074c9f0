"""Signing a letter's wording off at the desk."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counselling.work.desk import Desk
from tests.conftest import catalogue
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.panels import PANELS
from ui.pages.safekeeping.wording.wording_panel import WordingPanel
from ui.start import Desktop

LOOKED_AT = os.environ.get("CONSULTAND_PICTURES", "")  # a folder for pictures to look at


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def open_panel(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
) -> Callable[..., WordingPanel]:
    def make(**how: Any) -> WordingPanel:
        desktop = open_desktop(builders={"safekeeping": build}, **how)
        enter(desktop)
        desktop.context.navigator.go("safekeeping")
        page = desktop.window.page
        assert isinstance(page, SafekeepingPage)
        page.model.choose(next(panel.id for panel in PANELS if panel.id == "wording"))
        qtbot.waitUntil(lambda: desktop.context.jobs.is_idle, timeout=20_000)
        QApplication.processEvents()
        (panel,) = page.findChildren(WordingPanel)
        qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
        return panel

    return make


def texts(panel: WordingPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_wording_is_signed_after_a_question_and_taken_back(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot, vault_desk: Desk
) -> None:
    panel = open_panel(catalogue=catalogue("en"))
    assert {one.standing for one in panel.model.state.letters} == {"unreviewed"}
    assert not panel.withdraw.isEnabled()
    panel.sign.trigger()
    assert panel.question.isVisible()
    assert vault_desk.safekeeping.wording.listing("en")[0].standing == "unreviewed"
    panel.question.yes.trigger()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    assert panel.model.state.letter is not None
    assert panel.model.state.letter.standing == "reviewed"
    assert any("signed off" in text for text in texts(panel))
    assert not panel.sign.isEnabled()
    panel.withdraw.trigger()
    qtbot.waitUntil(lambda: bool(panel.model.state.withdrawn), timeout=20_000)
    assert vault_desk.safekeeping.wording.listing("en")[0].standing == "unreviewed"


def test_a_signature_is_of_one_language(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    panel = open_panel(catalogue=catalogue("en"))
    panel.model.sign()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    panel.model.choose_language("de")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    assert {one.standing for one in panel.model.state.letters} == {"unreviewed"}
    assert {one.language for one in panel.model.state.letters} == {"de"}


@pytest.mark.parametrize(("code", "scale"), [("en", 1.0), ("de", 2.0), ("ar", 1.0)])
def test_everything_on_it_is_there_to_read(
    code: str, scale: float, open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    mode = Mode.DARK if code == "ar" else Mode.LIGHT
    panel = open_panel(catalogue=catalogue(code), look=Choice(mode, Contrast.NORMAL, scale))
    panel.model.sign()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    panel.model.choose(panel.model.state.letters[1].kind)
    panel.sign.trigger()
    QApplication.processEvents()
    if LOOKED_AT:
        panel.window().grab().save(str(Path(LOOKED_AT) / f"wording-{code}-{scale}.png"))
    shown = {label for label in panel.findChildren(QLabel) if label.isVisible() and label.text()}
    needed = {label: max(label.heightForWidth(label.width()), 0) for label in shown}
    assert [label.text() for label in shown if label.height() < needed[label]] == []
    assert panel.table.isVisible()
