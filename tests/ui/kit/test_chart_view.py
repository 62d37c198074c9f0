import pytest
from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counselling.drawing.scene import Circle, Scene
from ui.kit.pictures.chart_view import ChartView, LiveView
from ui.look.theme import Theme

SCENE = Scene((Circle(50, 50, 20),), 100, 100, "Risk by age")


class FakeLive(QObject):
    """Stands for the web engine; `tell` says what became of the page."""

    _loaded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(parent)
        self.pages: list[str] = []

    @property
    def widget(self) -> QWidget:
        return self._label

    @property
    def loaded(self) -> SignalInstance:
        return self._loaded

    def show_html(self, page: str) -> None:
        self.pages.append(page)

    def tell(self, is_there: bool) -> None:
        self._loaded.emit(is_there)


class Engine:
    """Counts how often it was started."""

    def __init__(self, *, is_able: bool = True) -> None:
        self.made: list[FakeLive] = []
        self.asked = 0
        self._is_able = is_able

    def __call__(self, parent: QWidget) -> LiveView | None:
        self.asked += 1
        if not self._is_able:
            return None
        self.made.append(FakeLive(parent))
        return self.made[-1]


def chart(theme: Theme, qtbot: QtBot, engine: Engine) -> ChartView:
    made = ChartView(theme, "Risk", engine)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def engine() -> Engine:
    return Engine()


def test_engine_is_not_started_before_a_chart_is_looked_at(
    theme: Theme, qtbot: QtBot, engine: Engine
) -> None:
    view = chart(theme, qtbot, engine)
    view.show_chart(SCENE, page="<html>")
    assert engine.asked == 0
    view.show()
    assert engine.asked == 1
    assert engine.made[0].pages == ["<html>"]


def test_printed_chart_is_seen_until_the_page_stands_there(
    theme: Theme, qtbot: QtBot, engine: Engine
) -> None:
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE, page="<html>")
    assert not view.is_live
    assert view.printed.isVisible()
    engine.made[0].tell(True)
    assert view.is_live


def test_printed_chart_stays_when_the_engine_cannot_start(theme: Theme, qtbot: QtBot) -> None:
    engine = Engine(is_able=False)
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE, page="<html>")
    view.show_chart(SCENE, page="<html>other")
    assert not view.is_live
    assert engine.asked == 1


def test_printed_chart_comes_back_when_the_page_dies(
    theme: Theme, qtbot: QtBot, engine: Engine
) -> None:
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE, page="<html>")
    engine.made[0].tell(True)
    engine.made[0].tell(False)
    assert not view.is_live


def test_chart_without_a_page_starts_no_engine(theme: Theme, qtbot: QtBot, engine: Engine) -> None:
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE)
    assert engine.asked == 0


def test_same_chart_again_is_not_loaded_again(theme: Theme, qtbot: QtBot, engine: Engine) -> None:
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE, page="<html>")
    engine.made[0].tell(True)
    view.show_chart(SCENE, page="<html>")
    assert engine.made[0].pages == ["<html>"]
    assert view.is_live


def test_page_that_is_asked_for_is_told_of_whatever_becomes_of_it(
    theme: Theme, qtbot: QtBot, engine: Engine
) -> None:
    view = chart(theme, qtbot, engine)
    view.show()
    view.show_chart(SCENE, page="<html>")
    for is_there in (True, False):
        with qtbot.waitSignal(view.settled) as heard:
            engine.made[0].tell(is_there)
        assert heard.args == [is_there]


def test_page_that_no_engine_can_show_is_told_of_at_once(theme: Theme, qtbot: QtBot) -> None:
    view = chart(theme, qtbot, Engine(is_able=False))
    view.show()
    with qtbot.waitSignal(view.settled) as heard:
        view.show_chart(SCENE, page="<html>")
    assert heard.args == [False]


def test_chart_takes_little_room_of_its_own(theme: Theme, qtbot: QtBot, engine: Engine) -> None:
    assert chart(theme, qtbot, engine).sizeHint().height() < 200
