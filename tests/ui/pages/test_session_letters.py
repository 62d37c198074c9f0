"""Any page of any letter of the family: chosen beside the board, and shared by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from counselling.records.papers.documents import Document
from tests.ui.pages.session_desk import TEN
from tests.ui.pages.test_session_page import SessionDesk, seen
from ui.kit.controls.picker import Picker
from ui.pages.session.known.state import Picture
from ui.pages.session.page import SessionPage


def letter(name: str, kind: str, *, days: int) -> Document:
    at = TEN - timedelta(days=days)
    pdf = "application/pdf"
    return Document(name, "f1", None, "", kind, "en", pdf, "1", at, "Dr Berg", 9, "0" * 64)


@pytest.fixture
def desk() -> SessionDesk:
    made = SessionDesk()
    made.boards.letters = (
        letter("d2", "summary_letter", days=1),
        letter("d1", "referrer_letter", days=9),
    )
    return made


@pytest.fixture
def page(open_session: Callable[..., SessionPage]) -> SessionPage:
    return open_session()


def letters(page: SessionPage) -> list[Picker]:
    return [each for each in seen(page, Picker) if each.accessibleName() == "board.a_letter"]


def shown(desk: SessionDesk) -> str:
    return desk.sessions.lines[-1].shown[-1].title


def test_letters_are_offered_where_a_letter_is_looked_at_and_share_waits_for_the_hand(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    model = page.model
    assert letters(page) == []
    model.look_at(Picture.LETTER)
    qtbot.waitUntil(lambda: model.state.board.pages == 3)
    (picker,) = letters(page)
    assert picker.chosen == "d2"
    assert [picker.itemText(place).split()[0] for place in range(2)] == [
        "letters.kind_summary",
        "letters.kind_referrer",
    ]
    model.share()
    qtbot.waitUntil(lambda: shown(desk) == "letter f1 en 0 d2 v1")
    model.easel.turn(2)
    qtbot.waitUntil(lambda: shown(desk) == "letter f1 en 2 d2 v1")
    picker.setCurrentIndex(1)
    picker.activated.emit(1)
    qtbot.waitUntil(lambda: model.state.board.scene is not None)
    assert (model.state.board.page, model.state.board.letter) == (0, "d1")
    assert shown(desk) == "letter f1 en 2 d2 v1"
    model.share()
    qtbot.waitUntil(lambda: shown(desk) == "letter f1 en 0 d1 v1")


def test_letter_that_is_written_meanwhile_does_not_come_by_itself(
    page: SessionPage, desk: SessionDesk, qtbot: QtBot
) -> None:
    model = page.model
    model.look_at(Picture.LETTER)
    qtbot.waitUntil(lambda: model.state.board.pages == 3)
    model.share()
    desk.boards.letters = (letter("d3", "summary_letter", days=0), *desk.boards.letters)
    model.easel.turn(1)
    qtbot.waitUntil(lambda: shown(desk) == "letter f1 en 1 d2 v1")
    assert len(model.state.board.letters) == 3
