"""The open family of a page: read from the vault, changed there, undone there, and looked at."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup

from counselling.errors import PedigreeError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.arranging import Tidy
from counselling.pedigree.edits import Edit, RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Way as Direction
from counselling.pedigree.structure import RemovePeople
from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.pedigree.kept.ledger import Change, Ledger, MakeEdits
from ui.pages.pedigree.kept.looking import Looking
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.telling import told
from ui.pages.pedigree.kept.undoing import Undoing
from ui.pages.pedigree.kept.view import Seen, View
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily

T = TypeVar("T")


class KeptModel(ViewModel[PedigreeState]):
    """Every change is an Edit in the vault; undo is the edit that leads back.

    said: what was done and kept, in words, for the ear; refused: the vault did not take a change.
    """

    said = Signal(str)
    refused = Signal()

    def __init__(
        self,
        work: PedigreesWork,
        jobs: Jobs,
        words: Catalogue,
        undo: QUndoGroup,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(PedigreeState(), parent)
        self._work = work
        self._words = words
        self._keeping = jobs.lane(self)
        self._ledger: Ledger | None = None
        self._on_their_way = 0
        self._came_from: PersonId | None = None
        self._numbers: Mapping[PersonId, str] = {}
        self._looking = Looking(self, work, jobs, self)
        self._view: View | None = None
        self._undoing = Undoing(self, self._keeping, words, self)
        self.stack = self._undoing.stack
        undo.addStack(self.stack)

    @property
    def family_id(self) -> str | None:
        """The family that is shown or being read."""
        return self._ledger.family_id if self._ledger else None

    @property
    def is_looking(self) -> bool:
        """Whether a better order of the drawing is looked for."""
        return self._looking.is_seeking

    def open(self, family_id: str, *, person: PersonId | None) -> None:
        """Show a family as the vault holds it now; person: who is selected, None for its focus."""
        if self._ledger is None or self._ledger.family_id != family_id:
            if self._ledger is not None:
                self._ledger.is_open = False
            self._looking.give_up()
            self._undoing.forget()
            self._ledger = Ledger(self._work, family_id)
            self._on_their_way = 0
            self._become(PedigreeState(is_listed=self.state.is_listed))
        if person is not None:
            self._become(replace(self.state, chosen=person))
        ledger = self._ledger
        self._keep(ledger.read, partial(self._read, ledger), partial(self.show_failure, ledger))
        self._undoing.read(ledger, self._numbers)

    def _keep(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        ledger = self._ledger
        if ledger is not None:
            see = partial(self._looking.see, ledger, work)
            self._keeping.keep(see, done=partial(self._seen, done), failed=failed)

    def _seen(self, done: Callable[[T], None], found: "Seen[T]") -> None:
        self._view = found.view
        done(found.answer)

    def show_anew(self, ledger: Ledger, work: "Callable[[], ShownFamily]") -> None:
        """Look at the same family otherwise: called by what looks."""
        if ledger is self._ledger:
            self._keep(work, partial(self._read, ledger), partial(self.show_failure, ledger))

    def _change(self, make: MakeEdits, words: str = "", *, typed: str = "") -> None:
        """Think the change done, put it on the stack, and have it kept.

        What is typed meanwhile is about the family as it will be, and Ctrl+Z takes this back.
        """
        ledger, before = self._ledger, self.state.coming
        if ledger is None or before is None:
            return
        try:
            edits = make(before)
            after = _applied(edits, before)
        except PedigreeError as error:
            self._become(replace(self.state, failure=failure_of(error)))
            return
        if not edits:
            return
        done = words or told(edits, (before, after), self._numbers, self._words)
        if any(isinstance(edit, Tidy) for edit in edits):
            self._looking.begin_afresh()
        is_removal = any(isinstance(edit, RemovePeople | RemovePerson) for edit in edits)
        removed = done if is_removal else ""
        self._become(replace(self.state, ahead=after, removed=removed, failure=None))
        self._undoing.push(before, after, done)
        work = partial(ledger.change, make, typed=typed)
        self._send(work, partial(self._changed, ledger, done))

    def show_step(self, wanted: Family, way: Direction) -> None:
        """Undo and redo: called by the stack."""
        ledger = self._ledger
        if ledger is not None:
            chosen = self.state.chosen
            if chosen not in wanted.by_id:
                before = self._came_from  # else the next key would be about nobody
                chosen = before if before in wanted.by_id else wanted.focus
            self._become(replace(self.state, ahead=wanted, removed="", chosen=chosen))
            self._send(partial(ledger.restore, wanted, way), partial(self._arrived, ledger))

    def _send(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._ledger is not None:
            self._looking.give_up()
            self._on_their_way += 1
            self._keep(work, done, partial(self._refused, self._ledger))

    def _changed(self, ledger: Ledger, done: str, change: Change) -> None:
        if ledger is self._ledger:
            self._arrived(ledger, change.shown)
            self.said.emit(done)

    def _arrived(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:
            self._on_their_way -= 1
            self._show(shown, None)

    def _read(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:  # else another family was opened meanwhile
            self._show(shown, None)

    def _refused(self, ledger: Ledger, failure: Failure) -> None:
        """A change was not made: show what is true, and why it is not what was wanted."""
        self.show_failure(ledger, failure)
        if ledger is self._ledger:
            self._on_their_way -= 1
            self._undoing.forget()  # it stands where the vault does not
            again = partial(self._read_again, ledger)
            self._keep(ledger.read, again, partial(self.show_failure, ledger))
            self._undoing.read(ledger, self._numbers)
            self.refused.emit()

    def _read_again(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:
            self._show(shown, self.state.failure)

    def show_failure(self, ledger: Ledger, failure: Failure) -> None:
        """Say why something was not done."""
        if ledger is self._ledger:
            self._become(replace(self.state, failure=failure))

    def _show(self, shown: "ShownFamily", failure: Failure | None) -> None:
        family, state = shown.record.family, self.state
        self._numbers = {**self._numbers, **shown.drawing.numbers}  # of who was removed too
        ahead = state.ahead if self._on_their_way else None
        chosen = state.chosen
        if chosen not in (ahead or family).by_id:
            chosen = family.focus or next(iter(shown.drawing.numbers), None)
        removed = state.removed if failure is None else ""
        self._become(
            replace(
                state,
                shown=shown,
                view=self._view,
                ahead=ahead,
                chosen=chosen,
                others=state.others & (ahead or family).by_id.keys(),
                failure=failure,
                removed=removed,
            )
        )
        if self._ledger is not None and not self._on_their_way:
            self._looking.seek(self._ledger, shown)


def _applied(edits: tuple[Edit, ...], family: Family) -> Family:
    for edit in edits:
        family = edit.apply(family)
    return family
