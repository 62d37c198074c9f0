"""What the hand has said of a drawing: who stands elsewhere than the program would put her.

It says nothing about the family, only about its picture: risk, kinship and exchange never read it.
All of it is in relation to something that stays true when the family is edited elsewhere.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from counselling.pedigree.person import PersonId

FARTHEST: Final = 10_000.0  # layout units; the hand puts nobody farther out


@dataclass(frozen=True, slots=True)
class Nudged:
    """A person moved by hand, in layout units to the right of where the drawing would put her.

    When her branch goes elsewhere, she goes with it.
    """

    person: PersonId
    by: float


@dataclass(frozen=True, slots=True)
class Pinned:
    """A person who stays where she is: at this x of the drawing, in layout units.

    Edits elsewhere move others. Drawn afresh, pinned people keep their distances.
    """

    person: PersonId
    x: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything that was done to a drawing by hand.

    orders: siblings from left to right; those not named stand where the drawing puts them. sides:
    the left partner of a couple and the right one.
    """

    nudges: tuple[Nudged, ...] = ()
    pins: tuple[Pinned, ...] = ()
    orders: tuple[tuple[PersonId, ...], ...] = ()
    sides: tuple[tuple[PersonId, PersonId], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the drawing is all the program's."""
        return not (self.nudges or self.pins or self.orders or self.sides)

    def nudge_of(self, person: PersonId) -> float:
        """How far to the right of her place a person was moved, in layout units."""
        return next((nudge.by for nudge in self.nudges if nudge.person == person), 0.0)

    def pin_of(self, person: PersonId) -> float | None:
        """Where a person is pinned, in layout units; None when she is not."""
        return next((pin.x for pin in self.pins if pin.person == person), None)

    def with_nudge(self, person: PersonId, by: float) -> "Arrangement":
        """Return the arrangement with a person moved so far; 0 takes it back, a pin goes."""
        kept = self._without_place(person)
        return replace(kept, nudges=(*kept.nudges, Nudged(person, by))) if by else kept

    def with_pin(self, person: PersonId, x: float) -> "Arrangement":
        """Return the arrangement with a person pinned; a nudge goes."""
        kept = self._without_place(person)
        return replace(kept, pins=(*kept.pins, Pinned(person, x)))

    def without_pin(self, person: PersonId) -> "Arrangement":
        """Return the arrangement with a person free again."""
        return replace(self, pins=tuple(pin for pin in self.pins if pin.person != person))

    def with_order(self, siblings: Sequence[PersonId]) -> "Arrangement":
        """Return the arrangement with siblings in this order, in place of what was said of any."""
        mine = frozenset(siblings)
        kept = tuple(order for order in self.orders if mine.isdisjoint(order))
        return replace(self, orders=(*kept, tuple(siblings)))

    def with_side(self, left: PersonId, right: PersonId) -> "Arrangement":
        """Return the arrangement with one partner left of the other."""
        kept = tuple(side for side in self.sides if {*side} != {left, right})
        return replace(self, sides=(*kept, (left, right)))

    def without(self, people: Collection[PersonId]) -> "Arrangement":
        """Return what still applies when these people have left the family."""
        if self.is_empty:
            return self
        left = (tuple(p for p in order if p not in people) for order in self.orders)
        return Arrangement(
            nudges=tuple(nudge for nudge in self.nudges if nudge.person not in people),
            pins=tuple(pin for pin in self.pins if pin.person not in people),
            orders=tuple(order for order in left if len(order) > 1),
            sides=tuple(side for side in self.sides if not any(p in people for p in side)),
        )

    def _without_place(self, person: PersonId) -> "Arrangement":
        nudges = tuple(nudge for nudge in self.nudges if nudge.person != person)
        return replace(self.without_pin(person), nudges=nudges)


TIDY: Final = Arrangement()  # nothing was said by hand
