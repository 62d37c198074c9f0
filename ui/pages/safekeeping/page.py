"""Looking after the records, drawn: the list of panels, and beside it the one that is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.cards import column
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.blocks.facts import listed
from ui.kit.layout.columns import Columns
from ui.kit.standing.page import Page
from ui.kit.standing.restraint import Restraint
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import RAIL_PX, Token
from ui.pages.safekeeping.panel_list import PanelList
from ui.pages.safekeeping.panels import PANELS, PanelLine
from ui.pages.safekeeping.shared.leading import LeadingPanel, TakingPanel
from ui.pages.safekeeping.view_model import SafekeepingModel, SafekeepingState


def build(context: UiContext) -> "SafekeepingPage":
    """Build the page with its view model; its panels are built when they are shown."""
    needs = [(line.id, line.needs) for line in PANELS]
    model = SafekeepingModel(needs, context.desk.safekeeping.may)
    page = SafekeepingPage(model, context, PANELS)
    model.setParent(page)
    return page


class SafekeepingPage(Page):
    """The page. It hands header and keys to the panel at the front."""

    def __init__(
        self, model: SafekeepingModel, context: UiContext, lines: Sequence[PanelLine]
    ) -> None:
        super().__init__()
        self.model = model
        self._context = context
        self._lines = tuple(lines)
        may = context.desk.safekeeping.may
        self._restraint = Restraint(may, context.catalogue, context.icons, self)
        self._panels: dict[str, Page] = {}
        self._front: Page | None = None
        say = context.catalogue.say
        self._titles = {line.id: say(line.title) for line in self._lines}
        icons = context.icons
        shown = [
            (icons.icon(line.icon, Token.SOFT), say(line.title), say(line.group))
            for line in self._lines
        ]
        self._list = PanelList(say("page.safekeeping"), shown)
        self._place = _Place()
        self._closed = _closed(context.catalogue, context.icons)
        self._place.take(self._closed)
        self._lay_out(context.theme)
        self._list.chosen.connect(self._choose)
        model.changed.connect(self.show_state)

    @property
    def panel(self) -> Page | None:
        """The panel at the front; None while one is chosen that is closed to who is in."""
        return self._front

    def entered(self) -> None:
        """Look what is open to who is in, and let the panel read what may have changed.

        The panel that somebody was sent to comes to the front.
        """
        self.model.load()
        task = self._context.navigator.state.task
        if task in self._titles:
            self.model.choose(task)
        self.show_state(self.model.state)
        if self._front is not None:
            self._front.entered()
        self._list.take_focus()

    def left(self) -> None:
        """Let the panel keep what was typed."""
        if self._front is not None:
            self._front.left()

    def may_close(self) -> bool:
        """Whether no panel has something running."""
        return all(panel.may_close() for panel in self._panels.values())

    def show_state(self, state: SafekeepingState) -> None:
        """Show a state."""
        self._list.show_chosen([line.id for line in self._lines].index(state.chosen))
        front = None if state.is_closed else self._panel(state.chosen)
        self._place.show_alone(front or self._closed)
        if front is not self._front:
            before, self._front = self._front, front
            if before is not None:
                before.left()
                if front is not None:
                    front.entered()
        self._take_head()

    def _panel(self, panel_id: str) -> Page:
        if panel_id not in self._panels:
            line = next(line for line in self._lines if line.id == panel_id)
            panel = line.build(self._context)
            panel.setAccessibleName(self._titles[panel_id])
            panel.head_changed.connect(self._take_head)
            if isinstance(panel, LeadingPanel):
                panel.led.connect(self._lead)
            self._panels[panel_id] = panel
            self._place.take(panel)
            self._restraint.hold(panel)  # the window's has seen only what was there at first
        return self._panels[panel_id]

    def _lead(self, panel_id: str, family: str) -> None:
        """Show another panel, which begins with a family."""
        self.model.choose(panel_id)
        if isinstance(self._front, TakingPanel):
            self._front.begin(family)

    def _take_head(self) -> None:
        front, title = self._front, self._titles[self.model.state.chosen]
        self.main_action = front.main_action if front else None
        self.side_actions = front.side_actions if front else ()
        parts = (title, front.subtitle if front else "")
        self.subtitle = listed(parts, self._context.catalogue)
        self.head_changed.emit()

    def _choose(self, place: int) -> None:
        self.model.choose(self._lines[place].id)

    def _shorten(self, is_beside: bool) -> None:
        self._list.set_short(is_short=not is_beside)

    def _lay_out(self, theme: Theme) -> None:
        side = QWidget()
        side.setLayout(column(self._list, None))
        columns = Columns(
            theme, self._place, side, is_side_first=True, side_px=RAIL_PX, parent=self
        )
        columns.turned.connect(self._shorten)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(columns)


class _Place(QWidget):
    """Where one panel at a time is: the others count for nothing when it is measured, as they
    would in a stack.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def take(self, widget: QWidget) -> None:
        """Have another one, hidden."""
        widget.hide()
        self._pile.addWidget(widget)

    def show_alone(self, widget: QWidget) -> None:
        """Show one and hide the one before it."""
        if widget is self._shown:
            return
        if self._shown is not None:
            self._shown.hide()
        self._shown = widget
        widget.show()


def _closed(words: Catalogue, icons: Icons) -> EmptyState:
    return EmptyState(
        icons.icon("shield", Token.SOFT),
        words.say("safekeeping.closed"),
        hint=words.say("safekeeping.closed_hint"),
    )
