"""The server held to its goals: knocks a second, refusals of one length, rooms of two processes.

Some hundreds who wait in place of ten thousand, and seconds of what `consultand bench rendezvous`
measures for minutes. What a machine without time would miss is left open there, and told at the
end of the run; the rest holds on any machine.
"""

import sys
from collections.abc import Callable

import pytest

from benchmarks.goals.bounds import judged
from benchmarks.goals.rendezvous import ENGINE, GOALS
from benchmarks.rendezvous import Size, measure_server
from tests.call.test_goals import hold

SMALL = Size(400, knock_seconds=2.0, rush_seconds=2.0, idle_seconds=1.0, refusals=12, rooms=12)


@pytest.mark.journey
@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of processes")
def test_server_reaches_its_goals(record_property: Callable[[str, object], None]) -> None:
    bounds = [each for each in GOALS if each.figure != "here"]  # of ten thousand
    stages = measure_server(SMALL)
    verdicts = judged(ENGINE, stages, bounds, excuses=True)
    hold(verdicts, record_property)
    held = {each.bound.stage for each in verdicts}
    assert held >= {"waiting", "knocks", "rush", "refusals"}
