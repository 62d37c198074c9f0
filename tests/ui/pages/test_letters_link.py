"""An invitation takes the link of the appointment of who is invited, over a real vault."""

import os
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.compose import compose_desk
from counselling.call.link.invitation import read_link
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.session.appointments import Appointments
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.jobs import Jobs
from ui.pages.letters.link_filling import LinkFilling
from ui.pages.letters.page import LettersPage, build
from ui.pages.letters.view_model import LettersModel
from ui.start import Desktop

LONG = 20_000
SERVER = "https://clinic.example"


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    """The same open records, of a clinic with a server of its own."""
    return compose_desk(Settings(rendezvous_url=SERVER), door=vault_desk.unlock)


@pytest.fixture
def family_id(desk: Desk) -> str:
    return desk.families.summaries()[0].id


@pytest.fixture
def rooms(desk: Desk) -> Appointments:
    return Appointments(
        lambda: desk.unlock.vault,
        post=lambda: pytest.fail("nothing is asked of the server"),
        server_url=SERVER,
        random=os.urandom,
        now=time.time,
    )


def arrange(rooms: Appointments, family: str, person: str) -> str:
    """Make a room as a session does, which asks no server; return its patient's link."""
    session = f"session of {person}"
    assert rooms.take(family, session, person=person, language="de") is not None
    return next(x.link for x in rooms.standing(family) if x.session == session)


@pytest.fixture
def asked() -> list[str]:
    """Of whom a link was asked for."""
    return []


@pytest.fixture
def model(
    desk: Desk, rooms: Appointments, family_id: str, jobs: Jobs, asked: list[str], qtbot: QtBot
) -> LettersModel:
    def find(family: str, person: str) -> str:
        asked.append(person)
        return rooms.link(family, person)

    made = LettersModel(desk.letters, desk.pedigrees, desk.risks, jobs, language="en")
    made.filling = LinkFilling(made, find, jobs)
    made.open(family_id, person="child", country="")
    qtbot.waitUntil(lambda: made.state.shown is not None, timeout=LONG)
    return made


def invite(model: LettersModel) -> None:
    model.start_writing()
    model.choose_kind("invitation")


def stands(model: LettersModel) -> str:
    return model.state.blanks.get("link", "")


def test_link_of_who_is_invited_is_filled_in_and_goes_with_her(
    model: LettersModel, rooms: Appointments, family_id: str, qtbot: QtBot
) -> None:
    hers = arrange(rooms, family_id, "child")
    mothers = arrange(rooms, family_id, "mother")
    invite(model)
    qtbot.waitUntil(lambda: stands(model) == hers, timeout=LONG)
    model.choose_person("mother")
    qtbot.waitUntil(lambda: stands(model) == mothers, timeout=LONG)
    model.choose_person("father")
    qtbot.waitUntil(lambda: stands(model) == "", timeout=LONG)


def test_what_was_typed_is_not_written_over(
    model: LettersModel, rooms: Appointments, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    arrange(rooms, family_id, "mother")
    invite(model)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=LONG)
    model.fill("link", "https://elsewhere.example")
    model.choose_person("mother")
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=LONG)
    qtbot.wait(0)
    assert stands(model) == "https://elsewhere.example"


def test_another_kind_of_letter_asks_for_no_link(
    model: LettersModel, rooms: Appointments, family_id: str, asked: list[str], qtbot: QtBot
) -> None:
    hers = arrange(rooms, family_id, "child")
    model.start_writing()
    model.choose_person("mother")
    model.choose_person("child")
    model.choose_kind("invitation")
    qtbot.waitUntil(lambda: stands(model) == hers, timeout=LONG)
    assert asked == ["child"]


def test_form_shows_the_link_also_when_it_was_made_meanwhile(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    rooms: Appointments,
    desk: Desk,
    family_id: str,
    qtbot: QtBot,
) -> None:
    desktop = open_desktop(builders={"letters": build})
    enter(desktop)
    navigator = desktop.context.navigator
    navigator.open(OpenFamily(family_id, "Anna's"), person="child")
    navigator.go("letters", task="write")
    page = desktop.window.page
    assert isinstance(page, LettersPage)
    page.model.choose_kind("invitation")
    qtbot.waitUntil(lambda: page.model.state.shown is not None, timeout=LONG)
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle, timeout=LONG)
    navigator.go("families")
    link = arrange(rooms, family_id, "child")
    navigator.go("letters")
    qtbot.waitUntil(lambda: stands(page.model) == link, timeout=LONG)
    assert link in [field.text() for field in page.findChildren(QLineEdit)]
    assert read_link(link).language == "de"
