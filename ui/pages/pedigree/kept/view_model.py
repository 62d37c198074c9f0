"""What the drawn family's page knows, and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup

from counselling.language.catalogue import Catalogue
from counselling.pedigree.branches import Fold
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, PersonId
from counselling.pedigree.terms import ParentKind
from ui.kit.threads.jobs import Jobs
from ui.pages.pedigree.edits import additions, facts
from ui.pages.pedigree.edits.additions import Addition
from ui.pages.pedigree.edits.facts import FIRST_PERSON
from ui.pages.pedigree.kept import choosing
from ui.pages.pedigree.kept.kept_model import KeptModel
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.walking import Way, next_relative
from ui.pedigree_work import PedigreesWork

__all__ = ["FIRST_PERSON", "PedigreeModel", "PedigreeState"]


class PedigreeModel(KeptModel):
    """Verbs of the page. counted: how many are selected now, in words; empty for one."""

    counted = Signal(str)

    def __init__(
        self,
        work: PedigreesWork,
        jobs: Jobs,
        words: Catalogue,
        undo: QUndoGroup,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(work, jobs, words, undo, parent)

    def choose(self, person: PersonId) -> None:
        """Select somebody of the family; who is only drawn as a ghost is not in it yet."""
        if self.state.coming is not None and person not in self.state.coming.by_id:
            return
        self._came_from = self.state.chosen
        self._become(replace(self.state, chosen=person, others=frozenset()))
        if self.state.view is not None and person in self.state.view.hidden:
            self.fold(partial(choosing.unfolded_for, person, self.state.view.whole))

    def walk(self, way: Way, *, is_adding: bool = False) -> None:
        """Select the next relative in a direction, if there is one; beside the others, or alone."""
        shown, person, family = self.state.shown, self.state.person, self.state.coming
        if shown and family and person:
            view = self.state.view
            layout = view.drawing.layout if view else shown.drawing.layout
            found = next_relative(family, layout, person.id, way, self._came_from)
            if found is None or (view and found in view.hidden):
                return
            if is_adding:
                self.select(partial(choosing.with_one_more, person=found))
            else:
                self.choose(found)

    def select(self, change: Callable[[PedigreeState], PedigreeState]) -> None:
        """Select other people, or more; says how many there are."""
        before, self._came_from = self.state.selected, self.state.chosen
        self._become(change(self.state))
        if self.state.selected != before:
            self.counted.emit(choosing.said(self.state, self._words))

    def fold(self, change: Callable[[tuple[Fold, ...]], tuple[Fold, ...]]) -> None:
        """Fold branches away, or out again; no change of the family."""
        if self._ledger is not None:
            self._looking.fold(self._ledger, change)

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

    def remove(self, *, is_alone: bool = False) -> None:
        """Take everybody selected out, alone or with what hangs on her; undo brings all back."""
        people = self.state.selected
        if people:
            before = self._came_from
            self._change(partial(facts.all_removed, people, is_alone=is_alone))
            if before is not None and before not in people:
                self.choose(before)

    def do(
        self,
        make: Callable[[Family], tuple[Edit, ...] | Addition],
        words: str = "",
        *,
        typed: str = "",
    ) -> None:
        """Do as one step what this makes of the family; relatives it adds are selected at once.

        words: what is done, where the edits tell it less well. typed: the line that tells it.
        """
        family = self.state.coming
        made = make(family) if family is not None else ()
        self._change(partial(_edits_of, make), words, typed=typed)
        if isinstance(made, Addition):
            self.choose(made.focus)

    def add_first(self) -> None:
        """Begin an empty family with the person who asks for advice."""
        self._change(facts.begun)

    def choose_labels(self, lines: frozenset[str]) -> None:
        """Show these lines under the symbols from now on."""
        if self._ledger is not None:
            self.show_anew(self._ledger, partial(self._ledger.relabel, lines))


def _edits_of(
    make: Callable[[Family], tuple[Edit, ...] | Addition], family: Family
) -> tuple[Edit, ...]:
    made = make(family)
    return made.edits if isinstance(made, Addition) else made
