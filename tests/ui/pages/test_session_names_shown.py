"""Names on the shared drawing: off until the counsellor ticks them, and off again next time."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.test_session_page import SessionDesk, seen, told
from ui.kit.controls.forms import Tick
from ui.pages.session.known.state import Picture, Stage
from ui.pages.session.page import SessionPage


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def page(open_session: Callable[..., SessionPage], desk: SessionDesk) -> SessionPage:
    return open_session()


def tick(page: SessionPage) -> Tick:
    return next(each for each in seen(page, Tick) if each.text() == "label.names")


def shown(desk: SessionDesk) -> list[str]:
    return [scene.title for scene in desk.sessions.lines[-1].shown]


def drawn(page: SessionPage) -> str:
    scene = page.model.state.board.drawn(Picture.PEDIGREE)
    return scene.title if scene else ""


def test_names_are_off_warned_of_when_ticked_and_reach_nobody_before_they_are_shared(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    assert not tick(page).isChecked()
    assert "board.named_warning" not in told(page)
    tick(page).click()
    assert "board.named_warning" in told(page)
    qtbot.waitUntil(lambda: "named" in drawn(page))
    assert not any("named" in title for title in shown(desk))
    page.model.share()
    qtbot.waitUntil(lambda: "named" in shown(desk)[-1])


def test_family_that_changes_meanwhile_brings_no_names_by_itself(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    tick(page).click()
    qtbot.waitUntil(lambda: "named" in drawn(page))
    desk.boards.version = 2
    page.model.open(page.model.state.family, person=None, country="UK")
    qtbot.waitUntil(lambda: drawn(page).endswith("named v2"))
    assert not any("named" in title for title in shown(desk))


def test_names_that_are_unticked_are_taken_away_at_once(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    tick(page).click()
    qtbot.waitUntil(lambda: "named" in drawn(page))
    page.model.share()
    qtbot.waitUntil(lambda: "named" in shown(desk)[-1])
    tick(page).click()
    qtbot.waitUntil(lambda: "named" not in shown(desk)[-1])
    assert "board.named_warning" not in told(page)


def test_names_are_off_again_in_the_next_session_and_asked_of_the_family_alone(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    tick(page).click()
    page.model.look_at(Picture.RISK)
    assert [each for each in seen(page, Tick) if each.text() == "label.names"] == []
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE)
    page.model.start()
    qtbot.waitUntil(lambda: page.model.state.call.is_there)
    assert not page.model.state.board.has_names
    assert not tick(page).isChecked()
