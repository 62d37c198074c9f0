import pytest
from pytestqt.qtbot import QtBot

from ui.kit.standing.navigator import Navigator, OpenFamily, Whereabouts

FAMILY = OpenFamily("f1", "Lindqvist", "Anna, 38")


@pytest.fixture
def navigator(qapp: object) -> Navigator:
    return Navigator(door="unlock", first="families", of_family="pedigree")


def test_desk_starts_at_the_door_and_enters_on_the_first_page(navigator: Navigator) -> None:
    assert navigator.is_locked
    navigator.enter()
    assert (navigator.state, navigator.is_locked) == (Whereabouts("families"), False)


def test_selected_person_is_kept_from_page_to_page(navigator: Navigator) -> None:
    navigator.enter()
    navigator.open(FAMILY)
    navigator.select("II-2")
    navigator.go("risk")
    assert navigator.state == Whereabouts("risk", FAMILY, "II-2")


def test_another_family_has_nobody_selected(navigator: Navigator) -> None:
    navigator.open(FAMILY, person="II-2")
    navigator.open(OpenFamily("f2", "Öztürk"))
    assert navigator.state.person is None


def test_leaving_forgets_family_and_person(navigator: Navigator) -> None:
    navigator.open(FAMILY, person="II-2")
    navigator.leave()
    assert navigator.state == Whereabouts("unlock")


def test_closing_a_family_goes_back_to_the_list(navigator: Navigator) -> None:
    navigator.open(FAMILY)
    navigator.close_family()
    assert navigator.state == Whereabouts("families")


def test_new_name_of_the_open_family_is_shown(navigator: Navigator) -> None:
    navigator.open(FAMILY, person="II-2")
    navigator.rename(OpenFamily("f1", "Lindqvist-Berg"))
    assert navigator.state.family == OpenFamily("f1", "Lindqvist-Berg")
    assert navigator.state.person == "II-2"


def test_going_where_one_is_says_nothing(navigator: Navigator, qtbot: QtBot) -> None:
    navigator.enter()
    with qtbot.assertNotEmitted(navigator.changed):
        navigator.go("families")


def test_country_goes_with_the_person_and_not_into_another_family(navigator: Navigator) -> None:
    navigator.open(FAMILY, person="II-2")
    navigator.compare_with("Norway")
    navigator.go("letters")
    assert navigator.state == Whereabouts("letters", FAMILY, "II-2", "Norway")
    navigator.open(OpenFamily("f2", "Öztürk"))
    assert navigator.state.country == ""


def test_task_is_for_the_page_gone_to_and_for_no_other(navigator: Navigator) -> None:
    navigator.open(FAMILY)
    navigator.go("letters", task="write")
    assert navigator.state.task == "write"
    navigator.go("risk")
    assert navigator.state.task == ""
