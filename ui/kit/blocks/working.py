"""How far a long work is, drawn, with a way to stop it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.visibility import set_shown

_WHOLE: Final = 1000


class Working(QWidget):
    """How far a work is, and a way to stop it. stopped: nobody wants it any more."""

    stopped = Signal()

    def __init__(self, name: str, stop: str) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setAccessibleName(name)
        self.stop = action(self, stop, self.stopped.emit)
        button = ActionButton(self.stop)
        self.setFocusProxy(button)
        self.setLayout(row(self._bar, button))

    def show_share(self, share: float | None) -> None:
        """Show how much is done, 0..1; None hides it."""
        self._bar.setValue(round(_WHOLE * (share or 0.0)))
        set_shown(self, is_shown=share is not None)
