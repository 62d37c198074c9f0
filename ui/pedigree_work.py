"""The use cases of the drawn family as its page needs them: see ui/desk.py for the others.

None of them is called on the UI thread unless it says so. Values of heavy rooms are named here and
loaded by nobody.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counselling.drawing.scene import Scene
from counselling.figures.sheet_order import SheetOrder
from counselling.language.registry import Language
from counselling.pedigree.answers import Answer, Topic
from counselling.pedigree.branches import Fold
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Way
from counselling.pedigree.trail import Trail

if TYPE_CHECKING:
    from counselling.interview.questions import Question
    from counselling.layout.result import Layout
    from counselling.shorthand.reading import Reading
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.history.ask_next import Plan
    from counselling.work.history.habits import Term
    from counselling.work.pedigree.draw_family import Drawing
    from counselling.work.pedigree.hold_person import Held
    from counselling.work.pedigree.part_family import ShownPart


class InterviewsWork(Protocol):
    """What to ask next. No vault; `plan` may take its time with a large family."""

    def plan(
        self,
        family: Family,
        *,
        last: PersonId | None = None,
        later: Set[tuple[PersonId, Topic, str, int]] = frozenset(),
    ) -> "Plan":
        """Return the questions in order; last: whom the last answer was about.

        later: keys of gaps that were put off. Raises PedigreeError("pedigree.no_consultand").
        """
        ...

    def holding(self, family: Family) -> tuple[Answer, ...]:
        """Return the answers that no fact has overtaken: quick, on the UI thread too."""
        ...

    def read_answer(
        self,
        text: str,
        family: Family,
        question: "Question",
        *,
        language: str,
        numbers: Mapping[PersonId, str],
        now: datetime,
    ) -> "Reading":
        """Read the answer to a question: quick, on the UI thread too. Raises LanguageError."""
        ...


class PedigreesWork(Protocol):
    """Use cases of the drawn family. They read and write the vault: not on the UI thread."""

    def show(self, family_id: str) -> "ShownFamily":
        """Open a family and draw it. Raises VaultError, LayoutError."""
        ...

    def change(
        self, before: "ShownFamily", edits: tuple[Edit, ...], *, typed: str = ""
    ) -> "ShownFamily":
        """Do edits as one step on a family as shown; the drawing keeps its order.

        typed: the family history as it was typed. Raises VaultError, PedigreeError,
        StorageError; then nothing is changed.
        """
        ...

    def restore(self, now: "ShownFamily", wanted: Family, *, way: Way) -> "ShownFamily":
        """Do the edit that brings a family to how it stood. Raises as `change` does."""
        ...

    def trail(self, family_id: str) -> Trail:
        """Return what can be undone and done again, from the whole log. Raises VaultError."""
        ...

    @property
    def interviews(self) -> InterviewsWork:
        """What to ask next about a family."""
        ...

    @property
    def note_languages(self) -> tuple[Language, ...]:
        """Languages in which a family history can be typed."""
        ...

    def read_note(
        self,
        text: str,
        family: Family,
        *,
        language: str,
        current: PersonId | None = None,
        numbers: Mapping[PersonId, str] | None = None,
    ) -> "Reading":
        """Read typed family history: quick, and without the vault; on the UI thread too.

        Raises LanguageError, PedigreeError("pedigree.no_consultand").
        """
        ...

    def better(self, now: "ShownFamily", watch: Callable[[], None]) -> "ShownFamily | None":
        """Look long for an order with fewer crossings; None: there is none. Needs no vault.

        watch: called all the while; what it raises ends the search. Raises LayoutError.
        """
        ...

    def hold(self, family: Family, drawing: "Drawing", person: PersonId) -> "Held":
        """Take somebody of a drawing into the hand. Needs no vault. Raises PedigreeError."""
        ...

    def part(self, now: "ShownFamily", folds: Sequence[Fold]) -> "ShownPart":
        """Draw what is left when branches are folded away. Needs no vault. Raises LayoutError."""
        ...

    def preview(self, now: "ShownFamily", family: Family, folds: Sequence[Fold] = ()) -> Scene:
        """Draw a family as it would be, in the order of the drawing now. Raises LayoutError."""
        ...

    @property
    def labels(self) -> "LabelLinesWork":
        """Which lines stand under the symbols."""
        ...

    def choose_labels(self, now: "ShownFamily", lines: Collection[str]) -> "ShownFamily":
        """Show these label lines from now on, remember them, and draw the family with them."""
        ...


class LabelLinesWork(Protocol):
    """Which lines stand under the symbols."""

    @property
    def known(self) -> tuple[str, ...]:
        """All lines that there are, in their order."""
        ...

    @property
    def lines(self) -> frozenset[str]:
        """Names of the lines that are shown."""
        ...


class SheetsWork(Protocol):
    """Use cases of the printed sheet. No vault is read; painting takes its time."""

    @property
    def paper(self) -> str:
        """The paper that sheets are printed on at this desk."""
        ...

    def choose_paper(self, name: str) -> None:
        """Print on this paper from now on. Writes a file."""
        ...

    def save(
        self,
        family: Family,
        layout: "Layout",
        order: SheetOrder,
        path: Path,
        heard: Callable[[float], None],
    ) -> None:
        """Write a family's sheet, whole or not at all.

        heard: called with the share that is done, 0..1; what it raises ends the work. Raises
        StorageError, LayoutError.
        """
        ...


class HabitsWork(Protocol):
    """How this desk is used. Reading is quick; `use` writes a file and is not for the UI thread."""

    @property
    def letters(self) -> Mapping[str, str]:
        """The letter of each deed of the drawn family's keys."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each thing that the program offers was chosen at this desk."""
        ...

    def use(self, code: str) -> None:
        """Count a choice. Raises StorageError."""
        ...

    def conditions(self, language: str) -> "tuple[Term, ...]":
        """Return the conditions that can be named in a language, with other words for each."""
        ...
