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
from counselling.risk.supposition import Supposition
from counselling.work.desk import Desk
from tests.ui.pages.test_risk_page import LARGE, Open, lines, open_risk, picker, seen, texts
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.pictures.scene_picture import ScenePicture
from ui.kit.pictures.scene_strip import SceneStrip
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
    carriers = page.model.state.risk.pictures.carriers
    assert chart.out_of == carriers.out_of
    shares = [*(one.share for one in carriers.genes if one.share.count), *shares]
    strips = seen(page, SceneStrip)
    assert [strip.accessibleName() for strip in strips] == [share.label for share in shares]
    said = texts(page)
    assert all(sentence in said for row in chart.rows for sentence in row.sentences)
    assert any(text.startswith("NICE CG164 (2013, updated 2023)") for text in said)


def test_man_has_no_years_ahead_but_may_suppose_a_result(page: RiskPage, qtbot: QtBot) -> None:
    page.model.choose_person("uncle")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert page.model.state.risk is not None
    genes = page.model.state.risk.pictures.carriers.genes
    labels = [one.share.label for one in genes if one.share.count]

    def heard() -> list[str]:
        return [strip.accessibleName() for strip in seen(page, SceneStrip)]

    qtbot.waitUntil(lambda: heard() == labels)
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


def test_receptor_of_a_relatives_tumour_is_supposed_where_she_had_one(
    page: RiskPage, qtbot: QtBot
) -> None:
    open_question(page)
    receptor = "Oestrogen receptor of the breast cancer"
    gene, whose = picker(page, "Gene or tumour"), picker(page, "Whose test")
    assert gene.findText(receptor) == -1  # she is well
    QTest.keyClicks(whose, "I-2")
    QTest.keyClicks(gene, "Oestrogen")
    assert gene.currentText() == receptor
    result = picker(page, "Result")
    assert [result.itemText(at) for at in range(2)] == ["negative", "positive"]
    button(page, "Compare").click()
    qtbot.waitUntil(lambda: page.model.state.compared is not None)
    compared = page.model.state.compared
    assert compared is not None
    assert (compared.what.person, compared.what.gene) == ("grandmother", "ER")
    assert any("If the oestrogen receptor of" in text for text in texts(page))
    QTest.keyClick(whose, Qt.Key.Key_Up)
    assert gene.findText(receptor) == -1
    assert [result.itemText(at) for at in range(2)] == ["no variant found", "variant found"]


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


def test_comparison_is_drawn_by_age_and_taken_along_to_board_and_letter(
    page: RiskPage, qtbot: QtBot
) -> None:
    open_question(page)
    button(page, "Compare").click()
    qtbot.waitUntil(lambda: page.model.state.compared is not None)
    compared = page.model.state.compared
    assert compared is not None
    assert compared.chart is not None
    assert page.model.live_comparison.state.chart is compared.chart
    assert page._navigator.state.supposed == compared.what
    shown = [each.accessibleDescription() for each in seen(page, ScenePicture)]
    assert compared.chart.summary in shown
    page._navigator.select("mother")
    assert page._navigator.state.supposed is None


def test_how_it_was_checked_is_opened_by_keys_and_heard_line_by_line(
    page: RiskPage, qtbot: QtBot
) -> None:
    assert page.model.checks.state.checked is None
    QTest.keyClick(button(page, "How was this checked?"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.checks.state.checked is not None)
    checked = page.model.checks.state.checked
    assert checked is not None
    assert checked.carriers is not None
    said = texts(page)
    assert set(checked.heads) <= set(said)
    assert lines(page, "Every printed risk and this model's") == list(checked.said)
    shown = [each.accessibleName() for each in seen(page, ScenePicture)]
    assert checked.carriers.title in shown
    assert checked.nation[0][0].title in shown


@pytest.mark.parametrize("code", ["en", "ar"])
def test_opened_checks_are_large_enough_and_whole_at_twice_the_size(
    open_risk: Open,
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    qtbot: QtBot,
    code: str,
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    page.model.checks.open(is_open=True)
    qtbot.waitUntil(lambda: page.model.checks.state.checked is not None)
    settle()
    assert list(small_ones(page.window())) == []
    qtbot.waitUntil(lambda: list(cut_ones(page.window())) == [])  # pictures grow step by step
