"""What to look at before a letter is sent: each with its place, in words."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card
from ui.kit.controls.line_list import LineList
from ui.kit.marks.labels import body
from ui.kit.marks.visibility import bring_into_view, set_shown
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX
from ui.pages.letters.state import LettersState

if TYPE_CHECKING:
    from counselling.pedigree.finding import Finding

_MOST_PX: Final = 6 * TARGET_PX  # more would push the letter itself out of sight: it scrolls


class FindingsCard(Card):
    """The findings of the last preview, what holds the letter back first; the arrows walk them."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__(words.say("letters.findings"))
        self._words, self._theme = words, theme
        self.lines = LineList(words.say("letters.findings"), is_choice=False)
        # it is seen where the keys are
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._none = body(words.say("letters.no_findings"))
        self._shown: tuple[tuple[Finding, ...] | None, object] = (None, ())
        self.add(self.lines)
        self.add(self._none)
        theme.changed.connect(self._grow)
        self._grow()

    def show_state(self, state: LettersState) -> None:
        """Show them, and say them where they are of another preview."""
        findings = state.findings if state.is_asking else None
        set_shown(self, is_shown=findings is not None)
        if (findings, state.looked) == self._shown:
            return
        self._shown = (findings, state.looked)
        told = [self._words.say(f.message_id, **dict(f.fields)) for f in findings or ()]
        self.lines.show_lines(tuple(told))
        set_shown(self.lines, is_shown=bool(told))
        set_shown(self._none, is_shown=not told)
        if findings is not None:
            announce(self, "\n".join([self.accessibleName(), *(told or [self._none.text()])]))

    def take_focus(self) -> None:
        """Be read, from the first one on."""
        self.lines.setCurrentRow(0)
        self.lines.scrollToTop()
        self.lines.setFocus()
        self._bring()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in sight: the pages that come with the findings take their room after them."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._bring)  # once what scrolls knows how tall it is

    def moveEvent(self, event: QMoveEvent) -> None:
        """Stay in sight, likewise."""
        super().moveEvent(event)
        QTimer.singleShot(0, self._bring)

    def _bring(self) -> None:
        if self.lines.hasFocus():
            bring_into_view(self.lines)

    def _grow(self) -> None:
        self.lines.setMaximumHeight(self._theme.pixels(_MOST_PX))
