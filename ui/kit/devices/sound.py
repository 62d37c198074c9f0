"""Sound in the call's one form: 48 kHz, mono, int16, cut into blocks of 20 ms.

Loads QtMultimedia: only pages that show video import this file.
"""

import threading
from collections import deque
from typing import Final

from PySide6.QtMultimedia import QAudioFormat

from counselling.call.media.devices import BLOCK_SAMPLES, SAMPLE_BYTES, SAMPLE_RATE, AudioBlock

BLOCK_BYTES: Final = BLOCK_SAMPLES * SAMPLE_BYTES
WAITING_BLOCKS: Final = 10  # 200 ms: more would be heard as delay


def sound_format() -> QAudioFormat:
    """Return the call's form of sound, as Qt names it."""
    form = QAudioFormat()
    form.setSampleRate(SAMPLE_RATE)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form


class Cutter:
    """Cuts what a microphone gives, in whatever portions, into whole blocks."""

    def __init__(self) -> None:
        self._rest = b""

    def cut(self, octets: bytes) -> tuple[AudioBlock, ...]:
        """Return the blocks that are whole now; what is left over waits for the next portion."""
        heard = self._rest + octets
        end = len(heard) // BLOCK_BYTES * BLOCK_BYTES
        self._rest = heard[end:]
        starts = range(0, end, BLOCK_BYTES)
        return tuple(AudioBlock(heard[start : start + BLOCK_BYTES]) for start in starts)


class Queue:
    """Sound on its way to the loudspeaker: short, and the oldest goes when it is full."""

    def __init__(self) -> None:
        self._blocks: deque[bytes] = deque(maxlen=WAITING_BLOCKS)
        self._lock = threading.Lock()
        self._is_told = False

    def put(self, block: AudioBlock) -> bool:
        """Add a block, from any thread; tells whether the taker has to be called."""
        with self._lock:
            self._blocks.append(block.samples)
            was_told, self._is_told = self._is_told, True
            return not was_told

    def take(self, most: int) -> bytes:
        """Take whole blocks of at most so many bytes together."""
        taken: list[bytes] = []
        with self._lock:
            self._is_told = False
            while self._blocks and len(self._blocks[0]) <= most:
                most -= len(self._blocks[0])
                taken.append(self._blocks.popleft())
        return b"".join(taken)
