"""Several rounds of the bench are told as median and worst."""

from benchmarks.call import STAGES, summed


def test_figure_of_several_rounds_is_its_median_and_its_worst() -> None:
    rounds = [
        {"goal": "28 fps", "to_patient": {"fps": fps, "sound_p50_ms": age}, "told_s": told}
        for fps, age, told in ((30.0, 80, 2.1), (12.0, 300, None), (29.0, 90, 2.3))
    ]
    assert summed(rounds) == {
        "goal": "28 fps",
        "to_patient": {"fps": [29.0, 12.0], "sound_p50_ms": [90, 300]},
        "told_s": [2.2, None],  # once it never was
    }


def test_what_was_played_in_one_round_is_told_as_it_is() -> None:
    assert summed([{"relief": {"fps": 30.0}}, {}, {}]) == {"relief": {"fps": 30.0}}


def test_three_rounds_of_both_engines_take_less_than_half_an_hour() -> None:
    once = sum(stage.seconds for stage in STAGES)
    again = sum(stage.seconds for stage in STAGES if not stage.is_long)
    assert 2 * (once + 2 * again) < 26 * 60
