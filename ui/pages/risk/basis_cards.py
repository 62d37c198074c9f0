"""What an answer rests on: why something is missing, what is assumed, where numbers come from."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.banner import Banner
from ui.kit.cards import Card
from ui.kit.line_list import LineList
from ui.kit.tones import Tone
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX, Space
from ui.pages.risk.answer import basis, sources

if TYPE_CHECKING:
    from counselling.work.risks import ShownRisk

_LEAST_PX: Final = 4 * TARGET_PX  # of a list that scrolls by itself


class BasisCards(QWidget):
    """Two lists that scroll by themselves, so that both are always in view beside the number."""

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._missing = Banner(icons)
        self._basis = LineList(words.say("risk.basis"), is_choice=False)
        self._sources = LineList(words.say("risk.sources"), is_choice=False)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.CARD)
        pile.addWidget(self._missing)
        for title, lines, share in (
            (words.say("risk.basis"), self._basis, 3),
            (words.say("risk.sources"), self._sources, 2),
        ):
            card = Card(title)
            lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            lines.setMinimumHeight(_LEAST_PX)
            card.add(lines, stretch=1)
            pile.addWidget(card, share)

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show what an answer rests on."""
        first, *more = risk.reasons or ("",)
        self._missing.say(first, rest="\n".join(more), tone=Tone.CAUTION)
        self._basis.show_lines(basis(risk.assessment, risk.caveats, self._words))
        self._sources.show_lines(sources(risk.assessment, self._words))
