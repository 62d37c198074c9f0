"""The other breast: ten years ahead of a woman who had breast cancer, beside women without a
variant and carriers of each gene."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.figures.bars import share_scene
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, column
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.scene_strip import SceneStrip
from ui.look.theme import Theme
from ui.look.tokens import Space

if TYPE_CHECKING:
    from counselling.figures.second_cancer import SecondChart
    from counselling.figures.share import Share
    from counselling.work.risk.risks import ShownRisk


class SecondCard(Card):
    """Sentences, and under each its bar of the same rounded numbers; hidden where none is told."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__(words.say("risk.second"))
        self._theme = theme
        self._title = soft()
        self._lines: list[_ShareLines] = []
        self._pile = QVBoxLayout()
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.SMALL)
        self._note = small()
        lines = QWidget()
        lines.setLayout(self._pile)
        for part in (self._title, lines, self._note):
            self.add(part)

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show an answer."""
        told = risk.pictures.second
        set_shown(self, is_shown=told is not None)
        if told is None:
            return
        self._title.setText(told.title)
        shares = (told.person, told.reference, *told.carriers)
        while len(self._lines) < len(shares):
            self._lines.append(_ShareLines(self._theme))
            self._pile.addWidget(self._lines[-1])
        for at, lines in enumerate(self._lines):
            lines.show_share(shares[at] if at < len(shares) else None, told)
        self._note.setText(told.note)


class _ShareLines(QWidget):
    """One group of women: a sentence and its bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sentence = body()
        self._bar = SceneStrip(theme)
        self.setLayout(column(self._sentence, self._bar, spacing=Space.TIGHT))

    def show_share(self, share: "Share | None", chart: "SecondChart") -> None:
        """Show a share of a chart; None hides the lines."""
        set_shown(self, is_shown=share is not None)
        if share is not None:
            self._sentence.setText(share.sentence)
            self._bar.show_scene(share_scene(share, chart.out_of, direction=chart.direction))
