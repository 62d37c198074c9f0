"""The other breast on the risk's page: of a woman who had breast cancer, and of nobody else."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.work.desk import Desk
from tests.ui.pages.test_risk_page import LARGE, Open, open_risk, seen, texts
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.pictures.scene_strip import SceneStrip
from ui.pages.risk.page import RiskPage

__all__ = ["open_risk"]  # a fixture


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


def ask(page: RiskPage, qtbot: QtBot, person: str) -> None:
    page.model.choose_person(person)
    qtbot.waitUntil(lambda: page.model.state.risk is not None)


def affected(page: RiskPage) -> str:
    """A living woman of the demo with one breast cancer."""
    assert page.model.state.shown is not None
    return next(
        p.id
        for p in page.model.state.shown.record.family.persons
        if p.first_diagnosis("breast") and not p.is_deceased
    )


def test_each_share_has_its_bar_and_is_heard_with_the_same_number(
    open_risk: Open, language: Callable[[str], Catalogue], qtbot: QtBot
) -> None:
    page = open_risk(catalogue=language("en"))
    assert page.model.state.risk is not None
    assert page.model.state.risk.pictures.second is None
    assert not any("The other breast" in text for text in texts(page))
    ask(page, qtbot, affected(page))
    told = page.model.state.risk.pictures.second
    assert told is not None
    shares = (told.person, told.reference, *told.carriers)
    strips = [strip.accessibleName() for strip in seen(page, SceneStrip)]
    assert {share.label for share in shares} <= set(strips)
    said = texts(page)
    assert all(sentence in said for sentence in told.sentences)
    assert {"The other breast", told.title} <= set(said)


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_card_holds_large_text(
    open_risk: Open,
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    qtbot: QtBot,
    code: str,
) -> None:
    page = open_risk(catalogue=language(code), look=LARGE)
    ask(page, qtbot, affected(page))
    settle()
    assert list(small_ones(page.window())) == []
    assert list(cut_ones(page.window())) == []
