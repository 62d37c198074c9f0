"""A consent signed before the session, at the desk's page: shown as that, taken, or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counselling.call.link.signed import SignedBefore
from counselling.errors import CallError
from counselling.language.catalogue import Catalogue
from counselling.records.papers.appointments import Mail
from counselling.work.session.take_signed import Left
from tests.ui.pages.session_desk import TEXT
from tests.ui.pages.test_session_page import SessionDesk
from ui.look.theme import Choice
from ui.pages.session.page import SessionPage
from ui.pages.session.papers.left_card import LeftCard

AT = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
HASH = "0123456789abcdef" * 4
SIGNED = SignedBefore("telehealth", "2026.1", "de", HASH, {"video": True}, "Anna Berg", AT)
LEFT = Left(
    (Mail("a", "1", 1, AT, b""),),
    SIGNED,
    TEXT,
    "Consent to talks by video",
    (("I agree to talks by video.", True), ("Other people may be there.", False)),
    (("phone number to call back", "+49 30 1234567"),),
)
OTHER = replace(
    LEFT,
    mails=(Mail("a", "1", 2, AT, b""),),
    text=None,
    refused=CallError("session.consent_text"),
)


@pytest.fixture
def desk() -> SessionDesk:
    return SessionDesk()


@pytest.fixture
def in_words(
    open_session: Callable[..., SessionPage], language: Callable[[str], Catalogue]
) -> Callable[..., SessionPage]:
    return lambda code, **options: open_session(catalogue=language(code), **options)


def card(page: SessionPage) -> LeftCard:
    return page.findChild(LeftCard)


def words_of(page: SessionPage) -> str:
    labels = (one for one in card(page).findChildren(QLabel) if one.isVisible())
    return "\n".join(label.text() for label in labels)


def button(page: SessionPage, row: int, message: str) -> QPushButton:
    text = page._words.say(message)
    every = [one for one in card(page).findChildren(QPushButton) if one.text() == text]
    return every[row]


def shown(page: SessionPage, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: len(card(page).rows) == count)


def test_it_says_what_it_is_and_that_nobody_explained_it(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.hearing.signed.left = (LEFT,)
    page = in_words("en")
    shown(page, qtbot, 1)
    assert card(page).isVisible()
    told = words_of(page)
    for said in ("Signed before the session", "Anna Berg, by typed name",
                 "I agree to talks by video. – Yes", "Other people may be there. – No",
                 "Phone number to call back: +49 30 1234567", "Nobody has explained",
                 "2026.1", "Deutsch", HASH[:12]):  # fmt: skip
        assert said in told
    assert HASH not in told


def test_taken_it_goes_with_its_session_and_the_card_with_it(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.hearing.signed.left = (LEFT,)
    page = in_words("en")
    shown(page, qtbot, 1)
    button(page, 0, "tray.accept").click()
    qtbot.waitUntil(lambda: not card(page).isVisible())
    assert desk.hearing.signed.taken == [(LEFT.id, "", "s1")]


def test_other_words_cannot_be_taken_and_the_card_says_why(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.hearing.signed.left = (OTHER,)
    page = in_words("en")
    shown(page, qtbot, 1)
    assert "Other words were signed than those on the desk." in words_of(page)
    assert "Nobody has explained" not in words_of(page)
    assert not button(page, 0, "tray.accept").isEnabled()
    button(page, 0, "tray.aside").click()
    qtbot.waitUntil(lambda: desk.hearing.signed.aside == [OTHER.id])
    qtbot.waitUntil(lambda: not card(page).isVisible())


def test_what_the_vault_cannot_keep_waits_and_says_so(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.hearing.signed.left = (LEFT, OTHER)
    desk.hearing.signed.cannot_keep = True
    page = in_words("en")
    shown(page, qtbot, 2)
    button(page, 0, "tray.accept").click()
    qtbot.waitUntil(lambda: page.model.state.exchange.left[0].failure is not None)
    assert button(page, 0, "tray.accept").isEnabled()
    desk.hearing.signed.cannot_keep = False
    button(page, 0, "tray.accept").click()
    shown(page, qtbot, 1)


def test_nothing_of_it_is_shown_while_the_desk_is_locked(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.hearing.signed.left = (LEFT,)
    page = in_words("en")
    shown(page, qtbot, 1)
    page.model.exchange.veil()
    shown(page, qtbot, 0)
    assert "Anna" not in words_of(page)
    page.model.exchange.unveil()
    shown(page, qtbot, 1)


@pytest.mark.parametrize("code", ["de", "ar"])
def test_it_fits_beside_the_call_at_double_text(
    in_words: Callable[..., SessionPage], desk: SessionDesk, qtbot: QtBot, code: str
) -> None:
    desk.hearing.signed.left = (LEFT, OTHER)
    page = in_words(code, look=Choice(text_scale=2.0))
    shown(page, qtbot, 2)
    qtbot.waitUntil(lambda: card(page).width() > 0)
    inside = card(page).contentsRect()
    for each in (*card(page).findChildren(QLabel), *card(page).findChildren(QPushButton)):
        if each.isVisible():
            place = each.mapTo(card(page), each.rect().topLeft())
            assert inside.contains(QRect(place, each.size()).intersected(inside))
            assert each.minimumSizeHint().width() <= inside.width()
