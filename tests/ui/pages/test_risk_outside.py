"""Another program's result on the risk's page: pasted, read, kept, seen beside ours, put away."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.work.desk import Desk
from tests.ui.pages.test_risk_page import LARGE, Open, open_risk, picker, seen, texts
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.blocks.banner import Banner
from ui.pages.risk.page import RiskPage

__all__ = ["open_risk"]  # a fixture
TEXT = "CanRisk, BOADICEA 6.3.0, 2026-11-20\nBRCA1 21 %\nbreast 40-50: 5.1 % (average 1.6 %)\nnoise"
KEPT = "Result of CanRisk BOADICEA 6.3.0"


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(open_risk: Open, language: Callable[[str], Catalogue]) -> RiskPage:
    return open_risk(catalogue=language("en"))


def button(page: RiskPage, words: str) -> QPushButton:
    found: Any = next(b for b in seen(page, QPushButton) if b.text() == words)
    assert isinstance(found, QPushButton)
    return found


def press(page: RiskPage, words: str) -> None:
    QTest.keyClick(button(page, words), Qt.Key.Key_Space)


def field(page: RiskPage) -> QPlainTextEdit:
    (found,) = seen(page, QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def read(page: RiskPage, qtbot: QtBot, text: str) -> None:
    press(page, "Enter a result")
    assert field(page).hasFocus()
    field(page).setPlainText(text)
    press(page, "Read it")
    qtbot.waitUntil(lambda: not page.outside.state.is_busy)


def kept(page: RiskPage, qtbot: QtBot) -> None:
    read(page, qtbot, TEXT)
    press(page, "Keep with the family")
    qtbot.waitUntil(lambda: KEPT in texts(page))  # a new row is seen a turn after it is known


def warnings(page: RiskPage) -> list[str]:
    return [banner.accessibleName() for banner in seen(page, Banner)]


def test_what_was_read_is_shown_before_it_is_kept_with_what_was_not(
    page: RiskPage, qtbot: QtBot
) -> None:
    read(page, qtbot, TEXT)
    said = "\n".join(texts(page))
    assert "Carries a variant in BRCA1: 21%" in said
    assert "Chance of breast cancer from 40 to 50: 5.1%" in said
    assert "Not understood and not kept: noise" in warnings(page)
    fields = {f.accessibleName(): f.text() for f in seen(page, QLineEdit)}
    assert fields["Program"] == "CanRisk"
    assert fields["Date of the result"] == "2026-11-20"
    assert page.model.state.shown is not None
    assert page.model.state.shown.record.family.outside == ()


def test_result_is_kept_by_keys_seen_beside_ours_and_put_away(page: RiskPage, qtbot: QtBot) -> None:
    assert page.model.state.risk is not None
    before = page.model.state.risk.assessment
    kept(page, qtbot)
    after = page.model.state.risk
    assert after.assessment.consultand == before.consultand
    (told,) = after.beside
    said = texts(page)
    assert told.title == KEPT
    assert {"21%", "5.1% (average of the population: 1.6%)"} <= set(said)
    assert [row.ours for row in told.rows] == [t for t in said if t in {r.ours for r in told.rows}]
    assert not page.outside.state.reading
    press(page, "Put away")
    qtbot.waitUntil(lambda: bool(page.model.state.risk and not page.model.state.risk.beside))
    qtbot.waitUntil(lambda: KEPT not in texts(page))


def test_text_that_is_no_result_and_a_date_that_is_none_are_refused_in_words(
    page: RiskPage, qtbot: QtBot
) -> None:
    read(page, qtbot, "nothing that anybody knows")
    assert any(w.startswith("Nothing was read") for w in warnings(page))
    field(page).setPlainText(TEXT)
    press(page, "Read it")
    qtbot.waitUntil(lambda: page.outside.state.reading is not None)
    dated = next(f for f in seen(page, QLineEdit) if f.accessibleName() == "Date of the result")
    dated.setText("yesterday")
    press(page, "Keep with the family")
    qtbot.waitUntil(lambda: page.outside.state.failure is not None)
    assert any(w.startswith("Nothing was kept: the date") for w in warnings(page))
    assert page.outside.state.reading is not None  # it can be kept once more


def test_another_person_is_not_given_what_was_read_of_the_first(
    page: RiskPage, qtbot: QtBot
) -> None:
    read(page, qtbot, TEXT)
    QTest.keyClick(picker(page, "Person"), Qt.Key.Key_Up)
    assert page.outside.state.reading is None
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    with pytest.raises(StopIteration):
        button(page, "Keep with the family")


@pytest.mark.parametrize("code", ["en", "ar"])
def test_card_holds_large_text_in_both_directions(
    open_risk: Open,
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    qtbot: QtBot,
    code: str,
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    page._outside._open.trigger()
    page.outside.read(TEXT, page.model.state.person or "")
    qtbot.waitUntil(lambda: page.outside.state.reading is not None)
    settle()
    assert list(small_ones(page.window())) == []
    assert list(cut_ones(page.window())) == []
