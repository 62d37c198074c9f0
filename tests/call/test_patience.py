"""Those who lost a server come back one after the other."""

import random

from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.patience import wait_seconds
from tests.call.page_modules import ask_page

BOUNDS = (1.0, 2.0, 4.0, 8.0, 16.0)


@given(st.integers(0, 40), st.binary(min_size=4, max_size=4))
def test_wait_is_within_its_bounds(failures: int, drawn: bytes) -> None:
    assert 0.2 <= wait_seconds(failures, lambda _: drawn) <= BOUNDS[min(failures, 4)]


def test_lowest_and_highest_lot_are_the_bounds() -> None:
    assert wait_seconds(2, lambda size: bytes(size)) == 0.2
    assert wait_seconds(9, lambda size: b"\xff" * size) > 15.99


def test_ten_thousand_do_not_stand_at_the_door_together() -> None:
    """A server that was away for seven seconds: whoever failed three times knocks again."""
    lots = random.Random(5).randbytes
    times = sorted(wait_seconds(3, lots) for _ in range(10_000))
    busiest = max(sum(at <= each < at + 0.1 for each in times) for at in range(8))
    assert busiest < 200  # in a tenth of a second; all at once would be 10,000


def test_page_waits_as_we_do() -> None:
    drawn = [(failures, lot / 100) for failures in range(7) for lot in range(0, 100, 9)]
    asked: list[object] = [list(each) for each in drawn]
    answers = ask_page("patience.js", "waitMs", "([failures, lot]) => waitMs(failures, lot)", asked)
    for (failures, lot), answer in zip(drawn, answers, strict=True):
        octets = int(lot * 2**32).to_bytes(4, "big")
        ours = wait_seconds(failures, lambda _, octets=octets: octets)
        assert abs(answer / 1000 - ours) < 0.002
