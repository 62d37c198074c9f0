"""A status chip: word, shape and colour, in that order of importance."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from ui.kit.blocks.cards import row
from ui.kit.marks.picture import Picture
from ui.kit.marks.roles import dressed
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space


class Chip(QFrame):
    """A small ground with an icon and one or two words. Not a control: nothing can be pressed."""

    def __init__(self, icons: Icons, words: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._icons = icons
        self._words = QLabel()
        self._picture = Picture(icons.icon(tone.icon))
        line = row(self._picture, self._words)
        line.setContentsMargins(Space.SMALL, Space.TIGHT, Space.MEDIUM, Space.TIGHT)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(words, tone)

    def say(self, words: str, tone: Tone, *, icon: str = "") -> None:
        """Show another status; `icon` where the tone's own is not the best shape for it."""
        self._words.setText(words)
        self._picture.set_icon(self._icons.icon(icon or tone.icon, tone.ink))
        dressed(self, tone.role)
        self.setAccessibleName(words)
        set_shown(self, is_shown=bool(words))
