"""What use cases tell of vaults, families and files, in a line each."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from counselling.formats.format import Loss


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

    @property
    def differences(self) -> int:
        """Of how many things two people said different ones, and somebody must choose."""
        ...

    @property
    def is_restricted(self) -> bool:
        """Whether only named users read it."""
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
