"""Lines that several siblings have in common: children by one donor, adopted by one couple."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TypeAlias

from counselling.pedigree.lineage import LineUp
from counselling.pedigree.person import PartialDate

Further: TypeAlias = tuple[int, LineUp]  # the first child who has it, and the line


def lines_beside(
    lines: Sequence[Sequence[LineUp]],
    born: Sequence[tuple[int, ...]],
    *,
    births: Sequence[PartialDate | None],
    twins: Iterable[frozenset[int]],
    apart: AbstractSet[Further],
) -> list[tuple[tuple[int, ...], LineUp]]:
    """Lines beside those to homes, with the siblings, elder first, who have them in common.

    A line is nobody else's too where only some of those born together have it.
    apart: further lines that nobody shares.
    """
    common: dict[tuple[tuple[int, ...], LineUp], list[int]] = {}
    for child, up in enumerate(lines):
        for line in up[1:]:
            common.setdefault((born[child], line), []).append(child)
    found: list[tuple[tuple[int, ...], LineUp]] = []
    for (_, line), kin in common.items():
        is_torn = any(born_then & {*kin} and born_then - {*kin} for born_then in twins)
        if is_torn or (kin[0], line) in apart:
            found += [((child,), line) for child in kin]
        else:
            found.append((tuple(elder_first(kin, births)), line))
    return sorted(found, key=lambda entry: entry[0])


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
