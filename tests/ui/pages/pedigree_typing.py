"""Types at the drawn family as hands would: keys go to whatever has the focus, and are counted."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person, PersonId
from counselling.pedigree.terms import Sex
from counselling.shorthand.reader import read
from counselling.shorthand.registry import lexicon
from ui.pages.pedigree.page import PedigreePage

NOTES: Final = Path(__file__).resolve().parents[2] / "shorthand" / "notes"
PATIENT: Final = Person("consultand", sex=Sex.FEMALE)
_NAMED: Final = {
    "↑": Qt.Key.Key_Up,
    "↓": Qt.Key.Key_Down,
    "←": Qt.Key.Key_Left,
    "→": Qt.Key.Key_Right,
    "⏎": Qt.Key.Key_Return,
    "⌫": Qt.Key.Key_Delete,
    "⎋": Qt.Key.Key_Escape,
    "⇤": Qt.Key.Key_Backspace,
}
# held for the next key
_HELD: Final = {"⇧": Qt.KeyboardModifier.ShiftModifier, "⌥": Qt.KeyboardModifier.AltModifier}
_SHIFTED: Final = '&+?"#:()'  # on a British keyboard


def strike(keys: str) -> int:
    """Press keys one after the other; blanks only group them. Returns how many were struck."""
    struck, held = 0, Qt.KeyboardModifier.NoModifier
    for key in keys.replace(" ", "").replace("␣", " "):
        target = QApplication.focusWidget()
        assert target is not None, key
        if key in _HELD:
            held |= _HELD[key]
        elif key in _NAMED:
            QTest.keyClick(target, _NAMED[key], held)
        else:
            QTest.keyClicks(target, key, held)
        if key not in _HELD:
            held = Qt.KeyboardModifier.NoModifier
        struck += 2 if key in _SHIFTED else 1
    return struck


def lines_told() -> list[str]:
    """The standard family in its fewest letters."""
    return (NOTES / "family_breast_ovarian_shortest.txt").read_text("utf-8").splitlines()


def as_told() -> Family:
    """The standard family as its text tells it."""
    patient = Family("typed", persons=(PATIENT,), consultand=PATIENT.id)
    return read("\n".join(lines_told()), patient, lexicon("en")).family


def settled(page: PedigreePage, qtbot: QtBot) -> Family:
    """Wait until everything is kept, and return the family."""
    qtbot.waitUntil(lambda: page.model.state.ahead is None)
    assert page.model.state.family is not None
    return page.model.state.family


def steps_done(page: PedigreePage, qtbot: QtBot) -> int:
    """How many steps can be undone, once those are known that led to the family."""
    qtbot.waitUntil(page.model.stack.canUndo)
    settled(page, qtbot)
    return page.model.stack.index()


def shape(family: Family) -> frozenset[object]:
    """Structure, conditions, tests and ages of a family, whatever ids its people bear.

    Everybody is named by the way to her from the consultand; siblings by what is known of them.
    """
    focus = family.focus
    assert focus is not None
    ways: dict[PersonId, str] = {focus: "pt"}
    queue = [focus]
    for who in queue:
        person = family.person(who)
        steps = [(link.parent, link.kind.value) for link in person.parents]
        kids = [(kid, f"child({_told(family.person(kid))})") for kid in family.children_of(who)]
        mates = [
            (mate, "partner")
            for union in family.unions_of(who)
            for mate in union.partners
            if mate != who
        ]
        for other, step in sorted((*steps, *mates, *kids), key=lambda each: each[1]):
            if other not in ways:
                ways[other] = f"{ways[who]}/{step}"
                queue.append(other)
    assert len(ways) == len(family.persons)
    return frozenset((ways[p.id], _told(p)) for p in family.persons)


def _told(person: Person) -> str:
    return repr(
        (
            person.sex.value,
            _age(person.age),
            person.is_deceased,
            person.is_placeholder,
            sorted((d.condition, _age(d.age)) for d in person.diagnoses),
            [(t.gene, t.result.value) for t in person.tests],
        )
    )


def _age(age: Age | None) -> str:
    return f"{age.low_years:g}-{age.high_years:g}" if age else ""
