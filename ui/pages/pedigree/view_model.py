"""What the drawn family's page knows, and what can be done with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from counselling.errors import PedigreeError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, PersonId
from counselling.pedigree.structure import RemovePeople
from counselling.pedigree.terms import ParentKind
from ui.desk import PedigreesWork
from ui.kit.failures import Failure, failure_of
from ui.kit.jobs import Jobs
from ui.kit.undo import EditCommand
from ui.kit.view_model import ViewModel
from ui.pages.pedigree import additions, facts
from ui.pages.pedigree.additions import Addition
from ui.pages.pedigree.facts import FIRST_PERSON
from ui.pages.pedigree.ledger import Change, Ledger, MakeEdits
from ui.pages.pedigree.state import PedigreeState
from ui.pages.pedigree.telling import told
from ui.pages.pedigree.walking import Way, next_relative

if TYPE_CHECKING:
    from counselling.work.pedigrees import ShownFamily

__all__ = ["FIRST_PERSON", "PedigreeModel", "PedigreeState"]

T = TypeVar("T")


class PedigreeModel(ViewModel[PedigreeState]):
    """Verbs of the page. Every change is an Edit in the vault; undo is the edit that leads back.

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
        self._painting = jobs.lane(self)
        self._ledger: Ledger | None = None
        self._on_their_way = 0
        self._came_from: PersonId | None = None
        self._numbers: Mapping[PersonId, str] = {}
        self.stack = QUndoStack(self)
        undo.addStack(self.stack)

    @property
    def family_id(self) -> str | None:
        """The family that is shown or being read."""
        return self._ledger.family_id if self._ledger else None

    def open(self, family_id: str, *, person: PersonId | None) -> None:
        """Show a family as the vault holds it now; person: who is selected, None for its focus."""
        if self._ledger is None or self._ledger.family_id != family_id:
            self.stack.clear()
            self._ledger = Ledger(self._work, family_id)
            self._on_their_way = 0
            self._become(PedigreeState(is_listed=self.state.is_listed))
        if person is not None:
            self._become(replace(self.state, chosen=person))
        ledger = self._ledger
        self._keep(ledger.read, partial(self._opened, ledger), partial(self._told_of, ledger))

    def choose(self, person: PersonId) -> None:
        """Select somebody of the family; who is only drawn as a ghost is not in it yet."""
        if self.state.coming is not None and person not in self.state.coming.by_id:
            return
        self._came_from = self.state.chosen
        self._become(replace(self.state, chosen=person))

    def walk(self, way: Way) -> None:
        """Select the next relative in a direction, if there is one."""
        shown, person, family = self.state.shown, self.state.person, self.state.coming
        if shown and family and person:
            layout = shown.drawing.layout
            found = next_relative(family, layout, person.id, way, self._came_from)
            if found is not None:
                self.choose(found)

    def go_to_parent(self, kind: ParentKind) -> None:
        """Select the mother or father; one who is missing is made."""
        if self.state.person is not None:
            self.do(partial(additions.parent, self.state.person.id, kind))

    def list_people(self, is_listed: bool) -> None:
        """Show people in a list, or in the drawing."""
        self._become(replace(self.state, is_listed=is_listed))

    def find(self, wanted: str) -> None:
        """Select the first whose number and name hold these words."""
        self._become(replace(self.state, wanted=wanted))
        if self.state.found and self.state.chosen not in self.state.found:
            self.choose(self.state.found[0])

    def find_next(self) -> None:
        """Select the next whom the words fit."""
        found = self.state.found
        if found:
            at = found.index(self.state.chosen) + 1 if self.state.chosen in found else 0
            self.choose(found[at % len(found)])

    def stop_finding(self) -> None:
        """Seek nobody any more; who was found stays selected."""
        self._become(replace(self.state, wanted=""))

    def rename(self, person: PersonId, name: str) -> None:
        """Write down a person's name."""
        self._change(partial(facts.renamed, person, name.strip()))

    def set_age(self, person: PersonId, age: Age | None) -> None:
        """Write down the last age known; of who has died, the age at death."""
        self._change(partial(facts.aged, person, age))

    def set_deceased(self, person: PersonId, is_deceased: bool) -> None:
        """Write down whether a person has died."""
        self._change(partial(facts.deceased, person, is_deceased))

    def make_consultand(self, person: PersonId) -> None:
        """Write down that this person asks for advice."""
        self._change(partial(facts.chosen, person))

    def set_alive(self) -> None:
        """Write down that the selected person lives."""
        if self.state.person is not None:
            self._change(partial(facts.alive, self.state.person.id))

    def remove(self) -> None:
        """Take the selected person out with what hangs on her; one key brings all back."""
        family, person = self.state.coming, self.state.person
        if family and person:
            before = self._came_from
            self._change(partial(facts.removed, person.id))
            if before is not None and before != person.id:
                self.choose(before)

    def do(self, make: Callable[[Family], tuple[Edit, ...] | Addition], words: str = "") -> None:
        """Do as one step what this makes of the family; relatives it adds are selected at once.

        words: what is done, where the edits tell it less well.
        """
        family = self.state.coming
        made = make(family) if family is not None else ()
        self._change(partial(_edits_of, make), words)
        if isinstance(made, Addition):
            self.choose(made.focus)

    def add_first(self) -> None:
        """Begin an empty family with the person who asks for advice."""
        self._change(facts.begun)

    def save_sheet(self, path: Path) -> None:
        """Write the drawing to a file: PDF or SVG, as its ending says."""
        if self.state.shown is not None:
            self._become(replace(self.state, is_saving=True, sheet="", failure=None))
            work = partial(self._work.save_sheet, self.state.shown.drawing.scene, path)
            self._painting.ask(work, done=partial(self._saved, path), failed=self._not_saved)

    # Answers

    def _keep(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        self._keeping.keep(work, done=done, failed=failed)

    def _change(self, make: MakeEdits, words: str = "") -> None:
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
        is_removal = any(isinstance(edit, RemovePeople) for edit in edits)
        removed = done if is_removal else ""
        self._become(replace(self.state, ahead=after, removed=removed, failure=None))
        self.stack.push(EditCommand(before, after, words=done, swap=self._restore))
        work = partial(ledger.change, make)
        self._send(work, partial(self._changed, ledger, done))

    def _restore(self, wanted: Family) -> None:
        """Undo and redo: called by the stack."""
        ledger = self._ledger
        if ledger is not None:
            self._become(replace(self.state, ahead=wanted, removed=""))
            self._send(partial(ledger.restore, wanted), partial(self._arrived, ledger))

    def _send(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._ledger is not None:
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

    def _opened(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if self.state.family not in (None, shown.record.family):
            self.stack.clear()  # it was changed elsewhere: to undo would undo that too
        self._read(ledger, shown)

    def _read(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:  # else another family was opened meanwhile
            self._show(shown, None)

    def _refused(self, ledger: Ledger, failure: Failure) -> None:
        """A change was not made: show what is true, and why it is not what was wanted."""
        self._told_of(ledger, failure)
        if ledger is self._ledger:
            self._on_their_way -= 1
            self.stack.clear()  # it stands where the vault does not
            again = partial(self._read_again, ledger)
            self._keep(ledger.read, again, partial(self._told_of, ledger))
            self.refused.emit()

    def _read_again(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:
            self._show(shown, self.state.failure)

    def _told_of(self, ledger: Ledger, failure: Failure) -> None:
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
                state, shown=shown, ahead=ahead, chosen=chosen, failure=failure, removed=removed
            )
        )

    def _saved(self, path: Path, nothing: None) -> None:
        self._become(replace(self.state, is_saving=False, sheet=path.name))

    def _not_saved(self, failure: Failure) -> None:
        self._become(replace(self.state, is_saving=False, failure=failure))


def _applied(edits: tuple[Edit, ...], family: Family) -> Family:
    for edit in edits:
        family = edit.apply(family)
    return family


def _edits_of(
    make: Callable[[Family], tuple[Edit, ...] | Addition], family: Family
) -> tuple[Edit, ...]:
    made = make(family)
    return made.edits if isinstance(made, Addition) else made
