"""What a letter takes of a person's time: her keys, counted at the real desk, kind by kind.

The keystroke-level model (Card, Moran and Newell, Commun. ACM 23(7), 1980, 396-410): 0.28 s a key
of somebody who types as most do, 1.35 s to think before each thing that is told. Reading the letter
before it goes is not composing it, and is not counted; nor is what the program needs to set it.
"""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from counselling.letters.registry import KINDS
from counselling.letters.template import Blank, Filling, Template
from tests.ui.pages.test_letters_page import MOST_FIELDS, Open, desk, family_id, open_letters, seen
from ui.pages.letters.blank_fields import BlankFields
from ui.pages.letters.page import LettersPage

__all__ = ["desk", "family_id", "open_letters"]  # fixtures
KEY_S, THOUGHT_S, LIMIT_S = 0.28, 1.35, 120
TYPED = {
    Filling.DAY: "2027-01-15",
    Filling.MOMENT: "2027-01-15 10:30",
    Filling.LINK: "https://clinic.example/join#k3J9",
    Filling.WORDS: "What is said in one short line",
    Filling.PROSE: "What is said in two sentences of usual length. This is the second one.",
}
NAMED = {"sample_id": "KIT-2026-00417"}
AGREED = "MRI of the breast each year. See the surgeon in March"


class Hands:
    """Press keys, and count them."""

    def __init__(self, qapp: QApplication) -> None:
        self._qapp, self.keys, self.thoughts = qapp, 0, 0

    def press(self, key: Qt.Key, *, with_control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if with_control else Qt.KeyboardModifier(0)
        QTest.keyClick(self.at(), key, held)
        self.keys += 1 + with_control

    def say(self, text: str) -> None:
        QTest.keyClicks(self.at(), text)
        self.keys += len(text)
        self.thoughts += 1

    def at(self) -> QWidget:
        return self._qapp.focusWidget()

    @property
    def seconds(self) -> float:
        return KEY_S * self.keys + THOUGHT_S * self.thoughts


def needed(page: LettersPage, template: Template) -> Iterator[tuple[QWidget, Blank]]:
    """The fields without which the letter cannot go."""
    fields = page.findChild(BlankFields)
    assert fields is not None
    asked = [blank for blank in template.asked if blank.name != "agreed"]
    for field, blank in zip(fields.fields(template.kind), asked, strict=True):
        if blank.is_needed:
            yield field, blank


@pytest.mark.parametrize("template", [k.template for k in KINDS], ids=lambda each: each.kind)
def test_letter_is_composed_in_two_minutes_of_a_persons_time(
    template: Template,
    open_letters: Open,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    page, hands = open_letters(), Hands(qapp)
    hands.press(Qt.Key.Key_N, with_control=True)
    kinds = [each.kind for each in page.model.templates]
    away = kinds.index(template.kind) - kinds.index(page.model.template.kind)
    for _ in range(abs(away)):
        hands.press(Qt.Key.Key_Down if away > 0 else Qt.Key.Key_Up)
    assert page.model.template is template
    to_fill = dict(needed(page, template))
    own = [field for field in seen(page, QPlainTextEdit) if field not in to_fill][-1:]
    for _ in range(MOST_FIELDS):
        hands.press(Qt.Key.Key_Tab)
        field = hands.at()
        if field in to_fill:
            blank = to_fill.pop(field)
            hands.say(NAMED.get(blank.name) or TYPED[blank.filling])
        elif field in own and template.kind == "summary":
            hands.say(AGREED)
        elif isinstance(field, QAbstractButton) and field.text() == "letters.write":
            break
    assert to_fill == {}
    hands.press(Qt.Key.Key_Return)
    sys.stdout.write(f"{template.kind}: {hands.keys} keys, {hands.seconds:.0f} s\n")
    model = page.model
    qtbot.waitUntil(lambda: not model.state.is_writing, timeout=60_000)
    if not model.state.is_written:  # what is doubtful is shown first; reading it is not counted
        assert model.state.keeps_anyway
        for _ in range(MOST_FIELDS):
            hands.press(Qt.Key.Key_Backtab)
            field = hands.at()
            if isinstance(field, QAbstractButton) and field.text() == "letters.keep_anyway":
                break
        hands.press(Qt.Key.Key_Return)
        hands.thoughts += 1
    qtbot.waitUntil(lambda: model.state.is_written, timeout=60_000)
    assert model.state.failure is None
    assert hands.seconds <= LIMIT_S
