"""Undo and redo of the open family, with the words of what would be undone."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoGroup

from counselling.language.catalogue import Catalogue


class History(QObject):
    """Keeps two actions in step with the undo stack of the open family."""

    def __init__(
        self, group: QUndoGroup, undo: QAction, redo: QAction, words: Catalogue, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._undo = undo
        self._redo = redo
        self._words = words
        group.canUndoChanged.connect(undo.setEnabled)
        group.canRedoChanged.connect(redo.setEnabled)
        group.undoTextChanged.connect(self._name_undo)
        group.redoTextChanged.connect(self._name_redo)
        undo.setEnabled(group.canUndo())
        redo.setEnabled(group.canRedo())

    def _name_undo(self, edit: str) -> None:
        said = self._words.say("action.undo_edit", edit=edit) if edit else ""
        self._undo.setText(said or self._words.say("action.undo"))

    def _name_redo(self, edit: str) -> None:
        said = self._words.say("action.redo_edit", edit=edit) if edit else ""
        self._redo.setText(said or self._words.say("action.redo"))
