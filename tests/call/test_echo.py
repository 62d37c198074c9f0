"""The echo of a room is taken out of the microphone's sound; who speaks is left in.

The far voice goes through a room of 150 ms and 64 ms of delay; from the twelfth second on somebody
near speaks as well.
"""

import asyncio
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from counselling.call.media.devices import (
    BLOCK_SAMPLES,
    SAMPLE_RATE,
    AudioBlock,
    Devices,
    NullScreen,
)
from counselling.call.media.echo import without_echo
from counselling.call.media.fake_devices import FakeCamera

SECONDS, NEAR_FROM = 18, 12
DELAY = int(0.064 * SAMPLE_RATE)
Signal = NDArray[np.float64]


def voice(seed: int) -> Signal:
    """Noise with the spectrum and the syllables of speech, -1..1."""
    rng = np.random.default_rng(seed)
    count = SAMPLE_RATE * SECONDS
    spectrum = np.fft.rfft(rng.normal(size=count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    sound = np.fft.irfft(spectrum / (1 + (hertz / 500) ** 2) * (hertz > 80), count)
    syllables = rng.random(SECONDS * 5) * 1.6 - 0.4
    envelope = np.interp(np.arange(count), np.arange(SECONDS * 5) * SAMPLE_RATE / 5, syllables)
    sound *= np.clip(envelope, 0, 1)
    return sound / np.abs(sound).max() * 0.5


def in_room(far: Signal) -> Signal:
    """What of a loudspeaker's sound comes back into the microphone."""
    rng = np.random.default_rng(0)
    taps = int(0.15 * SAMPLE_RATE)
    response = rng.normal(size=taps) * np.exp(-np.arange(taps) / (SAMPLE_RATE * 0.03))
    response /= np.sqrt((response**2).sum())
    size = 1 << (len(far) + taps).bit_length()
    echo = np.fft.irfft(np.fft.rfft(far, size) * np.fft.rfft(response, size), size)[: len(far)]
    return np.concatenate([np.zeros(DELAY), echo[:-DELAY]]) * 0.5


def blocks(signal: Signal) -> list[AudioBlock]:
    samples = np.clip(signal * 32767, -32768, 32767).astype("<i2")
    return [
        AudioBlock(samples[at : at + BLOCK_SAMPLES].tobytes())
        for at in range(0, len(samples) - BLOCK_SAMPLES + 1, BLOCK_SAMPLES)
    ]


@dataclass
class Room:
    """A microphone that gives what was recorded, and a speaker that keeps what it is given."""

    recorded: list[AudioBlock]
    played: list[AudioBlock] = field(default_factory=list)

    async def block(self) -> AudioBlock:
        return self.recorded.pop(0)

    def play(self, block: AudioBlock) -> None:
        self.played.append(block)


def through(far: Signal, microphone: Signal, *, has_headphones: bool = False) -> Signal:
    """What is sent when a far voice is played while the microphone hears something."""
    room = Room(blocks(microphone))
    screen = NullScreen()
    devices = without_echo(
        Devices(
            FakeCamera(),
            room,
            lambda _: screen,
            lambda _: room,
            has_headphones=lambda: has_headphones,
        )
    )
    speaker = devices.speaker("1")

    async def call() -> list[AudioBlock]:
        sent = []
        for block in blocks(far):
            speaker.play(block)
            sent.append(await devices.microphone.block())
        return sent

    sent = b"".join(block.samples for block in asyncio.run(call()))
    assert room.played == blocks(far)
    return np.frombuffer(sent, "<i2") / 32767


def power(signal: Signal, start: float, end: float) -> float:
    return float((signal[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)] ** 2).mean())


@pytest.fixture(scope="module")
def heard() -> tuple[Signal, Signal, Signal]:
    """The near voice, the microphone's sound, and what is sent of it."""
    far, near = voice(1), voice(2)
    near[: NEAR_FROM * SAMPLE_RATE] = 0
    noise = np.random.default_rng(3).normal(0, 1e-4, len(far))
    microphone = in_room(far) + near + noise
    return near, microphone, through(far, microphone)


def test_echo_is_25_db_weaker_after_two_seconds(heard) -> None:
    _, microphone, sent = heard
    for start in range(2, NEAR_FROM, 2):
        end = start + 2
        loss = 10 * np.log10(power(microphone, start, end) / max(power(sent, start, end), 1e-12))
        assert loss >= 25, (start, loss)


def test_near_voice_is_heard_while_the_far_one_speaks(heard) -> None:
    near, _, sent = heard
    part = slice((NEAR_FROM + 1) * SAMPLE_RATE, (SECONDS - 1) * SAMPLE_RATE)
    likeness = max(
        np.corrcoef(sent[part.start + lag : part.stop + lag], near[part])[0, 1]
        for lag in range(0, 4000, 16)
    )
    assert likeness >= 0.8, likeness


def test_microphone_alone_is_not_silenced() -> None:
    near = voice(2)
    sent = through(np.zeros_like(near), near)
    assert power(sent, 3, SECONDS - 1) > power(near, 3, SECONDS - 1) / 10


def test_nothing_is_taken_out_for_who_wears_headphones() -> None:
    """What is played is also what she says: it would be gone if it were taken for an echo."""
    both = voice(1)
    delayed = np.concatenate([np.zeros(DELAY), both[:-DELAY]]) * 0.5
    without, worn = through(both, delayed), through(both, delayed, has_headphones=True)
    assert power(without, 4, SECONDS - 1) < power(delayed, 4, SECONDS - 1) / 100
    assert power(worn, 4, SECONDS - 1) > power(delayed, 4, SECONDS - 1) / 10


def test_loudspeaker_that_runs_ahead_is_not_remembered_without_end() -> None:
    room, screen = Room([AudioBlock(bytes(BLOCK_SAMPLES * 2))]), NullScreen()
    devices = without_echo(Devices(FakeCamera(), room, lambda _: screen, lambda _: room))
    speaker = devices.speaker("1")
    for _ in range(1000):
        speaker.play(AudioBlock(bytes(BLOCK_SAMPLES * 2)))
    (waiting,) = devices.microphone._canceller._played.values()
    assert len(waiting) <= 20
    assert len(asyncio.run(devices.microphone.block()).samples) == BLOCK_SAMPLES * 2
