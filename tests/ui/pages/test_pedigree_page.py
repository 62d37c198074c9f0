"""The drawn family as it is seen and driven by keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import AddPerson, ChooseConsultand
from counselling.pedigree.person import Age
from counselling.work.desk import Desk
from tests.families.builders import family, woman
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.kit.controls.line_list import LineList
from ui.kit.pictures.scene_view import SceneView
from ui.kit.standing.navigator import OpenFamily
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.pedigree.canvas.people_tree import PeopleTree
from ui.pages.pedigree.page import PedigreePage, build
from ui.start import Desktop

LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


Open = Callable[..., PedigreePage]


@pytest.fixture
def open_family(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    qtbot: QtBot,
) -> Open:
    def make(family_id: str = "", **how: Any) -> PedigreePage:
        desktop = open_desktop(builders={"pedigree": build}, **how)
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        summary = next(f for f in desk.families.summaries() if family_id in ("", f.id))
        desktop.context.navigator.open(OpenFamily(summary.id, summary.name, summary.proband))
        page = desktop.window.page
        assert isinstance(page, PedigreePage)
        qtbot.waitUntil(lambda: page.model.state.shown is not None)
        return page

    return make


@pytest.fixture
def page(open_family: Open) -> PedigreePage:
    return open_family()


def seen(page: Any, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def field(page: PedigreePage, name: str) -> QLineEdit:
    return next(f for f in seen(page, QLineEdit) if f.accessibleName() == name)


def texts(page: Any) -> list[str]:
    return [label.text() for label in seen(page, QLabel)]


def canvas(page: PedigreePage) -> SceneView:
    (view,) = seen(page, SceneView)
    return view  # type: ignore[no-any-return]


def test_arrows_walk_and_card_and_header_follow(page: PedigreePage) -> None:
    assert canvas(page).hasFocus()
    QTest.keyClick(canvas(page), Qt.Key.Key_Up)
    chosen = page.model.state.chosen
    assert chosen in ("father", "mother")
    assert canvas(page).selected == chosen
    assert any(text.startswith("II-") for text in texts(page))


def test_click_on_a_symbol_selects_and_the_list_stands_in_step(page: PedigreePage) -> None:
    place = canvas(page).place_of("uncle").center().toPoint()
    QTest.mouseClick(canvas(page), Qt.MouseButton.LeftButton, pos=place)
    page.model.list_people(True)
    (table,) = seen(page, PeopleTree)
    assert table.current.id == "uncle"
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert page.model.state.chosen == table.current.id
    page.model.list_people(False)
    assert canvas(page).selected == page.model.state.chosen


def test_selected_person_is_handed_on_to_the_other_pages(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.choose("uncle")
    assert page._navigator.state.person == "uncle"


def test_enter_on_a_person_leads_to_her_name_and_leaving_it_keeps_it(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(canvas(page), Qt.Key.Key_Return)
    name = field(page, "pedigree.name")
    assert name.hasFocus()
    name.selectAll()
    QTest.keyClicks(name, "Berta")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.model.stack.canUndo() and page.model.state.ahead is None)
    family_id = page.model.family_id
    assert family_id is not None
    assert desk.pedigrees.show(family_id).record.family.person("child").name == "Berta"
    assert page._navigator.state.family is not None
    assert page._navigator.state.family.proband == "Berta"  # the header knows at once


def test_ctrl_z_brings_the_name_back(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.rename("child", "Berta")
    qtbot.waitUntil(lambda: field(page, "pedigree.name").text() == "Berta")
    canvas(page).setFocus()
    QTest.keyClick(canvas(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: field(page, "pedigree.name").text() == "Anna")


def test_nonsense_for_an_age_is_complained_about_and_stays(page: PedigreePage) -> None:
    age = field(page, "pedigree.age_now")
    age.selectAll()
    QTest.keyClicks(age, "soon")
    QTest.keyClick(age, Qt.Key.Key_Return)
    assert age.text() == "soon"
    assert "pedigree.age_wrong" in texts(page)
    assert age.accessibleDescription() == "pedigree.age_wrong"
    assert not page.model.stack.canUndo()


def test_range_of_ages_and_death_are_written_down(page: PedigreePage, qtbot: QtBot) -> None:
    age = field(page, "pedigree.age_now")
    age.selectAll()
    QTest.keyClicks(age, "40-49")
    QTest.keyClick(age, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.state.person.age == Age(40, 49))  # type: ignore[union-attr]
    (tick,) = seen(page, QCheckBox)
    tick.click()
    qtbot.waitUntil(lambda: page.model.state.person.is_deceased)  # type: ignore[union-attr]
    assert "pedigree.age_at_death" in texts(page)


def test_what_is_being_typed_survives_a_change_elsewhere(page: PedigreePage, qtbot: QtBot) -> None:
    name = field(page, "pedigree.name")
    name.setFocus()
    QTest.keyClicks(name, "x")
    page.model.set_deceased("child", True)
    qtbot.waitUntil(lambda: page.model.state.person.is_deceased)  # type: ignore[union-attr]
    assert name.text() == "Annax"


def test_slash_finds_and_escape_leads_back_to_the_people(page: PedigreePage) -> None:
    QTest.keyClick(canvas(page), Qt.Key.Key_Slash)
    wanted = field(page, "pedigree.find")
    assert wanted.hasFocus()
    QTest.keyClicks(wanted, "II-3")
    assert page.model.state.chosen == "uncle" or page.model.state.found
    found = page.model.state.chosen
    QTest.keyClick(wanted, Qt.Key.Key_Escape)
    assert canvas(page).hasFocus()
    assert (page.model.state.wanted, page.model.state.chosen) == ("", found)
    assert wanted.text() == ""


def test_sheet_is_asked_for_under_a_name_that_names_nobody(
    page: PedigreePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page._sheet.trigger()
    assert page.beside.sheet.isVisible()
    page.beside.sheet.save.click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("pedigree.pdf")
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.close()
    qtbot.waitUntil(lambda: "pedigree.sheet_saved" in texts(page))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_empty_family_offers_to_begin(open_family: Open, desk: Desk, qtbot: QtBot) -> None:
    page = open_family(desk.families.create("Berg").id)
    assert page.main_action is None
    (button,) = seen(page, QPushButton)
    assert button.text() == "pedigree.begin"
    button.click()
    qtbot.waitUntil(lambda: page.model.state.person is not None)
    assert page.main_action is not None
    assert seen(page, SceneView) != []


def test_checks_name_people_and_picking_one_selects_her(
    open_family: Open, desk: Desk, qtbot: QtBot
) -> None:
    made = desk.families.create("Odd")
    odd = family(woman("mother", age=60), woman("child", mother="mother", age=30, breast_at=40))
    shown = desk.pedigrees.show(made.id)
    edits = (*(AddPerson(each) for each in odd.persons), ChooseConsultand("mother"))
    assert desk.pedigrees.change(shown, edits).findings
    page = open_family(made.id)
    (lines,) = seen(page, LineList)
    assert lines.count() >= 1
    assert lines.item(0).text() in ("pedigree.check_doubtful", "pedigree.check_blocking")
    page.model.choose("mother")
    lines.setCurrentRow(0)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert page.model.state.shown is not None
    assert page.model.state.chosen == page.model.state.shown.findings[0].persons[0]


def test_another_family_opened_from_anywhere_is_shown(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    made = desk.families.create("Berg")
    page._navigator.open(OpenFamily(made.id, "Berg"))
    qtbot.waitUntil(lambda: page.model.family_id == made.id)
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    assert "pedigree.empty" in texts(page)


def test_showing_a_state_twice_equals_once(page: PedigreePage) -> None:
    QApplication.processEvents()
    once = page.grab().toImage()
    page.show_state(page.model.state)
    QApplication.processEvents()
    assert page.grab().toImage() == once


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_nothing_is_cut_in_the_smallest_window_at_twice_the_size(
    open_family: Open, language: Callable[[str], Catalogue], code: str
) -> None:
    page = open_family(catalogue=language(code), look=LARGE)
    page.window().resize(720, 520)
    QApplication.processEvents()
    view = canvas(page)
    left = view.mapTo(page, QPoint(0, 0)).x()
    assert left >= 0
    assert left + view.width() <= page.width()


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_control_is_named_large_enough_and_whole_at_twice_the_size(
    open_family: Open, language: Callable[[str], Catalogue], settle: Callable[[], None], code: str
) -> None:
    page = open_family(catalogue=language(code), look=LARGE)
    settle()
    window = page.window()
    heard = [QAccessible.queryAccessibleInterface(control) for control in focusable(window)]
    assert [each for each in heard if not each.text(QAccessible.Text.Name)] == []
    assert list(small_ones(window)) == []
    assert list(cut_ones(window)) == []
