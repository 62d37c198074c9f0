"""A gene: its name, so many of the whole with the interval, percent, and below a bar of it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from counselling.figures.bars import share_scene
from ui.kit.marks.labels import body, soft, strong
from ui.kit.pictures.scene_strip import SceneStrip
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.risk.answer import Chance

if TYPE_CHECKING:
    from counselling.figures.carriers import CarrierChart


class GeneBars(QWidget):
    """All bars are out of the same people as the picture above them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[Chance, ...], CarrierChart] | None = None
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.CARD)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)

    def show_genes(self, told: tuple[Chance, ...], chart: "CarrierChart") -> None:
        """Show these, in the chart's order; the same again change nothing."""
        if (told, chart) == self._shown:
            return
        self._shown = (told, chart)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()  # it goes later, and must not be heard until then
            part.deleteLater()
        self._parts = []
        genes = chart.genes if told else ()  # of a single gene all is told above
        for row, (chance, gene) in enumerate(zip(told, genes, strict=True)):
            line = (strong(chance.about), body(chance.both), soft(chance.percent))
            for column, part in enumerate(line):
                self._grid.addWidget(part, 2 * row, column)
            self._parts += line
            if gene.share.count:  # an empty bar says no more than the words
                bar = SceneStrip(self._theme)
                bar.show_scene(share_scene(gene.share, chart.out_of, direction=chart.direction))
                self._grid.addWidget(bar, 2 * row + 1, 0, 1, len(line))
                self._parts.append(bar)
