"""A picture with a button that makes it interactive; the printed one stays until that is there."""

from PySide6.QtWidgets import QWidget

from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.chart_view import ChartView, MakeLiveView
from ui.kit.pictures.scene_picture import ScenePicture
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX, Space
from ui.pages.risk.live import LiveModel, LiveState

_LIVE_PX = 18 * TARGET_PX


class LiveChart(QWidget):
    """name: what it is a chart of, for the ear. most_px: its greatest width on paper."""

    def __init__(
        self,
        model: LiveModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        make_live_view: MakeLiveView,
        *,
        name: str,
        most_px: int,
    ) -> None:
        super().__init__()
        self._model, self._words = model, words
        self._scene: Scene | None = None
        self._printed = ScenePicture(theme, most_px=most_px)
        self._chart = ChartView(theme, name, make_live_view)
        self._chart.setMinimumHeight(_LIVE_PX)
        self._banner = Banner(icons)
        self._turn = action(self, words.say("risk.interactive"), self._want)
        self._turn.setCheckable(True)
        button = ActionButton(self._turn)
        button.setAccessibleName(f"{words.say('risk.interactive')}: {name}")
        below = QWidget()
        below.setLayout(row(button, None))
        parts = (self._printed, self._chart, self._banner, below)
        self.setLayout(column(*parts, spacing=Space.SMALL))
        self._chart.settled.connect(self._settle)
        model.changed.connect(self._show_state)
        self._show_state(model.state)

    def show_scene(self, scene: Scene | None) -> None:
        """Show the printed one; the interactive one is shown to the model."""
        self._scene = scene
        self._printed.show_scene(scene)
        self._show_state(self._model.state)

    def _show_state(self, state: LiveState) -> None:
        set_shown(self, is_shown=state.chart is not None)
        self._turn.setChecked(state.is_wanted)
        set_shown(self._printed, is_shown=not state.page)
        set_shown(self._chart, is_shown=bool(state.page))
        self._banner.tell(state.failure, self._words)
        # Prepared twice only where it must be. Last: it may answer at once that it cannot.
        self._chart.show_chart(self._scene if state.page else None, page=state.page)

    def _want(self) -> None:
        self._model.want(is_wanted=self._turn.isChecked())

    def _settle(self, is_live: bool) -> None:
        if not is_live and self._model.state.page:
            self._model.want(is_wanted=False)
            said, rest = self._words.say("risk.not_live"), self._words.say("risk.not_live_rest")
            self._banner.say(said, rest=rest, tone=Tone.NEUTRAL)
