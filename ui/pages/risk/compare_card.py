"""Before and after: whose test, of which gene, with which result; then both in one picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.chart_view import MakeLiveView
from ui.kit.pictures.scene_picture import ScenePicture
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, Space
from ui.pages.risk.live import LiveModel
from ui.pages.risk.live_chart import LiveChart
from ui.pages.risk.supposing_form import SupposingForm
from ui.pages.risk.view_model import RiskState

if TYPE_CHECKING:
    from counselling.work.risk.compare_risk import ComparedRisk


class CompareCard(Card):
    """wanted: somebody asks for a comparison; shown: it stands there. Both carry a Supposition."""

    wanted = Signal(object)
    shown = Signal(object)

    def __init__(
        self,
        live: LiveModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        make_live_view: MakeLiveView,
    ) -> None:
        super().__init__(words.say("risk.compare"))
        self._told: ComparedRisk | None = None
        self._is_hers = False  # whether the comparison belongs to the answer on the page
        self._form = SupposingForm(words, theme)
        self._open = action(self, words.say("risk.compare_open"), self._turn)
        self._open.setCheckable(True)
        self._compare = action(self, words.say("risk.compare_now"), self._ask)
        self._busy = soft(words.say("risk.busy"))
        self._picture = ScenePicture(theme, most_px=MAIN_PX)
        self._both = body()
        self._rest = small()
        go = QWidget()
        go.setLayout(row(ActionButton(self._compare), self._busy, None))
        self._opened = QWidget()
        self._opened.setLayout(column(self._form, go))
        open_ = QWidget()
        open_.setLayout(row(ActionButton(self._open), None))
        self.add(open_)
        self.add(self._opened)
        self._answer = QWidget()
        name = words.say("risk.compare_chart")
        self._curves = LiveChart(
            live, words, theme, icons, make_live_view, name=name, most_px=2 * MAIN_PX
        )
        parts = (self._picture, self._both, self._curves, self._rest)
        self._answer.setLayout(column(*parts, spacing=Space.SMALL))
        self.add(self._answer)
        self._turn()

    def show_state(self, state: RiskState) -> None:
        """Show the choices that fit the answer, and the comparison with it."""
        risk = state.risk
        if risk is None:
            return
        self._form.show_risk(risk)
        self._compare.setEnabled(state.comparing is None)
        set_shown(self._busy, is_shown=state.comparing is not None)
        compared = state.compared
        self._is_hers = compared is not None and compared.before is risk.assessment
        set_shown(self._answer, is_shown=self._is_hers and self._open.isChecked())
        if compared is not None and self._is_hers:
            told = compared.words
            self._picture.show_scene(compared.scene)
            if compared is not self._told:
                self._told = compared
                self.shown.emit(compared.what)
            self._curves.show_scene(compared.curve)
            first = (told.before.sentence, told.after.sentence, *told.population)
            self._both.setText("\n".join(first))
            self._rest.setText("\n".join((*told.carriers, *told.note)))

    def _turn(self) -> None:
        """Open or close the question; quiet until somebody asks."""
        is_open = self._open.isChecked()
        set_shown(self._opened, is_shown=is_open)
        set_shown(self._answer, is_shown=is_open and self._is_hers)
        if is_open:
            self._form.focus_first()

    def _ask(self) -> None:
        self.wanted.emit(self._form.supposed)
