"""A drop-down list of things that have an id and words."""

from typing import Final, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ui.kit.controls.chooser import Chooser

Entries: TypeAlias = tuple[tuple[str, str], ...]

_LEAST_LETTERS: Final = 12


class Picker(Chooser):
    """picked: somebody chose another entry; carries its id. Choosing from outside says nothing."""

    picked = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self._entries: Entries = ()
        # else the longest name of all would decide how wide the page is
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.activated.connect(self._pick)

    @property
    def chosen(self) -> str:
        """Id of the chosen entry; empty when there is none."""
        at = self.currentIndex()
        return self._entries[at][0] if 0 <= at < len(self._entries) else ""

    def show_entries(self, entries: Entries, chosen: str | None) -> None:
        """Show these entries, (id, words), and which one is chosen."""
        if entries != self._entries:
            self._entries = entries
            self.clear()
            self.addItems([words for _, words in entries])
        ids = [each for each, _ in self._entries]
        self.setCurrentIndex(ids.index(chosen) if chosen in ids else -1)

    def _pick(self, place: int) -> None:
        self.picked.emit(self._entries[place][0])
