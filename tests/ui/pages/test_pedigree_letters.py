"""Letters of the keys follow the language of the screen, and the settings where they say so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import AddPerson, ChooseConsultand
from counselling.pedigree.terms import Sex
from counselling.settings.letters import in_force
from counselling.work.desk import Desk
from counselling.work.history.habits import Habits
from tests.ui.pages.pedigree_typing import PATIENT, settled, strike
from ui.kit.standing.navigator import OpenFamily
from ui.pages.pedigree.cards.keys_card import shown_keys
from ui.pages.pedigree.page import PedigreePage, build
from ui.pages.pedigree.prompting.prompts import Verb
from ui.start import Desktop


@pytest.fixture
def desk(
    vault_desk: Desk,
    tmp_path: Path,
    code: str,
    own: dict[str, str],
    language: Callable[[str], Catalogue],
) -> Desk:
    letters = in_force(own, language(code))
    return replace(vault_desk, habits=Habits(tmp_path / "habits.toml", letters=letters))


@pytest.fixture
def page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    code: str,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> PedigreePage:
    made = desk.families.create("Berg")
    shown = desk.pedigrees.show(made.id)
    desk.pedigrees.change(shown, (AddPerson(PATIENT), ChooseConsultand(PATIENT.id)))
    desktop = open_desktop(builders={"pedigree": build}, catalogue=language(code))
    enter(desktop)
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.open(OpenFamily(made.id, "Berg", ""))
    page = desktop.window.page
    assert isinstance(page, PedigreePage)
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    return page


def press(text: str, key: Qt.Key = Qt.Key.Key_unknown) -> None:
    """Press keys of another script, which Qt's tests cannot type."""
    target = QApplication.focusWidget()
    assert target is not None
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(target, event)


@pytest.mark.parametrize(("code", "own"), [("de", {})])
def test_german_letters(page: PedigreePage, qtbot: QtBot) -> None:
    strike("Gw41⏎")
    family = settled(page, qtbot)
    assert [family.person(p).sex for p in family.siblings_of("consultand")] == [Sex.FEMALE]
    strike("2Gm")
    family = settled(page, qtbot)
    assert len(family.siblings_of("consultand")) == 3
    strike("Z E⏎⏎")
    person = page.model.state.person
    assert person is not None
    assert [d.condition for d in person.diagnoses] == ["breast"]


@pytest.mark.parametrize(("code", "own"), [("ar", {})])
def test_arabic_letters_and_a_latin_keyboard_beside(page: PedigreePage, qtbot: QtBot) -> None:
    press("خث")
    family = settled(page, qtbot)
    assert [family.person(p).sex for p in family.siblings_of("consultand")] == [Sex.FEMALE]
    strike("3Sm")
    assert len(settled(page, qtbot).siblings_of("consultand")) == 4
    press("خت١")
    assert len(settled(page, qtbot).twins) == 1
    with qtbot.waitSignal(page.keys.question_wanted):
        press("؟")


@pytest.mark.parametrize(("code", "own"), [("en", {"note": "q", "sibling": "t", "half": ""})])
def test_chosen_letters_are_in_force_and_on_the_card(
    page: PedigreePage, desk: Desk, qtbot: QtBot, language: Callable[[str], Catalogue]
) -> None:
    strike("Qhello⏎ Tm")
    family = settled(page, qtbot)
    assert family.person("consultand").note == "hello"
    assert len(family.siblings_of("consultand")) == 1
    strike("H S")
    assert page.entry.state is None
    shown = dict(shown_keys(language("en"), desk.habits.letters))
    assert "C  T" in shown
    assert shown["Q"] == "Note"
    assert "H" not in shown


@pytest.mark.parametrize(("code", "own"), [("tr", {"note": "i"})])
def test_turkish_capitals_are_no_other_letters(
    page: PedigreePage, desk: Desk, language: Callable[[str], Catalogue]
) -> None:
    turkish = language("tr")
    shown = dict(shown_keys(turkish, desk.habits.letters))
    assert shown["İ"] == turkish.say("fact.note")
    press("I")  # of ı, which no deed has
    assert page.entry.state is None
    press("İ")
    assert page.entry.state is not None
    assert page.entry.state.verb is Verb.NOTE
