"""The board over a clean line and one that loses packets, held to its goals: with both engines, one
of them to a browser, where an edit counts once it is drawn.

Seconds of what `consultand bench board` measures for minutes. What a machine without time would
miss is left open there, and told at the end of the run; the rest holds on any machine.
"""

from collections.abc import Callable

import pytest

from app.browsers import find_browser
from benchmarks.board import ages, measure_engine
from benchmarks.goals.board import GOALS
from benchmarks.goals.bounds import judged
from tests.call.bad_line import bad_line, why_not
from tests.call.ends import Told
from tests.call.test_goals import hold

SECONDS = 8.0
ENDS = [("wrtc", "browser"), ("aiortc", "guest")]  # at night all of them


@pytest.mark.journey
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here")
@pytest.mark.parametrize(("engine", "role"), ENDS)
def test_edits_are_seen_soon_and_two_hundred_people_within_a_second(
    engine: str, role: str, record_property: Callable[[str, object], None]
) -> None:
    if role == "browser" and find_browser() is None:
        pytest.skip("no Chromium on this machine")
    with bad_line() as line:
        weathers = ("clean", "loss_5")
        found = measure_engine(line, engine, role=role, seconds=SECONDS, weathers=weathers)
    name = engine if role == "guest" else f"{engine}+chromium"
    verdicts = judged(name, found, GOALS, excuses=True)
    hold(verdicts, record_property)
    assert {each.bound.figure for each in verdicts if each.is_reached} >= {"most_bytes"}


def end_that(*lines: dict[str, object]) -> Told:
    """An end that told so much and is over."""
    end = object.__new__(Told)
    end.lines = [(float(str(each["wall"])), each) for each in lines]
    return end


def put(version: int, wall: float, kind: str = "fact") -> dict[str, object]:
    return {"event": "put", "version": version, "wall": wall, "kind": kind, "bytes": 100 * version}


def shown(version: int, wall: float) -> dict[str, object]:
    return {"event": "shown", "version": version, "wall": wall}


def test_edit_that_was_passed_over_stands_with_a_later_one_and_what_never_came_is_told() -> None:
    host = end_that(put(1, 0.5), put(2, 1.0), put(3, 1.5, "many"), put(4, 2.0), put(5, 9.0))
    guest = end_that(shown(1, 0.6), shown(3, 1.75))
    found = ages(host, guest, kind="fact", began=1.0, ended=9.0)
    assert (found["put"], found["unseen"], found["most_bytes"]) == (2, 1, 400.0)
    first = ages(host, guest, kind="fact", began=1.0, ended=2.0)
    assert (first["worst_ms"], first["unseen"]) == (750, 0)
    nothing = ages(host, guest, kind="fact", began=10.0, ended=11.0)
    assert (nothing["p95_ms"], nothing["unseen"]) == (None, None)
