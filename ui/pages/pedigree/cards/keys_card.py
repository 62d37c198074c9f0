"""What the keys do, on a quiet card: asked for by F1, put away by Esc."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.cards import Card
from ui.kit.blocks.facts import Facts
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.layout.flow import Flow

# Names in braces are deeds, shown by the letters in force; all else is shown as it stands.
_KEYS: Final = (
    ("↑ ↓ ← →", N_("canvas.help_walk")),
    ("Ctrl+↑ ↓ ← →", N_("canvas.help_walk_list")),
    ("{mother}  {father}", N_("canvas.help_parents")),
    ("{partner}  ⇧{partner}", N_("canvas.help_partner")),
    ("{child}  {sibling}", N_("canvas.help_children")),
    ("3 {sibling}", N_("canvas.help_count")),
    ("{half}", N_("canvas.help_half")),
    ("{donor}", N_("canvas.help_donor")),
    ("{join}", N_("canvas.help_join")),
    ("{condition}", N_("canvas.help_condition")),
    ("1–9  {birth}", N_("canvas.help_age")),
    ("{death}  {alive}", N_("canvas.help_death")),
    ("{test}", N_("canvas.help_test")),
    ("{operation}", N_("canvas.help_operation")),
    ("{loss}", N_("canvas.help_loss")),
    ("{name}  {sex}", N_("canvas.help_name")),
    ("{adoption}", N_("canvas.help_adoption")),
    ("{couple}", N_("canvas.help_couple")),
    ("{more}", N_("canvas.help_more")),
    (".", N_("canvas.help_repeat")),
    ("{change}", N_("canvas.help_change")),
    ("⌫", N_("canvas.help_back")),
    ("{card}  Enter", N_("canvas.help_card")),
    ("␣", N_("canvas.help_speak")),
    ("Del  ⇧Del", N_("canvas.help_remove")),
    ("{undo}  Ctrl+Z  Ctrl+Y", N_("canvas.help_undo")),
    ("/", N_("canvas.help_find")),
    ("'", N_("canvas.help_line")),
    ("?", N_("canvas.help_question")),
    ("⇧↑ ↓ ← →  Ctrl+A", N_("canvas.help_several")),
    ("Alt+↑ ↓  Alt+Home", N_("canvas.help_fold")),
    ("Alt+← →", N_("canvas.help_order")),
    ("Alt+⇧← →", N_("canvas.help_nudge")),
    ("Alt+P  Alt+T", N_("canvas.help_tidy")),
    ("F6", N_("canvas.help_round")),
    ("+  −  0", N_("canvas.help_zoom")),
)


class KeysCard(Card):
    """Hidden until it is asked for, and written then. closed: it was put away."""

    closed = Signal()

    def __init__(self, words: Catalogue, letters: Mapping[str, str]) -> None:
        super().__init__(words.say("canvas.keys"))
        self._words, self._letters = words, letters
        self._close = ActionButton(action(self, words.say("canvas.close"), self.put_away))
        self._facts: Facts | None = None
        self.add_layout(Flow(self._close))
        self.hide()

    def ask(self) -> None:
        """Show it, or put it away when it is there already."""
        if self.isVisible():
            self.put_away()
            return
        if self._facts is None:
            self._facts = Facts()
            self._facts.show_facts(shown_keys(self._words, self._letters))
            self.add(self._facts)
        self.show()
        self._close.setFocus()

    def put_away(self) -> None:
        """Hide it; the focus goes back first, or Qt gives it to a neighbour."""
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away on Esc, or on the key that brought it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.put_away()
        else:
            super().keyPressEvent(event)


def shown_keys(words: Catalogue, letters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the keys as they are in force, each with what it does; those without one left out."""
    named = {deed: words.capitals(letter) for deed, letter in letters.items()}
    listed = [(keys, words.say(does)) for keys, does in _KEYS]
    shown = [(keys.format_map(_Letters(named)), does) for keys, does in listed]
    own = tuple(
        (named[deed], words.say(f"fact.{deed}"))
        for deed in letters
        if not any(f"{{{deed}}}" in keys for keys, _ in _KEYS)
    )
    return (*(each for each in shown), *own)


class _Letters(dict[str, str]):
    """A deed whose letter was taken away shows a dash."""

    def __missing__(self, deed: str) -> str:
        return "–"
