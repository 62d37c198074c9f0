from PySide6.QtGui import QAction, QUndoCommand, QUndoGroup, QUndoStack
from PySide6.QtWidgets import QApplication

from counselling.language.catalogue import Catalogue
from ui.shell.history import History

WORDS = Catalogue(
    "en",
    "ltr",
    {
        "action.undo": "Undo",
        "action.redo": "Redo",
        "action.undo_edit": "Undo: {edit}",
        "action.redo_edit": "Redo: {edit}",
    },
)


def test_undo_says_what_it_would_undo_and_is_off_when_nothing_is_there(
    qapp: QApplication,
) -> None:
    group = QUndoGroup()
    stack = QUndoStack(group)
    group.setActiveStack(stack)
    undo, redo = QAction("Undo"), QAction("Redo")
    history = History(group, undo, redo, WORDS, group)
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    stack.push(QUndoCommand("Anna is the proband"))
    assert (undo.text(), undo.isEnabled()) == ("Undo: Anna is the proband", True)
    stack.undo()
    assert (undo.text(), redo.text()) == ("Undo", "Redo: Anna is the proband")
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)
    assert history.parent() is group
