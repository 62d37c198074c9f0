"""What keys can do has a control on the cards: the same verbs, the same single steps."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Adoption, Childlessness, Gender, PartnershipStatus, Sex
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import settled, steps_done, strike
from ui.pages.pedigree.page import PedigreePage


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    return patient_page


def named(page: PedigreePage, kind: type[Any], name: str) -> Any:
    found = (w for w in page.findChildren(kind) if w.isVisible())
    return next(w for w in found if name in (w.accessibleName(), w.text()))


def pick(page: PedigreePage, name: str, place: int) -> None:
    found = (w for w in page.findChildren(QComboBox) if w.isVisible())
    box = next(w for w in found if w.accessibleName() == name)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def patient(page: PedigreePage, qtbot: QtBot) -> Person:
    return settled(page, qtbot).person("consultand")


def test_condition_and_test_are_added_and_taken_back(page: PedigreePage, qtbot: QtBot) -> None:
    steps = steps_done(page, qtbot)
    named(page, QPushButton, "Add a condition").click()
    strike("b⏎43⏎")
    named(page, QPushButton, "Add a gene test").click()
    strike("palb2⏎-")
    person = patient(page, qtbot)
    assert [d.condition for d in person.diagnoses] == ["breast"]
    assert [t.gene for t in person.tests] == ["PALB2"]
    named(page, QToolButton, "Take back: breast 43").click()
    named(page, QToolButton, "Take back: PALB2-").click()
    person = patient(page, qtbot)
    assert (person.diagnoses, person.tests) == ((), ())
    assert page.model.stack.index() == steps + 4


def test_sex_gender_and_adoption_are_picked(page: PedigreePage, qtbot: QtBot) -> None:
    pick(page, "Sex for inheritance", 1)
    pick(page, "Gender", 1)
    pick(page, "Adoption", 2)
    person = patient(page, qtbot)
    assert (person.sex, person.gender) == (Sex.MALE, Gender.WOMAN)
    assert person.adoption is Adoption.OUT
    pick(page, "Gender", 0)
    pick(page, "Adoption", 0)
    person = patient(page, qtbot)
    assert (person.gender, person.adoption) == (None, None)


def test_couple_is_parted_and_related(page: PedigreePage, qtbot: QtBot) -> None:
    strike("P⏎")
    settled(page, qtbot)
    pick(page, "With Partner", 2)
    settled(page, qtbot)
    named(page, QCheckBox, "Related by blood").click()
    (couple,) = settled(page, qtbot).partnerships
    assert couple.status is PartnershipStatus.DIVORCED
    assert couple.is_consanguineous is True
    named(page, QCheckBox, "Related by blood").click()
    (couple,) = settled(page, qtbot).partnerships
    assert couple.is_consanguineous is None


def test_loss_is_added_from_the_card(page: PedigreePage, qtbot: QtBot) -> None:
    named(page, QPushButton, "Add a pregnancy").click()
    strike("s")
    assert len(settled(page, qtbot).children_of("consultand")) == 1


def test_question_asked_from_the_card_is_seen_in_the_smallest_window(
    page: PedigreePage, qtbot: QtBot
) -> None:
    page.window().resize(720, 520)
    page._go_to_card()
    named(page, QPushButton, "Add a condition").click()
    quick = page._board._quick
    assert quick.field.hasFocus()
    qtbot.waitUntil(lambda: not quick.field.visibleRegion().isEmpty())


def test_couple_without_children_and_how_it_is_related(page: PedigreePage, qtbot: QtBot) -> None:
    strike("P⏎")
    page.model.choose("consultand")
    settled(page, qtbot)
    pick(page, "No children", 2)
    settled(page, qtbot)
    enter(page, "Cause", "azoospermia")
    settled(page, qtbot)
    named(page, QCheckBox, "Related by blood").click()
    settled(page, qtbot)
    enter(page, "How they are related", "first cousins")
    (couple,) = settled(page, qtbot).partnerships
    assert (couple.childlessness, couple.childlessness_cause) == (
        Childlessness.INFERTILE,
        "azoospermia",
    )
    assert couple.relationship == "first cousins"
    pick(page, "No children", 0)
    (couple,) = settled(page, qtbot).partnerships
    assert (couple.childlessness, couple.childlessness_cause) == (None, "")


def test_who_left_and_no_couple_after_all(page: PedigreePage, qtbot: QtBot) -> None:
    strike("P⏎")
    page.model.choose("consultand")
    settled(page, qtbot)
    pick(page, "With Partner", 1)
    settled(page, qtbot)
    pick(page, "Who left", 1)
    (couple,) = settled(page, qtbot).partnerships
    assert couple.left_by == "consultand"
    named(page, QPushButton, "Not a couple after all").click()
    assert settled(page, qtbot).partnerships == ()


def test_fact_is_put_right_by_the_mouse(page: PedigreePage, qtbot: QtBot) -> None:
    strike("Ab⏎43⏎")
    settled(page, qtbot)
    named(page, QToolButton, "Put right: breast 43").click()
    assert page._board._quick.field.text() == "43"
    strike("44b⏎")
    (told,) = patient(page, qtbot).diagnoses
    assert told.age == Age(44, 44)


def test_button_shows_the_keys(page: PedigreePage) -> None:
    named(page, QToolButton, "Keys").click()
    assert page.beside.keys.isVisible()


def enter(page: PedigreePage, name: str, text: str) -> None:
    field = named(page, QLineEdit, name)
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
