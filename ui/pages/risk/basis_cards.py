"""What an answer rests on: why something is missing, what is assumed, where numbers come from."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.controls.line_list import LineList
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX, Space
from ui.pages.risk.answer import basis, sources

if TYPE_CHECKING:
    from counselling.work.risk.risks import ShownRisk

_LEAST_PX: Final = 4 * TARGET_PX  # of a list that scrolls by itself


class BasisCards(QWidget):
    """Lists that scroll by themselves, so that all are always in view beside the number."""

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._missing = Banner(icons)
        self._basis = LineList(words.say("risk.basis"), is_choice=False)
        self._sources = LineList(words.say("risk.sources"), is_choice=False)
        self._moves = LineList(words.say("risk.moves"), is_choice=False)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.CARD)
        pile.addWidget(self._missing)
        self._cards: dict[LineList, Card] = {}
        for title, lines, share in (
            (words.say("risk.moves"), self._moves, 3),
            (words.say("risk.basis"), self._basis, 3),
            (words.say("risk.sources"), self._sources, 2),
        ):
            card = Card(title)
            lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            lines.setMinimumHeight(_LEAST_PX)
            card.add(lines, stretch=1)
            self._cards[lines] = card
            pile.addWidget(card, share)

    def show_risk(self, risk: "ShownRisk", moves: tuple[str, ...] | None) -> None:
        """Show what an answer rests on; moves: what moves it, None while that is worked out."""
        told = (self._words.say("risk.moves_busy"),) if moves is None else moves
        set_shown(self._cards[self._moves], is_shown=bool(told))
        self._moves.show_lines(told)
        first, *more = risk.reasons or ("",)
        self._missing.say(first, rest="\n".join(more), tone=Tone.CAUTION)
        self._basis.show_lines(basis(risk.assessment, risk.caveats, self._words))
        self._sources.show_lines(sources(risk.assessment, self._words))
