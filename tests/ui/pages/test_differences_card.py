"""A family of which two desks say different things: shown, chosen from, and counted in the list."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.compose import compose_desk
from counselling.figures.difference_words import DifferenceWords
from counselling.language.catalogue import Catalogue
from counselling.pedigree import edits
from counselling.pedigree.answers import Answer, Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age
from counselling.pedigree.places import FACTS, OF_FAMILY, Place, Value, at
from counselling.pedigree.terms import PartnershipStatus, Zygosity
from counselling.records.exchange import exchange
from counselling.records.log import families as records
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.sharing.settle_differences import Choice, OpenDifference
from tests.families.builders import three_generations
from ui.kit.controls.buttons import ActionButton
from ui.kit.standing.navigator import OpenFamily
from ui.pages.pedigree.cards.differences_card import DifferencesCard
from ui.pages.pedigree.page import PedigreePage, build
from ui.start import Desktop

FAMILY = three_generations()
ONE, OTHER = FAMILY.persons[0].id, FAMILY.persons[1].id
PAIR = (ONE, OTHER)


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


def aged(desk: Desk, family: str, years: int) -> None:
    vault = desk.safekeeping.door.vault
    record = records.open_family(vault, family)
    person = replace(record.family.persons[0], age=Age.at(years))
    change = (edits.ChangePerson(person),)
    records.append(vault, family, edits=change, after=record.sequence)


@pytest.fixture
def differing(desk: Desk, kept_vault: tuple[Path, str], tmp_path: Path) -> str:
    """The family's id; a laptop said that its first person is 33, this desk that she is 41."""
    kept, code = kept_vault
    copy = tmp_path / "laptop" / "test.vault"
    shutil.copytree(kept, copy)
    laptop = compose_desk(Settings(), home=copy.parent)
    laptop.unlock.recover(copy, code)
    (line,) = desk.families.summaries()
    aged(laptop, line.id, 33)
    aged(desk, line.id, 41)
    here, there = desk.safekeeping.door.vault, laptop.safekeeping.door.vault
    sent = exchange.missing(there, line.id, exchange.known(here, line.id))
    exchange.receive(here, line.id, sent)
    laptop.unlock.lock()
    return line.id


@pytest.fixture
def page(
    differing: str,
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> PedigreePage:
    desktop = open_desktop(builders={"pedigree": build}, catalogue=language("en"))
    enter(desktop)
    desktop.context.navigator.open(OpenFamily(differing, "Anna", ""))
    shown = desktop.window.page
    assert isinstance(shown, PedigreePage)
    qtbot.waitUntil(lambda: shown.model.state.shown is not None)
    return shown


def card_of(page: PedigreePage) -> DifferencesCard:
    card = page.findChild(DifferencesCard)
    assert card is not None
    return card


def test_the_list_says_quietly_that_somebody_must_choose(differing: str, desk: Desk) -> None:
    assert [line.differences for line in desk.families.summaries()] == [1]


@pytest.mark.parametrize("place", [0, 1])
def test_both_entries_are_said_and_the_one_that_is_kept_stands(
    page: PedigreePage, qtbot: QtBot, place: int
) -> None:
    card, model = card_of(page), page.model
    assert card.isVisible()
    texts = {label.text() for label in card.findChildren(QLabel)}
    assert {"Age: 33", "Age: 41"} <= texts
    buttons = card.findChildren(ActionButton)
    assert [button.text() for button in buttons] == ["Keep this", "Keep this"]
    assert len({button.accessibleName() for button in buttons}) == 2
    assert all("written by" in button.accessibleDescription() for button in buttons)
    shown = model.state.shown
    assert shown is not None
    wanted = shown.differences[0].choices[place].value
    buttons[place].click()
    qtbot.waitUntil(lambda: bool(model.state.shown and not model.state.shown.differences))
    assert not card.isVisible()
    assert model.state.family is not None
    assert model.state.family.persons[0].age == wanted


def every_place() -> list[tuple[Place, Value]]:
    person = FAMILY.persons[0].id
    found: list[tuple[Place, Value]] = [(("person", person), True), (("person", person), False)]
    found += [(("person", person, name), at(FAMILY, ("person", person, name))) for name in FACTS]
    found += [(("family", name), at(FAMILY, ("family", name))) for name in OF_FAMILY]
    divorced = Partnership(PAIR, PartnershipStatus.DIVORCED, left_by=ONE)
    answer = Answer(ONE, Topic.AGE, Reply.UNKNOWN)
    found += [(("couple", *PAIR), value) for value in (divorced, None)]
    found += [(("twins", *PAIR), TwinSet(PAIR, Zygosity.MONOZYGOTIC))]
    found += [(("answer", ONE, "age", ""), answer), (("outside", ONE, "other"), None)]
    return found


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_kind_of_place_has_words(language: Callable[[str], Catalogue], code: str) -> None:
    said = DifferenceWords(FAMILY, {}, language(code))
    for place, value in every_place():
        choice = Choice(value, "anna", None, stands=True)
        assert said.about(OpenDifference(place, (choice,)))
        assert said.choice(place, choice)
        assert said.by(choice)


def test_a_person_who_is_shown_nothing_of_is_not_empty(
    language: Callable[[str], Catalogue],
) -> None:
    said = DifferenceWords(Family("f"), {}, language("en"))
    place = ("person", "gone", "age")
    assert said.choice(place, Choice(None, "", None, stands=False)) == "nothing said"
