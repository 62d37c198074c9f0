"""The open family as the vault holds it, and the changes on their way to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from ui.desk import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.pedigrees import ShownFamily

# Edits are made when their turn comes, from the family as it then stands: of two changes made in
# quick succession the second must not bring back what the first one changed.
MakeEdits: TypeAlias = Callable[[Family], tuple[Edit, ...]]


@dataclass(frozen=True)
class Change:
    """A change that was kept: its edits, the family before, and as it is shown now."""

    edits: tuple[Edit, ...]
    before: Family
    shown: "ShownFamily"


class Ledger:
    """One family. Its methods are called by the thread that keeps things, one after the other."""

    def __init__(self, work: PedigreesWork, family_id: str) -> None:
        self._work = work
        self.family_id = family_id
        self._shown: ShownFamily | None = None

    def read(self) -> "ShownFamily":
        """Read the family from the vault."""
        self._shown = self._work.show(self.family_id)
        return self._shown

    def change(self, make: MakeEdits) -> Change:
        """Do edits; none at all changes nothing."""
        shown = self._shown or self.read()
        before = shown.record.family
        edits = make(before)
        if edits:
            self._shown = shown = self._work.change(shown, edits)
        return Change(edits, before, shown)

    def restore(self, wanted: Family) -> "ShownFamily":
        """Bring the family to how it stood."""
        self._shown = self._work.restore(self._shown or self.read(), wanted)
        return self._shown
