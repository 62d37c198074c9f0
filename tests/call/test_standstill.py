"""A picture that stands still is told from one that nobody sends."""

import pytest

from counselling.call.line.care import STANDSTILL_SECONDS, still_after
from counselling.call.media.statistics import PageStatistics, Second


def second(*, received: float, sent: float | None) -> Second:
    page = None if sent is None else PageStatistics(sent_fps=sent)
    return Second(30, received, 900, 900, 640, 480, 40.0, 0.0, 0, 0.0, 0.1, 0.0, page)


@pytest.mark.parametrize(
    ("received", "sent"),
    [(0.0, None), (0.0, 0.0), (0.0, 1.0), (1.0, 30.0)],  # no word; no camera; black; some come
)
def test_a_picture_is_waited_for_only_where_one_is_sent(
    received: float, sent: float | None
) -> None:
    assert still_after(STANDSTILL_SECONDS, second(received=received, sent=sent)) == 0


def test_seconds_without_a_picture_that_is_sent_are_counted() -> None:
    count = 0
    for _ in range(STANDSTILL_SECONDS):
        count = still_after(count, second(received=0.0, sent=8.0))
    assert count == STANDSTILL_SECONDS
