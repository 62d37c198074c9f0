"""What to look at before a letter is sent: each with its place, in words."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card
from ui.kit.marks.labels import body
from ui.kit.marks.visibility import set_shown

if TYPE_CHECKING:
    from counselling.pedigree.finding import Finding


_MOST: Final = 4  # more of them would push the letter itself out of sight


class FindingsCard(Card):
    """The findings of the last preview, what holds the letter back first."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("letters.findings"))
        self._words = words
        self._lines: list[QLabel] = []
        self._shown: tuple[Finding, ...] | None = None

    def show_findings(self, findings: "tuple[Finding, ...] | None") -> None:
        """Show them; None where nothing was looked at yet."""
        set_shown(self, is_shown=findings is not None)
        if findings == self._shown:
            return
        self._shown = findings
        told = [self._words.say(f.message_id, **dict(f.fields)) for f in findings or ()]
        if len(told) > _MOST:
            rest = self._words.say("letters.more_findings", count=len(told) - _MOST)
            told = [*told[:_MOST], rest]
        if findings == ():
            told = [self._words.say("letters.no_findings")]
        while len(self._lines) < len(told):
            line = body()
            self._lines.append(line)
            self.add(line)
        for place, line in enumerate(self._lines):
            line.setText(told[place] if place < len(told) else "")
            set_shown(line, is_shown=place < len(told))
        if told:
            announce(self, "\n".join(told))
