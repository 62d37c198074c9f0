"""After unlocking, the desk offers the way back into a session that it was killed in."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeFamilies
from tests.ui.pages.session_desk import Cupboard
from tests.ui.pages.test_session_page import FAMILY, OTHER, SessionDesk, build
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import ActionButton
from ui.pages.session.page import SessionPage
from ui.start import Desktop

LONG = 20_000


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def unlocked(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]
) -> Callable[[], Desktop]:
    def go() -> Desktop:
        desktop = open_desktop(builders={"session": partial(build, Cupboard())})
        enter(desktop)
        return desktop

    return go


def banners(desktop: Desktop) -> list[Banner]:
    """The banners that offer the way back now."""
    found = desktop.window.findChildren(Banner)
    return [each for each in found if each.isVisible() and way(each) is not None]


def way(banner: Banner) -> ActionButton | None:
    buttons = banner.findChildren(ActionButton)
    return next((each for each in buttons if each.text() == "window.go_back_in"), None)


def test_way_back_is_offered_whatever_family_is_open_and_leads_there(
    unlocked: Callable[[], Desktop], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.sessions.cut_off_in = "s9"
    desktop = unlocked()
    qtbot.waitUntil(lambda: len(banners(desktop)) == 1, timeout=LONG)
    desktop.context.navigator.open(OTHER)
    desktop.context.navigator.go("session")
    (banner,) = banners(desktop)
    assert "Lindqvist" not in banner.accessibleName()
    button = way(banner)
    assert button is not None
    button.click()
    navigator: Any = desktop.context.navigator
    qtbot.waitUntil(lambda: navigator.state.page == "session", timeout=LONG)
    qtbot.waitUntil(lambda: navigator.state.family.id == FAMILY.id, timeout=LONG)
    page = desktop.window.page
    assert isinstance(page, SessionPage)
    qtbot.waitUntil(lambda: page.model.state.past.unfinished == "s9", timeout=LONG)
    assert banners(desktop) == []  # the page offers it itself now


def test_nothing_is_offered_at_the_door_and_it_is_asked_anew_behind_it(
    unlocked: Callable[[], Desktop],
    desk: SessionDesk,
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
) -> None:
    desk.sessions.cut_off_in = "s9"
    desktop = unlocked()
    qtbot.waitUntil(lambda: len(banners(desktop)) == 1, timeout=LONG)
    desktop.window.lock()
    assert banners(desktop) == []
    enter(desktop)
    qtbot.waitUntil(lambda: len(banners(desktop)) == 1, timeout=LONG)


def test_family_that_may_not_be_opened_ends_the_offer(
    unlocked: Callable[[], Desktop], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.sessions.cut_off_in = "s9"
    desktop = unlocked()
    qtbot.waitUntil(lambda: len(banners(desktop)) == 1, timeout=LONG)
    families: FakeFamilies = desk.families
    families.is_refusing = True
    button = way(banners(desktop)[0])
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: banners(desktop) == [], timeout=LONG)


def test_without_such_a_session_nothing_is_offered(
    unlocked: Callable[[], Desktop], qtbot: QtBot
) -> None:
    desktop = unlocked()
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle, timeout=LONG)
    assert banners(desktop) == []
