"""The pair on a line that breaks: told soon, back by itself, in the same seat, proven again.

Only the order of what happens is asserted; how long it takes is for `consultand bench call`.
"""

import signal
import time
from collections.abc import Callable, Iterator

import pytest

from counselling.call.media.engine import EngineName
from tests.call.bad_line import CLEAR, BadLine, Weather, bad_line, why_not
from tests.call.ends import Ends, Told, both_ends

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here"),
]
DOWN = Weather(down=True)


@pytest.fixture(params=list(EngineName))
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[BadLine, Ends]]:
    """A call over a good line, with each engine."""
    with bad_line() as line, both_ends(line, engine=request.param) as ends:
        yield line, ends


def told_of(end: Told, since: float) -> bool:
    return any(each["quality"] != "good" for _, each in end.named("line_changed", since))


def sees(end: Told, since: float) -> Callable[[Told], bool]:
    """Whether pictures come again, after it was told that none did."""

    def again(_: Told) -> bool:
        changes = [
            (at, each.get("quality", "good"))  # a line made anew begins as a good one
            for name in ("line_changed", "connected")
            for at, each in end.named(name, since)
        ]
        at, quality = max(changes, default=(since, "unchanged"))
        return quality == "good" and any(each["received_fps"] for each in end.seconds(at))

    return again


def is_back(ends: Ends, since: float) -> None:
    """Wait until both see each other again, and nobody was asked to let anybody in.

    The host looks once a second and may have noticed nothing.
    """
    ends.guest.wait(sees(ends.guest, since), seconds=60, what="guest never back")
    now = time.time()
    ends.host.wait(
        lambda end: any(each["received_fps"] for each in end.seconds(now)),
        seconds=60,
        what="host never back",
    )
    assert ends.host.named("knocked", since) == []
    assert ends.guest.named("waiting", 0.0)[0][1]["seat"] == "1"


def test_pause_of_the_network_is_told_and_over_by_itself(pair: tuple[BadLine, Ends]) -> None:
    line, ends = pair
    began = time.time()
    line.turn(DOWN)
    for end in (ends.guest, ends.host):
        end.wait(lambda each: told_of(each, began), what="not told")
    line.turn(CLEAR)
    is_back(ends, began)


def test_router_that_forgot_the_line_is_got_around(pair: tuple[BadLine, Ends]) -> None:
    line, ends = pair
    began = time.time()
    line.turn(Weather(forgot_udp=True))
    is_back(ends, began)


def test_new_address_makes_the_line_anew_in_the_same_seat(pair: tuple[BadLine, Ends]) -> None:
    line, ends = pair
    began = time.time()
    line.move(line.b)
    is_back(ends, began)
    admitted = ends.host.named("admitted", began)
    assert admitted
    assert all(each["is_back"] for _, each in admitted)
    assert ends.host.named("connected", began)  # with a proof of its own


def test_computer_that_slept_is_back_when_it_wakes(pair: tuple[BadLine, Ends]) -> None:
    _, ends = pair
    began = time.time()
    ends.guest.process.send_signal(signal.SIGSTOP)
    try:
        ends.host.wait(lambda each: told_of(each, began), what="not told")
    finally:
        ends.guest.process.send_signal(signal.SIGCONT)
    ends.host.wait(sees(ends.host, began), seconds=60, what="never back")
    assert ends.host.named("knocked", began) == []


def test_narrow_line_is_sound_alone_and_the_picture_comes_back(
    pair: tuple[BadLine, Ends],
) -> None:
    line, ends = pair
    began = time.time()
    line.turn(Weather(kbit=64))

    def has_no_picture(end: Told) -> bool:
        return any(each["rung"] == 0 for _, each in end.named("picture_changed", began))

    for end in (ends.host, ends.guest):
        end.wait(has_no_picture, what="picture goes on")
    assert ends.host.seconds()[-1]["silent_seconds"] < 2  # type: ignore[operator]  # a number
    relieved = time.time()
    line.turn(CLEAR)
    for end in (ends.host, ends.guest):
        end.wait(
            lambda each: any(e["rung"] >= 1 for _, e in each.named("picture_changed", relieved)),  # type: ignore[operator]
            seconds=100,
            what="picture never back",
        )
