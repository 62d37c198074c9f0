"""The years ahead and what a result would change, as they are seen and heard on the risk's page."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.terms import TestResult
from counselling.risk.supposing import Supposition
from counselling.work.desk import Desk
from tests.ui.pages.test_risk_page import LARGE, Open, open_risk, picker, seen, texts
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.scene_picture import ScenePicture
from ui.kit.scene_strip import SceneStrip
from ui.pages.risk.page import RiskPage

__all__ = ["open_risk"]  # a fixture


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


def open_question(page: RiskPage) -> None:
    QTest.keyClick(button(page, "Suppose a test result"), Qt.Key.Key_Space)


def test_each_bar_stands_with_its_sentence_and_is_heard_with_the_same_number(
    page: RiskPage,
) -> None:
    assert page.model.state.risk is not None
    chart = page.model.state.risk.pictures.horizons
    assert chart is not None
    shares = [share for row in chart.rows for share in (row.person, row.population)]
    strips = seen(page, SceneStrip)
    assert [strip.accessibleName() for strip in strips] == [share.label for share in shares]
    said = texts(page)
    assert all(sentence in said for row in chart.rows for sentence in row.sentences)
    assert any(text.startswith("NICE CG164 (2013, updated 2023)") for text in said)


def test_man_has_no_years_ahead_but_may_suppose_a_result(page: RiskPage, qtbot: QtBot) -> None:
    page.model.choose_person("uncle")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert seen(page, SceneStrip) == []
    open_question(page)
    button(page, "Compare").click()
    qtbot.waitUntil(lambda: page.model.state.compared is not None)
    assert len(seen(page, ScenePicture)) == 2


def test_result_is_supposed_by_keys_and_goes_with_the_answer(page: RiskPage, qtbot: QtBot) -> None:
    open_question(page)
    result = picker(page, "Result")
    assert picker(page, "Whose test").hasFocus()
    QTest.keyClick(result, Qt.Key.Key_Down)
    QTest.keyClick(button(page, "Compare"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.state.compared is not None)
    compared = page.model.state.compared
    assert compared is not None
    assert compared.words.after.count > compared.words.before.count
    shown = [each.accessibleName() for each in seen(page, ScenePicture)]
    assert compared.words.title in shown
    page.model.choose_person("mother")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert len(seen(page, ScenePicture)) == 1


def test_refused_comparison_leaves_the_answer_and_says_why(page: RiskPage, qtbot: QtBot) -> None:
    answer = page.model.state.risk
    page.model.compare(Supposition("child", "TP53", TestResult.NEGATIVE))
    qtbot.waitUntil(lambda: page.model.state.failure is not None)
    assert page.model.state.risk is answer
    assert page.model.state.comparing is None
    assert any("TP53" in text for text in texts(page))


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_opened_question_is_large_enough_and_whole_at_twice_the_size(
    open_risk: Open, language: Callable[[str], Catalogue], settle: Callable[[], None], code: str
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    button(page, language(code).say("risk.compare_open")).click()
    settle()
    assert list(small_ones(page.window())) == []
    assert list(cut_ones(page.window())) == []
