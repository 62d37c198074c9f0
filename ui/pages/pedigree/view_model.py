"""What the drawn family's page knows, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoGroup, QUndoStack

from counselling.errors import Field
from counselling.language.catalogue import Catalogue
from counselling.pedigree import edits
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person, PersonId
from ui.desk import PedigreesWork
from ui.kit.failures import Failure
from ui.kit.jobs import Jobs
from ui.kit.undo import EditCommand
from ui.kit.view_model import ViewModel
from ui.pages.pedigree.ledger import Change, Ledger, MakeEdits

if TYPE_CHECKING:
    from counselling.work.pedigrees import ShownFamily

T = TypeVar("T")

FIRST_PERSON: Final[PersonId] = "1"


@dataclass(frozen=True, slots=True)
class PedigreeState:
    """State of the page.

    shown: None while the family was never read. chosen: who is selected. wanted: what was typed to
    find somebody. is_listed: people stand in a list, not in the drawing. sheet: name of the file
    that was saved last. is_saving: one is being made.
    """

    shown: "ShownFamily | None" = None
    chosen: PersonId | None = None
    wanted: str = ""
    is_listed: bool = False
    is_saving: bool = False
    sheet: str = ""
    failure: Failure | None = None

    @property
    def family(self) -> Family | None:
        """The family."""
        return self.shown.record.family if self.shown else None

    @property
    def person(self) -> Person | None:
        """The selected person."""
        return self.family.by_id.get(self.chosen) if self.family and self.chosen else None

    @property
    def found(self) -> tuple[PersonId, ...]:
        """People whose number and name hold every word typed, in the order of the drawing."""
        sought = self.wanted.casefold().split()
        if self.shown is None or not sought:
            return ()
        known = self.shown.record.family.by_id
        names = {p: f"{n} {known[p].name}" for p, n in self.shown.drawing.numbers.items()}
        return tuple(p for p, n in names.items() if all(w in n.casefold() for w in sought))


class PedigreeModel(ViewModel[PedigreeState]):
    """Verbs of the page. Every change is an Edit in the vault; undo is the edit that leads back."""

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
            self._become(PedigreeState(is_listed=self.state.is_listed))
        if person is not None:
            self._become(replace(self.state, chosen=person))
        ledger = self._ledger
        self._keep(ledger.read, partial(self._opened, ledger), partial(self._told_of, ledger))

    def choose(self, person: PersonId) -> None:
        """Select somebody."""
        self._become(replace(self.state, chosen=person))

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
        self._change(partial(_renamed, person, name.strip()))

    def set_age(self, person: PersonId, age: Age | None) -> None:
        """Write down the last age known; of who has died, the age at death."""
        self._change(partial(_aged, person, age))

    def set_deceased(self, person: PersonId, is_deceased: bool) -> None:
        """Write down whether a person has died."""
        self._change(partial(_deceased, person, is_deceased))

    def make_consultand(self, person: PersonId) -> None:
        """Write down that this person asks for advice."""
        self._change(partial(_chosen, person))

    def add_first(self) -> None:
        """Begin an empty family with the person who asks for advice."""
        self._change(_begun)

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

    def _change(self, make: MakeEdits) -> None:
        ledger = self._ledger
        if ledger is not None:
            work = partial(ledger.change, make)
            self._keep(work, partial(self._changed, ledger), partial(self._refused, ledger))

    def _restore(self, wanted: Family) -> None:
        """Undo and redo: called by the stack."""
        ledger = self._ledger
        if ledger is not None:
            work = partial(ledger.restore, wanted)
            self._keep(work, partial(self._read, ledger), partial(self._refused, ledger))

    def _changed(self, ledger: Ledger, change: Change) -> None:
        if ledger is not self._ledger:
            return
        self._read(ledger, change.shown)
        if change.edits:
            after = change.shown.record.family
            told = self._told(change.edits[0], after, change.shown)
            self.stack.push(EditCommand(change.before, after, words=told, swap=self._restore))

    def _told(self, edit: Edit, family: Family, shown: "ShownFamily") -> str:
        """Say an edit as the history does."""
        blanks: dict[str, Field] = {}
        match edit:
            case edits.AddPerson(person) | edits.ChangePerson(person):
                blanks["person"] = person.name or shown.drawing.numbers[person.id]
            case edits.ChooseConsultand(person_id):
                name = family.person(person_id).name
                blanks["person"] = name or shown.drawing.numbers[person_id]
        return self._words.say(f"history.{edit.kind}", **blanks)

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
            self.stack.clear()  # it stands where the vault does not
            again = partial(self._read_again, ledger)
            self._keep(ledger.read, again, partial(self._told_of, ledger))

    def _read_again(self, ledger: Ledger, shown: "ShownFamily") -> None:
        if ledger is self._ledger:
            self._show(shown, self.state.failure)

    def _told_of(self, ledger: Ledger, failure: Failure) -> None:
        if ledger is self._ledger:
            self._become(replace(self.state, failure=failure))

    def _show(self, shown: "ShownFamily", failure: Failure | None) -> None:
        family, chosen = shown.record.family, self.state.chosen
        if chosen not in family.by_id:
            chosen = family.focus or next(iter(shown.drawing.numbers), None)
        self._become(replace(self.state, shown=shown, chosen=chosen, failure=failure))

    def _saved(self, path: Path, nothing: None) -> None:
        self._become(replace(self.state, is_saving=False, sheet=path.name))

    def _not_saved(self, failure: Failure) -> None:
        self._become(replace(self.state, is_saving=False, failure=failure))


# What the verbs do to a family; an edit that would change nothing is not made


def _renamed(person_id: PersonId, name: str, family: Family) -> tuple[Edit, ...]:
    return _facts(family, replace(family.person(person_id), name=name))


def _aged(person_id: PersonId, age: Age | None, family: Family) -> tuple[Edit, ...]:
    return _facts(family, replace(family.person(person_id), age=age))


def _deceased(person_id: PersonId, is_deceased: bool, family: Family) -> tuple[Edit, ...]:
    return _facts(family, replace(family.person(person_id), is_deceased=is_deceased))


def _facts(family: Family, person: Person) -> tuple[Edit, ...]:
    return () if person == family.person(person.id) else (edits.ChangePerson(person),)


def _chosen(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    return () if family.consultand == person_id else (edits.ChooseConsultand(person_id),)


def _begun(family: Family) -> tuple[Edit, ...]:
    if family.persons:
        return ()
    return (edits.AddPerson(Person(FIRST_PERSON)), edits.ChooseConsultand(FIRST_PERSON))
