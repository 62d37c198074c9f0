"""What page builders are given: the desk's use cases as pages need them, and the kit's services.

The use cases are Protocols: counselling.work fulfils them, tests give doubles. A page takes the
one it needs in its view model's constructor; only its builder sees UiContext.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtGui import QUndoGroup

from counselling.formats.format import Loss
from counselling.language.catalogue import Catalogue
from ui.kit.chart_view import MakeLiveView
from ui.kit.courier import Courier
from ui.kit.jobs import Jobs
from ui.kit.loop import Loop
from ui.kit.navigator import Navigator
from ui.kit.page import Page
from ui.look.icons import Icons
from ui.look.theme import Theme


class KnownVault(Protocol):
    """A vault that was opened on this computer before."""

    @property
    def name(self) -> str:
        """As it is shown: the folder's name without its ending."""
        ...

    @property
    def folder(self) -> Path:
        """Where it lies."""
        ...


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


class FamilySummary(Protocol):
    """A family in one line."""

    @property
    def id(self) -> str:
        """Its id in the vault."""
        ...

    @property
    def name(self) -> str:
        """Its name; may be empty."""
        ...

    @property
    def proband(self) -> str:
        """The proband's name, her id where no name was told, empty where nobody is one."""
        ...

    @property
    def people(self) -> int:
        """How many people it has."""
        ...

    @property
    def changed(self) -> datetime:
        """When it was last changed, with a time zone."""
        ...


class ImportReport(Protocol):
    """What became of a file."""

    @property
    def families(self) -> tuple[FamilySummary, ...]:
        """The families that are in the vault now."""
        ...

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What the file said and could not be kept, by line."""
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

    def import_file(self, path: Path) -> ImportReport:
        """Take the families of a file in. Raises FormatError, StorageError, VaultError."""
        ...

    def add_demo(self) -> ImportReport:
        """Take the demo families in. Raises StorageError, VaultError."""
        ...


class Desk(Protocol):
    """All use cases, one property a page. A new page adds its own Protocol above and a line here.

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


@dataclass(frozen=True, slots=True)
class UiContext:
    """Everything a page builder may take from. Pages themselves never see it."""

    catalogue: Catalogue
    theme: Theme
    icons: Icons
    courier: Courier
    jobs: Jobs
    loop: Loop
    navigator: Navigator
    undo: QUndoGroup
    make_live_view: MakeLiveView
    now: Callable[[], datetime]
    desk: Desk


PageBuilder: TypeAlias = Callable[[UiContext], Page]
Builders: TypeAlias = Mapping[str, PageBuilder]
