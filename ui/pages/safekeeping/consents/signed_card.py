"""Consents that were signed in a session, and whether their words are still those signed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.line_list import LineList
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import soft
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.safekeeping.consents.consents_words import ConsentsWords

if TYPE_CHECKING:
    from counselling.work.consents.consent_evidence import Evidence


class SignedCard(Card):
    """A button that looks, and what it found. asked: look now."""

    asked = Signal()

    def __init__(self, words: Catalogue, said: ConsentsWords) -> None:
        super().__init__(words.say("consents.signed"))
        self._words, self._said = words, said
        self.lines = LineList(words.say("consents.signed"), is_choice=False)
        self.lines.setSpacing(Space.TIGHT)
        self._none = soft(words.say("consents.none_signed"))
        self.check = action(self, words.say("consents.check_signed"), self.asked.emit)
        for part in (soft(words.say("consents.signed_what")), self.lines, self._none):
            self.add(part)
        self.add_layout(Flow(ActionButton(self.check)))

    def show_signed(self, signed: "Sequence[Evidence] | None", *, is_busy: bool) -> None:
        """Show what was found; None while nobody has looked."""
        self.lines.show_lines(tuple(map(self._said.signed, signed or ())))
        set_shown(self.lines, is_shown=bool(signed))
        set_shown(self._none, is_shown=signed is not None and not signed)
        self.check.setEnabled(not is_busy)
