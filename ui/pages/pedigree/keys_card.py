"""What the keys do, on a quiet card: asked for by a question mark, put away by Esc."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.buttons import ActionButton, action
from ui.kit.cards import Card
from ui.kit.facts import Facts
from ui.kit.flow import Flow

_KEYS: Final = (
    ("↑ ↓ ← →", N_("canvas.help_walk")),
    ("M  F", N_("canvas.help_parents")),
    ("P", N_("canvas.help_partner")),
    ("C  S", N_("canvas.help_children")),
    ("3 S", N_("canvas.help_count")),
    ("A", N_("canvas.help_condition")),
    ("1–9", N_("canvas.help_age")),
    ("D  W", N_("canvas.help_death")),
    ("G", N_("canvas.help_test")),
    ("L", N_("canvas.help_loss")),
    ("N  X", N_("canvas.help_name")),
    ("Y", N_("canvas.help_adoption")),
    ("K", N_("canvas.help_couple")),
    ("E  Enter", N_("canvas.help_card")),
    ("Del", N_("canvas.help_remove")),
    ("Ctrl+Z  Ctrl+Y", N_("canvas.help_undo")),
    ("/", N_("canvas.help_find")),
    ("'", N_("canvas.help_line")),
    ("F6", N_("canvas.help_round")),
    ("+  −  0", N_("canvas.help_zoom")),
)


class KeysCard(Card):
    """Hidden until it is asked for. closed: it was put away."""

    closed = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("canvas.keys"))
        self._close = ActionButton(action(self, words.say("canvas.close"), self.put_away))
        facts = Facts()
        facts.show_facts(tuple((keys, words.say(does)) for keys, does in _KEYS))
        self.add_layout(Flow(self._close))
        self.add(facts)
        self.hide()

    def ask(self) -> None:
        """Show it, or put it away when it is there already."""
        if self.isVisible():
            self.put_away()
            return
        self.show()
        self._close.setFocus()

    def put_away(self) -> None:
        """Hide it; the focus goes back first, or Qt gives it to a neighbour."""
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away on Esc, or on the key that brought it."""
        if event.key() == Qt.Key.Key_Escape or event.text() == "?":
            self.put_away()
        else:
            super().keyPressEvent(event)
