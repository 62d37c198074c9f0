"""Words in a row of controls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.kit.blocks.cards import row


class Beside(QWidget):
    """As high as the controls are, so that a chip or a label stands in the middle of their line."""

    def __init__(self, words: QWidget, control: QWidget) -> None:
        super().__init__()
        self._control = control
        self.setLayout(row(words))

    def sizeHint(self) -> QSize:
        """The words' width, the control's height."""
        return super().sizeHint().expandedTo(QSize(0, self._control.sizeHint().height()))
