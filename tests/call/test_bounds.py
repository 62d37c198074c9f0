"""Figures are held against their limits: what is reached, what is missed, what is left open."""

from benchmarks.call import AT_DESK
from benchmarks.calls.browser import known
from benchmarks.calls.stages import STAGES
from benchmarks.calls.sums import arrived, borne, silent, unheard, untold
from benchmarks.goals.bounds import Bound, Direction, judged, left_open, missed
from benchmarks.goals.call import GOALS
from benchmarks.goals.lateness import Clocks, Lateness, Probe, between
from tests.call.ends import Told

FPS = Bound(2, "clean", "to_patient.fps", Direction.AT_LEAST, 28)
TOLD = Bound(8, "cut", "told_s", Direction.AT_MOST, 3)
SEAT = Bound(8, "cut", "new_admissions", Direction.AT_MOST, 0, needs_time=False)
BACK = Bound(8, "cut", "back_s", Direction.COMES, needs_time=False)


def reached(bound: Bound, figures: object, *, excuses: bool = False) -> bool | None:
    (verdict,) = judged("wrtc", {bound.stage: figures}, (bound,), excuses=excuses)
    return verdict.is_reached


def test_limit_itself_is_reached_and_what_lies_beyond_is_not() -> None:
    assert [reached(FPS, {"to_patient": {"fps": fps}}) for fps in (28, 27.9)] == [True, False]
    assert [reached(TOLD, {"told_s": seconds}) for seconds in (3, 3.1)] == [True, False]


def test_what_never_came_is_missed_unless_it_may_lack() -> None:
    assert reached(FPS, {}) is False
    assert reached(TOLD, {"told_s": None}) is False
    assert reached(BACK, {"back_s": None}) is False
    assert reached(BACK, {"back_s": 50.0}) is True
    may_lack = Bound(9, "cut", "told_s", Direction.AT_MOST, 5, may_lack=True)
    assert [reached(may_lack, {"told_s": told}) for told in (None, 4, 6)] == [True, True, False]


def test_of_several_rounds_the_median_counts_and_of_what_needs_no_time_the_worst() -> None:
    assert reached(TOLD, {"told_s": [2.2, 9.0]}) is True
    assert reached(TOLD, {"told_s": [2.2, None]}) is False  # once it never was
    assert reached(SEAT, {"new_admissions": [0, 1]}) is False


def test_machine_without_time_leaves_open_what_needs_it_and_nothing_else() -> None:
    late = {"no_time": "others were busy", "new_admissions": 1, "back_s": None}
    assert reached(TOLD, {**late, "told_s": 9}, excuses=True) is None
    assert reached(TOLD, {**late, "told_s": 9}) is False
    assert reached(TOLD, {**late, "told_s": 2}, excuses=True) is True  # in spite of it
    assert reached(SEAT, late, excuses=True) is False
    assert reached(BACK, late, excuses=True) is False
    assert reached(TOLD, {"told_s": 9, "no_time": ""}, excuses=True) is False


def test_engine_is_held_to_what_is_asked_of_it_in_stages_that_were_played() -> None:
    only = Bound(3, "clean", "cpu_percent", Direction.AT_MOST, 45, ("wrtc",))
    stages = {"clean": {"to_patient": {"fps": 20}, "cpu_percent": 90}}
    assert [each.bound for each in judged("aiortc", stages, (FPS, only, TOLD))] == [FPS]


def test_verdict_says_where_how_much_and_why() -> None:
    figures = {"cut": {"told_s": 9, "no_time": "others were busy", "new_admissions": 2}}
    verdicts = judged("wrtc", figures, (TOLD, SEAT), excuses=True)
    assert [each.words() for each in left_open(verdicts)] == [
        "goal 8, wrtc, cut, told_s: 9, at most 3; the machine: others were busy"
    ]
    assert [each.words() for each in missed(verdicts)] == [
        "goal 8, wrtc, cut, new_admissions: 2, at most 0"
    ]
    (held,) = missed(judged("wrtc", figures, (TOLD,)))
    assert held.words() == "goal 8, wrtc, cut, told_s: 9, at most 3; the machine: others were busy"
    assert verdicts[1].told() == {
        "engine": "wrtc",
        "stage": "cut",
        "figure": "new_admissions",
        "goal": 8,
        "value": 2,
        "worst": 2,
        "direction": "at_most",
        "limit": 0,
        "is_reached": False,
    }


def test_goals_stand_at_stages_that_there_are_each_once() -> None:
    stages = {stage.name for stage in STAGES} | {"first_frames", AT_DESK}
    assert {each.stage for each in GOALS} <= stages
    assert len(set(GOALS)) == len(GOALS)
    assert {each.goal for each in GOALS} == {*range(1, 10), 22}
    asked_of_aiortc = {each.goal for each in GOALS if "aiortc" in each.engines}
    assert asked_of_aiortc >= {1, 2, 8}


def test_waiting_is_an_excuse_only_where_others_were_busy() -> None:
    before = Clocks(ran_s=1, waited_s=1, busy_s=10, stolen_s=0, passed_s=20)

    def why(*, ran: float, waited: float, busy: float, stolen: float = 0) -> str:
        passed = Clocks(1 + ran, 1 + waited, 10 + busy, stolen, 40)
        return between(before, passed, [1.0]).why()

    assert why(ran=10, waited=1, busy=20) == ""  # others are busy, and we had our turn
    assert why(ran=10, waited=40, busy=20) == "waited 400% of its time, others took 50%"
    assert why(ran=20, waited=80, busy=20) == ""  # nobody but we
    assert why(ran=10, waited=1, busy=11, stolen=2) == "10% of the machine's time was kept back"


def test_machine_that_stood_still_is_seen_where_nothing_else_is_told() -> None:
    assert between(Clocks(), Clocks(), [1.0] * 9 + [50.0] * 2).why() != ""
    assert between(Clocks(), Clocks(), []) == Lateness()


def test_probe_tells_what_was_since_it_was_asked_last() -> None:
    with Probe() as probe:
        seen = probe.since_last()
    assert seen.max_ms >= seen.p95_ms >= 0
    assert 0 <= seen.others <= 1


def end_that(lines: list[tuple[float, dict[str, object]]]) -> Told:
    """An end that told so much and is over."""
    end = object.__new__(Told)
    end.lines = list(lines)
    return end


def second(at: float, **figures: object) -> tuple[float, dict[str, object]]:
    return at, {"event": "statistics", **figures}


POOR = {"event": "line_changed", "quality": "poor"}


def test_silence_counts_as_untold_until_the_second_that_told_it() -> None:
    ticks = [second(at, silent_seconds=at) for at in (0.5, 1.5, 2.5, 3.5)]
    assert untold(end_that([*ticks[:3], (2.6, POOR)]), 0.0) == 1.5
    assert untold(end_that([*ticks, (3.6, POOR)]), 0.0) == 2.5  # a second too late
    assert untold(end_that(ticks), 0.0) == 3.5  # never


def test_seconds_without_a_beep_count_from_where_the_picture_gave_way() -> None:
    fallen = (3.0, {"event": "picture_changed", "rung": 0})
    beeps = [(1.0, ()), (2.0, ()), (4.0, (5,)), (5.0, ()), (6.0, ()), (7.0, (9,))]
    told = [second(at, sound_ms=list(heard)) for at, heard in beeps]
    assert unheard(end_that([*told[:2], fallen, *told[2:]]), 0.0) == 2
    assert unheard(end_that(told), 0.0) is None


def test_line_that_was_made_anew_bears_a_full_picture() -> None:
    rungs = [(at, {"event": "picture_changed", "rung": rung}) for at, rung in ((2.0, 1), (9.0, 2))]
    climbing, anew = end_that(rungs), end_that([*rungs, (12.0, {"event": "connected"})])
    assert borne(climbing, 1, 0.0) == [2.0, 9.0]
    assert borne(climbing, 3, 0.0) == []
    assert borne(anew, 3, 0.0) == [12.0]


def test_silence_counts_from_where_the_picture_gave_way() -> None:
    fallen = (3.0, {"event": "picture_changed", "rung": 0})
    told = [second(at, silent_seconds=since) for at, since in ((1.0, 9.0), (4.0, 0.1), (5.0, 1.1))]
    assert silent(end_that([told[0], fallen, *told[1:]]), 0.0) == 1.1
    assert silent(end_that(told), 0.0) is None


def test_what_a_browser_cannot_tell_is_left_out() -> None:
    figures = {
        "to_patient": {"fps": 30.0, "sound_p50_ms": 70, "sound_gaps": None},
        "to_counsellor": {"fps": 30.0, "sound_p50_ms": 12, "picture_p95_ms": 9, "sound_gaps": 0},
        "other_seats": 0,
        "new_admissions": 0,
    }
    assert known(figures) == {
        "to_patient": {"fps": 30.0, "sound_p50_ms": 70},
        "to_counsellor": {"fps": 30.0, "sound_gaps": 0},
        "new_admissions": 0,
    }


def test_holes_in_the_sound_that_nobody_counted_are_not_none_at_all() -> None:
    second = {"received_fps": 30, "freezes": 0, "freeze_ms": 0, "picture_ms": [], "sound_ms": []}
    told = {**second, "received_kbit": 9, "height": 480, "longest_freeze_ms": 0}
    assert arrived([{**told, "audio_gaps": None}])["sound_gaps"] is None
    assert arrived([{**told, "audio_gaps": 0}])["sound_gaps"] == 0
