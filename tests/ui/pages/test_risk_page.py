"""The risk as it is seen: a number with its interval, its limits, and what it rests on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.errors import RiskInputError
from counselling.language.catalogue import Catalogue
from counselling.work.desk import Desk
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.pictures.scene_picture import ScenePicture
from ui.kit.pictures.scene_view import SceneView
from ui.kit.standing.navigator import OpenFamily
from ui.look.theme import Choice, Contrast, Mode
from ui.look.tokens import TARGET_PX
from ui.pages.risk.page import RiskPage, build
from ui.start import Desktop

LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)
Open = Callable[..., RiskPage]


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def open_risk(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    qtbot: QtBot,
) -> Open:
    def make(family_id: str = "", *, person: str | None = None, **how: Any) -> RiskPage:
        desktop = open_desktop(builders={"risk": build}, **how)
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        summary = next(f for f in desk.families.summaries() if family_id in ("", f.id))
        head = OpenFamily(summary.id, summary.name, summary.proband)
        desktop.context.navigator.open(head, person=person)
        desktop.context.navigator.go("risk")
        page = desktop.window.page
        assert isinstance(page, RiskPage)
        qtbot.waitUntil(lambda: page.model.state.shown is not None)
        qtbot.waitUntil(lambda: not page.model.state.is_busy)
        return page

    return make


@pytest.fixture
def page(open_risk: Open) -> RiskPage:
    return open_risk()


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in seen(page, QLabel)]


def picker(page: QWidget, name: str) -> Picker:
    return next(p for p in seen(page, Picker) if p.accessibleName() == name)


def lines(page: QWidget, name: str) -> list[str]:
    found = next(each for each in seen(page, LineList) if each.accessibleName() == name)
    return [found.item(row).text() for row in range(found.count())]


def test_number_stands_with_interval_limits_and_sources(
    open_risk: Open, language: Callable[[str], Catalogue], desk: Desk
) -> None:
    words = language("en")
    page = open_risk(catalogue=words)
    said = texts(page)
    assert any(re.fullmatch(r"\d+ in 1(00|,000)", text) for text in said)
    assert any(text.startswith("between") for text in said)
    assert any("not a medical device" in text for text in said)
    assert len(lines(page, words.say("risk.basis"))) > 3
    assert all("Verified" in line for line in lines(page, words.say("risk.sources")))


def test_keys_choose_another_person_and_every_page_follows(page: RiskPage, qtbot: QtBot) -> None:
    people = picker(page, "risk.person")
    assert people.hasFocus()
    before = page.model.state.person
    QTest.keyClick(people, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.model.state.person != before)
    assert page._navigator.state.person == page.model.state.person
    qtbot.waitUntil(lambda: page.model.state.risk is not None)


def test_country_is_kept_from_page_to_page(page: RiskPage, qtbot: QtBot) -> None:
    countries = picker(page, "risk.country")
    QTest.keyClick(countries, Qt.Key.Key_Up)
    chosen = page.model.state.country
    assert page._navigator.state.country == chosen
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    page._navigator.go("pedigree")
    page._navigator.go("risk")
    assert page.model.state.country == chosen
    assert countries.chosen == chosen


def test_no_number_is_seen_while_the_next_one_is_computed(page: RiskPage, qtbot: QtBot) -> None:
    page.model.choose_person("mother")
    assert seen(page, ScenePicture) == []
    assert "risk.busy" in texts(page)
    assert page.main_action is not None
    assert not page.main_action.isEnabled()
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert len(seen(page, ScenePicture)) == 1


def test_man_has_no_curve_and_the_page_says_why(page: RiskPage, qtbot: QtBot) -> None:
    assert len(seen(page, SceneView)) == 1
    page.model.choose_person("uncle")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert seen(page, SceneView) == []
    assert page.model.state.risk is not None
    assert page.model.state.risk.reasons != ()
    assert page.model.state.risk.reasons[0] in texts(page)


def test_refusal_is_a_sentence_and_the_question_stays(page: RiskPage, qtbot: QtBot) -> None:
    page.model.choose_country("Atlantis")
    qtbot.waitUntil(lambda: page.model.state.failure is not None)
    assert RiskInputError("risk.unknown_country").sentence_id in texts(page)
    assert seen(page, ScenePicture) == []
    assert picker(page, "risk.person").y() < page.height() / 3


def test_family_about_nobody_asks_about_whom(open_risk: Open, desk: Desk) -> None:
    page = open_risk(desk.families.create("Berg").id)
    assert "risk.nobody" in texts(page)
    assert [b.text() for b in seen(page, QPushButton)] == ["risk.choose_person"]


def test_printed_chart_stays_where_there_is_no_web_engine(page: RiskPage, qtbot: QtBot) -> None:
    button = next(b for b in seen(page, QPushButton) if b.text() == "risk.interactive")
    button.click()
    qtbot.waitUntil(lambda: "risk.not_live" in texts(page))
    assert not page.model.state.is_live
    assert not button.isChecked()
    assert len(seen(page, SceneView)) == 1


def test_writing_a_letter_takes_person_and_country_along(open_risk: Open, qtbot: QtBot) -> None:
    page = open_risk(person="mother")
    page.model.choose_country("Norway")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert page.main_action is not None
    page.main_action.trigger()
    where = page._navigator.state
    assert (where.page, where.person, where.country) == ("letters", "mother", "Norway")
    assert where.task == "write"


def test_showing_a_state_twice_equals_once(page: RiskPage, settle: Callable[[], None]) -> None:
    settle()
    page.grab()  # lists lay their lines out when they are first painted
    settle()
    once = page.grab().toImage()
    page.show_state(page.model.state)
    settle()
    assert page.grab().toImage() == once


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_nothing_is_cut_in_the_smallest_window_at_twice_the_size(
    open_risk: Open, language: Callable[[str], Catalogue], code: str
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    page.window().resize(720, 520)
    QApplication.processEvents()
    for part in (*seen(page, Picker), *seen(page, LineList), *seen(page, SceneView)):
        left = part.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + part.width() <= page.width()


def test_arabic_page_begins_on_the_right(
    open_risk: Open, language: Callable[[str], Catalogue]
) -> None:
    page = open_risk(catalogue=language("ar"))
    people, countries, _ = seen(page, Picker)
    assert people.mapTo(page, QPoint(0, 0)).x() > countries.mapTo(page, QPoint(0, 0)).x()


def test_large_picture_is_scrolled_and_not_squeezed(
    page: RiskPage, settle: Callable[[], None]
) -> None:
    page.window().resize(1280, 620)
    settle()
    (picture,) = seen(page, ScenePicture)
    assert picture.height() == picture.heightForWidth(picture.width())


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_control_is_named_large_enough_and_whole_at_twice_the_size(
    open_risk: Open, language: Callable[[str], Catalogue], settle: Callable[[], None], code: str
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    settle()
    window = page.window()
    heard = [QAccessible.queryAccessibleInterface(control) for control in focusable(window)]
    assert [each for each in heard if not each.text(QAccessible.Text.Name)] == []
    assert list(small_ones(window)) == []
    assert list(cut_ones(window)) == []


def test_chart_takes_the_spare_height_of_a_tall_window_but_no_more_than_it_bears(
    page: RiskPage, settle: Callable[[], None]
) -> None:
    window = page.window()
    window.resize(1280, 3600)
    settle()
    chart = page._curve.chart
    assert chart.height() == 14 * TARGET_PX
    window.resize(1280, 700)
    settle()
    assert chart.height() == 8 * TARGET_PX
