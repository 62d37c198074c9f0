"""The drawing worked with by hand and by the keys with Alt: several people, branches, places."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.records.log import families as records
from counselling.work.desk import Desk
from tests.families.builders import three_generations
from tests.families.unseen import unseen_family
from tests.ui.pages.pedigree_typing import settled, strike
from ui.kit.pictures.editing_view import EditingView
from ui.kit.standing.navigator import OpenFamily
from ui.look.tokens import TARGET_PX
from ui.pages.pedigree.canvas.menu import VERBS
from ui.pages.pedigree.page import PedigreePage, build
from ui.start import Desktop

Key, Held, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
ALT, SHIFT, CTRL = Held.AltModifier, Held.ShiftModifier, Held.ControlModifier


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


Open = Callable[[str], PedigreePage]


@pytest.fixture
def open_page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> Open:
    def make(family_id: str) -> PedigreePage:
        desktop = open_desktop(builders={"pedigree": build}, catalogue=language("en"))
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        desktop.context.navigator.open(OpenFamily(family_id, "Invented", ""))
        page = desktop.window.page
        assert isinstance(page, PedigreePage)
        qtbot.waitUntil(lambda: page.model.state.view is not None)
        return page

    return make


@pytest.fixture
def page(open_page: Open, desk: Desk) -> PedigreePage:
    made = open_page(desk.families.summaries()[0].id)
    made.model.choose("mother")
    return made


def canvas(page: PedigreePage) -> EditingView:
    (view,) = page.findChildren(EditingView)
    return view  # type: ignore[no-any-return]


def press(page: PedigreePage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(canvas(page), key, held)


def centre(page: PedigreePage, person: str) -> QPoint:
    return canvas(page).place_of(person).center().toPoint()


def click(page: PedigreePage, person: str, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    QTest.mouseClick(canvas(page), LEFT, held, centre(page, person))


# Several


def test_shift_and_arrows_select_several_and_say_how_many(page: PedigreePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.model.counted) as heard:
        press(page, Key.Key_Left, SHIFT)
    assert heard.args == ["2 people selected"]
    assert page.model.state.selected == ("father", "mother")
    assert page.hand.chip.isVisible()
    assert page.hand.chip.accessibleName() == "2 people selected"


def test_arrow_alone_and_escape_select_one_again(page: PedigreePage) -> None:
    press(page, Key.Key_Left, SHIFT)
    strike("⎋")
    assert page.model.state.selected == ("father",)
    press(page, Key.Key_Right, SHIFT)
    strike("→")
    assert len(page.model.state.selected) == 1
    assert not page.hand.chip.isVisible()


def test_fact_is_told_of_all_selected_as_one_step(page: PedigreePage, qtbot: QtBot) -> None:
    click(page, "uncle", CTRL)
    click(page, "father", CTRL)
    steps = page.model.stack.count()
    strike("61⏎")
    family = settled(page, qtbot)
    assert {family.person(p).age.low_years for p in ("mother", "uncle", "father")} == {61}  # type: ignore[union-attr]
    assert page.model.stack.count() == steps + 1
    assert page.model.stack.undoText() == "Told of 3 people at once"
    page.model.stack.undo()
    again = settled(page, qtbot)
    assert [again.person(p).age.low_years for p in ("mother", "uncle", "father")] == [58, 55, 60]  # type: ignore[union-attr]


def test_condition_is_told_of_all_selected(page: PedigreePage, qtbot: QtBot) -> None:
    press(page, Key.Key_Right, SHIFT)
    strike("Ab⏎40⏎")
    family = settled(page, qtbot)
    assert all(family.person(p).diagnoses for p in ("mother", "uncle"))


def test_all_selected_are_removed_as_one_step(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.choose("child")
    click(page, "brother", CTRL)
    steps = page.model.stack.count()
    strike("⌫")
    assert not {"child", "brother"} & settled(page, qtbot).by_id.keys()
    assert page.model.stack.count() == steps + 1
    assert page.model.stack.undoText() == "2 people removed"


def test_band_selects_whom_it_holds(page: PedigreePage) -> None:
    view = canvas(page)
    start, end = centre(page, "child"), centre(page, "brother")
    ends = sorted((start.x(), end.x()))
    QTest.mousePress(view, LEFT, SHIFT, QPoint(ends[0] - 30, start.y() - 30))
    QTest.mouseMove(view, QPoint(ends[1] + 30, start.y() + 30))
    QTest.mouseRelease(view, LEFT, SHIFT, QPoint(ends[1] + 30, start.y() + 30))
    assert set(page.model.state.selected) == {"child", "brother"}


def test_ctrl_a_selects_everybody_who_is_drawn(page: PedigreePage, qtbot: QtBot) -> None:
    press(page, Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: bool(page.model.state.view and page.model.state.view.hidden))
    press(page, Key.Key_A, CTRL)
    assert set(page.model.state.selected) == {
        "grandfather", "grandmother", "father", "mother", "uncle",
    }  # fmt: skip


# Branches


def fold(page: PedigreePage, key: Qt.Key, qtbot: QtBot) -> None:
    before = page.model.state.view
    press(page, key, ALT)
    qtbot.waitUntil(lambda: page.model.state.view is not before)


def test_branch_is_folded_away_and_out_by_key_and_the_family_is_as_it_was(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    whole, steps = page.model.state.family, page.model.stack.count()
    fold(page, Key.Key_Down, qtbot)
    assert canvas(page).place_of("child").isNull()
    assert page.hand.chip.accessibleName() == "2 people folded away"
    assert page.model.state.family == whole
    assert page.model.stack.count() == steps
    fold(page, Key.Key_Down, qtbot)
    assert not canvas(page).place_of("child").isNull()


def test_export_draws_everything_that_is_folded_away(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    shown = page.model.state.shown
    assert shown is not None
    assert "child" in {group.subject for group in shown.drawing.scene.groups()}


def test_edit_leaves_branches_folded(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    strike("59⏎")
    settled(page, qtbot)
    assert page.model.state.view is not None
    assert page.model.state.view.hidden == {"child", "brother"}


def test_who_is_looked_for_in_a_folded_branch_is_shown(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    page.model.find("Anna")
    qtbot.waitUntil(lambda: not canvas(page).place_of("child").isNull())
    assert page.model.state.chosen == "child"


def test_arrow_does_not_lead_into_a_folded_branch(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    strike("↓")
    assert page.model.state.chosen == "mother"


def test_all_branches_are_folded_out_by_one_key(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    fold(page, Key.Key_Up, qtbot)
    assert page.model.state.view is not None
    assert len(page.model.state.view.folded) == 2
    fold(page, Key.Key_Home, qtbot)
    assert page.model.state.view.hidden == frozenset()


def test_list_and_drawing_show_the_same_people(page: PedigreePage, qtbot: QtBot) -> None:
    fold(page, Key.Key_Down, qtbot)
    listed = [line.id for branch in page._board.list.tree.branches for line in branch.rows]
    assert set(listed) == {"grandfather", "grandmother", "father", "mother", "uncle"}


# A better order


def test_better_order_takes_the_place_of_the_first_one(
    open_page: Open, desk: Desk, qtbot: QtBot
) -> None:
    family_id = records.adopt(desk.unlock.vault, unseen_family(7, 24))
    first = desk.pedigrees.show(family_id).drawing.layout.crossings
    page = open_page(family_id)

    def crossings() -> int:
        assert page.model.state.shown is not None
        return page.model.state.shown.drawing.layout.crossings

    qtbot.waitUntil(lambda: crossings() < first, timeout=30_000)
    assert not page.model.stack.canUndo()


def test_edit_ends_the_search_for_a_better_order(open_page: Open, desk: Desk, qtbot: QtBot) -> None:
    family_id = records.adopt(desk.unlock.vault, unseen_family(7, 24))
    page = open_page(family_id)
    page.model.choose(page.model.state.view.part.persons[0].id)  # type: ignore[union-attr]
    assert page.model.is_looking
    strike("61⏎")
    assert not page.model.is_looking
    settled(page, qtbot)
    assert not page.model.is_looking


# Places


def test_person_dragged_past_a_sibling_stays_there_and_can_go_back(
    page: PedigreePage, qtbot: QtBot
) -> None:
    left, right = sorted(("child", "brother"), key=lambda p: centre(page, p).x())
    view, start = canvas(page), centre(page, left)
    past = centre(page, right) + QPoint(20, 0)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, past)
    QTest.mouseRelease(view, LEFT, pos=past)
    assert settled(page, qtbot).arrangement.orders == ((right, left),)
    qtbot.waitUntil(lambda: centre(page, left).x() > centre(page, right).x())
    page.model.stack.undo()
    assert settled(page, qtbot).arrangement.is_empty


def test_drawing_follows_the_hand_before_it_lets_go(page: PedigreePage, qtbot: QtBot) -> None:
    view, start = canvas(page), centre(page, "uncle")
    before = page.model.state.family
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(40, 0))
    qtbot.waitUntil(lambda: centre(page, "uncle").x() > start.x() + 10)
    assert page.model.state.family == before
    QTest.keyClick(view, Key.Key_Escape)
    assert centre(page, "uncle") == start


def test_hand_that_moved_little_changes_nothing(page: PedigreePage, qtbot: QtBot) -> None:
    steps, start = page.model.stack.count(), centre(page, "uncle")
    view = canvas(page)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(0, 40))
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(0, 40))
    assert page.model.stack.count() == steps
    assert page.model.state.ahead is None


def test_keys_change_places_nudge_pin_and_tidy(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.choose("child")
    to_right = centre(page, "child").x() < centre(page, "brother").x()
    press(page, Key.Key_Right if to_right else Key.Key_Left, ALT)
    assert len(settled(page, qtbot).arrangement.orders) == 1
    press(page, Key.Key_Right, ALT | SHIFT)
    assert settled(page, qtbot).arrangement.nudge_of("child") == 0.25
    press(page, Key.Key_P, ALT)
    assert settled(page, qtbot).arrangement.pin_of("child") is not None
    press(page, Key.Key_P, ALT)
    assert settled(page, qtbot).arrangement.pin_of("child") is None
    press(page, Key.Key_T, ALT)
    assert settled(page, qtbot).arrangement.is_empty


def test_nobody_to_change_places_with_is_said(page: PedigreePage, qtbot: QtBot) -> None:
    page.model.choose("grandfather")
    steps = page.model.stack.count()
    (keys,) = (each for each in page.hand.children() if hasattr(each, "alone"))
    with qtbot.waitSignal(keys.alone):
        press(page, Key.Key_Left, ALT)
    assert page.model.stack.count() == steps


def test_several_are_nudged_together(page: PedigreePage, qtbot: QtBot) -> None:
    press(page, Key.Key_Right, SHIFT)
    press(page, Key.Key_Right, ALT | SHIFT)
    arrangement = settled(page, qtbot).arrangement
    assert [arrangement.nudge_of(p) for p in ("mother", "uncle")] == [0.25, 0.25]
    assert page.model.stack.undoText() == "2 people moved in the drawing"


# Offers and menu


def test_relatives_are_offered_to_a_hand_and_not_to_the_keys(page: PedigreePage) -> None:
    buttons = page.hand.offers.buttons
    assert not any(button.isVisible() for button in buttons.values())
    click(page, "grandmother")
    shown = {side for side, button in buttons.items() if button.isVisible()}
    assert shown == {"parent", "sibling", "child", "partner"}
    strike("→")
    assert not any(button.isVisible() for button in buttons.values())


def test_parents_are_offered_only_where_one_is_missing(page: PedigreePage) -> None:
    click(page, "mother")
    assert not page.hand.offers.buttons["parent"].isVisible()
    assert page.hand.offers.buttons["child"].isVisible()


def test_offers_are_large_enough_named_and_cover_no_symbol(page: PedigreePage) -> None:
    click(page, "mother")
    people = [p.id for p in page.model.state.view.part.persons]  # type: ignore[union-attr]
    for button in page.hand.offers.buttons.values():
        assert button.accessibleName().startswith("Add a ")
        assert min(button.width(), button.height()) >= TARGET_PX
        if button.isVisible():
            where = button.geometry()
            symbols = [canvas(page).place_of(p).toRect() for p in people]
            assert not any(where.intersects(symbol) for symbol in symbols)


def test_offered_child_is_asked_for_as_by_its_key(page: PedigreePage, qtbot: QtBot) -> None:
    click(page, "mother")
    people = len(settled(page, qtbot).persons)
    QTest.mouseClick(page.hand.offers.buttons["child"], LEFT)
    assert page.entry.state is not None
    strike("f")
    assert len(settled(page, qtbot).persons) == people + 1


def test_menu_has_the_verbs_of_the_keys_each_with_its_key(page: PedigreePage) -> None:
    canvas(page).menu_wanted.emit("uncle", QPoint(100, 100))
    menu = next(m for m in canvas(page).findChildren(QMenu) if len(m.actions()) > len(VERBS[0]))
    assert page.model.state.chosen == "uncle"
    told = [action.text() for action in menu.actions()]
    assert "Condition\tA" in told
    assert "Mother\tM" in told
    assert len([text for text in told if text]) >= sum(len(group) for group in VERBS) + 4
    menu.close()
    QApplication.processEvents()


def test_menu_leaves_several_selected_when_it_is_about_one_of_them(page: PedigreePage) -> None:
    press(page, Key.Key_Right, SHIFT)
    canvas(page).menu_wanted.emit("mother", QPoint(100, 100))
    assert len(page.model.state.selected) == 2
    for menu in canvas(page).findChildren(QMenu):
        menu.close()
    QApplication.processEvents()


def test_menu_offers_to_fold_only_a_branch_with_somebody_in_it(page: PedigreePage) -> None:
    def offered() -> dict[str, bool]:
        return {e.key: e.is_on for e in page.hand.drawing_entries() if e.key in ("Alt+↑", "Alt+↓")}

    page.model.choose("uncle")
    assert offered() == {"Alt+↑": True, "Alt+↓": False}
    page.model.choose("grandmother")
    assert offered() == {"Alt+↑": False, "Alt+↓": True}


def test_menu_folds_as_the_key_does(page: PedigreePage, qtbot: QtBot) -> None:
    entries = page.hand.drawing_entries()
    entry = next(each for each in entries if each.key == "Alt+↓")
    assert entry.is_checked is False
    entry.do()
    qtbot.waitUntil(lambda: bool(page.model.state.view and page.model.state.view.hidden))
    entries = page.hand.drawing_entries()
    assert next(each for each in entries if each.key == "Alt+↓").is_checked
    assert three_generations().persons == page.model.state.family.persons  # type: ignore[union-attr]
