"""Several people's sound for one loudspeaker."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.line.circle_words import Listening
from counselling.call.line.mixing import Mixer, loudness
from counselling.call.link.room import Role
from counselling.call.media.devices import AudioBlock

SAMPLES = st.lists(st.integers(-32768, 32767), min_size=1, max_size=40)


class Speaker:
    def __init__(self) -> None:
        self.samples = b""

    def play(self, block: AudioBlock) -> None:
        self.samples += block.samples

    @property
    def heard(self) -> list[int]:
        return [int(each) for each in np.frombuffer(self.samples, "<i2")]


def block(samples: list[int]) -> AudioBlock:
    return AudioBlock(np.array(samples, dtype="<i2").tobytes())


@given(SAMPLES)
def test_who_speaks_alone_is_heard_as_she_is_and_at_once(samples: list[int]) -> None:
    speaker = Speaker()
    Mixer(speaker, clock=lambda: 0.0).seat("1").play(block(samples))
    assert speaker.heard == samples


@given(st.lists(st.tuples(st.integers(-32768, 32767), st.integers(-32768, 32767)), min_size=2))
def test_two_who_speak_are_added_up_whoever_comes_first(pairs: list[tuple[int, int]]) -> None:
    speaker = Speaker()
    mixer = Mixer(speaker, clock=lambda: 0.0)
    one, two = mixer.seat("1"), mixer.seat("2")
    two.play(block([0]))  # from here on both are waited for
    one.play(block([first for first, _ in pairs]))
    two.play(block([second for _, second in pairs]))
    expected = [max(-32768, min(32767, first + second)) for first, second in pairs]
    assert speaker.heard == [0, *expected]


def test_who_is_silent_is_not_waited_for() -> None:
    speaker, now = Speaker(), [0.0]
    mixer = Mixer(speaker, clock=lambda: now[0])
    one, two = mixer.seat("1"), mixer.seat("2")
    two.play(block([5]))
    now[0] = 0.05
    one.play(block([1, 2]))
    assert speaker.heard == [5]
    now[0] = 0.2
    one.play(block([3]))
    assert speaker.heard == [5, 1, 2, 3]


def test_who_runs_ahead_loses_what_is_old_and_collects_no_delay() -> None:
    speaker = Speaker()
    mixer = Mixer(speaker, clock=lambda: 0.0)
    one, two = mixer.seat("1"), mixer.seat("2")
    two.play(block([0]))
    for number in range(30):
        one.play(block([number] * 960))
    two.play(block([0] * 48_000))
    assert len(speaker.heard) <= 1 + 48_000 // 5


@pytest.mark.parametrize(
    ("listening", "interpreter", "patient"),
    [
        (Listening.BOTH, 1.0, 0.25),
        (Listening.ORIGINAL, 0.0, 1.0),
        (Listening.INTERPRETER, 1.0, 0.0),
    ],
)
def test_each_listener_chooses_whom_she_hears(listening, interpreter, patient) -> None:
    assert loudness(Role.INTERPRETER, listening) == interpreter
    assert loudness(Role.PATIENT, listening) == patient
