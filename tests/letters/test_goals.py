"""Letters held to their goals: CPU of a letter and of its seal, bytes, memory of one.

Every kind in three languages in place of all, and some rounds of what `consultand bench letters`
measures for minutes. What a machine without time would miss is left open there, and told at the end
of the run; the rest holds on any machine.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from benchmarks.goals.bounds import judged
from benchmarks.goals.letters import ENGINE, GOALS
from benchmarks.letters import letters, measure_letters, measure_one, peak_mib, summed
from tests.call.test_goals import hold
from tests.letters.matrix import KNOWN

ROUNDS = 3

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of memory")


@on_linux
@pytest.mark.journey
def test_letters_reach_their_goals(record_property: Callable[[str, object], None]) -> None:
    bounds = [each for each in GOALS if each.figure != "p95_ms"]  # of all languages
    stages = {**measure_letters(letters(KNOWN), rounds=ROUNDS), "one_letter": measure_one()}
    verdicts = judged(ENGINE, stages, bounds, excuses=True)
    hold(verdicts, record_property)
    held = {each.bound.stage for each in verdicts}
    assert held == {"set", "sealed", "size", "one_letter"}


def test_letter_counts_with_the_middle_of_its_rounds_and_is_named_where_that_is_too_much() -> None:
    made = letters(("de",))[:3]
    figures = summed(made, [[20, 21, 900], [60, 60, 60], [61, 62, 10]], 60)
    assert (figures["median_ms"], figures["worst_ms"]) == (60, 61)
    assert (figures["over_60_ms"], figures["over"]) == (1, [f"{made[2].kind} de"])


@on_linux
def test_memory_of_a_program_is_its_own_and_not_of_who_measures_it(tmp_path: Path) -> None:
    ballast = b"\1" * 200_000_000  # held while a small program is measured
    small = peak_mib([sys.executable, "-S", "-c", ""], home=str(tmp_path))
    large = peak_mib([sys.executable, "-S", "-c", "b'1' * 100_000_000"], home=str(tmp_path))
    assert 1 < small < 40 < 95 < large < 140 < len(ballast) / 2**20


@on_linux
def test_program_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such letter"):
        peak_mib([sys.executable, "-c", "raise SystemExit('no such letter')"], home=str(tmp_path))


def test_each_goal_of_a_letter_is_measured_and_missed_beyond_its_limit() -> None:
    at_limit: Mapping[str, Mapping[str, object]] = {
        each.stage: {more.figure: more.limit for more in GOALS if more.stage == each.stage}
        for each in GOALS
    }
    assert all(each.is_reached for each in judged(ENGINE, at_limit, GOALS))
    beyond = {
        stage: {name: float(str(limit)) + 0.1 for name, limit in figures.items()}
        for stage, figures in at_limit.items()
    }
    missed = [each.is_reached for each in judged(ENGINE, beyond, GOALS)]
    assert missed == [False] * len(GOALS) == [False] * 6
