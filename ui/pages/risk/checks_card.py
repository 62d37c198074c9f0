"""How the model was checked: carriers beside print, the average beside the nation, line by line."""

from typing import Final

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Form
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.marks.labels import body, soft
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.chart_view import MakeLiveView
from ui.kit.pictures.scene_picture import ScenePicture
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space
from ui.pages.risk.checks import ChecksModel, ChecksState
from ui.pages.risk.live_chart import LiveChart

_LINES_PX: Final = 7 * TARGET_PX  # of a list that scrolls by itself
_HEADS: Final = 2  # sentences that stand above the pictures


class ChecksCard(Card):
    """Closed until somebody asks."""

    def __init__(
        self,
        model: ChecksModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        make_live_view: MakeLiveView,
    ) -> None:
        super().__init__(words.say("risk.checks"))
        self._model, self._words = model, words
        self._turn = action(self, words.say("risk.checks_open"), self._open)
        self._turn.setCheckable(True)
        self._busy, self._banner = soft(words.say("risk.busy")), Banner(icons)
        self._said = tuple(body() for _ in range(_HEADS))
        name = words.say("checked.chart")
        self._carriers = LiveChart(
            model.live, words, theme, icons, make_live_view, name=name, most_px=3 * MAIN_PX
        )
        self._organ = Picker()
        self._nation = ScenePicture(theme, most_px=2 * MAIN_PX)
        self._lines = LineList(words.say("checked.lines_name"), is_choice=False)
        self._lines.setFixedHeight(_LINES_PX)
        of_nation = Form()
        of_nation.ask(words.say("checked.cancer"), self._organ)
        go = QWidget()
        go.setLayout(row(ActionButton(self._turn), self._busy, None))
        self._opened = QWidget()
        first, second = self._said
        parts = (first, self._carriers, self._lines, second, of_nation, self._nation)
        self._opened.setLayout(column(*parts, spacing=Space.MEDIUM))
        for part in (go, self._banner, self._opened):
            self.add(part)
        self._organ.picked.connect(self._show_organ)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: ChecksState) -> None:
        """Show a state."""
        checked = state.checked
        self._turn.setChecked(state.is_open)
        set_shown(self._busy, is_shown=state.is_busy)
        set_shown(self._opened, is_shown=state.is_open and checked is not None)
        self._banner.tell(state.failure, self._words)
        if checked is None:
            return
        heads, lines = checked.heads, checked.said
        for label, text in zip(self._said, heads, strict=True):
            label.setText(text)
            set_shown(label, is_shown=bool(text))
        self._carriers.show_scene(checked.scene)
        set_shown(self._lines, is_shown=bool(lines))
        self._lines.show_lines(lines)
        entries = tuple((str(n), chart.title) for n, (chart, _) in enumerate(checked.nation))
        chosen = self._organ.chosen if self._organ.chosen in dict(entries) else "0"
        self._organ.show_entries(entries, chosen)
        self._show_organ(chosen)

    def _show_organ(self, place: str) -> None:
        checked = self._model.state.checked
        if checked is not None:
            _, scene = checked.nation[int(place)]
            self._nation.show_scene(scene)

    def _open(self) -> None:
        self._model.open(is_open=self._turn.isChecked())
