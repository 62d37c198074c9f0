"""Takes the loudspeaker's sound out of the microphone's: who is far away does not hear herself.

libwebrtc's audio processing (AEC3 and noise suppression) in blocks of 10 ms. It is given exactly
what is handed to the loudspeaker, and finds out by itself how late that comes back. Its gain
control is left off: it made what is left of an echo 14 dB louder. Who wears headphones has no echo
to take out, and a voice that nothing is taken out of is heard whole while both speak.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol, cast

import numpy as np
import pywebrtc_audio
from numpy.typing import NDArray

from counselling.call.media.devices import (
    SAMPLE_RATE,
    AudioBlock,
    AudioSink,
    AudioSource,
    Devices,
)

_FRAME: Final = SAMPLE_RATE // 100  # samples in 10 ms
_WAITING_FRAMES: Final = 20  # of the loudspeaker's sound, while the microphone is held up
_Frame = NDArray[np.int16]


class _Processor(Protocol):
    def process(self, near: _Frame, far: _Frame | None = None) -> object: ...


class Canceller:
    """What the loudspeakers of one call play, and the microphone without it."""

    def __init__(self) -> None:
        self._processor: _Processor = pywebrtc_audio.AudioProcessor(
            sample_rate=SAMPLE_RATE,
            echo_cancellation=True,
            noise_suppression=True,
        )
        self._played: dict[object, deque[_Frame]] = {}

    def played(self, speaker: object, block: AudioBlock) -> None:
        """Take what one loudspeaker was given."""
        waiting = self._played.setdefault(speaker, deque(maxlen=_WAITING_FRAMES))
        waiting.extend(_frames(block))

    def cleaned(self, block: AudioBlock, *, has_echo: bool = True) -> AudioBlock:
        """Return a block of the microphone without noise, and without what the speakers play."""
        made = []
        for frame in _frames(block):
            far = self._far()
            made.append(self._processor.process(frame, far if has_echo else np.zeros_like(far)))
        return AudioBlock(b"".join(cast(_Frame, frame).astype("<i2").tobytes() for frame in made))

    def _far(self) -> _Frame:
        mixed = np.zeros(_FRAME, dtype=np.int32)
        for waiting in self._played.values():
            if waiting:
                mixed += waiting.popleft()
        return np.clip(mixed, -32768, 32767).astype(np.int16)


class CleanMicrophone:
    """A microphone without the echo (AudioSource)."""

    def __init__(
        self, microphone: AudioSource, canceller: Canceller, has_headphones: Callable[[], bool]
    ) -> None:
        self._microphone = microphone
        self._canceller = canceller
        self._has_headphones = has_headphones

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        block = await self._microphone.block()
        return self._canceller.cleaned(block, has_echo=not self._has_headphones())


class HeardSpeaker:
    """A loudspeaker that the canceller listens to (AudioSink)."""

    def __init__(self, speaker: AudioSink, canceller: Canceller) -> None:
        self._speaker = speaker
        self._canceller = canceller

    def play(self, block: AudioBlock) -> None:
        """Play a block after the one before."""
        self._canceller.played(self, block)
        self._speaker.play(block)


def without_echo(devices: Devices) -> Devices:
    """Return the same devices with the loudspeakers' sound taken out of the microphone's."""
    canceller = Canceller()
    speaker: Callable[[str], AudioSink] = devices.speaker
    return replace(
        devices,
        microphone=CleanMicrophone(devices.microphone, canceller, devices.has_headphones),
        speaker=lambda seat: HeardSpeaker(speaker(seat), canceller),
    )


def _frames(block: AudioBlock) -> Sequence[_Frame]:
    """Cut a block into frames of 10 ms; the last of a file's end is filled up with silence."""
    samples = np.frombuffer(block.samples, dtype="<i2").astype(np.int16)
    whole = -(-len(samples) // _FRAME) * _FRAME
    return list(np.pad(samples, (0, whole - len(samples))).reshape(-1, _FRAME))
