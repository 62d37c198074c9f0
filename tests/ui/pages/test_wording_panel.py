"""Signing a letter's wording off at the desk."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.words import letter_words
from counselling.letters.registry import find_kind
from counselling.work.desk import Desk
from tests.conftest import catalogue
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.panels import PANELS
from ui.pages.safekeeping.wording.wording_panel import WordingPanel
from ui.pages.safekeeping.wording.wording_reader import WordingReader
from ui.start import Desktop

LOOKED_AT = os.environ.get("CONSULTAND_PICTURES", "")  # a folder for pictures to look at

BESIDE_PX = 32  # what a cell leaves free beside its words


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


def read(panel: WordingPanel, qtbot: QtBot) -> None:
    """Open the wording of the kind that is looked at."""
    panel.read.trigger()
    qtbot.waitUntil(lambda: panel.model.state.opened is not None, timeout=20_000)


def test_a_wording_is_signed_after_a_question_and_taken_back(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot, vault_desk: Desk
) -> None:
    panel = open_panel(catalogue=catalogue("en"))
    assert {one.standing for one in panel.model.state.letters} == {"unreviewed"}
    assert not panel.withdraw.isEnabled()
    read(panel, qtbot)
    panel.sign.trigger()
    assert panel.question.isVisible()
    assert vault_desk.safekeeping.wording.listing("en")[0].standing == "unreviewed"
    panel.question.yes.trigger()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    assert panel.model.state.letter is not None
    assert panel.model.state.letter.standing == "reviewed"
    assert panel.table.isVisible()
    assert any("signed off" in text for text in texts(panel))
    assert not panel.sign.isEnabled()
    panel.withdraw.trigger()
    qtbot.waitUntil(lambda: bool(panel.model.state.withdrawn), timeout=20_000)
    assert vault_desk.safekeeping.wording.listing("en")[0].standing == "unreviewed"


def test_a_signature_is_of_one_language(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    panel = open_panel(catalogue=catalogue("en"))
    read(panel, qtbot)
    panel.model.sign()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    panel.model.choose_language("de")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    assert {one.standing for one in panel.model.state.letters} == {"unreviewed"}
    assert {one.language for one in panel.model.state.letters} == {"de"}


def test_a_wording_that_nobody_opened_is_not_signed_off(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot, vault_desk: Desk
) -> None:
    words = catalogue("en")
    panel = open_panel(catalogue=words)
    assert not panel.sign.isEnabled()
    assert words.say("wording.read_first") in texts(panel)
    panel.model.sign()
    assert not panel.model.state.is_busy
    assert vault_desk.safekeeping.wording.listing("en")[0].standing == "unreviewed"
    read(panel, qtbot)
    assert panel.sign.isEnabled()
    assert words.say("wording.read_first") not in texts(panel)
    panel.back.trigger()
    assert panel.sign.isEnabled()
    panel.model.choose(panel.model.state.letters[1].kind)  # other words
    assert not panel.sign.isEnabled()
    panel.model.choose(panel.model.state.letters[0].kind)
    assert panel.sign.isEnabled()
    panel.model.choose_language("de")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    assert not panel.sign.isEnabled()


def test_a_signature_is_not_for_words_that_changed_after_they_were_read(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    panel = open_panel(catalogue=catalogue("en"))
    read(panel, qtbot)
    panel.back.trigger()
    first, *others = panel.model.state.letters
    panel.model._listed((replace(first, wording="0" * 64), *others))
    assert not panel.sign.isEnabled()
    panel.model.sign()
    assert not panel.model.state.is_busy


def test_the_whole_wording_is_read_beside_ones_own_language_by_keys(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot, qapp: QApplication
) -> None:
    german, arabic = letter_words("de"), letter_words("ar")
    panel = open_panel(catalogue=catalogue("de"))
    panel.window().activateWindow()
    qtbot.waitActive(panel.window())
    panel.model.choose_language("ar")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    read(panel, qtbot)
    assert qapp.focusWidget() is panel.reader
    assert not panel.table.isVisible()
    model, across = panel.reader.model(), Qt.Orientation.Horizontal
    assert [model.headerData(at, across) for at in (0, 1)] == ["العربية", "Deutsch"]
    shown = [tuple(model.index(row, at).data() for at in (0, 1)) for row in range(model.rowCount())]
    opened = panel.model.state.opened
    assert opened is not None
    said = [text for key, text in arabic.raw.items() if key.startswith("letters.section.")]
    assert set(said) <= {text for text, _ in shown}
    title = find_kind(opened.kind).title
    assert (arabic.raw[title], german.raw[title]) in shown[:60]  # its own sentences come first
    before = panel.reader.currentIndex().row()
    QTest.keyClick(panel.reader, Qt.Key.Key_Down)
    assert panel.reader.currentIndex().row() == before + 1
    QTest.keyClick(panel.reader, Qt.Key.Key_Escape)
    assert panel.table.isVisible()
    assert qapp.focusWidget() is panel.table


def test_every_row_becomes_as_high_as_its_words_and_the_window_is_never_held_up(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    panel = open_panel(catalogue=catalogue("en"), look=Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    panel.model.choose_language("de")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    read(panel, qtbot)
    qtbot.waitUntil(lambda: panel.reader.is_measured, timeout=60_000)
    reader, cut = panel.reader, []
    for row in range(reader.model().rowCount()):
        for at in (0, 1):
            text = reader.model().index(row, at).data()
            room = QRect(0, 0, reader.columnWidth(at) - BESIDE_PX, 0)
            words = reader.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            if words.height() > reader.rowHeight(row):
                cut.append(text)
    assert cut == []


@pytest.mark.parametrize(("code", "scale"), [("en", 1.0), ("de", 2.0), ("ar", 1.0)])
def test_everything_on_it_is_there_to_read(
    code: str, scale: float, open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    mode = Mode.DARK if code == "ar" else Mode.LIGHT
    panel = open_panel(catalogue=catalogue(code), look=Choice(mode, Contrast.NORMAL, scale))
    picture(panel, f"wording-unread-{code}-{scale}")
    read(panel, qtbot)
    panel.model.sign()
    qtbot.waitUntil(lambda: bool(panel.model.state.signed), timeout=20_000)
    panel.model.choose(panel.model.state.letters[1].kind)
    panel.model.choose_language("ar" if code != "ar" else "de")
    qtbot.waitUntil(lambda: bool(panel.model.state.letters), timeout=20_000)
    read(panel, qtbot)
    qtbot.waitUntil(lambda: panel.reader.is_measured, timeout=60_000)
    picture(panel, f"wording-read-{code}-{scale}")
    panel.sign.trigger()
    QApplication.processEvents()
    picture(panel, f"wording-asked-{code}-{scale}")
    shown = {label for label in panel.findChildren(QLabel) if label.isVisible() and label.text()}
    needed = {label: max(label.heightForWidth(label.width()), 0) for label in shown}
    assert [label.text() for label in shown if label.height() < needed[label]] == []
    assert panel.reader.isVisible()


def picture(panel: WordingPanel, name: str) -> None:
    if LOOKED_AT:
        QApplication.processEvents()
        panel.window().grab().save(str(Path(LOOKED_AT) / f"{name}.png"))


def test_arrows_walk_through_what_is_longer_than_the_view(
    open_panel: Callable[..., WordingPanel], qtbot: QtBot
) -> None:
    panel = open_panel(catalogue=catalogue("en"), look=Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    read(panel, qtbot)
    (reader,) = panel.findChildren(WordingReader)
    qtbot.waitUntil(lambda: reader.is_measured, timeout=20_000)
    rows = range(reader.model().rowCount())
    longest = max(rows, key=reader.rowHeight)
    assert reader.rowHeight(longest) > reader.viewport().height()
    reader.setFocus()
    reader.setCurrentIndex(reader.model().index(longest, 0))
    reader.scrollTo(reader.currentIndex(), reader.ScrollHint.PositionAtTop)
    for key, edge in ((Qt.Key.Key_Down, "bottom"), (Qt.Key.Key_Up, "top")):
        for _ in range(200):
            if _is_in_sight(reader, edge):
                break
            QTest.keyClick(reader, key)
            assert reader.currentIndex().row() == longest
        assert _is_in_sight(reader, edge)
    QTest.keyClick(reader, Qt.Key.Key_Up)
    assert reader.currentIndex().row() == longest - 1


def _is_in_sight(reader: WordingReader, edge: str) -> bool:
    """Whether the upper or the lower edge of the sentence at the cursor is seen."""
    sentence, view = reader.visualRect(reader.currentIndex()), reader.viewport().rect()
    return sentence.bottom() <= view.bottom() if edge == "bottom" else sentence.top() >= view.top()
