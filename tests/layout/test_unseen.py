"""Families from a seed, with everything in the notation: nothing may be wrong with any of them."""

from collections.abc import Callable

import pytest

from counselling.layout.layout import Effort, place
from tests.families.unseen import label_sizes, unseen_family

Faults = Callable[..., list[str]]


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_wrong_with_an_unseen_family(seed: int, faults: Faults) -> None:
    family = unseen_family(seed, 5 + (seed * 7) % 90)
    widths, heights = label_sizes(family, seed)
    effort = Effort.NORMAL if len(family.persons) < 40 else Effort.FIRST
    layout = place(family, widths=widths, label_heights=heights, effort=effort)
    assert faults(family, layout, widths, heights) == []


def test_the_same_seed_gives_the_same_family() -> None:
    assert unseen_family(3, 40) == unseen_family(3, 40)
    assert unseen_family(3, 40) != unseen_family(4, 40)
