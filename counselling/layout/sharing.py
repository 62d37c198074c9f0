"""Lines that several siblings have in common: children by one donor, adopted by one couple."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from counselling.pedigree.lineage import LineUp
from counselling.pedigree.person import PartialDate, PersonId


def lines_beside(
    lines: Sequence[Sequence[LineUp]],
    born: Sequence[tuple[int, ...]],
    *,
    births: Sequence[PartialDate | None],
    twins: Iterable[frozenset[int]],
    number: Mapping[PersonId, int],
    told: Iterable[tuple[int, ...]],
) -> list[tuple[tuple[int, ...], LineUp]]:
    """Lines beside those to homes, with the siblings, elder first, who have them in common.

    A line is nobody else's too where only some of those born together have it, or where it may
    have to lead to somebody who stands as low as they do.
    """
    common: dict[tuple[tuple[int, ...], LineUp], list[int]] = {}
    for child, up in enumerate(lines):
        for line in up[1:]:
            common.setdefault((born[child], line), []).append(child)
    is_shared = any(len(kin) > 1 for kin in common.values())
    beside = _beside_or_below(born, told) if is_shared else {}
    if is_shared:
        _join_by_any_line(beside, lines)
    found: list[tuple[tuple[int, ...], LineUp]] = []
    for (_, line), kin in common.items():
        is_torn = any(born_then & {*kin} and born_then - {*kin} for born_then in twins)
        if len(kin) > 1 and (is_torn or _leads_to(kin, {number[p] for p in line.parents}, beside)):
            found += [((child,), line) for child in kin]
        else:
            found.append((tuple(elder_first(kin, births)), line))
    return sorted(found, key=lambda entry: entry[0])


def _beside_or_below(
    born: Sequence[tuple[int, ...]], told: Iterable[tuple[int, ...]]
) -> dict[int, set[int]]:
    """Of everybody: full siblings, and of parents their children and each other."""
    beside: dict[int, set[int]] = {}
    by_parents: dict[tuple[int, ...], set[int]] = {}
    for child, parents in enumerate(born):
        by_parents.setdefault(parents, set()).add(child)
    for partners in told:
        by_parents.setdefault(partners, set())
    for parents, children in by_parents.items():
        for parent in parents:
            beside.setdefault(parent, set()).update(children, parents)
        for child in children if parents else ():
            beside.setdefault(child, set()).update(children)
    return beside


def _join_by_any_line(beside: dict[int, set[int]], lines: Sequence[Sequence[LineUp]]) -> None:
    """Children of one home or donor stand beside each other as siblings by birth do."""
    kin: dict[PersonId, set[int]] = {}
    for child, up in enumerate(lines):
        for line in up:
            for parent in line.parents:
                kin.setdefault(parent, set()).add(child)
    for children in kin.values():
        for child in children:
            beside.setdefault(child, set()).update(children)


def _leads_to(start: Iterable[int], ends: set[int], beside: Mapping[int, set[int]]) -> bool:
    seen, stack = set(start), list(start)
    while stack:
        new = beside.get(stack.pop(), set()) - seen
        seen |= new
        stack += new
    return not ends.isdisjoint(seen)


def elder_first(children: Sequence[int], births: Sequence[PartialDate | None]) -> list[int]:
    """Return the ids' order, in which those of known birth take each other's places by age."""
    dated = [(births[child], child) for child in children]
    by_age = iter(sorted((_date(birth), child) for birth, child in dated if birth))
    return [next(by_age)[1] if birth else child for birth, child in dated]


def _date(birth: PartialDate) -> tuple[int, int, int]:
    return birth.year, birth.month or 0, birth.day or 0


def of_one_birth(
    sets: Iterable[frozenset[int]], born: Sequence[tuple[int, ...]]
) -> Iterator[frozenset[int]]:
    """Return the sets of twins, two or more, who are children of the same known parents."""
    for twins in sets:
        if len(twins) > 1 and all(born[a] and born[a] == born[b] for a, b in pairwise(twins)):
            yield twins
