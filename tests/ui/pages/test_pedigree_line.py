"""Typed family history on the real page: read at every letter, asked about, taken as one step."""

from typing import Final

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.drawing.scene import Circle, Group, Path, Rectangle
from counselling.pedigree.edits import NameFamily
from counselling.pedigree.person import Age
from counselling.pedigree.terms import Sex
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import (
    as_told,
    lines_told,
    settled,
    shape,
    steps_done,
    strike,
)
from ui.pages.pedigree.page import PedigreePage

MOST_STROKES: Final = 260


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    patient_page.line.field.setFocus()
    return patient_page


def typed(text: str) -> int:
    return strike(text.replace(" ", "␣"))


def is_dashed(group: Group) -> bool:
    shapes = [item for item in group.items if isinstance(item, Circle | Rectangle | Path)]
    return all(shape.stroke is None or shape.stroke.dash for shape in shapes)


def test_twenty_people_are_typed_in_no_more_strokes_than_promised(
    page: PedigreePage, qtbot: QtBot
) -> None:
    before = steps_done(page, qtbot)
    struck = sum(typed(f"{line}⏎") for line in lines_told())
    told = shape(as_told())
    qtbot.waitUntil(lambda: shape(settled(page, qtbot)) == told, timeout=20000)
    assert page.model.stack.count() == before + len(lines_told())
    assert struck <= MOST_STROKES


def test_line_is_one_step_and_up_brings_it_back_to_be_mended(
    page: PedigreePage, qtbot: QtBot
) -> None:
    before = steps_done(page, qtbot)
    typed("sis 41 brca39⏎")
    assert len(settled(page, qtbot).persons) == 4
    assert page.model.stack.count() == before + 1
    typed("↑")
    assert page.line.field.text == "sis 41 brca39"
    assert len(settled(page, qtbot).persons) == 1
    QTest.keyClick(page.line.field, Qt.Key.Key_Backspace)
    typed("6⏎")
    family = settled(page, qtbot)
    (sister,) = family.siblings_of("consultand")
    assert family.person(sister).diagnoses[0].age == Age(36, 36)
    assert len(family.persons) == 4


def test_escape_lets_the_line_that_was_brought_back_stand(page: PedigreePage, qtbot: QtBot) -> None:
    typed("sis 41⏎↑⎋")
    assert len(settled(page, qtbot).persons) == 4
    assert page._board.canvas.hasFocus()
    assert page.line.field.text == ""


def test_line_is_not_brought_back_over_what_was_done_since(
    page: PedigreePage, qtbot: QtBot
) -> None:
    typed("sis 41⏎⎋")
    strike("Sm")
    page.line.field.setFocus()
    typed("↑")
    assert page.line.field.text == ""
    assert len(settled(page, qtbot).persons) == 5


def test_what_is_asked_holds_everything_and_a_digit_answers(
    page: PedigreePage, qtbot: QtBot
) -> None:
    before = steps_done(page, qtbot)
    typed("mo BC 42")
    asked = page._typed.state.asked
    assert asked is not None
    assert asked.choices[0] == "breast ca"
    typed("⏎")
    assert page.model.stack.index() == before
    assert page.line.choices[0].hasFocus()
    typed("1")
    assert page.line.field.text == "mo breast ca 42"
    assert page.line.field.hasFocus()
    typed("⏎")
    family = settled(page, qtbot)
    assert family.person("mother").diagnoses[0].condition == "breast"


def test_click_or_alt_and_digit_answer_too(page: PedigreePage) -> None:
    typed("mo BC 42")
    QTest.keyClick(page.line.field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.line.field.text == "mo bowel ca 42"
    page._typed.type("mo BC 42")
    page.line.choices[2].click()
    assert page.line.field.text == "mo bladder ca 42"


def test_digits_typed_while_something_is_asked_stay_digits(page: PedigreePage) -> None:
    typed("mo BC 42")
    assert page.line.field.text == "mo BC 42"


def test_words_that_nobody_understands_are_underlined_and_hold_the_line(
    page: PedigreePage, qtbot: QtBot
) -> None:
    before = steps_done(page, qtbot)
    typed("sis qwxyz 41⏎")
    assert page._typed.state.marked == ((4, 9),)
    (mark,) = page.line.field.extraSelections()
    assert mark.cursor.selectedText() == "qwxyz"
    assert page.model.stack.index() == before


def test_ghosts_are_drawn_before_enter_and_nothing_is_kept(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    typed("sis 41 brca39")
    qtbot.waitUntil(lambda: page._typed.state.ghost is not None)
    ghost = page._typed.state.ghost
    assert ghost is not None
    drawn = {group.subject for group in ghost.groups() if group.subject}
    assert len(drawn) == 4
    dashed = [g.subject for g in ghost.groups() if g.subject and is_dashed(g)]
    assert set(dashed) == drawn - {"consultand"}
    assert len(settled(page, qtbot).persons) == 1
    assert page.model.family_id is not None
    assert len(desk.pedigrees.show(page.model.family_id).record.family.persons) == 1
    assert page._typed.state.told != ()
    page._typed.type("")
    assert page._typed.state.ghost is None


def test_who_is_only_a_ghost_cannot_be_selected(page: PedigreePage, qtbot: QtBot) -> None:
    typed("sis 41")
    qtbot.waitUntil(lambda: page._typed.state.ghost is not None)
    page.model.choose("sis1")
    assert page.model.state.chosen == "consultand"


def test_apostrophe_opens_the_line_about_the_selected_person(
    page: PedigreePage, qtbot: QtBot
) -> None:
    page._board.focus()
    strike("Sf")
    settled(page, qtbot)
    strike("'")
    assert page.line.field.hasFocus()
    typed("br ca 39; her son 15⏎")
    family = settled(page, qtbot)
    (sister,) = family.siblings_of("consultand")
    assert family.person(sister).diagnoses[0].age == Age(39, 39)
    assert len(family.children_of(sister)) == 1


def test_bare_number_is_offered_to_whom_the_line_is_about(page: PedigreePage, qtbot: QtBot) -> None:
    page._board.focus()
    strike("Sf")
    settled(page, qtbot)
    strike("'41⏎1⏎")
    family = settled(page, qtbot)
    (sister,) = family.siblings_of("consultand")
    assert family.person(sister).age == Age(41, 41)


def test_next_line_goes_on_about_the_last_person(page: PedigreePage, qtbot: QtBot) -> None:
    typed("sis 41⏎her son 15⏎")
    family = settled(page, qtbot)
    (sister,) = family.siblings_of("consultand")
    (son,) = family.children_of(sister)
    assert page.model.state.chosen == son
    assert family.person(son).sex is Sex.MALE


def test_ctrl_z_in_an_empty_line_takes_the_last_line_back(page: PedigreePage, qtbot: QtBot) -> None:
    typed("sis 41⏎")
    assert len(settled(page, qtbot).persons) == 4
    QTest.keyClick(page.line.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(settled(page, qtbot).persons) == 1


def test_line_brought_back_is_about_whom_it_was_about(page: PedigreePage, qtbot: QtBot) -> None:
    typed("sis 41⏎her son 15⏎↑")
    settled(page, qtbot)
    QTest.keyClick(page.line.field, Qt.Key.Key_Backspace)
    typed("6⏎")
    family = settled(page, qtbot)
    (sister,) = family.siblings_of("consultand")
    (son,) = family.children_of(sister)
    assert family.person(son).age == Age(16, 16)


def test_german_is_one_choice_away(page: PedigreePage, qtbot: QtBot) -> None:
    page._typed.choose_language("de")
    typed("Schwester 41⏎")
    assert len(settled(page, qtbot).siblings_of("consultand")) == 1


def test_pasted_lines_stand_side_by_side(page: PedigreePage) -> None:
    pasted = QMimeData()
    pasted.setText("sis 41\nbro 44\n")
    page.line.field.insertFromMimeData(pasted)
    assert page.line.field.text == "sis 41; bro 44"


def test_f6_goes_round(page: PedigreePage) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(page.window(), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [page.beside.card.name, page._board.canvas, page.line.field]


def test_line_onto_a_family_that_was_changed_elsewhere_is_refused_whole(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    assert page.model.family_id is not None
    shown = desk.pedigrees.show(page.model.family_id)
    desk.pedigrees.change(shown, (NameFamily("Renamed"),))
    typed("sis 41⏎")
    qtbot.waitUntil(lambda: page.model.state.failure is not None)
    assert len(settled(page, qtbot).persons) == 1
    assert page.line.field.text == "sis 41"  # what was typed is not lost
