"""The years ahead as a chart, printed or interactive, and the same in a sentence."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.kit.controls.buttons import ActionButton
from ui.kit.layout.pair import Pair
from ui.kit.marks.labels import body
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.chart_view import ChartView, MakeLiveView
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space

if TYPE_CHECKING:
    from counselling.work.risk.risks import ShownRisk

_LEAST_PX: Final = 8 * TARGET_PX
_MOST_PX: Final = 14 * TARGET_PX  # higher, its lines climb steeper than they are


class Curve(QWidget):
    """Takes the height that the page can spare, up to what a chart that wide can bear."""

    def __init__(
        self, theme: Theme, words: Catalogue, live: QAction, make_live_view: MakeLiveView
    ) -> None:
        super().__init__()
        self.chart = ChartView(theme, words.say("risk.chart"), make_live_view)
        self.chart.setMinimumHeight(_LEAST_PX)
        self._summary = body()
        said, turn = QWidget(), QWidget()
        said.setLayout(column(self._summary, spacing=0))
        turn.setLayout(column(ActionButton(live)))
        pair = Pair(theme, said, turn, least_px=MAIN_PX)
        self._pile = column(self.chart, pair, spacing=Space.SMALL)
        self._pile.setStretch(0, 1)
        self.setLayout(self._pile)

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show an answer's sentence; the chart itself is shown by `chart`."""
        chart = risk.pictures.chart
        set_shown(self, is_shown=chart is not None)
        self._summary.setText(chart.summary if chart else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths break the sentence elsewhere."""
        super().resizeEvent(event)
        self._bound()

    def event(self, event: QEvent) -> bool:
        """Follow a sentence that became longer or shorter."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._bound()
        return super().event(event)

    def _bound(self) -> None:
        """Bear no more height than the chart does and the sentence needs."""
        least = self._pile.minimumSize().height()
        if self._pile.hasHeightForWidth():
            least = self._pile.minimumHeightForWidth(self.width())
        self.setMaximumHeight(least + _MOST_PX - _LEAST_PX)
