import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.language.registry import find
from tests.conftest import catalogue
from tests.families.builders import three_generations
from ui.kit.controls.entries import country_entries, language_entries, people_entries
from ui.kit.controls.picker import Picker
from ui.look.theme import Theme

ENTRIES = (("a", "Anna"), ("b", "Berta"), ("c", "Carla, of the long name that goes on and on"))


@pytest.fixture
def picker(theme: Theme, qtbot: QtBot) -> Picker:
    made = Picker("Person")
    qtbot.addWidget(made)
    made.show_entries(ENTRIES, "b")
    made.show()
    return made


def test_chosen_entry_is_shown_and_choosing_from_outside_says_nothing(
    picker: Picker, qtbot: QtBot
) -> None:
    assert (picker.chosen, picker.currentText()) == ("b", "Berta")
    with qtbot.assertNotEmitted(picker.picked):
        picker.show_entries(ENTRIES, "a")
        picker.show_entries(ENTRIES[:2], "b")
    assert picker.chosen == "b"


def test_arrow_picks_the_next_and_tells_its_id(picker: Picker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.picked) as heard:
        QTest.keyClick(picker, Qt.Key.Key_Down)
    assert heard.args == ["c"]


def test_nobody_is_chosen_when_the_chosen_one_is_not_there(picker: Picker) -> None:
    picker.show_entries(ENTRIES, "z")
    assert (picker.chosen, picker.currentIndex()) == ("", -1)
    picker.show_entries((), None)
    assert (picker.chosen, picker.count()) == ("", 0)


def test_longest_name_does_not_decide_how_wide_the_page_is(picker: Picker) -> None:
    before = picker.minimumSizeHint().width()
    picker.show_entries((("d", "x" * 500),), "d")
    assert picker.minimumSizeHint().width() == before


def test_people_stand_by_number_and_name_in_the_order_of_the_drawing() -> None:
    family = three_generations()
    numbers = {"grandmother": "I-2", "child": "III-1"}
    assert people_entries(family, numbers) == (("grandmother", "I-2"), ("child", "III-1  Anna"))


def test_countries_stand_by_their_names_in_the_language() -> None:
    german: Catalogue = catalogue("de")
    assert country_entries(("UK", "Norway"), german) == (
        ("Norway", "Norwegen"),
        ("UK", "Vereinigtes Königreich"),
    )
    swedish, czech = (
        [said for _, said in country_entries(("Austria", "Switzerland", "Chile"), catalogue(code))]
        for code in ("sv", "cs")
    )
    assert swedish == ["Chile", "Schweiz", "Österrike"]
    assert czech == ["Chile", "Rakousko", "Švýcarsko"]


def test_languages_stand_in_their_own_names() -> None:
    offered = [find(code) for code in ("ar", "tr", "de", "cs", "is", "it")]
    stand = ("cs", "de", "is", "it", "tr", "ar")
    assert [code for code, _ in language_entries(offered, catalogue("en"))] == list(stand)
    # in Icelandic í is a letter behind i
    stand = ("cs", "de", "it", "is", "tr", "ar")
    assert [code for code, _ in language_entries(offered, catalogue("is"))] == list(stand)
