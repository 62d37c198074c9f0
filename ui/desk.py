"""The desk's use cases as its pages need them: one Protocol a room.

counselling.work fulfils them, tests give doubles. A page takes the ones it needs in its view
model's constructor; none of them is called on the UI thread unless it says so.

Values that a use case returns are named here and loaded by nobody: the rooms they live in (vault,
layout) are heavy, and a start of the program must not wait for them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counselling.call.devices import Devices
from counselling.drawing.scene import Scene
from counselling.errors import Field
from counselling.figures.chart import ChartData
from counselling.figures.sheet_order import SheetOrder
from counselling.formats.format import Loss
from counselling.language.registry import Language
from counselling.pedigree.answers import Topic
from counselling.pedigree.branches import Fold
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Way
from counselling.pedigree.trail import Trail
from ui.summaries import FamilySummary, ImportReport, KnownVault

if TYPE_CHECKING:
    from counselling.interview.questions import Question
    from counselling.layout.result import Layout
    from counselling.records.documents import Document
    from counselling.records.sessions import Notes, Session
    from counselling.shorthand.reading import Reading
    from counselling.work.ask_next import Plan
    from counselling.work.draw_family import Drawing
    from counselling.work.families import FoundFile
    from counselling.work.habits import Term
    from counselling.work.hold_person import Held
    from counselling.work.part_family import ShownPart
    from counselling.work.pedigrees import ShownFamily
    from counselling.work.risks import ShownRisk
    from counselling.work.sessions import Line


class UnlockWork(Protocol):
    """Use cases of the door. They take their time: never called on the UI thread."""

    @property
    def home(self) -> Path:
        """Folder into which new vaults go unless another one is chosen."""
        ...

    @property
    def least_passphrase(self) -> int:
        """Characters that a new passphrase has at least."""
        ...

    def vaults(self) -> tuple[KnownVault, ...]:
        """Return the known vaults that still exist, the last opened first."""
        ...

    def unlock(self, folder: Path, passphrase: str) -> None:
        """Open a vault. Raises WrongKey, DamagedVault, NewerVault, VaultBusy, StorageError."""
        ...

    def create(self, folder: Path, passphrase: str) -> None:
        """Make a vault and open it. Raises VaultError, StorageError; then nothing is left there."""
        ...

    def open_demo(self) -> None:
        """Make a demo vault with the demo families, and open it."""
        ...

    def lock(self) -> None:
        """Close the vault and forget its key. Does nothing when it is closed."""
        ...


class FamiliesWork(Protocol):
    """Use cases of the list of families. They read and write the vault: not on the UI thread."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the files that can be read, each with its dot."""
        ...

    def summaries(self) -> tuple[FamilySummary, ...]:
        """Return all families, the last changed first. Raises VaultError."""
        ...

    def open(self, family_id: str) -> FamilySummary:
        """Write down that the family was opened, and return it. Raises VaultError."""
        ...

    def create(self, name: str) -> FamilySummary:
        """Make an empty family. Raises VaultError, StorageError."""
        ...

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Formats that a family can be written in: name and ending."""
        ...

    def look_into(self, path: Path) -> "FoundFile":
        """Read a file; nothing is taken in. Raises FormatError, StorageError."""
        ...

    def take(self, found: "FoundFile", places: Sequence[int]) -> ImportReport:
        """Take some of a file's families in. Raises VaultError, StorageError."""
        ...

    def export(self, family_id: str, path: Path) -> tuple[Loss, ...]:
        """Write a family to a file. Raises FormatError, StorageError, VaultError."""
        ...

    def add_demo(self) -> ImportReport:
        """Take the demo families in. Raises StorageError, VaultError."""
        ...


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

    def hold(
        self,
        family: Family,
        drawing: "Drawing",
        person: PersonId,
        folded: Mapping[Fold, int],
    ) -> "Held":
        """Take somebody of a drawing into the hand. Needs no vault. Raises PedigreeError."""
        ...

    def part(self, now: "ShownFamily", folds: Sequence[Fold]) -> "ShownPart":
        """Draw what is left when branches are folded away. Needs no vault. Raises LayoutError."""
        ...

    def preview(
        self, now: "ShownFamily", family: Family, folds: Sequence[Fold] = ()
    ) -> Scene:
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


class RisksWork(Protocol):
    """Use cases of the risk. They read the vault and compute: not on the UI thread."""

    @property
    def country(self) -> str:
        """The country that this desk compares with, as the tables name it."""
        ...

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that a person can be compared with."""
        ...

    def ask(self, family: Family, *, person: PersonId | None, country: str) -> "ShownRisk":
        """Ask the model about a person. Raises RiskInputError, PedigreeError."""
        ...

    def chart_page(self, chart: ChartData) -> str:
        """Return the interactive chart as one page."""
        ...


class BoardsWork(Protocol):
    """Use cases of the board: pictures for the patient's eyes. Not on the UI thread."""

    def pedigree(self, family_id: str, *, language: str) -> Scene:
        """Draw a family without names. Raises VaultError, LayoutError."""
        ...

    def risk(
        self, family_id: str, *, person: PersonId | None, country: str, language: str
    ) -> Scene:
        """Draw a person's risk without her name. Raises VaultError, RiskInputError."""
        ...


class SessionsWork(Protocol):
    """Use cases of the session. All but open_line use the vault: not on the UI thread."""

    @property
    def open_line(self) -> Callable[[str, Devices], "AbstractAsyncContextManager[Line]"]:
        """Open a line, on the asyncio thread: the patient's language and our devices."""
        ...

    def begin(self, family_id: str, *, person: PersonId = "") -> str:
        """Begin a session and return its id. Raises VaultError, StorageError."""
        ...

    def listing(self, family_id: str) -> "tuple[Session, ...]":
        """Return a family's sessions, the last one first. Raises VaultError."""
        ...

    def notes(self, session: str) -> "Notes":
        """Return a session's notes. Raises VaultError."""
        ...

    def save_notes(self, session: str, text: str) -> "Notes":
        """Save the notes as they stand. Raises VaultError, StorageError."""
        ...

    def end(self, session: str, *, figures: Mapping[str, Field]) -> "Session":
        """End a session with the figures of its call. Raises VaultError, StorageError."""
        ...


class LettersWork(Protocol):
    """Use cases of the letters. They read and write the vault: not on the UI thread."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which a letter can be written."""
        ...

    def listing(self, family_id: str) -> "tuple[Document, ...]":
        """Return what is kept of a family's letters, the newest first. Raises VaultError."""
        ...

    def write_summary(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        language: str,
        country: str,
        agreed: tuple[str, ...] = (),
    ) -> "Document":
        """Write the summary letter into the vault, whole or not at all.

        Raises RiskInputError, LetterError, LanguageError, StorageError, VaultError.
        """
        ...

    def content(self, document: str) -> bytes:
        """Return a letter's bytes. Raises VaultError."""
        ...

    def export(self, document: str, path: Path) -> None:
        """Write a letter to a file, whole or not at all. Raises StorageError, VaultError."""
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


class Desk(Protocol):
    """All use cases, one property a room. A new page adds its own Protocol above and a line here.

    counselling.work.desk.Desk fulfils it; app/compose builds that.
    """

    @property
    def unlock(self) -> UnlockWork:
        """The door."""
        ...

    @property
    def families(self) -> FamiliesWork:
        """The list of families."""
        ...

    @property
    def pedigrees(self) -> PedigreesWork:
        """Families drawn."""
        ...

    @property
    def sheets(self) -> SheetsWork:
        """Sheets to print and to keep."""
        ...

    @property
    def risks(self) -> RisksWork:
        """What the models say."""
        ...

    @property
    def boards(self) -> BoardsWork:
        """Pictures for the patient."""
        ...

    @property
    def sessions(self) -> SessionsWork:
        """Meetings."""
        ...

    @property
    def letters(self) -> LettersWork:
        """Letters."""
        ...

    @property
    def habits(self) -> HabitsWork:
        """How this desk is used."""
        ...
