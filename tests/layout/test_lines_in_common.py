"""Lines that siblings have in common, beside others of their row."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counselling.layout.layout import place
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind

Born = Callable[..., Person]
Faults = Callable[..., list[str]]


def _by_donors(born: Born, families: int) -> Family:
    """Couples with two children each by a donor of their own."""
    people: list[Person] = []
    for name in map(str, range(families)):
        people += [born(f"m{name}"), born(f"f{name}"), born(f"d{name}")]
        links = (
            ParentLink(f"m{name}", ParentKind.MOTHER),
            ParentLink(f"d{name}", ParentKind.SPERM_DONOR),
            ParentLink(f"f{name}", ParentKind.SOCIAL),
        )
        people += [Person(f"{kid}{name}", parents=links) for kid in "ab"]
    told = [("f0", "m0"), *((f"b{i}", f"a{i + 1}") for i in range(families - 1))]
    return Family(
        "f", persons=tuple(people), partnerships=tuple(Partnership(pair) for pair in told)
    )


def _drawn_in(layout: Layout, row: list[str]) -> Layout:
    """A drawing in which people and stand-ins of a row stand in another order."""
    x = dict(zip(row, map(float, range(len(row))), strict=True))
    return replace(
        layout,
        nodes=tuple(n._replace(x=x.get(n.person, n.x)) for n in layout.nodes),
        memory=replace(
            layout.memory,
            waypoints=tuple((name, x.get(name, at)) for name, at in layout.memory.waypoints),
        ),
    )


@pytest.mark.parametrize("families", [2, 3, 4])
def test_bars_of_several_donors_over_each_other_leave_room_for_others(
    born: Born, faults: Faults, families: int
) -> None:
    """Each line comes down beyond the others' children, so that all bars lie over each other."""
    family = _by_donors(born, families)
    numbers = range(families)
    row = [f"d{i}=>a{i}" for i in numbers]
    row += [f"{kid}{i}" for i in reversed(numbers) for kid in "ab"]
    after = place(family, previous=_drawn_in(place(family), row))
    assert faults(family, after) == []
