"""A whole session at the real desk in which every name, note and letter carries a marker."""

from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from counselling.pedigree.family import Family
from counselling.work.desk import Desk
from tests.families.builders import three_generations
from ui.kit.standing.navigator import OpenFamily
from ui.start import Desktop
from ui.tour import rest

FAMILY, PERSON, NOTE, TYPED = (f"Xq{word}zv" for word in ("wolfram", "adelin", "mutter", "halb"))
"""Invented, and in no word list: what is found of them was typed here."""


def marked_family() -> Family:
    """A family in which everybody is called by a marker."""
    plain = three_generations()
    people = tuple(replace(p, name=f"{PERSON} {p.id}") for p in plain.persons)
    return replace(plain, name=FAMILY, persons=people)


def go_through(desktop: Desktop, desk: Desk, family: str) -> None:
    """Look at all pages of the family and type into them; end on the session's page."""
    navigator = desktop.context.navigator
    _note_in_vault(desk, family)
    navigator.enter()
    rest(desktop)
    desktop.window.page.findChild(QLineEdit).setText(FAMILY[:4])  # type: ignore[union-attr]
    navigator.open(OpenFamily(family, FAMILY, f"{PERSON} child"))
    rest(desktop)
    page: Any = desktop.window.page
    page.model.choose("mother")
    page.model.rename("mother", f"{PERSON} renamed")
    rest(desktop)
    page.model.find(PERSON)
    page.model.list_people(True)
    rest(desktop)
    for field in page.findChildren(QLineEdit):
        if field.isVisible() and not field.isReadOnly():
            QTest.keyClicks(field, TYPED)
    for each in ("risk", "letters", "safekeeping"):
        navigator.go(each)
        rest(desktop)
    _give_half(desktop)
    navigator.go("letters")
    rest(desktop)
    letters: Any = desktop.window.page
    letters.model.note_agreed(NOTE)
    letters.model.start_writing()
    letters.model.write()  # shows what is doubtful
    rest(desktop)
    letters.model.write()
    rest(desktop)
    navigator.go("session")
    rest(desktop)
    session: Any = desktop.window.page
    session.model.past.pick(session.model.state.past.sessions[0])
    rest(desktop)


def leave_windows_open(desktop: Desktop) -> None:
    """Copy something, open the list of everything, and let it stand."""
    field = QPlainTextEdit(f"{NOTE} copied", desktop.window)
    field.selectAll()
    field.copy()
    desktop.window.actions_of_shell.find.trigger()
    rest(desktop)
    field.deleteLater()


def _give_half(desktop: Desktop) -> None:
    """Choose a family to give, type half a key, and leave it at that."""
    page: Any = desktop.window.page
    page.model.choose("sharing")
    rest(desktop)
    panel: Any = page.panel
    panel.model.start_giving()
    rest(desktop)
    panel.model.choose(panel.model.state.families[0])
    panel.give_card.key.setText(TYPED)
    rest(desktop)


def _note_in_vault(desk: Desk, family: str) -> None:
    session = desk.sessions.begin(family)
    desk.sessions.save_notes(session, f"{NOTE} of the past")
    desk.sessions.end(session, figures={})
