"""Pages over a real vault that several tests open."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import AddPerson, ChooseConsultand
from counselling.work.desk import Desk
from tests.ui.pages.open_session import sessions_opened
from tests.ui.pages.pedigree_typing import PATIENT
from tests.ui.pages.test_session_page import SessionDesk
from ui.kit.standing.navigator import OpenFamily
from ui.pages.pedigree.page import PedigreePage, build
from ui.pages.safekeeping.page import build as build_safekeeping
from ui.pages.session.page import SessionPage
from ui.start import Desktop


@pytest.fixture
def open_session(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    qtbot: QtBot,
    desk: SessionDesk,
) -> Iterator[Callable[..., SessionPage]]:
    """Open sessions with the board shared; the test's `desk` is a SessionDesk."""
    with sessions_opened(open_desktop, enter, qtbot, desk) as go:
        yield go


@pytest.fixture
def patient_page(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> PedigreePage:
    """The drawn family of one woman, who asks for advice; the test's `desk` is a real one."""
    made = desk.families.create("Berg")
    shown = desk.pedigrees.show(made.id)
    desk.pedigrees.change(shown, (AddPerson(PATIENT), ChooseConsultand(PATIENT.id)))
    desktop = open_desktop(builders={"pedigree": build}, catalogue=language("en"))
    enter(desktop)
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.open(OpenFamily(made.id, "Berg", ""))
    page = desktop.window.page
    assert isinstance(page, PedigreePage)
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    return page


@pytest.fixture
def safekeeping_desktop(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    language: Callable[[str], Catalogue],
) -> Desktop:
    """A desk with the page "Safekeeping"; the test's `desk` is a real one."""
    made = open_desktop(builders={"safekeeping": build_safekeeping}, catalogue=language("en"))
    enter(made)
    return made


@pytest.fixture
def ticks() -> list[float]:
    """A clock: what it shows now is the last."""
    return [100.0]
