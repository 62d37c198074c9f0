"""Edits made by hand on the drawing: people moved, pinned, put in another order; tidied again."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from counselling.errors import PedigreeError
from counselling.pedigree.arrangement import FARTHEST, Arrangement
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import lines_up
from counselling.pedigree.person import PersonId
from counselling.pedigree.wholeness import demand_partners


@dataclass(frozen=True, slots=True)
class Nudge:
    """Move a person by hand: so many layout units to the right of where the drawing puts her.

    by: in place of what was said before, not added to it; 0 takes it back.
    """

    person: PersonId
    by: float
    kind: ClassVar[str] = "nudge"

    def apply(self, family: Family) -> Family:
        """Return the family with the person moved. Raises PedigreeError."""
        demand_places(family, ((self.person, self.by),))
        return replace(family, arrangement=family.arrangement.with_nudge(self.person, self.by))


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep a person at this x of the drawing, in layout units, whatever is edited elsewhere."""

    person: PersonId
    x: float
    kind: ClassVar[str] = "pin"

    def apply(self, family: Family) -> Family:
        """Return the family with the person pinned. Raises PedigreeError."""
        demand_places(family, ((self.person, self.x),))
        return replace(family, arrangement=family.arrangement.with_pin(self.person, self.x))


@dataclass(frozen=True, slots=True)
class Unpin:
    """Let a pinned person go where the drawing puts her."""

    person: PersonId
    kind: ClassVar[str] = "unpin"

    def apply(self, family: Family) -> Family:
        """Return the family with the person free. Raises PedigreeError when she is not there."""
        family.person(self.person)
        return replace(family, arrangement=family.arrangement.without_pin(self.person))


@dataclass(frozen=True, slots=True)
class OrderSiblings:
    """Put siblings in an order, from left to right; their age has no say in it then."""

    siblings: tuple[PersonId, ...]
    kind: ClassVar[str] = "order_siblings"

    def apply(self, family: Family) -> Family:
        """Return the family with the order. Raises PedigreeError unless they are siblings."""
        demand_siblings(family, self.siblings)
        return replace(family, arrangement=family.arrangement.with_order(self.siblings))


@dataclass(frozen=True, slots=True)
class SetSide:
    """Put one partner to the left of the other."""

    left: PersonId
    right: PersonId
    kind: ClassVar[str] = "set_side"

    def apply(self, family: Family) -> Family:
        """Return the family with the couple this way round. Raises PedigreeError."""
        demand_partners(family, (self.left, self.right))
        return replace(family, arrangement=family.arrangement.with_side(self.left, self.right))


@dataclass(frozen=True, slots=True)
class Tidy:
    """Forget everything done by hand: the family is to be drawn afresh."""

    kind: ClassVar[str] = "tidy"

    def apply(self, family: Family) -> Family:
        """Return the family without an arrangement."""
        return replace(family, arrangement=Arrangement())


def demand_whole(family: Family) -> None:
    """Refuse an arrangement of people who are not there. Raises PedigreeError as demand_places.

    That siblings or partners are none any more is no harm: such an order is not looked at.
    """
    arrangement = family.arrangement
    places = [(nudge.person, nudge.by) for nudge in arrangement.nudges]
    demand_places(family, [*places, *((pin.person, pin.x) for pin in arrangement.pins)])
    for order in (*arrangement.orders, *arrangement.sides):
        for person in order:
            family.person(person)


def demand_places(family: Family, places: Iterable[tuple[PersonId, float]]) -> None:
    """Refuse places of nobody, and places that are no number or out of all sight.

    Raises PedigreeError("pedigree.no_such_person"), ("pedigree.no_such_place").
    """
    for person, x in places:
        family.person(person)
        if not math.isfinite(x) or abs(x) > FARTHEST:
            raise PedigreeError("pedigree.no_such_place")


def demand_siblings(family: Family, siblings: tuple[PersonId, ...]) -> None:
    """Refuse an order of people who are no siblings, of one, or with somebody twice.

    Raises PedigreeError("pedigree.no_such_person"), ("pedigree.no_siblings").
    """
    homes = {lines_up(family, family.person(person))[:1] for person in siblings}
    parents = {line.parents for home in homes for line in home}
    if len(set(siblings)) < max(2, len(siblings)) or len(parents) != 1 or () in homes:
        raise PedigreeError("pedigree.no_siblings")
