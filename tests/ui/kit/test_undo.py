import pytest
from PySide6.QtGui import QUndoStack

from counselling.pedigree.edits import NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.steps import Way
from ui.kit.standing.undo import EditCommand, EditStack


class Desk:
    """Shows whichever family it is handed."""

    def __init__(self) -> None:
        self.family = Family("f1", "")
        self.swaps = 0
        self.way: Way | None = None

    def show(self, family: Family, way: Way) -> None:
        self.family, self.way = family, way
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
    assert (desk.family.name, desk.way) == ("", Way.BACK)
    stack.redo()
    assert desk.family is named
    assert desk.way is Way.FORTH


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


def test_a_stack_is_filled_as_one_change_and_nobody_is_shown_anything(
    desk: Desk, qapp: object
) -> None:
    stack = EditStack()
    heard: list[object] = []
    stack.indexChanged.connect(heard.append)
    stack.undoTextChanged.connect(heard.append)
    stack.redoTextChanged.connect(heard.append)
    steps = [desk.rename(name) for name in ("A", "B", "C")]
    stack.fill(steps, undone=1)
    assert desk.swaps == 0
    assert (stack.undoText(), stack.redoText()) == ("named B", "named C")
    assert heard == [2, "named B", "named C"]
    stack.undo()
    assert desk.family.name == "A"
    stack.fill([desk.rename("D")], undone=0)
    assert (stack.count(), stack.canRedo()) == (1, False)
