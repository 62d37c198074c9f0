"""A session that runs at the desk, the patient connected and the board shared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot

from counselling.call.line.events import BoardShown, Connected, Knocked
from counselling.call.server.messages import DeviceCheck
from tests.ui.pages.session_desk import Cupboard
from tests.ui.pages.test_session_page import FAMILY, WORDS, SessionDesk, build
from ui.pages.session.known.state import Stage
from ui.pages.session.page import SessionPage
from ui.start import Desktop


def happens(desk: SessionDesk, *events: Any) -> None:
    desk.sessions.happens(*events)


@contextmanager
def sessions_opened(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
    desk: SessionDesk,
) -> Iterator[Callable[..., SessionPage]]:
    """Yields what opens one; all of them are ended afterwards."""
    opened: list[SessionPage] = []

    def go(**options: Any) -> SessionPage:
        desktop = open_desktop(builders={"session": partial(build, Cupboard())}, **options)
        enter(desktop)
        desktop.context.navigator.open(FAMILY)
        desktop.context.navigator.go("session")
        page = desktop.window.page
        assert isinstance(page, SessionPage)
        opened.append(page)
        model = page.model
        qtbot.waitUntil(lambda: model.state.past.sessions is not None)
        model.start()
        qtbot.waitUntil(lambda: model.state.call.is_there)
        qtbot.waitUntil(lambda: model.state.board.scene is not None)
        happens(desk, Knocked("1", "en", DeviceCheck.SOUND), Connected("1", WORDS, 10.0))
        qtbot.waitUntil(lambda: model.state.call.is_connected)
        model.share()
        happens(desk, BoardShown("1", 1, 10.0))
        qtbot.waitUntil(lambda: model.state.board.is_seen)
        return page

    yield go
    for page in opened:
        page.model.end()
        qtbot.waitUntil(lambda p=page: p.model.state.stage is Stage.IDLE)
