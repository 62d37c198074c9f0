"""A family put together from what was written at its places, with structure guarded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from counselling.errors import PedigreeError
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.places import FACTS, OF_ARRANGEMENT, Place, Value
from counselling.pedigree.wholeness import demand_parents, demand_partners
from counselling.records.log.differing import Difference, Written, is_open, together

_PARENTS: Final = "parents"


def composed(
    family_id: str, writings: Mapping[Place, Written], ends: Sequence[Family]
) -> tuple[Family, tuple[Difference, ...]]:
    """Put a family together.

    ends: the family at every end of its history, the latest last; they give people their order.
    """
    found: list[Difference] = []
    for place, written in writings.items():
        # the drawing's arrangement says nothing of the family: there the latest stands
        if is_open(written) and place[0] != "arrangement" and place[-1] != _PARENTS:
            found.append(written.difference(place))
    standing = {place: together(written) for place, written in writings.items()}
    present = _present(standing)
    people = {person_id: _person(person_id, standing) for person_id in present}
    family = Family(id=family_id, persons=tuple(people[one] for one in _ordered(present, ends)))
    family = _with_parents(family, writings, found)
    family = _with_couples(family, writings, found)
    family = _with_twins(family, writings, found)
    return _with_the_rest(family, writings), tuple(found)


def _present(standing: Mapping[Place, Value]) -> list[PersonId]:
    return [place[1] for place, value in standing.items() if _is_somebody(place) and value]


def _is_somebody(place: Place) -> bool:
    return len(place) == 2 and place[0] == "person"


def _person(person_id: PersonId, standing: Mapping[Place, Value]) -> Person:
    places = {name: ("person", person_id, name) for name in FACTS if name != _PARENTS}
    told = {name: standing[place] for name, place in places.items() if place in standing}
    return replace(Person(person_id), **told)


def _ordered(present: Sequence[PersonId], ends: Sequence[Family]) -> list[PersonId]:
    """People in the latest end's order; others behind whom they follow in theirs."""
    left = set(present)
    order: list[PersonId] = []
    for end in reversed(ends):
        order = _inserted(order, [p.id for p in end.persons if p.id in left])
    return [*order, *(one for one in present if one not in set(order))]


def _inserted(order: list[PersonId], others: Sequence[PersonId]) -> list[PersonId]:
    known = set(order)
    behind: dict[PersonId | None, list[PersonId]] = {}
    last: PersonId | None = None
    for one in others:
        if one in known:
            last = one
        else:
            behind.setdefault(last, []).append(one)
    woven = behind.get(None, []).copy()
    for one in order:
        woven += [one, *behind.get(one, ())]
    return woven


def _with_parents(
    family: Family, writings: Mapping[Place, Written], found: list[Difference]
) -> Family:
    """Join children to their parents one after the other, as they were last written of."""
    mine = [(p, w) for p, w in writings.items() if len(p) == 3 and p[2] == _PARENTS]
    for place, written in sorted(mine, key=lambda one: one[1].order):
        child = family.by_id.get(place[1])
        if child is None:
            continue
        wanted = together(written)
        ways = [wanted, *(s.value for s in reversed(written.spoken)), written.spoken[0].before]
        links = next((way for way in ways if _fits(family, child.id, way)), ())
        if links != wanted or is_open(written):
            found.append(written.difference(place, is_refused=True))
        if links:
            family = family.replace_person(replace(child, parents=links))
    return family


def _fits(family: Family, child: PersonId, links: Sequence[ParentLink]) -> bool:
    try:
        demand_parents(family, child, links)
    except PedigreeError:
        return False
    return True


def _with_couples(
    family: Family, writings: Mapping[Place, Written], found: list[Difference]
) -> Family:
    couples: list[Partnership] = []
    for place, written, couple in _in_order("couple", writings):
        try:
            demand_partners(family, couple.partners)
            couples.append(couple)
        except PedigreeError:
            found.append(written.difference(place, is_refused=True))
    return replace(family, partnerships=tuple(couples))


def _with_twins(
    family: Family, writings: Mapping[Place, Written], found: list[Difference]
) -> Family:
    kept: list[TwinSet] = []
    for place, written, twins in _in_order("twins", writings):
        is_whole = all(member in family.by_id for member in twins.members)
        if is_whole and all(_lie_apart_or_within(twins, other) for other in kept):
            kept.append(twins)
        else:
            found.append(written.difference(place, is_refused=True))
    return replace(family, twins=tuple(kept))


def _lie_apart_or_within(one: TwinSet, other: TwinSet) -> bool:
    mine, theirs = frozenset(one.members), frozenset(other.members)
    return not mine & theirs or mine < theirs or theirs < mine


def _in_order(kind: str, writings: Mapping[Place, Written]) -> list[tuple[Place, Written, Value]]:
    """What stands at places of one kind, as it was last written of."""
    mine = [(place, written) for place, written in writings.items() if place[0] == kind]
    mine.sort(key=lambda one: (one[1].order, one[0]))
    told = ((place, written, together(written)) for place, written in mine)
    return [one for one in told if one[2] is not None]


def _with_the_rest(family: Family, writings: Mapping[Place, Written]) -> Family:
    standing = {place: together(written) for place, written in writings.items()}
    told = {place[1]: value for place, value in standing.items() if place[0] == "family"}
    for mark in ("proband", "consultand"):
        if told.get(mark) not in family.by_id:
            told.pop(mark, None)
    hand = {name: standing.get(("arrangement", name), ()) for name in OF_ARRANGEMENT}
    gone = {place[1] for place in standing if _is_somebody(place)} - family.by_id.keys()
    return replace(
        family,
        arrangement=Arrangement(**hand).without(gone),
        answers=_about_people(family, "answer", writings),
        outside=_about_people(family, "outside", writings),
        **told,
    )


def _about_people(
    family: Family, kind: str, writings: Mapping[Place, Written]
) -> tuple[Value, ...]:
    told = _in_order(kind, writings)
    return tuple(value for _, _, value in told if value.person in family.by_id)
