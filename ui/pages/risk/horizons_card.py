"""The years ahead: ten years, what remains, 40 to 50, beside the average; and the category."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from counselling.figures.bars import share_scene
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, column
from ui.kit.marks.labels import body, small, soft, strong
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.scene_strip import SceneStrip
from ui.look.theme import Theme
from ui.look.tokens import Space

if TYPE_CHECKING:
    from counselling.figures.horizons import HorizonChart, Row
    from counselling.work.risk.risks import ShownRisk

_SPANS: Final = 3


class HorizonsCard(Card):
    """Sentences, and under each its bar of the same rounded numbers; hidden without a curve."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__(words.say("risk.horizons"))
        self._title = soft()
        self._spans = tuple(_SpanLines(theme) for _ in range(_SPANS))
        self._band = body()
        self._sure = small()
        self._note = small()
        self.add(self._title)
        for part in (*self._spans, self._band, self._sure, self._note):
            self.add(part)

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show an answer."""
        told = risk.pictures.horizons
        set_shown(self, is_shown=told is not None)
        if told is None:
            return
        self._title.setText(told.title)
        rows = (*told.rows, *[None] * _SPANS)[:_SPANS]
        for lines, row in zip(self._spans, rows, strict=True):
            lines.show_row(row, told)
        first, *more = risk.band or ("",)
        self._band.setText(first)
        self._sure.setText("\n".join(more))
        for label in (self._band, self._sure):
            set_shown(label, is_shown=bool(label.text()))
        self._note.setText(told.note[-1])


class _SpanLines(QWidget):
    """One span in words: as if nobody died of anything else, then with those deaths."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = strong()
        self._person, self._average, self._crude = body(), body(), small()
        self._bars = (SceneStrip(theme), SceneStrip(theme))
        pile = (self._title, self._person, self._bars[0], self._average, self._bars[1], self._crude)
        self.setLayout(column(*pile, spacing=Space.TIGHT))

    def show_row(self, row: "Row | None", chart: "HorizonChart") -> None:
        """Show a span of a chart; None hides the lines."""
        set_shown(self, is_shown=row is not None)
        if row is not None:
            self._title.setText(row.title)
            self._person.setText(row.person.sentence)
            self._average.setText(row.population.sentence)
            self._crude.setText(row.crude)
            for bar, share in zip(self._bars, (row.person, row.population), strict=True):
                bar.show_scene(share_scene(share, chart.out_of, direction=chart.direction))
