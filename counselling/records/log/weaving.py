"""Histories that went on at several desks, woven into one family without losing a value.

Every entry knows the entries that its author had before her (its parents). What an entry did is
read off the family as its author saw it, place by place (see pedigree/places). At each place a
value goes only when it was replaced by somebody who had seen it; what is left is what stands:

- one value, or equal ones: it stands.
- several lists of which each only adds to what was there: all of it stands.
- several: the latest stands, and all are shown as a Difference until somebody settles it.

Structure is guarded. Parents who would close a circle, or give one egg twice, do not count;
somebody is not removed while somebody else, at the same time, still wrote about her. Either is a
Difference too. Which entries arrived when, and over whom, changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import NamedTuple, TypeAlias

from counselling.errors import DamagedVault
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import Change, Place, at, differences, whom
from counselling.pedigree.settling import Settle
from counselling.records.log.composing import composed
from counselling.records.log.differing import Difference, OpId, Spoken, Written

Mask: TypeAlias = int  # a bit for each entry that was taken, by its number


@dataclass(frozen=True, slots=True)
class Woven:
    """A family with what is open in it."""

    family: Family
    differences: tuple[Difference, ...] = ()


class Thread(NamedTuple):
    """What weaving asks of an entry. clock: one more than the highest of its parents."""

    op: OpId
    parents: tuple[OpId, ...]
    clock: int
    edit: Edit


@dataclass(slots=True)
class _Knot:
    """A thread that was taken. past: all that its author had seen, and itself."""

    thread: Thread
    number: int
    past: Mask
    before: Family
    after: Family
    _changes: dict[Place, Change] | None = None

    @property
    def order(self) -> tuple[int, OpId]:
        return self.thread.clock, self.thread.op

    @property
    def changes(self) -> dict[Place, Change]:
        if self._changes is None:
            self._changes = differences(self.before, self.after)
            if isinstance(self.thread.edit, Settle):
                stands = at(self.before, self.thread.edit.place)
                self._changes[self.thread.edit.place] = Change(stands, stands)
        return self._changes

    @property
    def removed(self) -> tuple[PersonId, ...]:
        return tuple(
            place[1]
            for place, change in self.changes.items()
            if place[0] == "person" and len(place) == 2 and not change.after
        )

    def has_seen(self, other: "_Knot") -> bool:
        return bool(self.past >> other.number & 1)


class Loom:
    """Takes entries in an order in which none comes before its parents, and weaves them."""

    def __init__(self, family_id: str) -> None:
        self._nothing = Family(id=family_id)
        self._knots: dict[OpId, _Knot] = {}
        self._heads: tuple[OpId, ...] = ()
        self._woven: dict[tuple[OpId, ...], Woven] = {}

    @property
    def heads(self) -> tuple[OpId, ...]:
        """The entries that nobody's entry follows, in the order of the ids."""
        return self._heads

    def take(self, thread: Thread) -> tuple[Family, Family]:
        """Take an entry; return the family as its author saw it, before and after.

        Raises DamagedVault("vault.chain_broken") for one whose parents were not taken or whose
        clock is not theirs, PedigreeError for an edit that did not fit where its author stood.
        """
        if any(parent not in self._knots for parent in thread.parents):
            raise DamagedVault("vault.chain_broken")
        # the clock decides who was last: nobody may set her own ahead
        if thread.clock != 1 + max(
            (self._knots[p].thread.clock for p in thread.parents), default=0
        ):
            raise DamagedVault("vault.chain_broken")
        past = reduce(or_, (self._knots[p].past for p in thread.parents), 0)
        number = len(self._knots)
        before = self.view(thread.parents).family
        after = thread.edit.apply(before)
        self._knots[thread.op] = _Knot(thread, number, past | 1 << number, before, after)
        left = (head for head in self._heads if head not in thread.parents)
        self._heads = tuple(sorted((*left, thread.op)))
        return before, after

    def has(self, op: OpId) -> bool:
        """Whether an entry was taken."""
        return op in self._knots

    def woven(self) -> Woven:
        """Return the family at all heads, with what is open in it."""
        return self.view(self._heads)

    def view(self, heads: Sequence[OpId]) -> Woven:
        """Return the family as it stands after these entries and all that they knew of."""
        if not heads:
            return Woven(self._nothing)
        key = tuple(sorted(heads))
        if key not in self._woven:
            knots = [self._knots[op] for op in key]
            self._woven[key] = self._weave(knots) if len(knots) > 1 else self._follow(knots[0])
        return self._woven[key]

    def _follow(self, knot: _Knot) -> Woven:
        """Go on from what an author saw: an open place is so until she or others write there."""
        left = self.view(knot.thread.parents).differences
        return Woven(knot.after, tuple(one for one in left if one.place not in knot.changes))

    def _weave(self, ends: list[_Knot]) -> Woven:
        past = reduce(or_, (end.past for end in ends), 0)
        ends.sort(key=_by_order)
        knots = sorted((k for k in self._knots.values() if past >> k.number & 1), key=_by_order)
        refused = {knot.number: people for knot, people in _refused(knots)}
        counted = [knot for knot in knots if knot.number not in refused]
        family, found = composed(self._nothing.id, _written(counted), [end.after for end in ends])
        open_ones = (*found, *_removals(knots, refused))
        return Woven(family, tuple(sorted(open_ones, key=lambda one: one.place)))


def _by_order(knot: _Knot) -> tuple[int, OpId]:
    return knot.order


def _refused(knots: Sequence[_Knot]) -> Iterator[tuple[_Knot, tuple[PersonId, ...]]]:
    """Entries that removed people of whom somebody else wrote at the same time."""
    for knot in knots:
        if knot.removed:
            others = [one for one in knots if not (one.has_seen(knot) or knot.has_seen(one))]
            told = tuple(p for p in knot.removed if any(_tells_of(p, one) for one in others))
            if told:
                yield knot, told


def _tells_of(person: PersonId, knot: _Knot) -> bool:
    if person in knot.removed:
        return False
    return any(_is_about(person, place, change) for place, change in knot.changes.items())


def _is_about(person: PersonId, place: Place, change: Change) -> bool:
    match place:
        case ("person", _, "parents"):
            return person == place[1] or any(link.parent == person for link in change.after)
        case ("family", "proband" | "consultand"):
            return bool(change.after == person)
        case ("person", one, _):
            return one == person
    return person in whom(place) and change.after is not None


def _removals(
    knots: Sequence[_Knot], refused: Mapping[int, tuple[PersonId, ...]]
) -> Iterator[Difference]:
    """What was not done of the refused entries, where nobody who saw it has settled it since."""
    for knot in knots:
        for person in refused.get(knot.number, ()):
            place = ("person", person)
            later = (k for k in knots if k is not knot and k.number not in refused)
            if not any(one.has_seen(knot) and place in one.changes for one in later):
                yield Difference(place, (Spoken(knot.thread.op, True, False),), is_refused=True)


def _written(knots: Sequence[_Knot]) -> dict[Place, Written]:
    """Go through entries in their order and keep, at every place, what nobody replaced."""
    left: dict[Place, list[_Knot]] = {}
    every: dict[Place, list[_Knot]] = {}
    for knot in knots:
        for place in knot.changes:
            kept = [one for one in left.get(place, ()) if not knot.has_seen(one)]
            left[place] = [*kept, knot]
            every.setdefault(place, []).append(knot)
    return {place: _left(place, ends, every[place]) for place, ends in left.items()}


def _left(place: Place, ends: Sequence[_Knot], every: Sequence[_Knot]) -> Written:
    spoken = tuple(Spoken(end.thread.op, *end.changes[place]) for end in ends)
    is_added_to = False
    if len(ends) > 1:
        shared = reduce(and_, (end.past for end in ends))
        since = [knot.changes[place] for knot in every if not shared >> knot.number & 1]
        is_added_to = all(_adds(change) for change in since)
    return Written(spoken, ends[-1].order, is_added_to)


def _adds(change: Change) -> bool:
    if not (isinstance(change.before, tuple) and isinstance(change.after, tuple)):
        return False
    return all(item in change.after for item in change.before)
