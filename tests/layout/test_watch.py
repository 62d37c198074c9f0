"""A drawing that nobody wants any more is stopped wherever it is."""

from collections.abc import Callable
from itertools import count

import pytest

from counselling.layout.clean import clean_orders
from counselling.layout.generations import generations
from counselling.layout.graph import parts
from counselling.layout.grid import grid_of
from counselling.layout.layout import Effort, place
from counselling.layout.numbering import graph_of
from counselling.layout.trial import Trial, begin
from counselling.layout.untangling import untangle
from counselling.layout.watch import Watch, watched
from tests.families.unseen import unseen_family


class Stopped(Exception):
    """Nobody waits any more."""


def after(calls: int) -> Watch:
    """Stop at this call."""
    counted = count(1)

    def watch() -> None:
        if next(counted) == calls:
            raise Stopped

    return watch


def called_by(act: Callable[[Watch], object]) -> int:
    """How often a work asks whether it may go on."""
    calls: list[None] = []
    act(lambda: calls.append(None))
    return len(calls)


@pytest.fixture
def tangled() -> Trial:
    """The first order of a family that can be drawn without its crossings."""
    part = parts(graph_of(unseen_family(7, 24)))[0]
    start = begin(grid_of(part, generations(part)))
    assert start.crossings
    return start


def test_looking_for_an_order_without_crossings_is_stopped_within_each_question(
    tangled: Trial,
) -> None:
    asked = called_by(lambda watch: clean_orders(tangled, 1.0, watch))
    assert asked > 10
    for calls in (1, asked // 2, asked):
        with pytest.raises(Stopped):
            clean_orders(tangled, 1.0, after(calls))


def test_one_question_about_a_wide_family_is_stopped_in_its_middle() -> None:
    part = parts(graph_of(unseen_family(4, 60)))[0]
    start = begin(grid_of(part, generations(part)))
    asked = called_by(lambda watch: untangle(start.grid, start.order.rows, {}, watch))
    assert asked > 4
    with pytest.raises(Stopped):
        untangle(start.grid, start.order.rows, {}, after(asked // 2))


@pytest.mark.parametrize("effort", [Effort.FIRST, Effort.LONG])
def test_drawing_after_an_edit_is_stopped_between_its_steps(effort: Effort) -> None:
    family = unseen_family(7, 24)
    before = place(family, effort=Effort.FIRST)
    with pytest.raises(Stopped):
        place(family, previous=before, effort=effort, watch=after(2))


def test_small_steps_are_all_made_and_asked_about_now_and_then() -> None:
    calls: list[None] = []
    assert list(watched(range(1_000), lambda: calls.append(None))) == list(range(1_000))
    assert 1 < len(calls) < 50
