"""What the drawn family's page shows, as one value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counselling.language.finding import finder
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from ui.kit.threads.failures import Failure

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.pedigree.draw_family import Drawing
    from ui.pages.pedigree.kept.view import View


@dataclass(frozen=True, slots=True)
class PedigreeState:
    """State of the page.

    shown: None while the family was never read. chosen: who is selected. wanted: what was typed to
    find somebody. is_listed: people stand in a list, not in the drawing. ahead: the family as it
    will be when what is on its way to the vault has arrived; None when nothing is. removed: what
    was taken out, in words, while it can be brought back by one key. view: what of it is drawn.
    others: who is selected beside `chosen`, from whom the keys walk.
    """

    shown: "ShownFamily | None" = None
    chosen: PersonId | None = None
    wanted: str = ""
    is_listed: bool = False
    failure: Failure | None = None
    ahead: Family | None = None
    removed: str = ""
    view: "View | None" = None
    others: frozenset[PersonId] = frozenset()

    @property
    def family(self) -> Family | None:
        """The family."""
        return self.shown.record.family if self.shown else None

    @property
    def coming(self) -> Family | None:
        """The family with what is on its way: what the next key is about."""
        return self.ahead or self.family

    @property
    def person(self) -> Person | None:
        """The selected person."""
        return self.coming.by_id.get(self.chosen) if self.coming and self.chosen else None

    @property
    def selected(self) -> tuple[PersonId, ...]:
        """Everybody selected: the chosen one first, then the others as they are drawn."""
        if self.person is None:
            return ()
        known = self.coming.by_id if self.coming else {}
        numbers = self.shown.drawing.numbers if self.shown else {}
        order = {person: place for place, person in enumerate(numbers)}
        others = (p for p in self.others if p in known and p != self.person.id)
        return (self.person.id, *sorted(others, key=lambda p: (order.get(p, len(order)), p)))

    @property
    def drawing(self) -> "Drawing | None":
        """What is drawn: the family without the branches that are folded away."""
        if self.view is not None:
            return self.view.drawing
        return self.shown.drawing if self.shown else None

    @property
    def found(self) -> tuple[PersonId, ...]:
        """People whose number and name hold every word typed, in the order of the drawing."""
        if self.shown is None or not self.wanted.strip():
            return ()
        known = self.shown.record.family.by_id
        names = {p: f"{n} {known[p].name}" for p, n in self.shown.drawing.numbers.items()}
        is_meant = finder(self.wanted)
        return tuple(p for p, name in names.items() if is_meant(name))
