"""What the window knows of a page."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One screen. Subclasses draw their view model's state and say what the header shows.

    main_action: the one filled button of the screen. side_actions: plain buttons before it.
    subtitle: a few soft words beside the title. summons: why somebody should come to this page now,
    said while another one is at the front. at_door, door_words: what can be done about what goes on
    behind the locked door, and a sentence and its rest on it, both without a name.
    Emit `head_changed` when one of them changed.
    """

    head_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main_action: QAction | None = None
        self.side_actions: tuple[QAction, ...] = ()
        self.subtitle = ""
        self.summons = ""
        self.at_door: tuple[QAction, ...] = ()
        self.door_words = ("", "")

    def entered(self) -> None:
        """Called each time the page comes to the front: read what may have changed, take focus."""

    def left(self) -> None:
        """Called when another page comes to the front: keep what was typed."""

    def may_close(self) -> bool:
        """Whether the page can be thrown away when the desk locks; a running call says no."""
        return True

    def veil(self) -> None:
        """Called when the desk locks and the page stays: show and keep nothing of a patient.

        What goes on goes on. `entered` is called when somebody comes back to it.
        """
