"""What the panel of the sheet knows: what is ordered, how far it is, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from counselling.figures.sheet_order import SheetOrder
from counselling.pedigree.family import Family
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel
from ui.pages.pedigree.edits import facts
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pedigree_work import PedigreesWork, SheetsWork

if TYPE_CHECKING:
    from counselling.layout.result import Layout

_SLOW_MS: Final = 1000  # what takes longer says how far it is, and can be stopped


@dataclass(frozen=True, slots=True)
class SheetState:
    """State of the panel.

    share: of the sheet that is made, 0..1; None while none is. is_slow: it takes so long that one
    is told. saved: name of the file that was saved last. historian: who told the
    history, where that was said.
    """

    order: SheetOrder
    share: float | None = None
    is_slow: bool = False
    saved: str = ""
    historian: str = ""
    failure: Failure | None = None


class SheetModel(ViewModel[SheetState]):
    """Verbs of the panel."""

    def __init__(
        self,
        pedigree: PedigreeModel,
        pedigrees: PedigreesWork,
        sheets: SheetsWork,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        order = SheetOrder(paper=sheets.paper, labels=pedigrees.labels.lines)
        super().__init__(SheetState(order), parent)
        self.lines = pedigrees.labels.known
        self._pedigree = pedigree
        pedigree.changed.connect(self._follow)
        self._sheets = sheets
        self._painting = jobs.lane(self)
        self._remembering = jobs.lane(self)
        self._patience = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._patience.timeout.connect(self._slow)

    def choose(self, change: Callable[[SheetOrder], SheetOrder]) -> None:
        """Order something else; the paper is remembered for the next sheets."""
        before, order = self.state.order, change(self.state.order)
        self._become(replace(self.state, order=order, saved="", failure=None))
        if order.paper != before.paper:
            work = partial(self._sheets.choose_paper, order.paper)
            self._remembering.keep(work, done=_let_be, failed=_let_be)

    def choose_line(self, line: str, is_shown: bool) -> None:
        """Show or leave out a label line: on the sheet, and in the drawing on the screen."""
        lines = self.state.order.labels
        lines = lines | {line} if is_shown else lines - {line}
        if lines != self.state.order.labels:
            self.choose(partial(replace, labels=lines))
            self._pedigree.choose_labels(lines)

    def name_historian(self, name: str) -> None:
        """Write down who told the history; it stays with the family."""
        if name != self.state.historian:
            self._pedigree.do(partial(facts.told_by, name))

    def save(self, path: Path) -> None:
        """Make the sheet and write it to a file, whole or not at all."""
        shown = self._pedigree.state.shown
        if shown is None or self.state.share is not None:
            return
        self._become(replace(self.state, share=0.0, saved="", failure=None))
        self._patience.start()
        family, layout = shown.record.family, shown.drawing.layout
        work = partial(_save, self._sheets, family, layout, self.state.order, path)
        done, failed = partial(self._saved, path), self._not_saved
        self._painting.follow(work, done=done, failed=failed, told=self._hear)

    def give_up(self) -> None:
        """Stop: nothing is written."""
        self._painting.cancel()
        self._rest()

    def _follow(self, page: PedigreeState) -> None:
        historian = page.coming.historian if page.coming else ""
        self._become(replace(self.state, historian=historian))

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))

    def _slow(self) -> None:
        self._become(replace(self.state, is_slow=self.state.share is not None))

    def _rest(self) -> None:
        self._patience.stop()
        self._become(replace(self.state, share=None, is_slow=False))

    def _saved(self, path: Path, nothing: None) -> None:
        self._rest()
        self._become(replace(self.state, saved=path.name))

    def _not_saved(self, failure: Failure) -> None:
        self._rest()
        self._become(replace(self.state, failure=failure))


def _let_be(answer: object) -> None:
    """Say nothing: this sheet is printed on the paper, whether it is remembered or not."""


def _save(
    sheets: SheetsWork,
    family: Family,
    layout: "Layout",
    order: SheetOrder,
    path: Path,
    progress: Progress,
) -> None:
    sheets.save(family, layout, order, path, progress.report)
