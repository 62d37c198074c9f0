"""The verbs of the drawn family over a real vault: what is done is in it, what is undone too."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoGroup
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.work.desk import Desk
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.pedigree.kept.view_model import FIRST_PERSON, PedigreeModel, PedigreeState


@pytest.fixture
def family_id(vault_desk: Desk) -> str:
    return vault_desk.families.summaries()[0].id


@pytest.fixture
def model(
    vault_desk: Desk, courier: Courier, jobs: Jobs, words: Catalogue
) -> Iterator[PedigreeModel]:
    owner = QObject()
    yield PedigreeModel(vault_desk.pedigrees, jobs, words, QUndoGroup(owner), owner)
    shiboken6.delete(owner)  # as when its page goes: the stack's commands know the model


@pytest.fixture
def opened(model: PedigreeModel, family_id: str, qtbot: QtBot) -> PedigreeModel:
    model.open(family_id, person=None)
    qtbot.waitUntil(lambda: model.state.shown is not None)
    return model


@pytest.fixture
def kept(vault_desk: Desk, family_id: str) -> Callable[[], Family]:
    """The family as the vault holds it."""
    return lambda: vault_desk.pedigrees.show(family_id).record.family


def person(state: PedigreeState, person_id: str) -> Person:
    assert state.family is not None
    return state.family.person(person_id)


def test_family_opens_on_whom_it_is_about(opened: PedigreeModel) -> None:
    assert opened.state.chosen == "child"
    assert opened.state.person is not None
    assert opened.state.person.name == "Anna"


def test_family_opens_on_whoever_is_selected_elsewhere(
    model: PedigreeModel, family_id: str, qtbot: QtBot
) -> None:
    model.open(family_id, person="uncle")
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert model.state.chosen == "uncle"


def test_selected_person_who_is_not_in_the_family_is_forgotten(
    model: PedigreeModel, family_id: str, qtbot: QtBot
) -> None:
    model.open(family_id, person="stranger")
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert model.state.chosen == "child"


def test_new_name_is_in_the_vault_and_undo_brings_the_old_one_back(
    opened: PedigreeModel, kept: Callable[[], Family], qtbot: QtBot
) -> None:
    opened.rename("child", " Berta ")
    qtbot.waitUntil(lambda: person(opened.state, "child").name == "Berta")
    assert kept().person("child").name == "Berta"
    assert opened.stack.undoText() == "history.change_person"
    opened.stack.undo()
    qtbot.waitUntil(lambda: person(opened.state, "child").name == "Anna")
    assert kept().person("child").name == "Anna"
    opened.stack.redo()
    qtbot.waitUntil(lambda: person(opened.state, "child").name == "Berta")
    assert kept().person("child").name == "Berta"


def test_age_and_death_are_written_down_one_after_the_other(
    opened: PedigreeModel, kept: Callable[[], Family], qtbot: QtBot
) -> None:
    opened.set_age("uncle", Age(50, 54))
    opened.set_deceased("uncle", True)
    qtbot.waitUntil(lambda: person(opened.state, "uncle").is_deceased)
    assert kept().person("uncle").age == Age(50, 54)
    assert kept().person("uncle").is_deceased
    assert opened.stack.count() == 2


def test_change_that_changes_nothing_is_no_step(opened: PedigreeModel, qtbot: QtBot) -> None:
    opened.rename("child", "Anna")
    opened.rename("uncle", "Otto")
    qtbot.waitUntil(lambda: person(opened.state, "uncle").name == "Otto")
    assert opened.stack.count() == 1


def test_consultand_can_be_chosen_and_unchosen(
    opened: PedigreeModel, kept: Callable[[], Family], qtbot: QtBot
) -> None:
    opened.make_consultand("mother")
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    assert kept().consultand == "mother"
    opened.stack.undo()
    qtbot.waitUntil(lambda: opened.state.family is not None and not opened.state.family.consultand)
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    assert kept().consultand is None


def test_change_that_the_vault_refuses_shows_what_is_true(
    opened: PedigreeModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.rename("uncle", "Otto")
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    elsewhere = vault_desk.pedigrees.show(family_id)
    vault_desk.pedigrees.change(elsewhere, (NameFamily("Renamed"),))
    opened.rename("child", "Berta")
    qtbot.waitUntil(lambda: opened.state.family is not None and opened.state.family.name != "")
    qtbot.waitUntil(lambda: opened.state.family.name == "Renamed")  # type: ignore[union-attr]
    assert opened.state.failure == Failure("error.vault.family_changed")
    assert person(opened.state, "child").name == "Anna"
    # what can be undone is what the vault holds: the change made elsewhere is the last step
    qtbot.waitUntil(lambda: opened.stack.count() == 2)
    assert opened.stack.undoText() == "history.name_family"


def test_what_was_changed_elsewhere_is_the_first_to_be_undone(
    opened: PedigreeModel,
    vault_desk: Desk,
    family_id: str,
    kept: Callable[[], Family],
    qtbot: QtBot,
) -> None:
    opened.rename("uncle", "Otto")
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    elsewhere = vault_desk.pedigrees.show(family_id)
    vault_desk.pedigrees.change(elsewhere, (NameFamily("Renamed"),))
    opened.open(family_id, person=None)
    qtbot.waitUntil(lambda: opened.stack.undoText() == "history.name_family")
    assert opened.state.failure is None
    opened.stack.undo()
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    assert kept().name != "Renamed"
    assert kept().person("uncle").name == "Otto"


def test_undo_of_one_family_does_not_reach_another(
    opened: PedigreeModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    opened.rename("uncle", "Otto")
    qtbot.waitUntil(lambda: opened.state.ahead is None)
    opened.open(vault_desk.families.create("Berg").id, person=None)
    assert not opened.stack.canUndo()
    assert opened.state.shown is None
    qtbot.waitUntil(lambda: opened.state.shown is not None)
    assert opened.state.person is None


def test_empty_family_begins_with_who_asks(
    model: PedigreeModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    made = vault_desk.families.create("Berg").id
    model.open(made, person=None)
    qtbot.waitUntil(lambda: model.state.shown is not None)
    model.add_first()
    model.add_first()  # pressed twice in haste
    qtbot.waitUntil(lambda: model.state.chosen == FIRST_PERSON)
    family = vault_desk.pedigrees.show(made).record.family
    assert [each.id for each in family.persons] == [FIRST_PERSON]
    assert family.consultand == FIRST_PERSON


def test_every_word_typed_finds_and_enter_finds_the_next(opened: PedigreeModel) -> None:
    opened.find("ii-")
    found = opened.state.found
    assert opened.state.chosen == "child"  # III-1 is found too, and stays selected
    opened.find_next()
    assert opened.state.chosen in found
    opened.find("anna iii")
    assert opened.state.found == ("child",)
    opened.find("nobody")
    assert (opened.state.found, opened.state.chosen) == ((), "child")
    opened.stop_finding()
    assert opened.state.wanted == ""
