"""What the meter counts."""

import struct

import pytest

from counselling.call.media.devices import BLOCK_SAMPLES, AudioBlock, VideoFrame
from counselling.call.media.statistics import Meter, PageStatistics, Traffic, read_page

FRAME = VideoFrame(2, 2, bytes(4), bytes(1), bytes(1))


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def tone(value: int) -> AudioBlock:
    return AudioBlock(struct.pack("<h", value) * BLOCK_SAMPLES)


def test_pictures_and_bytes_are_counted_by_the_second() -> None:
    clock = Clock()
    meter = Meter(clock)
    for tick in range(60):
        clock.now = tick / 30
        meter.saw(FRAME)
    clock.now = 2.0
    second = meter.second(Traffic(250_000, 125_000, 1000, 0, 12.5), pictures_sent=50)
    assert (second.received_fps, second.sent_fps) == (30.0, 25.0)
    assert (second.sent_kbit, second.received_kbit) == (1000.0, 500.0)
    assert (second.width, second.height, second.rtt_ms) == (2, 2, 12.5)


def test_each_second_counts_what_passed_since_the_one_before() -> None:
    clock = Clock()
    meter = Meter(clock)
    clock.now = 1.0
    meter.second(Traffic(1000, 1000, 100, 10), pictures_sent=30)
    clock.now = 2.0
    second = meter.second(Traffic(2000, 1000, 190, 20), pictures_sent=60)
    assert (second.sent_fps, second.sent_kbit, second.received_kbit) == (30.0, 8.0, 0.0)
    assert second.loss == 0.1


def test_hole_in_the_sound_is_counted_with_its_length() -> None:
    clock = Clock()
    meter = Meter(clock)
    for moment in (0.0, 0.02, 0.04, 0.24, 0.26):
        clock.now = moment
        meter.heard(tone(0))
    second = meter.second(Traffic(), pictures_sent=0)
    assert second.audio_gaps == 1
    assert second.audio_lost_ms == pytest.approx(180, abs=0.2)


def test_sound_that_its_time_stamps_say_is_missing_is_a_hole_too() -> None:
    clock = Clock()
    meter = Meter(clock)
    meter.heard(tone(0))
    clock.now = 0.02
    meter.heard(tone(0), skipped_seconds=0.1)
    assert meter.second(Traffic(), pictures_sent=0).audio_gaps == 1


def test_loudness_is_a_share_of_full_scale() -> None:
    meter = Meter(Clock())
    meter.heard(tone(16384))
    assert meter.second(Traffic(), pictures_sent=0).level == 0.5
    assert meter.second(Traffic(), pictures_sent=0).level == 0.0


def test_silence_of_the_line_is_measured_from_the_last_media() -> None:
    clock = Clock()
    meter = Meter(clock)
    clock.now = 4.0
    assert meter.silent_seconds == 4.0
    meter.saw(FRAME)
    clock.now = 4.5
    assert meter.silent_seconds == 0.5


def test_page_figures_are_read_and_what_is_missing_stays_unknown() -> None:
    page = read_page('{"receivedFps":29.9,"rttMs":null,"freezes":0,"newer":1}')
    assert page == PageStatistics(received_fps=29.9, freezes=0)


@pytest.mark.parametrize("text", ["", "[]", '{"receivedFps":"fast"}', "\ud83d", "{" * 3000])
def test_page_figures_that_make_no_sense_are_none(text: str) -> None:
    assert read_page(text) is None
