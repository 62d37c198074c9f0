"""The desk's use cases as its pages need them: one Protocol a room.

counselling.work fulfils them, tests give doubles. A page takes the ones it needs in its view
model's constructor; none of them is called on the UI thread unless it says so.

Values that a use case returns are named here and loaded by nobody: the rooms they live in (vault,
layout) are heavy, and a start of the program must not wait for them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counselling.formats.format import Loss
from counselling.language.registry import Language
from ui.hearing_work import HearingWork
from ui.pedigree_work import HabitsWork, PedigreesWork, SheetsWork
from ui.risk_work import BoardsWork, RisksWork
from ui.sessions_work import SessionsWork
from ui.summaries import FamilySummary, ImportReport, KnownVault

if TYPE_CHECKING:
    from counselling.letters.order import Order
    from counselling.letters.template import Template
    from counselling.records.papers.documents import Document
    from counselling.records.search.search import Hit
    from counselling.work.families.families import FoundFile
    from counselling.work.letters.letter_papers import Shown
    from counselling.work.safekeeping import Safekeeping
    from counselling.work.vault.door import Arrival, Users


class UnlockWork(Protocol):
    """Use cases of the door. They take their time: never called on the UI thread."""

    @property
    def home(self) -> Path:
        """Folder into which new vaults go unless another one is chosen."""
        ...

    @property
    def owner(self) -> str:
        """Name of the first user of a new vault, unless another one is typed."""
        ...

    @property
    def least_passphrase(self) -> int:
        """Characters that a new passphrase has at least."""
        ...

    def vaults(self) -> tuple[KnownVault, ...]:
        """Return the known vaults that still exist, the last opened first."""
        ...

    def users(self, folder: Path) -> "Users":
        """Return who may enter a vault. Raises DamagedVault, NewerVault, StorageError."""
        ...

    def unlock(self, folder: Path, passphrase: str, *, user: str = "") -> "Arrival":
        """Open a vault; tells what is to be done first.

        Raises WrongKey, DamagedVault, NewerVault, VaultBusy, StorageError.
        """
        ...

    def recover(self, folder: Path, code: str) -> "Arrival":
        """Open a vault by a code on paper. As `unlock`."""
        ...

    def join(self, folder: Path, sheets: Sequence[str]) -> "Arrival":
        """Open a vault by two of the clinic's sheets. As `unlock`."""
        ...

    def take_up(self, passphrase: str) -> "Arrival":
        """Give who came by an invitation a way of her own. Raises VaultError, StorageError."""
        ...

    def offer_code(self) -> str:
        """Return the recovery code that is to be written down now. Raises StorageError."""
        ...

    def withdraw_code(self, code: str) -> None:
        """Take back a code that was offered and is not wanted. Raises StorageError."""
        ...

    def confirm_code(self, code: str) -> None:
        """Let a code take the old one's place: it was read off paper. Raises StorageError."""
        ...

    def create(self, folder: Path, passphrase: str, *, owner: str = "") -> str:
        """Make a vault, open it, and return its recovery code, which is kept nowhere.

        Raises VaultError, StorageError; then nothing is left there.
        """
        ...

    def save_sheet(self, path: Path, code: str) -> None:
        """Write the sheet with a recovery code. Raises StorageError."""
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


class PeopleWork(Protocol):
    """Use cases about everybody in the vault. They read and write it: not on the UI thread."""

    def find(self, typed: str, *, limit: int) -> "tuple[Hit, ...]":
        """Return who is meant, the nearest first. Raises VaultError, StorageError."""
        ...


class LettersWork(Protocol):
    """Use cases of the letters. They read and write the vault: not on the UI thread."""

    forms: Callable[[str], tuple[str, ...]]  # of address, that a language tells apart

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which a letter can be written."""
        ...

    def listing(self, family_id: str) -> "tuple[Document, ...]":
        """Return what is kept of a family's letters, the newest first. Raises VaultError."""
        ...

    @property
    def templates(self) -> "tuple[Template, ...]":
        """Kinds of letters that can be written."""

    def preview(self, order: "Order") -> "Shown":
        """Return a letter as it would be written, and its findings; nothing is kept.

        Raises RiskInputError, LetterError, LanguageError, VaultError.
        """

    def write(self, order: "Order") -> "Document":
        """Write a letter into the vault, sealed, with its twins.

        Raises RiskInputError, LetterError, LanguageError, StorageError, VaultError.
        """

    def post(self, family_id: str, person: str) -> tuple[str, ...]:
        """Return the lines of a person's address; () where none is known. Raises VaultError."""
        ...

    def beside(self, document: str) -> bytes:
        """Return the same letter in the counsellor's language; b"" for none. Raises VaultError."""

    def content(self, document: str) -> bytes:
        """Return a letter's bytes. Raises VaultError."""
        ...

    def export(self, document: str, path: Path) -> None:
        """Write a letter to a file, whole or not at all. Raises StorageError, VaultError."""
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
    def people(self) -> PeopleWork:
        """Everybody in the vault."""
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
    def hearing(self) -> HearingWork:
        """What a patient does on her page."""
        ...

    @property
    def letters(self) -> LettersWork:
        """Letters."""
        ...

    @property
    def habits(self) -> HabitsWork:
        """How this desk is used."""
        ...

    @property
    def safekeeping(self) -> "Safekeeping":
        """Looking after the records; each panel says in its own file what it needs of it."""
        ...
