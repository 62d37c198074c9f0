"""The trail of a family: its steps, those that can be undone and those that can be done again."""

from dataclasses import dataclass

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.steps import Way
from counselling.pedigree.writer import Writer


@dataclass(frozen=True)
class Step:
    """One statement or one key's deed: the family before and after it.

    writer: who did it, None for who works now. typed: see Statement.
    """

    edits: tuple[Edit, ...]
    before: Family
    after: Family
    typed: str = ""
    writer: Writer | None = None


@dataclass(frozen=True)
class Trail:
    """What can be undone (`done`, the last step last) and what can be done again (`undone`)."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def taken(self, step: Step) -> "Trail":
        """Return the trail after a new step: what was undone cannot be done again any more."""
        return Trail((*self.done, step))

    def wanted(self, way: Way) -> Family | None:
        """Return the family to which undo or redo leads; None when there is nothing to go."""
        if way is Way.BACK:
            return self.done[-1].before if self.done else None
        return self.undone[-1].after if self.undone else None

    def gone(self, way: Way) -> "Trail":
        """Return the trail after one undo or redo; there must be something to go."""
        if way is Way.BACK:
            return Trail(self.done[:-1], (*self.undone, self.done[-1]))
        return Trail((*self.done, self.undone[-1]), self.undone[:-1])
