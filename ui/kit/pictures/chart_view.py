"""A chart: printed at once, interactive as soon as the web engine is there, if it can be."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from counselling.drawing.scene import Scene
from ui.kit.pictures.scene_view import SceneView
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX


class LiveView(Protocol):
    """What shows a page of HTML: kit/web_view, or a double in tests."""

    @property
    def widget(self) -> QWidget:
        """The widget to put into the layout."""
        ...

    @property
    def loaded(self) -> SignalInstance:
        """Emitted with True when a page stands there, with False when it never will."""
        ...

    def show_html(self, page: str) -> None:
        """Load a page that carries everything in itself."""
        ...


# None: the web engine cannot start on this machine. Handed in from app/compose, so that the
# engine (0.3 s to load) is loaded when a chart is first looked at and not before.
MakeLiveView: TypeAlias = "Callable[[ChartView], LiveView | None]"


class ChartView(QWidget):
    """The same chart twice: the printed Scene below, the interactive page over it when ready.

    What is printed stays whenever the page cannot be shown, so a chart is never blank.
    settled: a page was asked for, and this says whether it stands there.
    """

    settled = Signal(bool)

    def __init__(self, theme: Theme, name: str, make_live: MakeLiveView) -> None:
        super().__init__()
        self._make_live = make_live
        self._live: LiveView | None = None
        self._is_tried = False
        self._page = ""
        self.printed = SceneView(theme, name)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.printed)

    @property
    def is_live(self) -> bool:
        """Whether the interactive chart is what one sees."""
        return self._live is not None and self._stack.currentWidget() is self._live.widget

    def show_chart(self, scene: Scene | None, *, page: str = "") -> None:
        """Show a chart; `page`: the same as an HTML page, empty while there is none."""
        self.printed.show_scene(scene)
        if page != self._page:
            self._page = page
            self._stack.setCurrentWidget(self.printed)
            if self.isVisible():
                self._show_live()

    def sizeHint(self) -> QSize:
        """Room for a small chart; a page gives it what is left."""
        return QSize(MAIN_PX, 5 * TARGET_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """Being looked at for the first time is what starts the web engine."""
        super().showEvent(event)
        if not self.is_live:
            self._show_live()

    def _show_live(self) -> None:
        if not self._page:
            return
        if not self._is_tried:
            self._is_tried = True
            self._live = self._make_live(self)
            if self._live is not None:
                self._stack.addWidget(self._live.widget)
                self._live.loaded.connect(self._swap)
        if self._live is not None:
            self._live.show_html(self._page)
        else:
            self.settled.emit(False)

    def _swap(self, is_there: bool) -> None:
        if self._live is not None and is_there and self._page:
            self._stack.setCurrentWidget(self._live.widget)
        else:
            self._stack.setCurrentWidget(self.printed)
        self.settled.emit(self.is_live)
