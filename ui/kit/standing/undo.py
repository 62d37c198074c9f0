"""Undo: one change of a family as two references, on Qt's stack."""

import zlib
from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand, QUndoStack

from counselling.pedigree.family import Family
from counselling.pedigree.steps import Way


class EditCommand(QUndoCommand):
    """A change already made: knows the family before and after, and who is to show either.

    words: the edit as a sentence, for the menu and the history. merge_key: changes with the same
    key that follow each other are one step (typing in one field); empty: never merged.
    swap: called with the family that counts from now on, and which way that is; not called for the
    first time, because the change was made before it came here.
    """

    def __init__(
        self,
        before: Family,
        after: Family,
        *,
        words: str,
        swap: Callable[[Family, Way], None],
        merge_key: str = "",
    ) -> None:
        super().__init__(words)
        self._before = before
        self._after = after
        self._swap = swap
        self._merge_key = merge_key
        self._is_new = True
        self.is_held = False  # nobody is to show anything: the stack is being filled

    @property
    def after(self) -> Family:
        """The family after the change."""
        return self._after

    def id(self) -> int:
        """Say which commands may be merged with this one; -1: none."""
        # Qt asks for a number; a checksum is the same in every run, hash() is not
        return zlib.crc32(self._merge_key.encode()) & 0x7FFFFFFF if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later change of the same field in, so that both are undone at once."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setText(other.text())
        return True

    def undo(self) -> None:
        """Go back."""
        if not self.is_held:
            self._swap(self._before, Way.BACK)

    def redo(self) -> None:
        """Go forth again."""
        if not self._is_new and not self.is_held:
            self._swap(self._after, Way.FORTH)
        self._is_new = False


class EditStack(QUndoStack):
    """A stack that can be filled with what was done before it was made."""

    def fill(self, commands: Sequence[EditCommand], *, undone: int) -> None:
        """Hold these steps, the last ones undone, in place of all others; nobody shows anything.

        Thousands of steps are told as one change to who listens.
        """
        was_blocked = self.blockSignals(True)
        self.clear()
        for command in commands:
            command.is_held = True
            self.push(command)
        self.setIndex(len(commands) - undone)
        for command in commands:
            command.is_held = False
        self.blockSignals(was_blocked)
        self.indexChanged.emit(self.index())
        self.canUndoChanged.emit(self.canUndo())
        self.canRedoChanged.emit(self.canRedo())
        self.undoTextChanged.emit(self.undoText())
        self.redoTextChanged.emit(self.redoText())
