"""How much picture a line bears: falls at once, climbs with patience, does not flap."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.media.ladder import (
    CLIMB_SECONDS,
    FALL_SECONDS,
    LONGEST_CLIMB_SECONDS,
    SHARES,
    Ladder,
    Report,
    Rung,
    bearable,
    read_rung,
    report_of,
    write_rung,
)
from counselling.call.media.statistics import PageStatistics, Second

GOOD = Report(2000.0, 0.0, 0.0, 40.0)
NARROW = Report(60.0, 0.02, 0.03, 200.0)
SECOND = Second(30, 30, 1500, 1500, 640, 480, 40.0, 0.0, 0, 0.0, 0.1, 0.0)

shares = st.floats(0, 1)
reports = st.builds(
    Report, st.none() | st.floats(0, 5000), shares, shares, st.none() | st.floats(0, 5000)
)


def rungs(ladder: Ladder, seconds: list[Report]) -> list[Rung]:
    stood = []
    for report in seconds:
        ladder = ladder.after(report)
        stood.append(ladder.rung)
    return stood


def climbs(stood: list[Rung]) -> int:
    return sum(after > before for before, after in pairwise(stood))


def worse(report: Report, by: Report) -> Report:
    def less(ours: float | None, theirs: float | None) -> float | None:
        known = [each for each in (ours, theirs) if each is not None]
        return min(known, default=None)

    return Report(
        less(report.available_kbit, by.available_kbit),
        max(report.loss, by.loss),
        max(report.concealed, by.concealed),
        max(report.rtt_ms or 0.0, by.rtt_ms or 0.0),
    )


def test_line_of_64_kbit_is_sound_alone_within_five_seconds_and_full_again_by_itself() -> None:
    stood = rungs(Ladder(), [GOOD] * 10 + [NARROW] * 30 + [GOOD] * 60)
    assert stood[9] is Rung.FULL
    assert stood[9 + FALL_SECONDS] is Rung.SOUND
    assert stood[39] is Rung.SOUND
    assert stood[-1] is Rung.FULL


def test_engine_that_notices_late_that_it_sends_too_much_keeps_its_picture() -> None:
    """1 Mbit/s, 200 ms and 5 % of loss on a line that bore all before: as it was measured."""
    lost = [Report(700.0, loss, 0.1, 200.0) for loss in (0.28, 0.19, 0.15, 0.13)]
    assert set(rungs(Ladder(), [GOOD, *lost, *[Report(700.0, 0.05, 0.03, 210.0)] * 30])) == {
        Rung.FULL
    }
    assert Rung.SMALL in rungs(Ladder(), [GOOD, *lost, lost[-1]])


@given(st.lists(reports | st.just(NARROW), max_size=12))
def test_three_bad_seconds_are_enough_whatever_went_before(before: list[Report]) -> None:
    assert rungs(Ladder(), [*before, *[NARROW] * FALL_SECONDS])[-1] is Rung.SOUND


def test_five_percent_of_loss_costs_no_picture() -> None:
    lossy = Report(1200.0, 0.06, 0.05, 220.0)
    assert set(rungs(Ladder(), [lossy] * 120)) == {Rung.FULL}


def test_two_bad_seconds_are_borne() -> None:
    stood = rungs(Ladder(), ([NARROW] * (FALL_SECONDS - 1) + [GOOD]) * 20)
    assert set(stood) == {Rung.FULL}


def test_estimate_that_cannot_grow_for_want_of_picture_is_tried() -> None:
    """With sound alone an engine sees no more of a line than the sound takes."""
    stood = rungs(Ladder(Rung.SOUND), [Report(60.0)] * (2 * CLIMB_SECONDS))
    assert stood[-1] is Rung.LEAST


@given(reports, reports)
def test_worse_second_never_bears_more(report: Report, by: Report) -> None:
    assert bearable(worse(report, by)) <= bearable(report)


ladders = st.lists(reports, max_size=80).map(
    lambda seconds: [Ladder(), *_all_after(Ladder(), seconds)][-1]
)


def _all_after(ladder: Ladder, seconds: list[Report]) -> list[Ladder]:
    passed = []
    for report in seconds:
        ladder = ladder.after(report)
        passed.append(ladder)
    return passed


@given(ladders, reports, reports)
def test_worse_second_never_leads_higher(ladder: Ladder, report: Report, by: Report) -> None:
    assert ladder.after(worse(report, by)).rung <= ladder.after(report).rung


@given(st.lists(reports, min_size=2, max_size=300))
def test_climbs_are_single_steps_and_keep_their_distance(seconds: list[Report]) -> None:
    stood = rungs(Ladder(), seconds)
    at = [i for i in range(1, len(stood)) if stood[i] > stood[i - 1]]
    assert all(stood[i] - stood[i - 1] == 1 for i in at)
    assert all(later - earlier >= CLIMB_SECONDS for earlier, later in pairwise(at))


@given(st.integers(1, FALL_SECONDS + 2), st.integers(60, 349))
def test_line_that_breaks_at_each_climb_is_tried_more_and_more_rarely(lag: int, kbit: int) -> None:
    """It says that it bears more while it is not asked to, and less as soon as it is."""
    ladder, stood, at_top = Ladder(Rung.SMALL), [], 0
    for _ in range(1200):
        at_top = at_top + 1 if ladder.rung is Rung.FULL else 0
        ladder = ladder.after(Report(kbit if at_top >= lag else 400.0))
        stood.append(ladder.rung)
    # 15 + 30 + 60 + 120 + 120 ... seconds of patience, and never to sound and back in between
    assert climbs(stood) <= 2 * (4 + 1200 // LONGEST_CLIMB_SECONDS)


@given(ladders)
def test_good_line_is_full_again_from_everywhere(ladder: Ladder) -> None:
    assert rungs(ladder, [GOOD] * (3 * LONGEST_CLIMB_SECONDS + 10))[-1] is Rung.FULL


@given(ladders)
def test_unbearable_line_is_sound_alone_from_everywhere(ladder: Ladder) -> None:
    assert rungs(ladder, [NARROW] * (FALL_SECONDS + 2))[-1] is Rung.SOUND


def test_each_rung_sends_less_than_the_one_above() -> None:
    sent = [SHARES[rung] for rung in sorted(Rung)]
    loads = [picture.height * picture.height * picture.per_second for picture in sent]
    assert loads == sorted(loads)


def test_report_is_the_worse_of_both_directions() -> None:
    page = PageStatistics(loss=0.2, rtt_ms=90, available_kbit=300, sent_kbit=500, concealed=0.01)
    second = replace(SECOND, loss=0.1, concealed=0.3, available_kbit=900.0, page=page)
    assert report_of(second) == Report(300, 0.2, 0.3, 90)


def test_estimate_of_an_end_that_sends_nothing_says_nothing() -> None:
    silent = PageStatistics(available_kbit=300, sent_kbit=2)
    assert report_of(replace(SECOND, page=silent)).available_kbit is None


@given(st.sampled_from(Rung))
def test_rung_is_read_as_it_was_written(rung: Rung) -> None:
    assert read_rung(write_rung(rung)) is rung


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"t":"rung"}', '{"t":"rung","rung":7}', '{"t":"x","rung":"full"}']
)
def test_rung_that_is_none_is_not_read(text: str) -> None:
    assert read_rung(text) is None
