"""Sound that comes in pieces is played evenly: holes are made up, delay goes away again."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.call.media.devices import BLOCK_SAMPLES, SAMPLE_RATE
from counselling.call.media.playout import Played, Playout, Samples

SECONDS = 12
VOICE: Samples = (
    0.3 * np.sin(2 * np.pi * 150 * np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE)
).astype(np.float32)
STEEPEST = float(np.abs(np.diff(VOICE)).max())
BLOCKS = len(VOICE) // BLOCK_SAMPLES


def block(number: int) -> Samples:
    return VOICE[number * BLOCK_SAMPLES : (number + 1) * BLOCK_SAMPLES]


def played(arrivals: Iterable[Iterable[int]], playout: Playout | None = None) -> list[Played]:
    """Give what arrives in each 20 ms, and take 20 ms."""
    playout = playout or Playout()
    taken = []
    for numbers in arrivals:
        for number in numbers:
            playout.put(number * BLOCK_SAMPLES, block(number))
        taken.append(playout.take())
    return taken


def sound(taken: list[Played]) -> Samples:
    joined: Samples = np.concatenate([each.samples for each in taken])
    return joined


def loudness(samples: Samples) -> float:
    return float(np.sqrt((samples**2).mean()))


def test_whole_sound_comes_out_as_it_came_in() -> None:
    taken = played([n] for n in range(100))
    assert np.array_equal(sound(taken), VOICE[: 100 * BLOCK_SAMPLES])
    assert sum(each.made_up for each in taken) == 0


@pytest.mark.parametrize("loss", [0.05, 0.1, 0.2])
def test_voice_that_loses_packets_is_as_loud_as_before_and_has_no_clicks(loss: float) -> None:
    rng = np.random.default_rng(7)
    lost = rng.random(BLOCKS) < loss
    taken = played([] if lost[n] else [n] for n in range(BLOCKS))
    heard = sound(taken)
    assert abs(loudness(heard) / loudness(VOICE) - 1) < 0.1
    assert float(np.abs(np.diff(heard)).max()) < 8 * STEEPEST
    made_up = sum(each.made_up for each in taken) / len(heard)
    assert loss / 2 < made_up < loss * 1.5
    assert taken[-1].made_up == 0 or lost[-1]


def test_lost_packets_leave_no_delay() -> None:
    playout = Playout()
    played(([] if n % 10 == 5 else [n] for n in range(300)), playout)
    assert playout.depth <= 2 * BLOCK_SAMPLES


def test_pause_of_the_network_is_heard_whole_and_its_delay_drains_away() -> None:
    playout = Playout()
    late = list(range(100, 116))
    arrivals = [[n] for n in range(100)] + [[] for _ in late] + [[*late, 116]]
    arrivals += [[n] for n in range(117, 500)]
    depths = []
    for numbers in arrivals:
        played([numbers], playout)
        depths.append(playout.depth)
    assert max(depths) > 12 * BLOCK_SAMPLES
    drained = next(n for n in range(117, 500) if depths[n] <= 2 * BLOCK_SAMPLES)
    assert drained - 117 < 200  # 4 s for a third of a second
    assert depths[-1] <= 2 * BLOCK_SAMPLES


def test_what_is_left_out_of_a_voice_is_not_heard_as_a_click() -> None:
    playout = Playout()
    taken = played([[*range(15)], *([n] for n in range(15, 400))], playout)
    assert playout.depth <= 2 * BLOCK_SAMPLES
    heard = sound(taken)
    assert float(np.abs(np.diff(heard)).max()) < 3 * STEEPEST
    assert abs(loudness(heard) / loudness(VOICE) - 1) < 0.1


def test_long_hole_fades_to_silence_and_is_told() -> None:
    playout = Playout()
    taken = played([[n] for n in range(50)] + [[]] * 15 + [[65]] + [[66]], playout)
    assert loudness(taken[60].samples) == 0
    assert taken[50].made_up == BLOCK_SAMPLES
    assert 0.1 < taken[65].hole_seconds < 0.4
    assert [each.hole_seconds for each in taken[:50]] == [0] * 50


def test_hole_is_no_longer_than_what_was_lost() -> None:
    """What was lost was made up while it was missing; it is not made up again."""
    taken = played([[n] for n in range(50)] + [[], []] + [[n] for n in range(52, 90)])
    assert sum(each.made_up for each in taken[52:]) <= BLOCK_SAMPLES // 2
    assert taken[-1].made_up == 0


arrivals = st.lists(st.lists(st.integers(0, BLOCKS - 1), max_size=6), max_size=60)


@settings(max_examples=60)
@given(arrivals)
def test_whatever_arrives_twenty_milliseconds_are_played(arriving: list[list[int]]) -> None:
    for each in played(arriving):
        assert each.samples.shape == (BLOCK_SAMPLES,)
        assert 0 <= each.made_up <= 2 * BLOCK_SAMPLES
        assert np.isfinite(each.samples).all()
        assert float(np.abs(each.samples).max()) <= 0.35
