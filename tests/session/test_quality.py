"""A call summed up in figures."""

from dataclasses import replace

from counselling.call.link.room import SEATED, counted
from counselling.call.media.statistics import PageStatistics, Second
from counselling.session.quality import (
    WARM_UP_SECONDS,
    CallFigures,
    as_fields,
    joined,
    line_of,
    lines_in,
    role_of,
    summarise,
    summed_up,
)

GOOD = Second(
    sent_fps=30.0,
    received_fps=30.0,
    sent_kbit=1700.0,
    received_kbit=800.0,
    width=640,
    height=480,
    rtt_ms=12.0,
    loss=0.0,
    audio_gaps=0,
    audio_lost_ms=0.0,
    level=0.2,
    silent_seconds=0.0,
    page=PageStatistics(received_fps=29.0, concealed=0.01, freezes=2),
)


def test_first_seconds_do_not_count() -> None:
    slow = replace(GOOD, received_fps=2.0, audio_gaps=9)
    figures = summarise([slow] * WARM_UP_SECONDS + [GOOD] * 10)
    assert figures.received_fps == figures.received_fps_p10 == 30.0
    assert figures.audio_gaps == 0
    assert figures.seconds == WARM_UP_SECONDS + 10


def test_worst_tenth_shows_what_the_median_hides() -> None:
    poor = replace(GOOD, received_fps=8.0)
    figures = summarise([GOOD] * WARM_UP_SECONDS + [GOOD] * 8 + [poor] * 2)
    assert figures.received_fps == 30.0
    assert figures.received_fps_p10 == 8.0


def test_freezes_are_those_of_this_call() -> None:
    later = replace(GOOD, page=PageStatistics(freezes=5))
    figures = summarise([GOOD] * WARM_UP_SECONDS + [GOOD, later])
    assert figures.page_freezes == 3


def test_what_was_not_measured_is_left_out_and_not_zero() -> None:
    silent = replace(GOOD, page=None, rtt_ms=None)
    figures = summarise([silent] * (WARM_UP_SECONDS + 5))
    assert figures.page_received_fps is None
    assert "page_received_fps" not in as_fields(figures)
    assert "rtt_ms" not in as_fields(figures)
    assert as_fields(figures)["received_fps"] == 30.0


def test_call_without_a_second_has_no_figures() -> None:
    assert summarise([]) == CallFigures(0)
    assert summarise([GOOD]).received_fps is None


def test_every_guest_has_figures_of_her_own_and_is_told_by_her_role_alone() -> None:
    poor = replace(GOOD, received_fps=8.0)
    kept = summed_up({"": [GOOD] * 10, "relative_2": [poor] * 10})
    assert (kept["received_fps"], kept["relative_2.received_fps"]) == (30.0, 8.0)
    found = lines_in(kept)
    assert list(found) == ["", "relative_2"]
    assert found["relative_2"] == summarise([poor] * 10)


def test_every_seat_has_a_line_that_is_read_back() -> None:
    seats = list(counted(SEATED))
    names = [line_of(*seat) for seat in seats]
    assert names[0] == ""
    assert len(set(names)) == len(seats)
    assert [role_of(name) for name in names] == seats


def test_records_of_earlier_and_later_releases_are_read() -> None:
    assert lines_in({"received_fps": 29.6, "loss": 0.001})[""].received_fps == 29.6
    assert lines_in({"seconds": 61.0, "codec": "VP8", "warmth": 3, "robot.seconds": 9}) == {
        "": CallFigures(61)
    }
    assert lines_in({}) == {}


def test_both_parts_of_a_session_are_one() -> None:
    first = as_fields(CallFigures(30, received_fps=30.0, received_fps_p10=9.0, audio_gaps=2))
    second = as_fields(CallFigures(10, received_fps=10.0, received_fps_p10=28.0, page_freezes=1))
    whole = lines_in(joined(first, second))[""]
    assert whole == CallFigures(
        40, received_fps=25.0, received_fps_p10=9.0, audio_gaps=2, page_freezes=1
    )
    assert joined({}, first) == joined(first, {}) == first


def test_who_was_in_one_part_only_keeps_her_figures() -> None:
    first = summed_up({"": [GOOD] * 10, "nurse": [GOOD] * 10})
    whole = lines_in(joined(first, summed_up({"": [GOOD] * 10})))
    assert (whole[""].seconds, whole["nurse"].seconds) == (20, 10)
