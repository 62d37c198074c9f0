"""The panel of the sheet: what is chosen is ordered, what is slow can be stopped."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QUndoGroup
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counselling.errors import StorageError
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.settings import store
from counselling.work.desk import Desk
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.look.icons import Icons
from ui.look.theme import Choice, Contrast, Mode, Theme
from ui.pages.pedigree.cards.sheet_model import SheetModel
from ui.pages.pedigree.cards.sheet_panel import SheetPanel
from ui.pages.pedigree.kept.view_model import PedigreeModel

NARROW_PX = 434  # a page in the smallest window at twice the size


@dataclass
class Painter:
    """Paints nothing; waits in the middle until it is let go on, where it is slow."""

    orders: list[SheetOrder] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)
    is_broken: bool = False
    paper: str = "A4"
    papers: list[str] = field(default_factory=list)

    def choose_paper(self, name: str) -> None:
        self.papers.append(name)

    def save(
        self,
        family: Family,
        layout: Layout,
        order: SheetOrder,
        path: Path,
        heard: Callable[[float], None],
    ) -> None:
        self.orders.append(order)
        if self.is_broken:
            raise StorageError("storage.gone")
        heard(0.5)
        self.go_on.wait(10)
        heard(1.0)
        self.written.append(path)


@pytest.fixture
def painter() -> Iterator[Painter]:
    made = Painter()
    yield made
    made.go_on.set()


@pytest.fixture
def pedigree(
    vault_desk: Desk, courier: Courier, jobs: Jobs, words: Catalogue, qtbot: QtBot
) -> Iterator[PedigreeModel]:
    owner = QObject()
    made = PedigreeModel(vault_desk.pedigrees, jobs, words, QUndoGroup(owner), owner)
    made.open(vault_desk.families.summaries()[0].id, person=None)
    qtbot.waitUntil(lambda: made.state.shown is not None)
    yield made
    shiboken6.delete(owner)


@pytest.fixture
def model(pedigree: PedigreeModel, vault_desk: Desk, painter: Painter, jobs: Jobs) -> SheetModel:
    return SheetModel(pedigree, vault_desk.pedigrees, painter, jobs, pedigree)


@pytest.fixture
def panel(
    model: SheetModel, words: Catalogue, theme: Theme, icons: Icons, qtbot: QtBot
) -> SheetPanel:
    made = SheetPanel(model, words, icons)
    qtbot.addWidget(made)
    made.ask()
    return made


def pick(panel: SheetPanel, name: str, code: str) -> None:
    picker = getattr(panel, name)
    codes = [entry[0] for entry in picker._entries]
    picker.setCurrentIndex(codes.index(code))
    picker.activated.emit(codes.index(code))


def test_what_is_chosen_is_what_is_ordered(
    panel: SheetPanel, model: SheetModel, painter: Painter, tmp_path: Path, qtbot: QtBot
) -> None:
    pick(panel, "paper", "A3")
    pick(panel, "poster", "A1")
    pick(panel, "carriers", "nsgc_2008")
    panel.landscape.click()
    painter.go_on.set()
    model.save(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: model.state.saved == "sheet.pdf")
    (order,) = painter.orders
    assert order == SheetOrder(
        Format.PDF,
        "A3",
        is_landscape=True,
        poster="A1",
        style=NotationStyle.NSGC_2008,
    )


def test_who_told_the_history_is_kept_with_the_family_and_can_be_undone(
    panel: SheetPanel, pedigree: PedigreeModel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: pedigree.stack.count() == 0 and pedigree.state.ahead is None)
    panel.historian.setText(" Mrs Holm ")
    panel.historian.editingFinished.emit()
    qtbot.waitUntil(lambda: pedigree.stack.canUndo() and pedigree.state.ahead is None)
    assert pedigree.state.family is not None
    assert pedigree.state.family.historian == "Mrs Holm"
    pedigree.stack.undo()
    qtbot.waitUntil(lambda: panel.historian.text() == "")


def test_a_picture_asks_for_no_paper_and_no_names_are_offered_where_none_are_wanted(
    panel: SheetPanel,
) -> None:
    pick(panel, "format", "svg")
    assert not panel.paper.isEnabled()
    assert not panel.historian.isEnabled()
    pick(panel, "format", "pdf")
    panel.deidentified.click()
    assert panel.paper.isEnabled()
    assert not panel.lines["names"].isEnabled()
    assert not panel.historian.isEnabled()


def test_lines_that_are_chosen_show_in_the_drawing_and_are_remembered(
    panel: SheetPanel, pedigree: PedigreeModel, tmp_path: Path, qtbot: QtBot
) -> None:
    def said() -> str:
        shown = pedigree.state.shown
        assert shown is not None
        return str(shown.drawing.scene.items)

    assert "'Anna'" in said()
    panel.lines["names"].click()
    qtbot.waitUntil(lambda: "'Anna'" not in said())
    kept = store.read(tmp_path / "home" / "settings.toml").settings.label_lines
    assert "ages" in kept
    assert "names" not in kept


def test_what_takes_long_says_how_far_it_is_and_can_be_stopped(
    panel: SheetPanel, model: SheetModel, painter: Painter, tmp_path: Path, qtbot: QtBot
) -> None:
    model.save(tmp_path / "sheet.pdf")
    assert not panel.stop.isVisible()
    assert not panel.save.isEnabled()
    qtbot.waitUntil(panel.stop.isVisible, timeout=5000)
    assert panel._bar.value() == 500
    panel.stop.click()
    assert model.state.share is None
    painter.go_on.set()
    qtbot.waitUntil(lambda: model._painting.is_busy is False)
    assert (painter.written, model.state.saved) == ([], "")
    assert panel.save.isEnabled()


def test_what_cannot_be_saved_says_so(
    model: SheetModel, painter: Painter, tmp_path: Path, qtbot: QtBot
) -> None:
    painter.is_broken = True
    model.save(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.failure == Failure(StorageError("storage.gone").sentence_id)
    assert model.state.share is None


def test_escape_puts_the_panel_away(panel: SheetPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.format, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_showing_a_state_twice_equals_once(panel: SheetPanel, model: SheetModel) -> None:
    panel.show_state(model.state)
    once = panel.grab().toImage()
    panel.show_state(model.state)
    assert panel.grab().toImage() == once


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_control_has_a_name_and_fits_a_narrow_column_at_twice_the_size(
    model: SheetModel,
    theme: Theme,
    icons: Icons,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
    code: str,
) -> None:
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    panel = SheetPanel(model, language(code), icons)
    qtbot.addWidget(panel)
    panel.ask()
    controls = [w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    shown = [control for control in controls if control.isVisible()]
    assert len(shown) > 12
    heard = [QAccessible.queryAccessibleInterface(control) for control in shown]
    assert [each for each in heard if not each.text(QAccessible.Text.Name)] == []
    assert panel.minimumSizeHint().width() <= NARROW_PX


def test_the_paper_is_remembered_and_other_choices_write_nothing(
    panel: SheetPanel, painter: Painter, qtbot: QtBot
) -> None:
    panel.landscape.click()
    pick(panel, "paper", "A3")
    qtbot.waitUntil(lambda: painter.papers == ["A3"])


def test_a_panel_begins_with_the_paper_of_this_desk(
    pedigree: PedigreeModel, vault_desk: Desk, jobs: Jobs
) -> None:
    desk = SheetModel(pedigree, vault_desk.pedigrees, Painter(paper="A3"), jobs, pedigree)
    assert desk.state.order.paper == "A3"
