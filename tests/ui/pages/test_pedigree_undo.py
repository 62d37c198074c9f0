"""Undo is unlimited and survives closing the program: it is told from the log of the vault."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoGroup
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.terms import ParentKind
from counselling.work.desk import Desk
from tests.ui.conftest import PASSPHRASE
from ui.kit.threads.courier import Courier
from ui.kit.threads.jobs import Jobs
from ui.pages.pedigree.edits.facts import FIRST_PERSON
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.typed.asking import line_model

NOTE = "mother br ca 42, d 60; sis 41"
Make = Callable[[], PedigreeModel]


@pytest.fixture
def make(
    vault_desk: Desk, courier: Courier, jobs: Jobs, language: Callable[[str], Catalogue]
) -> Iterator[Make]:
    """Make a model as a new start of the program does."""
    owners: list[QObject] = []

    def made() -> PedigreeModel:
        owners.append(QObject())
        group = QUndoGroup(owners[-1])
        return PedigreeModel(vault_desk.pedigrees, jobs, language("en"), group, owners[-1])

    yield made
    for owner in owners:
        shiboken6.delete(owner)


def settled(model: PedigreeModel, qtbot: QtBot) -> Family:
    qtbot.waitUntil(lambda: model.state.shown is not None and model.state.ahead is None)
    assert model.state.family is not None
    return model.state.family


def opened(make: Make, family_id: str, steps: int, qtbot: QtBot) -> PedigreeModel:
    model = make()
    model.open(family_id, person=None)
    settled(model, qtbot)
    qtbot.waitUntil(lambda: model.stack.count() == steps)
    return model


def reopen(desk: Desk) -> None:
    """Close the vault and open it anew, as tomorrow."""
    folder = desk.unlock.vault.folder
    assert folder is not None
    desk.unlock.lock()
    desk.unlock.unlock(Path(folder), PASSPHRASE)


def type_note(model: PedigreeModel, desk: Desk, jobs: Jobs, words: Catalogue) -> None:
    line = line_model(model, desk.pedigrees, jobs, words)
    line.setParent(model)
    line.type(NOTE)
    line.take()


def test_everything_is_undone_and_done_again_after_the_vault_was_closed(
    make: Make,
    vault_desk: Desk,
    jobs: Jobs,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> None:
    family_id = vault_desk.families.create("Berg").id
    model = opened(make, family_id, 0, qtbot)
    empty = settled(model, qtbot)
    model.add_first()
    settled(model, qtbot)
    type_note(model, vault_desk, jobs, language("en"))
    settled(model, qtbot)
    model.set_age(FIRST_PERSON, Age.at(38))
    settled(model, qtbot)
    model.go_to_parent(ParentKind.FATHER)
    stages = [settled(model, qtbot)]
    steps, texts = model.stack.count(), model.stack.undoText()
    said = model.stack.text(1)
    reopen(vault_desk)

    again = opened(make, family_id, steps, qtbot)
    assert again.stack.undoText() == texts
    assert again.stack.text(1) == said  # the line as it was typed
    assert NOTE in said
    while again.stack.canUndo():
        again.stack.undo()
        stages.append(settled(again, qtbot))
    assert stages[-1] == empty
    reopen(vault_desk)

    last = opened(make, family_id, steps, qtbot)
    assert not last.stack.canUndo()
    for stage in reversed(stages[:-1]):
        last.stack.redo()
        assert settled(last, qtbot) == stage
    assert not last.stack.canRedo()
    kept = vault_desk.pedigrees.show(family_id).record.family
    assert kept == stages[0]


def test_undo_in_haste_is_kept_in_its_order(make: Make, vault_desk: Desk, qtbot: QtBot) -> None:
    family_id = vault_desk.families.create("Berg").id
    model = opened(make, family_id, 0, qtbot)
    model.add_first()
    for age in range(20, 30):
        model.set_age(FIRST_PERSON, Age.at(age))
    for _ in range(5):
        model.stack.undo()
    model.stack.redo()
    person = settled(model, qtbot).person(FIRST_PERSON)
    assert person.age == Age.at(25)
    assert vault_desk.pedigrees.show(family_id).record.family.person(FIRST_PERSON) == person
    assert model.state.failure is None


def test_an_edit_while_the_log_is_still_being_read_is_not_lost_from_the_stack(
    make: Make, vault_desk: Desk, qtbot: QtBot
) -> None:
    family_id = vault_desk.families.create("Berg").id
    model = opened(make, family_id, 0, qtbot)
    model.add_first()
    settled(model, qtbot)
    other = make()
    other.open(family_id, person=None)
    qtbot.waitUntil(lambda: other.state.shown is not None)
    other.set_age(FIRST_PERSON, Age.at(50))
    settled(other, qtbot)
    qtbot.waitUntil(lambda: other.stack.count() == 2)
    other.stack.undo()
    other.stack.undo()
    assert settled(other, qtbot).persons == ()
