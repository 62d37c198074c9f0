import pytest
from PySide6.QtGui import QUndoStack

from counselling.pedigree.edits import NameFamily
from counselling.pedigree.family import Family
from ui.kit.undo import EditCommand


class Desk:
    """Shows whichever family it is handed."""

    def __init__(self) -> None:
        self.family = Family("f1", "")
        self.swaps = 0

    def show(self, family: Family) -> None:
        self.family = family
        self.swaps += 1

    def rename(self, name: str, *, merge_key: str = "") -> EditCommand:
        before, self.family = self.family, NameFamily(name).apply(self.family)
        return EditCommand(
            before, self.family, words=f"named {name}", swap=self.show, merge_key=merge_key
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def stack(qapp: object) -> QUndoStack:
    return QUndoStack()


def test_undo_and_redo_swap_two_references(desk: Desk, stack: QUndoStack) -> None:
    stack.push(desk.rename("Lindqvist"))
    named = desk.family
    assert desk.swaps == 0  # pushing a change that is already made makes it not again
    stack.undo()
    assert desk.family.name == ""
    stack.redo()
    assert desk.family is named


def test_typing_in_one_field_is_one_step(desk: Desk, stack: QUndoStack) -> None:
    for name in ("L", "Li", "Lind"):
        stack.push(desk.rename(name, merge_key="name"))
    assert stack.count() == 1
    assert stack.undoText() == "named Lind"
    stack.undo()
    assert desk.family.name == ""
    stack.redo()
    assert desk.family.name == "Lind"


def test_changes_of_different_fields_are_different_steps(desk: Desk, stack: QUndoStack) -> None:
    stack.push(desk.rename("A", merge_key="name"))
    stack.push(desk.rename("B", merge_key="other"))
    stack.push(desk.rename("C"))
    stack.push(desk.rename("D"))
    assert stack.count() == 4
