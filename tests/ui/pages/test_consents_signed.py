"""Signed consents are checked at the desk: what was said, and whether the words are still true."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counselling.session.pretest import VERSION
from counselling.session.signing import Signing
from counselling.work.desk import Desk
from ui.pages.safekeeping.consents.consents_panel import ConsentsPanel
from ui.pages.safekeeping.page import SafekeepingPage
from ui.start import Desktop

AT = datetime.datetime(2026, 11, 29, 10, 4, tzinfo=datetime.UTC)
LONG = 60_000


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def panel(safekeeping_desktop: Desktop, desk: Desk, qtbot: QtBot) -> ConsentsPanel:
    """The panel of consents with the vault's family chosen."""
    safekeeping_desktop.context.navigator.go("safekeeping")
    page = safekeeping_desktop.window.page
    assert isinstance(page, SafekeepingPage)
    page.model.choose("consents")
    found = page.panel
    assert isinstance(found, ConsentsPanel)
    qtbot.waitUntil(lambda: bool(found.model.state.families), timeout=LONG)
    found.model.choose((found.model.state.families or ())[0])
    qtbot.waitUntil(lambda: found.model.state.ledger is not None, timeout=LONG)
    return found


def _look(panel: ConsentsPanel, qtbot: QtBot) -> list[str]:
    found = next(
        b
        for b in panel.signed_card.findChildren(QPushButton)
        if b.text() == "Check signed consents"
    )
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.model.state.signed is not None, timeout=LONG)
    lines = panel.signed_card.lines
    return [lines.item(row).text() for row in range(lines.count())]


def test_nothing_signed_is_said(panel: ConsentsPanel, qtbot: QtBot) -> None:
    assert _look(panel, qtbot) == []
    assert not panel.signed_card.lines.isVisible()


def test_what_was_signed_is_told_with_its_answers_and_that_it_is_true(
    panel: ConsentsPanel, desk: Desk, qtbot: QtBot
) -> None:
    family = desk.families.summaries()[0].id
    forms = desk.hearing.consents
    signing = Signing(forms.text(forms.forms[0].id, language="en"))
    for question, _ in signing.text.questions:
        yes = question != "family_contact"
        signing = signing.answered(signing.text.form, question, is_yes=yes)
    consent = signing.signed(signing.text.text_hash, "Anna", (), at=AT)
    forms.keep(family, consent, signing.text, person="")
    (line,) = _look(panel, qtbot)
    assert "29 November 2026" in line
    assert "Said no: writing to relatives." in line
    assert f"Explained by: {desk.unlock.vault.actor.name}" in line
    assert f"pretest_consent {VERSION} · " in line
    assert line.endswith("The words are those that were signed.")
