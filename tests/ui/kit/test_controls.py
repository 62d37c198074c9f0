"""Buttons, fields, labels, cards: what every page is made of."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.blocks.chip import Chip
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.controls.buttons import ActionButton, action, icon_button, main_button
from ui.kit.controls.chooser import Chooser
from ui.kit.controls.forms import Form, Tick, notes_field, text_field
from ui.kit.controls.line_list import LineList
from ui.kit.controls.table import Column, Table
from ui.kit.marks.labels import body, title
from ui.kit.marks.tones import Tone
from ui.kit.threads.failures import Failure
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX

Key = Qt.Key


class Counter(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def add(self) -> None:
        self.count += 1


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme) -> Counter:
    made = Counter()
    qtbot.addWidget(made)
    return made


# Buttons


def test_button_follows_its_action(counter: Counter, qtbot: QtBot) -> None:
    act = action(counter, "Save", counter.add, shortcut="Ctrl+S")
    button = ActionButton(act)
    qtbot.addWidget(button)
    assert (button.text(), button.toolTip()) == ("Save", "Save (Ctrl+S)")
    act.setText("Saving…")
    act.setEnabled(False)
    assert (button.text(), button.accessibleName(), button.isEnabled()) == (
        "Saving…",
        "Saving…",
        False,
    )


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_button_is_pressed_by_enter_and_by_space(
    counter: Counter, qtbot: QtBot, key: Qt.Key
) -> None:
    button = main_button(action(counter, "Save", counter.add))
    qtbot.addWidget(button)
    QTest.keyClick(button, key)
    assert counter.count == 1


def test_button_of_a_choice_stays_pressed_when_it_is_pressed_again(
    counter: Counter, qtbot: QtBot
) -> None:
    group = QActionGroup(counter)
    for words in ("Pedigree", "Risk"):
        each = action(counter, words, counter.add)
        each.setCheckable(True)
        group.addAction(each)
    button = ActionButton(group.actions()[0])
    qtbot.addWidget(button)
    button.click()
    button.click()
    assert button.isChecked()
    group.actions()[1].trigger()
    assert not button.isChecked()


def test_button_hides_with_its_action(counter: Counter, qtbot: QtBot) -> None:
    box = QVBoxLayout(counter)
    act = action(counter, "Save", counter.add)
    button = ActionButton(act)
    box.addWidget(button)
    counter.show()
    act.setVisible(False)
    assert not button.isVisible()
    act.setVisible(True)
    assert button.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_whatever_can_be_pressed_is_large_enough(
    counter: Counter, theme: Theme, icons: Icons, qtbot: QtBot, scale: float
) -> None:
    theme.choose(replace(theme.choice, text_scale=scale))
    box = QVBoxLayout(counter)
    tick = Tick("Show names")
    controls = (
        main_button(action(counter, "Save", counter.add)),
        ActionButton(action(counter, "X", counter.add)),
        icon_button(icons.icon("eye"), "Show"),
        text_field("Name"),
        Chooser("Country"),
        tick,
    )
    for control in controls:
        box.addWidget(control)
    counter.show()
    for control in controls:
        assert control.height() >= TARGET_PX
        assert control.width() >= TARGET_PX


# Labels and cards


def test_title_keeps_to_the_top_of_a_tall_card(theme: Theme, qtbot: QtBot) -> None:
    card = Card("Pedigree")
    qtbot.addWidget(card)
    card.resize(400, 600)
    card.show()
    assert card.title.y() < 40
    assert card.title.height() < 40


def test_margins_of_a_card_are_the_same_on_all_sides(theme: Theme, qtbot: QtBot) -> None:
    for stretch in (0, 1):
        card, content = Card("Notes"), notes_field("Notes")
        qtbot.addWidget(card)
        card.add(content, stretch=stretch)
        card.resize(400, card.sizeHint().height() if not stretch else 600)
        card.show()
        assert (
            card.width() - content.geometry().right() == card.height() - content.geometry().bottom()
        )


def test_title_without_room_is_shortened_and_told_whole(theme: Theme, qtbot: QtBot) -> None:
    line = title("The family of Anna Lindqvist-Bergström")
    qtbot.addWidget(line)
    line.resize(120, 30)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == line.accessibleName() == "The family of Anna Lindqvist-Bergström"
    line.resize(900, 30)
    assert line.text() == line.whole
    assert line.toolTip() == ""


def test_markup_in_what_somebody_typed_stays_text(theme: Theme, qtbot: QtBot) -> None:
    label = body("<b>Anna</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_latin_name_in_an_arabic_window_stands_on_the_right(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label = body("Anna")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qtbot.addWidget(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute


# Messages


def test_failure_is_told_in_bold_and_then_the_rest(
    icons: Icons, theme: Theme, qtbot: QtBot
) -> None:
    words = Catalogue("en", "ltr", {"error.x": "It failed. All is safe. Try again."})
    host = QWidget()
    qtbot.addWidget(host)
    banner = Banner(icons)
    banner.setParent(host)
    banner.tell(Failure("error.x"), words)
    texts = [label.text() for label in banner.findChildren(QLabel)]
    assert texts == ["It failed.", "All is safe. Try again."]
    assert banner.accessibleName() == "It failed. All is safe. Try again."
    assert not banner.isHidden()
    banner.tell(None, words)
    assert banner.isHidden()


@pytest.mark.parametrize("tone", list(Tone))
def test_status_is_a_word_and_a_shape_and_never_colour_alone(
    icons: Icons, theme: Theme, qtbot: QtBot, tone: Tone
) -> None:
    chip = Chip(icons, "Secure", tone)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Secure"
    assert [label.text() for label in chip.findChildren(QLabel)] == ["Secure"]
    shapes = {other.icon for other in Tone if other is not tone}
    assert tone.icon not in shapes or tone in (Tone.NEUTRAL, Tone.ACCENT)


def test_words_on_a_banner_take_its_tone_when_it_changes(
    icons: Icons, theme: Theme, qtbot: QtBot
) -> None:
    banner = Banner(icons)
    qtbot.addWidget(banner)
    banner.say("Good", tone=Tone.GOOD)
    banner.show()
    label = banner.findChildren(QLabel)[0]
    good = label.palette().windowText().color()
    banner.say("Bad", tone=Tone.DANGER)
    assert label.palette().windowText().color() != good


# Fields


def test_question_names_its_field_and_complaint_takes_the_place_of_the_hint(
    theme: Theme, qtbot: QtBot
) -> None:
    form, field = Form(), text_field("")
    qtbot.addWidget(form)
    row = form.ask("Name", field, hint="As in the passport")
    assert (field.accessibleName(), row.label.buddy()) == ("Name", field)
    assert field.accessibleDescription() == "As in the passport"
    row.complain("A name is needed")
    assert field.accessibleDescription() == "A name is needed"
    row.complain("")
    assert field.accessibleDescription() == "As in the passport"


def test_question_can_be_hidden_whole(theme: Theme, qtbot: QtBot) -> None:
    form, field = Form(), text_field("")
    qtbot.addWidget(form)
    row = form.ask("Name", field, hint="As in the passport")
    row.set_visible(is_visible=False)
    assert (row.label.isHidden(), field.isHidden()) == (True, True)
    row.set_visible(is_visible=True)
    assert not field.isHidden()


def test_tab_leaves_the_notes(theme: Theme, qtbot: QtBot) -> None:
    notes = notes_field("Notes")
    qtbot.addWidget(notes)
    assert notes.tabChangesFocus()


@pytest.fixture
def passphrase(icons: Icons, qtbot: QtBot) -> PassphraseField:
    made = PassphraseField(
        eye=icons.icon("eye"), show_words="Show", caps_words="Caps Lock seems to be on."
    )
    qtbot.addWidget(made)
    made.show()
    return made


def hint_of(field: PassphraseField) -> QLabel:
    return field.findChildren(QLabel)[0]


def test_passphrase_is_hidden_until_the_eye_is_pressed(passphrase: PassphraseField) -> None:
    QTest.keyClicks(passphrase.field, "river")
    assert passphrase.field.displayText() != "river"
    passphrase.show_button.click()
    assert passphrase.field.displayText() == "river"
    passphrase.clear()
    assert (passphrase.passphrase, passphrase.show_button.isChecked()) == ("", False)


def test_capital_without_shift_hints_at_caps_lock(passphrase: PassphraseField) -> None:
    hint = hint_of(passphrase)
    QTest.keyClick(passphrase.field, Key.Key_A)
    assert hint.isHidden()
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, passphrase.field, Key.Key_B, "B", Qt.KeyboardModifier.NoModifier
    )
    assert not hint.isHidden()
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, passphrase.field, Key.Key_B, "B", Qt.KeyboardModifier.ShiftModifier
    )
    assert hint.isHidden()


def test_enter_in_the_passphrase_submits(passphrase: PassphraseField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(passphrase.submitted):
        QTest.keyClick(passphrase.field, Key.Key_Return)


# Lists


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Table[str]:
    made: Table[str] = Table(
        "Families", (Column("Name", str.title, is_wide=True), Column("Letters", _count))
    )
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def _count(row: str) -> str:
    return str(len(row))


def test_enter_and_double_click_open_a_row(table: Table[str], qtbot: QtBot) -> None:
    table.show_rows(("anna", "olof"), chosen="olof")
    with qtbot.waitSignal(table.opened) as heard:
        QTest.keyClick(table, Key.Key_Return)
    assert heard.args == ["olof"]
    place = table.visualRect(table.model().index(0, 0)).center()
    with qtbot.waitSignal(table.opened) as heard:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == ["anna"]


def test_showing_the_same_rows_again_keeps_the_selection(table: Table[str], qtbot: QtBot) -> None:
    table.show_rows(("anna", "olof"))
    table.show_rows(("anna", "olof"), chosen="olof")
    with qtbot.assertNotEmitted(table.chosen):
        table.show_rows(("anna", "olof"), chosen="olof")
    assert table.current == "olof"


def test_row_is_selected_where_one_reads_from_the_right(
    table: Table[str], qapp: QApplication
) -> None:
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.show_rows(("anna", "olof"), chosen="anna")
    assert table.current == "anna"


def test_tab_leaves_the_table(table: Table[str]) -> None:
    assert not table.tabKeyNavigation()


def test_read_only_lines_choose_nothing(theme: Theme, qtbot: QtBot) -> None:
    lines = LineList("Losses", is_choice=False)
    qtbot.addWidget(lines)
    lines.show_lines(("one", "two"))
    with qtbot.assertNotEmitted(lines.picked):
        QTest.keyClick(lines, Key.Key_Return)


def test_line_is_picked_by_enter(theme: Theme, qtbot: QtBot) -> None:
    lines = LineList("Choices", is_choice=True)
    qtbot.addWidget(lines)
    lines.show_lines(("one", "two"))
    QTest.keyClick(lines, Key.Key_Down)
    with qtbot.waitSignal(lines.picked) as heard:
        QTest.keyClick(lines, Key.Key_Return)
    assert heard.args == [1]
