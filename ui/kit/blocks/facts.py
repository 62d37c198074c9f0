"""Facts to read: what each is about in small type, and below it what is known."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import FSI, PDI, Catalogue
from ui.kit.marks.labels import body, small
from ui.look.tokens import Space

_BETWEEN: Final = "  ·  "
_RLM: Final = "\u200f"  # Unicode bidi: right-to-left mark


def listed(parts: Iterable[str], words: Catalogue) -> str:
    """Put short facts side by side; empty ones are left out.

    In a window that reads from the right each keeps its own direction: a Latin name would else
    pull the number behind it to its other side.
    """
    said = [part for part in parts if part]
    if words.direction == "rtl" and said:
        return _RLM + _BETWEEN.join(f"{FSI}{part}{PDI}" for part in said)
    return _BETWEEN.join(said)


class Facts(QWidget):
    """Pairs of a name and its words, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._parts: list[QWidget] = []
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.SMALL)

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show these facts; the same ones again change nothing."""
        if facts == self._shown:
            return
        self._shown = facts
        for part in self._parts:
            self._pile.removeWidget(part)
            part.hide()  # it is still there till the loop comes round
            part.deleteLater()
        self._parts = [_fact(name, words) for name, words in facts]
        for part in self._parts:
            self._pile.addWidget(part)


def _fact(name: str, words: str) -> QWidget:
    part = QWidget()
    pile = QVBoxLayout(part)
    pile.setContentsMargins(0, 0, 0, 0)
    pile.setSpacing(0)
    pile.addWidget(small(name))
    pile.addWidget(body(words))
    part.setAccessibleName(f"{name}: {words}")
    return part
