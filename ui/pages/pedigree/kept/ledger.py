"""The open family as the vault holds it, and the changes on their way to it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from counselling.errors import VaultError
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.steps import Way
from counselling.pedigree.trail import Step, Trail
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily

# Edits are made when their turn comes, from the family as it then stands: of two changes made in
# quick succession the second must not bring back what the first one changed.
MakeEdits: TypeAlias = Callable[[Family], tuple[Edit, ...]]


@dataclass(frozen=True)
class Change:
    """A change that was kept: its edits, the family before, and as it is shown now."""

    edits: tuple[Edit, ...]
    before: Family
    shown: "ShownFamily"


@dataclass(frozen=True)
class Walked:
    """A trail; is_news: it was read from the log, else it is what was done here."""

    trail: Trail
    is_news: bool


class Ledger:
    """One family. Its methods are called by the thread that keeps things, one after the other.

    is_open: it is the family that the page shows.
    """

    def __init__(self, work: PedigreesWork, family_id: str) -> None:
        self._work = work
        self.family_id = family_id
        self.is_open = True
        self._shown: ShownFamily | None = None
        self._trail: Trail | None = None
        self._known = 0  # entries of the log that the trail tells of

    def read(self) -> "ShownFamily":
        """Read the family from the vault."""
        self._shown = self._work.show(self.family_id)
        return self._shown

    def now(self) -> "ShownFamily":
        """Return the family as it was read or changed last."""
        return self._shown or self.read()

    def take(self, before: "ShownFamily", better: "ShownFamily") -> "ShownFamily":
        """Take a better drawing of the same family, unless it was changed meanwhile."""
        if self._shown is before:
            self._shown = better
        return self.now()

    def walk(self) -> Walked:
        """Return the family's trail, read from the log where it was changed elsewhere."""
        shown = self._shown or self.read()
        is_news = self._trail is None or self._known != shown.record.sequence
        if self._trail is None or is_news:
            self._trail = self._work.trail(self.family_id)
            self._known = shown.record.sequence
        return Walked(self._trail, is_news)

    def change(self, make: MakeEdits, *, typed: str = "") -> Change:
        """Do edits as one step; none at all changes nothing."""
        shown = self._shown or self.read()
        before = shown.record.family
        edits = make(before)
        if edits:
            trail = self.walk().trail
            self._shown = shown = self._work.change(shown, edits, typed=typed)
            self._trail = trail.taken(Step(edits, before, shown.record.family, typed))
            self._known = shown.record.sequence
        return Change(edits, before, shown)

    def relabel(self, lines: Collection[str]) -> "ShownFamily":
        """Draw the family with other label lines, from now on."""
        self._shown = self._work.choose_labels(self._shown or self.read(), lines)
        return self._shown

    def restore(self, wanted: Family, way: Way) -> "ShownFamily":
        """Undo the last step or do it again.

        Raises VaultError("vault.family_changed") where that is not what the log leads to.
        """
        trail = self.walk().trail
        if self._shown is None or trail.wanted(way) != wanted:
            raise VaultError("vault.family_changed")
        self._shown = self._work.restore(self._shown, wanted, way=way)
        self._trail = trail.gone(way)
        self._known = self._shown.record.sequence
        return self._shown
